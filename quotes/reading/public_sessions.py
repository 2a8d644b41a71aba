"""Sessions that reach public machines only, and tell nobody what lies on this one."""

import os
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.request import getproxies

from requests import Response, Session
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from quotes.reading.input_files import silence

_GIVEN_TO_MACHINES = ip_network("2000::/3")
_OF_CLOUDS = frozenset({ip_address("168.63.129.16")})  # Azure's own, though it looks like anybody's


def open_session(agent: str, seconds: float, redirects: int, *, allow_loopback: bool = False) -> Session:
    """Return a session that connects to public addresses only.

    A name is resolved once, and the address that was looked at is the one that is connected to.

    Args:
        agent: what to call ourselves.
        seconds: how long to wait for a connection, and for each part of an answer.
        redirects: how many redirects to follow.
        allow_loopback: whether this machine itself may be reached too.

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
    session.max_redirects = redirects
    session.hooks["response"].append(_drop_body_of_redirect)
    session.trust_env = False  # the passwords in ~/.netrc are for nobody here; what else it gives is below
    session.proxies.update(getproxies())
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True
    return session


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is that of a machine that anybody may reach.

    >>> [is_public(ip_address(each)) for each in ("9.9.9.9", "10.0.0.1", "168.63.129.16", "::127.0.0.1")]
    [True, False, False, False]
    """
    if address.version == 6 and address not in _GIVEN_TO_MACHINES:
        return False
    return address.is_global and not address.is_multicast and address not in _OF_CLOUDS


class _PublicOnly(IPFilterAdapter):  # type: ignore[misc]  # it comes without types
    """Looks once more at the address that a connection goes to, by a stricter rule than the library's."""

    def build_connection_pool_key_attributes(self, *given: Any, **named: Any) -> Any:
        host, pool = super().build_connection_pool_key_attributes(*given, **named)
        address = ip_address(host["host"].strip("[]"))
        if not is_public(address) and not (self._allow_loopback and address.is_loopback):
            raise InvalidIPAddress(address)
        return host, pool


def _drop_body_of_redirect(response: Response, *_: object, **__: object) -> None:
    """Let go of what comes with a redirect, which would else be read to its end, however far that is."""
    if response.is_redirect:
        response.close()
