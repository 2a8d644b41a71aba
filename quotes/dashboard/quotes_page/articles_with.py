"""What to show where no quote has the words of a search: the articles that have them elsewhere."""

from urllib.parse import urlencode

from markupsafe import Markup

from quotes.display import templates_of
from quotes.library import Library

_MOST = 20
_fill = templates_of("quotes.dashboard.quotes_page")


def draw_articles_with(library: Library, words: str) -> Markup:
    """Draw what was searched, and the articles that have all words in their title or text."""
    found = library.articles_with(words, limit=_MOST + 1)
    articles = [(title, f"article?{urlencode({'article': doc_id})}") for doc_id, title in found[:_MOST]]
    return _fill("articles_with", articles=articles, are_more=len(found) > _MOST)
