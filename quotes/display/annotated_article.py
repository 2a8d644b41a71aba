"""A whole article to read: its speakers with their signs, its parts, and the pieces to mark in them."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from quotes.text import split_paragraphs
from quotes.types import Quote, Span

MOST_CHARACTERS = 40_000
MOST_QUOTES = 100
_LONGEST_PARAGRAPH = 10_000
_NAMED = ("person", "organisation")
_LONGEST_ACRONYM = 5
_NOBODY = "?"
_TWO = 2


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of one article, with the number of quotes; ``name`` is None for quotes without a speaker.

    ``sign`` is a few letters that no other voice of the article has. ``colour`` numbers the named voices from
    0; it is None for the others.
    """

    name: str | None
    sign: str
    colour: int | None
    quotes: int


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """Paragraphs that are shown together, as spans of the article's text; a very long one is divided."""

    paragraphs: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """The whole part, from its first word to its last."""
        return Span(self.paragraphs[0].start, self.paragraphs[-1].end)


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of text in which no mark begins or ends, with the numbers of the marks that cover it."""

    span: Span
    marks: tuple[int, ...]


def in_text_order(rows: Iterable[Quote]) -> list[Quote]:
    """Sort the rows of one article by their place in it."""
    return sorted(rows, key=lambda row: (row.start, row.end))


def article_voices(rows: Sequence[Quote]) -> tuple[Voice, ...]:
    """List who speaks in ``rows``, the quotes of one article: named speakers first, then by number of quotes.

    An unnamed speaker's sign has small letters. If a sign is taken, a number is added to it.
    """
    kinds = {row.speaker: row.speaker_kind for row in rows}
    counted = Counter(row.speaker for row in rows)
    named = [name for name, _ in counted.most_common() if name and kinds[name] in _NAMED]
    unnamed = [name for name, _ in counted.most_common() if name and kinds[name] not in _NAMED]
    order: list[str | None] = [*named, *unnamed, *([None] if None in counted else [])]
    colours = {name: number for number, name in enumerate(named)}
    signs = _signs(order, set(named))
    return tuple(
        Voice(name, sign, colours.get(name or ""), counted[name])
        for name, sign in zip(order, signs, strict=True)
    )


def article_parts(text: str, rows: Sequence[Quote]) -> tuple[ArticlePart, ...]:
    r"""Divide an article into the parts in which it is shown, in order; most articles are one part.

    A part ends with the paragraph that brings it to `MOST_CHARACTERS` or to `MOST_QUOTES` of ``rows``.

    >>> [part.span for part in article_parts("One.\n\nTwo.", [])]
    [Span(start=0, end=10)]
    """
    starts = sorted(row.start for row in rows)
    found: list[ArticlePart] = []
    held: list[Span] = []
    for piece in (piece for span in split_paragraphs(text) for piece in _bearable(text, span)):
        held.append(piece)
        first = held[0].start
        quotes = bisect_right(starts, piece.end) - bisect_right(starts, first - 1)
        if piece.end - first >= MOST_CHARACTERS or quotes >= MOST_QUOTES:
            found.append(ArticlePart(tuple(held)))
            held = []
    return (*found, ArticlePart(tuple(held))) if held else tuple(found)


def part_at(divided: Sequence[ArticlePart], offset: int) -> int:
    """Number, from 1, of the part that holds ``offset``, or of the last part before it."""
    return max(1, bisect_right([part.span.start for part in divided], offset))


def text_pieces(windows: Iterable[Span], marks: Sequence[Span]) -> Iterator[list[TextPiece]]:
    """Yield the pieces of each window. Windows are in order and do not overlap; marks may.

    >>> [[piece.marks for piece in window] for window in text_pieces([Span(0, 9)], [Span(2, 6), Span(4, 9)])]
    [[(), (0,), (0, 1), (1,)]]
    """
    waiting = iter(sorted(range(len(marks)), key=lambda number: marks[number]))
    following = next(waiting, None)
    live: list[int] = []
    for window in windows:
        while following is not None and marks[following].start < window.end:
            live.append(following)
            following = next(waiting, None)
        live = [number for number in live if marks[number].end > window.start]
        yield _cut(window, marks, live)


def _cut(window: Span, marks: Sequence[Span], live: Sequence[int]) -> list[TextPiece]:
    """Cut a window where one of the ``live`` marks begins or ends."""
    edges = {window.start, window.end}
    starting: dict[int, list[int]] = {}
    for number in live:
        start, end = max(marks[number].start, window.start), min(marks[number].end, window.end)
        edges |= {start, end}
        starting.setdefault(start, []).append(number)
    over: list[int] = []
    cut = []
    for start, end in pairwise(sorted(edges)):
        over = [number for number in [*over, *starting.get(start, ())] if marks[number].end > start]
        cut.append(TextPiece(Span(start, end), tuple(over)))
    return cut


def _bearable(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield a paragraph; a very long one in pieces, cut after a word if possible."""
    start = paragraph.start
    while paragraph.end - start > _LONGEST_PARAGRAPH:
        end = start + _LONGEST_PARAGRAPH
        blank = text.rfind(" ", start + _LONGEST_PARAGRAPH // 2, end)
        end = blank + 1 if blank >= 0 else end
        yield Span(start, end)
        start = end
    yield Span(start, paragraph.end)


def _signs(names: Iterable[str | None], named: set[str]) -> list[str]:
    """Give each name a different sign."""
    signs: dict[str, None] = {}
    taken = Counter[str]()
    for name in names:
        letters = sign = _sign(name, is_named=name in named)
        while sign in signs:
            taken[letters] += 1
            sign = f"{letters}{taken[letters] + 1}"
        signs[sign] = None
    return list(signs)


def _sign(name: str | None, *, is_named: bool) -> str:
    """Pick the letters for a name: AQ for Ada Quill, KCNA for KCNA, Ki for Kim, so for senior official."""
    if name is None:
        return _NOBODY
    words = [letters for word in name.split() if (letters := "".join(filter(str.isalpha, word)))]
    if len(words) > _TWO and name.endswith("."):
        del words[-1]  # Jr.
    if not words:
        return "".join(islice(filter(str.isalnum, name), 2)) or _NOBODY
    if len(words) == 1:
        word = words[0]
        whole = word.isupper() and len(word) <= _LONGEST_ACRONYM
        sign = word if whole else word[:2]
        return sign if is_named else sign.lower()
    sign = words[0][0] + words[-1][0]
    return sign.upper() if is_named else sign.lower()
