"""What a visitor has asked to see of an article, or of the list to choose one from, and its address."""

import re
from dataclasses import dataclass

from quotes.dashboard.address import NONE, Parameters, every, one


@dataclass(frozen=True, slots=True)
class ArticleAsked:
    """An article by its ``doc_id``, the quote to point out, the voices turned off (None: those not settled).

    ``part`` is the number, from 1, of the part of a long article. Without an article: the words to find in
    titles, and the ``page`` of the list, from 1.
    """

    article: str | None = None
    quote: str | None = None
    off: tuple[str | None, ...] = ()
    part: int = 1
    find: str = ""
    page: int = 1


def read(parameters: Parameters) -> ArticleAsked:
    """Return what an address asks for; what makes no sense in it is left out.

    >>> read({"article": ["ferry"], "off": ["Ada Brook", "(none)"], "part": ["0"]}).off
    ('Ada Brook', None)
    """
    article = one(parameters, "article") or None
    if article is None:
        return ArticleAsked(find=one(parameters, "find"), page=_number(one(parameters, "page")))
    return ArticleAsked(
        article,
        one(parameters, "quote") or None,
        tuple(None if name == NONE else name for name in every(parameters, "off")),
        _number(one(parameters, "part")),
    )


def write(asked: ArticleAsked) -> dict[str, list[str]]:
    """Return the address's parameters for what is asked; what is not asked for is absent.

    >>> write(ArticleAsked("ferry", off=(None,)))
    {'article': ['ferry'], 'off': ['(none)']}
    """
    if asked.article is None:
        said = {"find": [asked.find], "page": [str(asked.page) if asked.page > 1 else ""]}
    else:
        said = {
            "article": [asked.article],
            "quote": [asked.quote or ""],
            "off": [name or NONE for name in asked.off],
            "part": [str(asked.part) if asked.part > 1 else ""],
        }
    return {name: values for name, values in said.items() if any(values)}


def _number(given: str) -> int:
    """Return a number from 1; 1 for anything else."""
    return int(given) if re.fullmatch(r"[1-9][0-9]{0,5}", given) else 1
