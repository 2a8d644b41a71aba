"""Where digests are sent: addresses of e-mail, webhooks and chat services, as the library apprise reads them.

``mailto://user:password@host?to=ada@example.org`` is an e-mail over SMTP, ``json://host/path`` a webhook;
https://appriseit.com lists the others. They hold passwords, so they are never stored.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from quotes.types import InputError

_SECRETS = ("pass", "password")
_MAIL = ("mailto", "mailtos")
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class DigestTarget:
    """Where a digest is sent.

    Attributes:
        identity: what the library knows it by: a hash of the address without its password.
        shown: the address without secrets, for messages.
        server: the service that sends (an apprise plugin).
        takes_html: whether a digest is best sent as HTML, because it is an e-mail.

    """

    identity: str
    shown: str
    server: Any
    takes_html: bool = False

    def send(self, title: str, body: str, message: str) -> str | None:
        """Send a digest. Its id goes along in a header, so that whoever gets it twice can tell.

        Args:
            title: the subject.
            body: HTML if it `takes_html`, otherwise Markdown.
            message: the id.

        Returns:
            None if it was accepted; otherwise why not, in a few words.

        """
        from apprise import Apprise, NotifyFormat  # noqa: PLC0415  (slow to load)

        if isinstance(headers := getattr(self.server, "headers", None), dict):
            headers |= {"X-Quotes-Digest": message, "Idempotency-Key": message}
        if isinstance(extras := getattr(self.server, "payload_extras", None), dict):
            extras["digest"] = message
        sender = Apprise(asset=_asset())
        sender.add(self.server)
        body_format = NotifyFormat.HTML if self.takes_html else NotifyFormat.MARKDOWN
        result = sender.notify(body=body, title=title, body_format=body_format, timeout=_SECONDS)
        if result:
            return None
        lines = [entry.message for service in result for entry in service.logs() if entry.message]
        return lines[-1] if lines else "it was not accepted"


def read_targets(addresses: Sequence[str]) -> list[DigestTarget]:
    """Read the addresses of targets.

    Raises:
        InputError: an address is not one that apprise knows, or names several recipients.

    """
    return [_target(address) for address in addresses]


def _target(address: str) -> DigestTarget:
    from apprise import Apprise  # noqa: PLC0415

    logging.getLogger("apprise").addHandler(logging.NullHandler())
    scheme = address.partition(":")[0][:20]
    server: Any = Apprise.instantiate(address, asset=_asset(), suppress_exceptions=True)
    if server is None:
        raise InputError(f"{scheme}:…: this is not an address that a digest can be sent to")
    if len(server) > 1:
        raise InputError(
            f"{scheme}:…: give each recipient an address of its own, so that nobody gets it twice"
        )
    identity = hashlib.sha256(_without_password(address).encode()).hexdigest()[:32]
    return DigestTarget(identity, server.url(privacy=True), server, scheme.lower() in _MAIL)


def _without_password(address: str) -> str:
    """Leave the password out of an address, so that a new password is no new target.

    >>> _without_password("mailto://desk:secret@example.org?to=ada@example.org&pass=secret")
    'mailto://desk@example.org?to=ada%40example.org'
    """
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    place = f"{user.partition(':')[0]}{at}{host}"
    query = urlencode([each for each in parse_qsl(parts.query) if each[0].lower() not in _SECRETS])
    return urlunsplit((parts.scheme, place, parts.path, query, ""))


def _asset() -> Any:
    from apprise import AppriseAsset  # noqa: PLC0415

    return AppriseAsset(app_id="quotes", app_desc="quotes", app_url="", async_mode=False)
