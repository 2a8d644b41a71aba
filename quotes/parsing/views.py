"""What the parser reads in place of the article: one view for each paragraph that can say who spoke.

Parsers make most mistakes, and spend most time, on long quotations. So a view has its paragraph on one line
with straight marks. A short stand-in with the same last punctuation replaces a quotation that is a sentence
of its own, and a long fragment is cut after its first words. Offsets into a view map back to the article
exactly.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quotes.parsing.tokens import Token
from quotes.text import MARKUP, MarkedArticle
from quotes.types import Quotation, Span

FRAGMENT_WORDS = 12
_AFTER_EVERY_PIECE = (float("inf"),)
_WORD = re.compile(r"\S+")
_PLAIN = str.maketrans(
    {
        "\n": " ",
        "\t": " ",
        "\xa0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "―": "—",
        "–": "—",
    }
) | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # halves of characters, which the parser cannot take


class ViewPiece(NamedTuple):
    """A part of a view: where it begins there, and the part of the article that it represents.

    ``verbatim`` is true if both have the same length, character for character.
    """

    start: int
    article: Span
    verbatim: bool


@dataclass(frozen=True, slots=True)
class ParserView:
    """A paragraph as the parser reads it.

    ``paragraph`` is its number. ``pieces`` map the view to the article. ``quoted`` has the span of each
    quotation in the view, marks included, in order.
    """

    text: str
    paragraph: int
    pieces: tuple[ViewPiece, ...]
    quoted: tuple[Span, ...]

    def to_article(self, span: Span) -> Span:
        """Map a span of the view to the article; a stand-in maps to everything that it replaces."""
        first, last = self._piece_at(span.start), self._piece_at(max(span.start, span.end - 1))
        start, end = first.article.start, last.article.end
        if first.verbatim:
            start += span.start - first.start
        if last.verbatim:
            end = last.article.start + span.end - last.start
        return Span(start, end)

    def _piece_at(self, offset: int) -> ViewPiece:
        return self.pieces[max(0, bisect_right(self.pieces, (offset, _AFTER_EVERY_PIECE)) - 1)]


@dataclass(frozen=True, slots=True)
class Passage:
    """A view and the words of its parse."""

    view: ParserView
    words: Sequence[Token]

    def span(self, first: Token, last: Token | None = None) -> Span:
        """Span in the article of the words from ``first`` to ``last`` (by default just ``first``)."""
        return self.view.to_article(Span(first.start, (first if last is None else last).end))


def parser_views(marked: MarkedArticle) -> list[ParserView]:
    """Write a view of each paragraph that can say who spoke.

    These are the paragraphs with both a quotation and words of the reporter, and the paragraph before one
    that is all quotation.
    """
    text, paragraphs, stand_in = marked.text, marked.paragraphs, marked.language.grammar.words.stand_in
    inside: defaultdict[int, list[Quotation]] = defaultdict(list)
    for quotation in marked.quotations:
        for number in range(quotation.paragraphs[0], quotation.paragraphs[1] + 1):
            inside[number].append(quotation)
    silent = {
        number for number, own in inside.items() if not _has_reporters_words(text, paragraphs[number], own)
    }
    before = {number - 1 for number in silent if number > 0}
    return [
        _write_view(text, number, paragraphs[number], inside.get(number, ()), stand_in)
        for number in sorted((inside.keys() | before) - silent)
    ]


def _write_view(
    text: str, number: int, paragraph: Span, quotations: Iterable[Quotation], stand_in: str
) -> ParserView:
    """Write the view of one paragraph; ``quotations`` are all that lie in it, even partly."""
    written: list[str] = []
    pieces: list[ViewPiece] = []
    quoted: list[Span] = []
    length = 0

    def write(words: str, article: Span, *, verbatim: bool) -> None:
        nonlocal length
        if words:
            pieces.append(ViewPiece(length, article, verbatim))
            written.append(words)
            length += len(words)

    reached = paragraph.start
    for quotation in quotations:
        outer = Span(max(quotation.outer.start, paragraph.start), min(quotation.outer.end, paragraph.end))
        if outer.end <= reached or outer.start >= paragraph.end:
            continue
        write(_plain(text, Span(reached, outer.start)), Span(reached, outer.start), verbatim=True)
        inner = _words_inside(quotation, outer)
        lead = "" if not written or written[-1][-1:].isspace() or written[-1][-1:] in "([-—–" else " "
        opened = length + len(lead)
        write(lead + '"', Span(outer.start, inner.start), verbatim=False)
        for words, span, verbatim in _quoted_pieces(text, quotation, inner, stand_in):
            write(words, span, verbatim=verbatim)
        write('"', Span(inner.end, outer.end), verbatim=False)
        quoted.append(Span(opened, length))
        following = text[outer.end : outer.end + 1]
        if following.isalnum():
            write(" ", Span(outer.end, outer.end), verbatim=False)
        reached = outer.end
    write(_plain(text, Span(reached, paragraph.end)), Span(reached, paragraph.end), verbatim=True)
    return ParserView("".join(written), number, tuple(pieces), tuple(quoted))


def _words_inside(quotation: Quotation, outer: Span) -> Span:
    """Span of the words of ``quotation`` inside ``outer``, which is its part in one paragraph."""
    for segment in quotation.segments:
        if segment.start >= outer.start and segment.end <= outer.end:
            return segment
    return outer


def _quoted_pieces(
    text: str, quotation: Quotation, inner: Span, stand_in: str
) -> list[tuple[str, Span, bool]]:
    """What a view shows of quoted words: a stand-in, the first words, or all of them."""
    words = inner.of(text)
    last = words[-1] if words[-1] in ".,!?…;:" else ""
    if quotation.kind == "full":
        return [(stand_in + last, inner, False)]
    found = list(_WORD.finditer(words))
    if len(found) > FRAGMENT_WORDS:
        cut = inner.start + found[FRAGMENT_WORDS // 2 - 1].end()
        return [
            (_plain(text, Span(inner.start, cut)), Span(inner.start, cut), True),
            (last, Span(cut, inner.end), False),
        ]
    return [(_plain(text, inner), inner, True)]


def _plain(text: str, span: Span) -> str:
    """Put the words of a span on one line, with straight marks and without markup. Offsets stay the same."""
    return MARKUP.sub(lambda found: " " * len(found.group()), span.of(text)).translate(_PLAIN)


def _has_reporters_words(text: str, paragraph: Span, quotations: Iterable[Quotation]) -> bool:
    """Does a paragraph have words outside its ``quotations``?"""
    rest, reached = [], paragraph.start
    for quotation in quotations:
        if quotation.outer.end > paragraph.start and quotation.outer.start < paragraph.end:
            rest.append(text[reached : max(reached, quotation.outer.start)])
            reached = max(reached, quotation.outer.end)
    rest.append(text[reached : paragraph.end])
    return any(character.isalpha() for character in "".join(rest))
