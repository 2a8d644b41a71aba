"""How sources are followed."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from quotes import __version__
from quotes.types import InputError

USER_AGENT = f"quotes/{__version__} (follows news feeds)"

_MOST_LETTERS = 200
_USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How sources are followed.

    Attributes:
        agent: the user agent to send.
        allowed: addresses that may be fetched though they are not public, as (host, port).
        pause: the seconds between two requests to one site.
        every: the minutes between two readings of a source.
        seconds: the time limit for each answer.
        jobs: how many processes extract.
        looks_again: whether pages of new articles are asked later whether they have changed.

    """

    agent: str = USER_AGENT
    allowed: frozenset[tuple[str, int]] = frozenset()
    pause: float = 1.0
    every: int = 15
    seconds: float = 20.0
    jobs: int = 1
    looks_again: bool = True

    def allowed_for(self, place: str) -> frozenset[tuple[str, int]]:
        """The addresses that may be fetched for a source, though they are not public.

        Only a source at such an address may name pages there: a feed of somebody else must not have pages of
        your own network read.

        >>> own = WatchSettings(allowed=frozenset({("news.intern", 80)}))
        >>> [len(own.allowed_for(each)) for each in ("http://news.intern/feed", "https://news.example/feed")]
        [1, 0]
        """
        parts = urlsplit(place)
        try:
            port = parts.port or _USUAL_PORTS.get(parts.scheme, 0)
        except ValueError:
            port = 0
        return self.allowed if (parts.hostname or "", port) in self.allowed else frozenset()


def checked_agent(agent: str) -> str:
    """Make sure that a user agent can be sent.

    Raises:
        InputError: it cannot.

    """
    if not agent.strip() or not agent.isascii() or not agent.isprintable() or len(agent) > _MOST_LETTERS:
        raise InputError("--user-agent must be one line of plain letters")
    return agent.strip()


def allowed_address(given: str) -> tuple[str, int]:
    """Read HOST:PORT.

    >>> allowed_address("news.intern:8080"), allowed_address("[::1]:80")
    (('news.intern', 8080), ('::1', 80))

    Raises:
        InputError: it is not of that form.

    """
    host, _, port = given.rpartition(":")
    host = host.removeprefix("[").removesuffix("]").lower()
    if not host or "/" in host or "@" in host or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise InputError(f"--allow-address {given}: must be HOST:PORT, like 127.0.0.1:8080")
    return host, int(port)
