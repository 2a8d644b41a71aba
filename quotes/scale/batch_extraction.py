"""Articles extracted together: if one fails, the others are kept, and memory use does not grow."""

from collections.abc import Sequence

from quotes.extraction import extract_all
from quotes.parsing import new_words_forgotten
from quotes.scale.free_memory import give_back_memory
from quotes.types import Article, Quote


def extract_together(articles: Sequence[Article], *, with_about: bool = False) -> list[list[Quote] | str]:
    """Extract the quotes of each article; the result is a line of text if that fails.

    With ``with_about`` the rows say who is named inside each quote.
    At the end the parser forgets new words, which would otherwise fill the memory, and what is free goes back
    to the system. Threads take turns.

    Raises:
        InputError: the parser's model is not installed.

    """
    if not articles:
        return []
    with new_words_forgotten():
        found = _extract(articles, with_about=with_about)
    give_back_memory()
    return found


def _extract(articles: Sequence[Article], *, with_about: bool) -> list[list[Quote] | str]:
    """Extract the articles together or, if that fails, one by one."""
    try:
        return [*extract_all(articles, with_about=with_about)]
    except Exception as error:  # caught here, because an exception would leave the memory zone open
        if len(articles) == 1:
            return [f"its quotes could not be extracted ({error!r})"]
    return [rows for article in articles for rows in _extract([article], with_about=with_about)]
