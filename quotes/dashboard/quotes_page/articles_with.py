"""What to show where a search finds no quote: those that other filters hide, or articles with the words."""

from collections.abc import Callable
from urllib.parse import urlencode

from markupsafe import Markup

from quotes.display import templates_of
from quotes.library import Filter, Library

_MOST = 20
_fill = templates_of("quotes.dashboard.quotes_page")


def draw_other_finds(library: Library, only: Filter, link: Callable[[Filter], str]) -> Markup:
    """Draw where the words of a search are that finds no quote; ``link`` makes the link to a filter.

    That is quotes that the other filters hide, or else articles that have all words in their title or text.
    """
    words = only.words
    hidden = library.totals(Filter(words=words)).quotes
    if hidden:
        return _fill("hidden_quotes", number=hidden, link=link(Filter(words=words)))
    found = library.articles_with(words, limit=_MOST + 1)
    articles = [(title, f"article?{urlencode({'article': doc_id})}") for doc_id, title in found[:_MOST]]
    return _fill("articles_with", articles=articles, are_more=len(found) > _MOST)
