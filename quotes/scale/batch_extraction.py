"""Articles extracted together: one that fails costs nothing but itself, and memory stays level."""

from collections.abc import Sequence
from threading import Lock

from quotes.extraction import extract_all
from quotes.parsing import load_model
from quotes.types import Article, Quote

# The parser's memory zones are for one thread at a time, and one is never inside another.
_parsing = Lock()


def extract_together(articles: Sequence[Article]) -> list[list[Quote] | str]:
    """Return the quotes of each article, or in a few words why they could not be extracted.

    What the parser keeps of new words is let go at the end; without that it grows with every article. Threads
    wait for each other.

    Raises:
        InputError: the parser's model is not installed.

    """
    if not articles:
        return []
    with _parsing, load_model().memory_zone():
        return _extract(articles)


def _extract(articles: Sequence[Article]) -> list[list[Quote] | str]:
    """Extract the articles together; where that fails, one by one."""
    try:
        return [*extract_all(articles)]
    except Exception as error:  # a memory zone that an exception leaves stays open
        if len(articles) == 1:
            return [f"its quotes could not be extracted ({error!r})"]
    return [rows for article in articles for rows in _extract([article])]
