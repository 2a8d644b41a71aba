"""The feeds that web pages name: people know the address of a site, not that of its feed."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from quotes.intake.watch_settings import WatchSettings
from quotes.library import Library, SourceKind
from quotes.reading import NotPublicError, ReadingError, WebClient, feeds_of_page, read_feed
from quotes.types import InputError

_MOST_ADDRESSES = 20
_AT_ONCE = 5
_MOST_LISTED = 10


def with_feeds_found(
    library: Library,
    named: Iterable[tuple[SourceKind, str]],
    settings: WatchSettings,
    tell: Callable[[str], None],
) -> list[tuple[SourceKind, str]]:
    """Put the feed of a web page in place of the page, where the address of a page was named.

    An address that cannot be fetched now stays as it is, and so do all if there are more than a person types.
    One that is not public is refused: nothing would ever be fetched from it.

    Args:
        library: where sources are followed; those that are followed already are not fetched.
        named: the sources.
        settings: how to fetch.
        tell: takes a line for each feed that was found.

    Raises:
        InputError: a page names no feed, or several, or one that cannot be read.
        InputError: an address is not public.

    """
    sources = list(named)
    followed = {source.place for source in library.followed()}
    new = [place for kind, place in sources if kind is SourceKind.feed and place not in followed]
    if not new or len(new) > _MOST_ADDRESSES:
        return sources
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        feeds = dict(zip(new, threads.map(partial(_feed_at, settings), new), strict=True))
    for place, feed in feeds.items():
        if feed != place:
            tell(f"{place}: its feed is {feed}")
    return list(dict.fromkeys((kind, feeds.get(place, place)) for kind, place in sources))


def _feed_at(settings: WatchSettings, address: str) -> str:
    """The address of the feed of a page; the same address if no page is there.

    Raises:
        InputError: the page names no feed, or several, or one that cannot be read.
        InputError: the address is not public.

    """
    client = WebClient(settings.agent, seconds=settings.seconds, allowed=settings.allowed_for(address))
    try:
        feeds = feeds_of_page(client.get(address))
    except NotPublicError as error:
        raise InputError(f"{address}: {error.remark.reason}") from None
    except ReadingError:  # following it says why, and tries again
        return address
    else:
        return address if feeds is None else _only_feed(client, address, list(dict.fromkeys(feeds)))
    finally:
        client.close()


def _only_feed(client: WebClient, address: str, feeds: list[str]) -> str:
    """The feed of a page. What the page itself may not have fetched cannot be one."""
    if not feeds:
        raise InputError(f"{address}: this web page names no feed; name one, or a news sitemap")
    if len(feeds) > 1:
        listed = ", ".join(feeds[:_MOST_LISTED])
        raise InputError(f"{address}: this web page names several feeds; name one of them: {listed}")
    try:
        read_feed(feeds[0], client.get(feeds[0]))
    except ReadingError as error:
        raise InputError(
            f"{address}: its feed {feeds[0]} cannot be followed: {error.remark.reason}"
        ) from None
    return feeds[0]
