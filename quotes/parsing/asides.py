"""Captions and page furniture between paragraphs: nobody in them speaks what comes after."""

from collections.abc import Container

from quotes.language import Language, fold
from quotes.text import MarkedArticle

_MOST = 3
"""At most this many paragraphs in a row are passed over."""

_LONGEST = 400
_FURNITURE_WITHIN = 60


def is_aside(words: str, language: Language) -> bool:
    """Is a paragraph without quotations the caption of a picture, or a link, a credit or a call to subscribe?

    >>> from quotes.language import english
    >>> is_aside("The quay in May. Photo: Ada Quill", english())
    True
    """
    opening = fold(words[:_FURNITURE_WITHIN])
    return opening.startswith(language.lexicon.furniture) or (
        len(words) <= _LONGEST and language.grammar.patterns.picture_credit.search(words) is not None
    )


def paragraph_before(marked: MarkedArticle, number: int, quoting: Container[int]) -> int:
    """The number of the paragraph before another, past captions and page furniture; -1 if there is none.

    ``quoting`` are the numbers of the paragraphs with quotations.
    """
    before = number - 1
    for _ in range(_MOST):
        if before < 0 or before in quoting:
            break
        if not is_aside(marked.paragraphs[before].of(marked.text), marked.language):
            break
        before -= 1
    return before
