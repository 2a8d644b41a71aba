"""What differs between a draft and the words that were found: said in words, and marked on both sides."""

from dataclasses import dataclass

from quotes.checking.verdicts import CheckedQuote, Verdict
from quotes.display import ComparedPiece, WordMark, difference_in_words
from quotes.matching import DiffPiece, Wording, diff_pieces


@dataclass(frozen=True, slots=True)
class NamedDifference:
    """A difference in words. A grave one changes the meaning: a negation, number, name or modal verb."""

    words: str
    is_grave: bool


def named_differences(checked: CheckedQuote) -> list[NamedDifference]:
    """Name what differs, grave differences first. Words that a shortened quote leaves out are not named."""
    origin = checked.origin
    if origin is None or checked.verdict is Verdict.not_found or origin.comparison.wording is Wording.EXACT:
        return []
    return [
        NamedDifference(difference_in_words(each, checked.draft.quote, origin.quote), each.grave is not None)
        for each in origin.comparison.differences
        if origin.comparison.wording is not Wording.SHORTENED or each.first.of(checked.draft.quote).strip()
    ]


def marked_sides(checked: CheckedQuote) -> tuple[list[ComparedPiece], list[ComparedPiece]]:
    """Divide the words of the draft, and those that were found, at their differences."""
    draft, origin = checked.draft.quote, checked.origin
    if origin is None:
        return [ComparedPiece(draft)], []
    if checked.verdict is Verdict.not_found:
        return [ComparedPiece(draft)], [ComparedPiece(origin.quote)]
    ours, theirs = diff_pieces(origin.comparison, draft, origin.quote)
    is_part = origin.comparison.wording is Wording.SHORTENED
    return (
        [_marked(piece, WordMark.removed) for piece in ours],
        [_marked(piece, WordMark.left_out if is_part else WordMark.added) for piece in theirs],
    )


def _marked(piece: DiffPiece, mark: WordMark) -> ComparedPiece:
    """Mark a piece that the other side does not have, with ``mark``."""
    if piece.state == "same" or not any(character.isalnum() for character in piece.text):
        return ComparedPiece(piece.text)
    return ComparedPiece(piece.text, mark, piece.grave is not None)
