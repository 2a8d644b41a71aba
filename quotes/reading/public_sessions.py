"""HTTP sessions that connect to public addresses only, and send no secrets of this machine."""

import os
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.request import getproxies

from requests import Response, Session
from requests.adapters import HTTPAdapter
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from quotes.reading.input_files import silence

_GIVEN_TO_MACHINES = ip_network("2000::/3")
_USUAL_PORTS = {"http": 80, "https": 443}
_OF_CLOUDS = frozenset({ip_address("168.63.129.16")})  # internal to Azure, though it looks public


def open_session(
    agent: str,
    seconds: float,
    redirects: int,
    *,
    allow_loopback: bool = False,
    allowed: Collection[tuple[str, int]] = (),
) -> Session:
    """Open a session that connects to public addresses only.

    A name is resolved once, and the session connects to the very address that was checked.

    Args:
        agent: the user agent to send.
        seconds: how long to wait for a connection, and for each part of an answer.
        redirects: how many redirects to follow.
        allow_loopback: whether this machine itself may be reached too.
        allowed: hosts and ports that may be reached though they are not public.

    """
    silence("requests_hardened")
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=allow_loopback,
        never_redirect=False,
        default_timeout=(seconds, seconds),
        user_agent_override=agent,
    )
    session: Session = Manager(config).get_session()
    for scheme in ("http", "https"):
        session.mount(f"{scheme}://", _PublicOnly(scheme == "https", allow_loopback))
        for host, port in allowed:
            name = f"[{host}]" if ":" in host else host.lower()
            session.mount(f"{scheme}://{name}:{port}/", HTTPAdapter())
            if port == _USUAL_PORTS[scheme]:
                session.mount(f"{scheme}://{name}/", HTTPAdapter())
    session.max_redirects = redirects
    session.hooks["response"].append(_drop_body_of_redirect)
    session.trust_env = False  # never send the passwords in ~/.netrc; proxies and certificates are set below
    session.proxies.update(getproxies())
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
    return session


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to a machine that anybody may reach.

    >>> [is_public(ip_address(each)) for each in ("9.9.9.9", "10.0.0.1", "168.63.129.16", "::127.0.0.1")]
    [True, False, False, False]
    """
    if address.version == 6 and address not in _GIVEN_TO_MACHINES:
        return False
    return address.is_global and not address.is_multicast and address not in _OF_CLOUDS


class _PublicOnly(IPFilterAdapter):  # type: ignore[misc]  # it comes without types
    """Checks the address of each connection again, by a stricter rule than the library's."""

    def build_connection_pool_key_attributes(self, *given: Any, **named: Any) -> Any:
        host, pool = super().build_connection_pool_key_attributes(*given, **named)
        address = ip_address(host["host"].strip("[]"))
        if not is_public(address) and not (self._allow_loopback and address.is_loopback):
            raise InvalidIPAddress(address)
        return host, pool


def _drop_body_of_redirect(response: Response, *_: object, **__: object) -> None:
    """Close the body of a redirect, which would otherwise be read to its end, however long it is."""
    if response.is_redirect:
        response.close()
