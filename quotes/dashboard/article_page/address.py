"""What a visitor has asked to see of an article, or of the list to choose one from, and its address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotes.dashboard.shared import NONE, Parameters, all_values, last_value

_NOBODY = "(nobody)"


@dataclass(frozen=True, slots=True)
class ArticleAsked:
    """An article by its ``doc_id``, the quote to point out, and the voices turned off.

    Those are ``off`` or, where most are, all that are not in ``only``; None stands for speakers not settled.
    ``part`` is the number, from 1, of the part of a long article. Without an article: the words to find in
    titles, and the ``page`` of the list, from 1.
    """

    article: str | None = None
    quote: str | None = None
    off: tuple[str | None, ...] = ()
    only: tuple[str | None, ...] = ()
    part: int = 1
    find: str = ""
    page: int = 1

    def is_off(self, voice: str | None) -> bool:
        """Tell whether the quotes of a voice are not to be marked."""
        return voice not in self.only if self.only else voice in self.off

    def turned(self, on: Sequence[str | None], off: Sequence[str | None]) -> "ArticleAsked":
        """Return the same with all of the article's voices turned on or off.

        >>> write(ArticleAsked("ferry").turned(on=["Ada Brook"], off=["Bo Reed", None]))
        {'article': ['ferry'], 'only': ['Ada Brook']}
        """
        if len(off) <= len(on):
            return replace(self, off=tuple(off), only=())
        return replace(self, off=(), only=tuple(on) or (_NOBODY,))


def read(parameters: Parameters) -> ArticleAsked:
    """Return what an address asks for; what makes no sense in it is left out.

    >>> read({"article": ["ferry"], "off": ["Ada Brook", "(none)"], "part": ["0"]}).off
    ('Ada Brook', None)
    """
    article = last_value(parameters, "article") or None
    if article is None:
        return ArticleAsked(find=last_value(parameters, "find"), page=_number(last_value(parameters, "page")))
    return ArticleAsked(
        article,
        last_value(parameters, "quote") or None,
        _voices(parameters, "off"),
        _voices(parameters, "only"),
        _number(last_value(parameters, "part")),
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
            "only": [name or NONE for name in asked.only],
            "part": [str(asked.part) if asked.part > 1 else ""],
        }
    return {name: values for name, values in said.items() if any(values)}


def _voices(parameters: Parameters, name: str) -> tuple[str | None, ...]:
    return tuple(None if voice == NONE else voice for voice in all_values(parameters, name))


def _number(given: str) -> int:
    """Return a number from 1; 1 for anything else."""
    return int(given) if re.fullmatch(r"[1-9][0-9]{0,5}", given) else 1
