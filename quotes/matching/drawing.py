"""Two quotes side by side, in pieces that a page or a report draws."""

from typing import Literal, NamedTuple

from quotes.matching.comparison import Comparison, Wording
from quotes.matching.gravity import Gravity
from quotes.types import Span

PieceState = Literal["same", "changed", "only_here", "outside"]


class DiffPiece(NamedTuple):
    """A piece of one side.

    ``state``: "same"; "changed", the other has other words here; "only_here", the other has no words here;
    "outside", before or after what the two share.
    """

    text: str
    state: PieceState
    grave: Gravity | None = None


def diff_pieces(comparison: Comparison, first: str, second: str) -> tuple[list[DiffPiece], list[DiffPiece]]:
    """The pieces of each side, in order; together they are the whole text.

    >>> from quotes.matching import compare
    >>> first, second = "We will sign.", "We will not sign."
    >>> [(piece.text, piece.state) for piece in diff_pieces(compare(first, second), first, second)[1]]
    [('We will ', 'same'), ('not', 'only_here'), (' sign.', 'same')]
    """
    return _pieces(comparison, first, 0), _pieces(comparison, second, 1)


def _pieces(comparison: Comparison, text: str, side: int) -> list[DiffPiece]:
    if comparison.wording is Wording.DIFFERENT and not comparison.differences:
        return [DiffPiece(text, "outside")] if text else []
    marked: list[tuple[Span, PieceState, Gravity | None]] = []
    for difference in comparison.differences:
        span = (difference.first, difference.second)[side]
        state: PieceState = "changed" if difference.kind == "changed" else "only_here"
        marked.append((span, state, difference.grave))
    overlap = comparison.overlap[side]
    if text[: overlap.start].strip(" \n\"'“”‘’"):
        marked.append((Span(0, overlap.start), "outside", None))
    if any(character.isalnum() for character in text[overlap.end :]):
        marked.append((Span(overlap.end, len(text)), "outside", None))
    pieces = []
    at = 0
    for span, state, grave in sorted(marked, key=lambda entry: entry[0]):
        start = max(span.start, at)
        if start >= span.end:
            continue
        if start > at:
            pieces.append(DiffPiece(text[at:start], "same"))
        pieces.append(DiffPiece(text[start : span.end], state, grave))
        at = span.end
    if at < len(text):
        pieces.append(DiffPiece(text[at:], "same"))
    return pieces
