"""Words that were compared, drawn with their differences marked, as in a good diff."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from quotes.display.escaping import one_line, shortened
from quotes.display.rendering import templates_of

if TYPE_CHECKING:
    from quotes.matching import Comparison, Difference

_PACKAGE = "quotes.display"
_LONGEST = 160
_fill = templates_of(_PACKAGE)


class WordMark(StrEnum):
    """How a piece is marked: not at all, as removed, as added, or as words that a shortened quote lacks."""

    none = "none"
    removed = "removed"
    added = "added"
    left_out = "left out"


@dataclass(frozen=True, slots=True)
class ComparedPiece:
    """A piece of words that were compared. A grave difference changes the meaning."""

    text: str
    mark: WordMark = WordMark.none
    is_grave: bool = False

    @property
    def differs(self) -> bool:
        """Whether the other side has other words here."""
        return self.mark in (WordMark.removed, WordMark.added)


def compared_words_html(pieces: Iterable[ComparedPiece]) -> Markup:
    """Draw the pieces. The element around them has the class ``compared`` (`compared_words_style`)."""
    return _fill("compared_words", pieces=pieces)


def compared_words_style() -> str:
    """The style sheet of `compared_words_html`."""
    return files(_PACKAGE).joinpath("compared_words.css").read_text("utf-8")


def difference_in_words(difference: "Difference", first: str, second: str) -> str:
    """Say what the first text has in place of what the second has: "“may” for “will”"."""
    ours, theirs = (
        shortened(one_line(span.of(text)), _LONGEST)
        for span, text in ((difference.first, first), (difference.second, second))
    )
    if not ours:
        return f"“{theirs}” is missing"
    if not theirs:
        return f"“{ours}” is added"
    if difference.grave == "number":
        return f"{ours} for {theirs}"
    return f"“{ours}” for “{theirs}”"


def changed_words(comparison: "Comparison", before: str, after: str) -> list[ComparedPiece]:
    """One line of what became of the words of ``before``: words that went, and words that came.

    ``comparison`` compares ``before`` with ``after``. Words left out of a shortened quote are not shown.

    >>> from quotes.matching import compare
    >>> before, after = "We will not sign.", "We will sign."
    >>> [(each.text, str(each.mark)) for each in changed_words(compare(before, after), before, after)]
    [('We will ', 'none'), ('not', 'removed'), (' ', 'none'), ('sign.', 'none')]
    """
    if not comparison.differences:
        return [ComparedPiece(after)]
    pieces: list[ComparedPiece] = []
    at = 0
    for each in sorted(comparison.differences, key=lambda difference: (difference.second, difference.first)):
        went, came = each.first.of(before), each.second.of(after)
        if comparison.wording == "shortened" and not came.strip():
            continue
        start, is_grave = max(at, each.second.start), each.grave is not None
        pieces.append(ComparedPiece(after[at:start]))
        if any(map(str.isalnum, went)):
            pieces.extend(_removed(went.strip(), after[:start], came or after[start:], is_grave=is_grave))
        pieces.append(ComparedPiece(after[start : each.second.end], WordMark.added, is_grave))
        at = max(start, each.second.end)
    pieces.append(ComparedPiece(after[at:]))
    return [piece for piece in pieces if piece.text]


def _removed(words: str, before: str, after: str, *, is_grave: bool) -> list[ComparedPiece]:
    """Words that went, with a space on each side where the words that stayed have none."""
    return [
        ComparedPiece(" " if before and not before[-1].isspace() else ""),
        ComparedPiece(words, WordMark.removed, is_grave),
        ComparedPiece(" " if after[:1].isalnum() else ""),
    ]
