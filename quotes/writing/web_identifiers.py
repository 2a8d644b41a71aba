"""Identifiers (IRIs) of quotes and articles, for JSON-LD and Web Annotation."""

import re
from uuid import UUID, uuid5

_OURS = UUID("6f0d3c1e-52a7-4f0b-9d55-8f1c2b7a4e90")
_WEB_ADDRESS = re.compile(r"""https?://[^\s/?#<>"{}|\\^`][^\s<>"{}|\\^`\x00-\x1f\x7f]*""", re.IGNORECASE)


def identifier(kind: str, of: str) -> str:
    """Make an identifier; the same kind and id always give the same one.

    >>> identifier("quote", "0f3a")
    'urn:uuid:a869f2bc-da49-5a95-a1f8-aa78d932aad6'
    """
    return uuid5(_OURS, f"{kind}:{of}").urn


def web_address(url: str | None) -> str | None:
    """Accept ``url`` if it is a web address that needs no escaping; None otherwise.

    >>> web_address("https://ellin-courier.example/ferry")
    'https://ellin-courier.example/ferry'
    >>> web_address("javascript:alert(1)")
    """
    return url if url and _WEB_ADDRESS.fullmatch(url) else None
