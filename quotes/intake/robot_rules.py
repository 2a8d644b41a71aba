"""What sites allow programs to fetch, as their robots.txt says."""

import time
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quotes.reading import WebClient, WebError

if TYPE_CHECKING:
    from protego import Protego

_MOST_BYTES = 500_000
_SECONDS_KEPT = 24 * 3600.0
_SECONDS_UNTIL_NEXT_TRY = 600.0
_LONGEST_PAUSE = 30.0
_MOST_SITES = 20_000


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of one site until a moment; ``problem`` says why they could not be read."""

    until: float
    rules: "Protego | None" = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether a page may be fetched, and the pause that the site wants between pages.

    ``refusal`` says why it may not be fetched, or is None. A refusal that is not lasting may be over later.
    """

    refusal: str | None = None
    is_lasting: bool = True
    pause: float = 0.0
    asked_site: bool = False


class RobotRules:
    """The rules of all sites, each read once a day.

    Args:
        agent: the user agent, whose name the rules may mention.

    """

    def __init__(self, agent: str) -> None:
        self._agent = agent
        self._sites: dict[str, _Rules] = {}
        self._lock = Lock()

    def permission(self, client: WebClient, url: str) -> Permission:
        """Look up whether a page may be fetched; a site's rules are fetched first.

        A site without rules allows everything. One that cannot say its rules now allows nothing for now.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            found = self._sites.get(site)
        asked = found is None or found.until < time.monotonic()
        if found is None or asked:
            found = self._read(client, site)
            with self._lock:
                if len(self._sites) >= _MOST_SITES:
                    self._sites.clear()
                self._sites[site] = found
        if found.problem:
            return Permission(f"robots.txt: {found.problem}", is_lasting=False, asked_site=asked)
        if found.rules is None:
            return Permission(asked_site=asked)
        pause = min(_LONGEST_PAUSE, float(found.rules.crawl_delay(self._agent) or 0))
        if not found.rules.can_fetch(url, self._agent):
            return Permission("robots.txt does not allow this page", pause=pause, asked_site=asked)
        return Permission(pause=pause, asked_site=asked)

    def _read(self, client: WebClient, site: str) -> _Rules:
        from protego import Protego  # noqa: PLC0415  (only where sites are followed)

        now = time.monotonic()
        try:
            answer = client.get(f"{site}/robots.txt", most_bytes=_MOST_BYTES)
        except WebError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return _Rules(now + _SECONDS_KEPT)
            return _Rules(now + _SECONDS_UNTIL_NEXT_TRY, problem=error.remark.reason)
        return _Rules(now + _SECONDS_KEPT, Protego.parse(answer.content.decode("utf-8", "replace")))
