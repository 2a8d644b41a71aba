"""What a visitor wants to see of an article or of the list of articles, and the address for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotes.dashboard.shared import NONE, Parameters, all_values, last_value

_NOBODY = "(nobody)"


@dataclass(frozen=True, slots=True)
class ArticleAsked:
    """An article with its hidden speakers, or the list of articles.

    Attributes:
        article: the ``doc_id``; None shows the list.
        quote: the quote to highlight.
        off: the hidden speakers; None means quotes without a speaker.
        only: if most speakers are hidden, the ones that are shown.
        part: the part of a long article, from 1.
        find: words to find in the titles of the list.
        imported: the import whose articles the list has, by the number of its act; 0 lists all articles.
        page: the page of the list, from 1.

    """

    article: str | None = None
    quote: str | None = None
    off: tuple[str | None, ...] = ()
    only: tuple[str | None, ...] = ()
    part: int = 1
    find: str = ""
    imported: int = 0
    page: int = 1

    def is_off(self, voice: str | None) -> bool:
        """The quotes of this speaker are not marked."""
        return voice not in self.only if self.only else voice in self.off

    def turned(self, on: Sequence[str | None], off: Sequence[str | None]) -> "ArticleAsked":
        """The same view with other speakers shown and hidden.

        >>> write(ArticleAsked("ferry").turned(on=["Ada Brook"], off=["Bo Reed", None]))
        {'article': ['ferry'], 'only': ['Ada Brook']}
        """
        if len(off) <= len(on):
            return replace(self, off=tuple(off), only=())
        return replace(self, off=(), only=tuple(on) or (_NOBODY,))


def read(parameters: Parameters) -> ArticleAsked:
    """What an address asks for. Invalid parameters are ignored.

    >>> read({"article": ["ferry"], "off": ["Ada Brook", "(none)"], "part": ["0"]}).off
    ('Ada Brook', None)
    """
    article = last_value(parameters, "article") or None
    if article is None:
        return ArticleAsked(
            find=last_value(parameters, "find"),
            imported=_number(last_value(parameters, "import"), otherwise=0),
            page=_number(last_value(parameters, "page")),
        )
    return ArticleAsked(
        article,
        last_value(parameters, "quote") or None,
        _voices(parameters, "off"),
        _voices(parameters, "only"),
        _number(last_value(parameters, "part")),
    )


def write(asked: ArticleAsked) -> dict[str, list[str]]:
    """The parameters of the address for a view, without the empty ones.

    >>> write(ArticleAsked("ferry", off=(None,)))
    {'article': ['ferry'], 'off': ['(none)']}
    """
    if asked.article is None:
        said = {
            "find": [asked.find],
            "import": [str(asked.imported or "")],
            "page": [str(asked.page) if asked.page > 1 else ""],
        }
    else:
        said = {
            "article": [asked.article],
            "quote": [asked.quote or ""],
            "off": [name or NONE for name in asked.off],
            "only": [name or NONE for name in asked.only],
            "part": [str(asked.part) if asked.part > 1 else ""],
        }
    return {name: values for name, values in said.items() if any(values)}


def _voices(parameters: Parameters, name: str) -> tuple[str | None, ...]:
    return tuple(None if voice == NONE else voice for voice in all_values(parameters, name))


def _number(given: str, otherwise: int = 1) -> int:
    """A number from 1; ``otherwise`` if the text is not such a number."""
    return int(given) if re.fullmatch(r"[1-9][0-9]{0,8}", given) else otherwise
