"""Following a real site on this machine, without waiting."""

from pathlib import Path

from news_site import NewsSite, story_page

from quotes.intake import Watch, WatchSettings, sources_named
from quotes.library import Library
from quotes.reading import Remark


def settings(*sites: NewsSite, **changes) -> WatchSettings:
    given = {"pause": 0.0, "allowed": frozenset(each.host for each in sites), **changes}
    return WatchSettings(**given)


def follow(library: Library, *places: str | Path) -> None:
    library.follow(sources_named([*map(str, places)]))


def read_once(library: Library, how: WatchSettings):
    remarks: list[Remark] = []
    outcome = Watch(library, how, tell=remarks.append).once()
    return outcome, {each.place: each.reason for each in remarks}


def stories(site: NewsSite, *numbers: int) -> list[tuple[str, str]]:
    """Put stories on a site, and give what a feed says of them."""
    return [(f"Story {each}", site.put(f"/story/{each}", story_page(each))) for each in numbers]


def titles(library: Library) -> set[str | None]:
    return {row.title for row in library.page()}
