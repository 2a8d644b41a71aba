"""What differs between a draft and the words that were found: said in words, and marked on both sides."""

from dataclasses import dataclass
from enum import StrEnum

from quotes.checking.verdicts import CheckedQuote, Verdict
from quotes.display import one_line, shortened
from quotes.matching import Difference, DiffPiece, Wording, diff_pieces

_LONGEST = 160


@dataclass(frozen=True, slots=True)
class NamedDifference:
    """A difference in words. A grave one changes the meaning: a negation, number, name or modal verb."""

    words: str
    is_grave: bool


class WordMark(StrEnum):
    """How a report marks a piece of one side: not at all, as words that differ, or as words left out."""

    none = "none"
    differs = "differs"
    left_out = "left out"


@dataclass(frozen=True, slots=True)
class ReportPiece:
    """A piece of one side of a report."""

    text: str
    mark: WordMark = WordMark.none
    is_grave: bool = False

    @property
    def differs(self) -> bool:
        """Whether the other side has other words here."""
        return self.mark is WordMark.differs


def named_differences(checked: CheckedQuote) -> list[NamedDifference]:
    """Name what differs, grave differences first. Words that a shortened quote leaves out are not named."""
    origin = checked.origin
    if origin is None or checked.verdict is Verdict.not_found or origin.comparison.wording is Wording.EXACT:
        return []
    return [
        NamedDifference(_in_words(each, checked.draft.quote, origin.quote), each.grave is not None)
        for each in origin.comparison.differences
        if origin.comparison.wording is not Wording.SHORTENED or each.first.of(checked.draft.quote).strip()
    ]


def marked_sides(checked: CheckedQuote) -> tuple[list[ReportPiece], list[ReportPiece]]:
    """Divide the words of the draft, and those that were found, at their differences."""
    draft, origin = checked.draft.quote, checked.origin
    if origin is None:
        return [ReportPiece(draft)], []
    if checked.verdict is Verdict.not_found:
        return [ReportPiece(draft)], [ReportPiece(origin.quote)]
    ours, theirs = diff_pieces(origin.comparison, draft, origin.quote)
    is_part = origin.comparison.wording is Wording.SHORTENED
    return (
        [_marked(piece, WordMark.differs) for piece in ours],
        [_marked(piece, WordMark.left_out if is_part else WordMark.differs) for piece in theirs],
    )


def _marked(piece: DiffPiece, mark: WordMark) -> ReportPiece:
    """Mark a piece that the other side does not have, with ``mark``."""
    if piece.state == "same" or not any(character.isalnum() for character in piece.text):
        return ReportPiece(piece.text)
    return ReportPiece(piece.text, mark, piece.grave is not None)


def _in_words(difference: Difference, draft: str, origin: str) -> str:
    ours, theirs = (
        shortened(one_line(span.of(text)), _LONGEST)
        for span, text in ((difference.first, draft), (difference.second, origin))
    )
    if not ours:
        return f"“{theirs}” is missing"
    if not theirs:
        return f"“{ours}” is added"
    if difference.grave == "number":
        return f"{ours} for {theirs}"
    return f"“{ours}” for “{theirs}”"
