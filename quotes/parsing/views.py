"""What the parser reads in place of the article: one view for each paragraph that can say who spoke.

Parsers make most mistakes, and spend most time, on long quotations. So a view has its paragraph on one line
with straight marks. A short stand-in with the same last punctuation replaces a quotation that is a sentence
of its own, and a long fragment is cut after its first words. A long paragraph shows only the sentences near
its quotations. No view shows a dateline, the abbreviation in "the Harbour Board (HB)", or the full stop of
"Hon. Ada Quill", which a parser takes for the end of a sentence. Offsets into a view map back to the article
exactly.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from quotes.language import Language
from quotes.parsing.asides import paragraph_before
from quotes.parsing.datelines import dateline_end
from quotes.parsing.tokens import Token
from quotes.text import MARKUP, MarkedArticle, last_character
from quotes.types import Quotation, Span

FRAGMENT_WORDS = 12
SENTENCES_BESIDE = {"full": (2, 1), "fragment": (1, 0)}
"""How many sentences a view shows before and after the one with a quotation. Words woven into a sentence are
seldom reported outside of it."""
_INITIAL = 2
LAST_SENTENCES = 2
"""How many sentences it shows of a paragraph that precedes one that is all quotation."""
_SHOWN_WHOLE = 300
_AFTER_EVERY_PIECE = (float("inf"),)
_WORD = re.compile(r"\S+")
_HIDDEN = ("short", "part", "stop")
_FOR_HIS_PART = r"(?<=\w)(?P<part>,\s(?:on|for)\s(?:his|her|their|its)\s(?:own\s)?part,)(?=\s)"
_ABBREVIATION = r"(?<=[\w.])(?P<short>\s\((?:[A-Z][A-Z.&-]{1,9}|[Rr]e?td\.?)\))(?=\s\w)"
_JOINING_DASH = re.compile(r"\b([A-Z][\w.]*)–(?=[A-Z])")
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

    These are the paragraphs with both a quotation and words of the reporter, the paragraph before one that
    is all quotation, past captions, and the one after it that points back.
    """
    text, paragraphs = marked.text, marked.paragraphs
    inside: defaultdict[int, list[Quotation]] = defaultdict(list)
    for quotation in marked.quotations:
        for number in range(quotation.paragraphs[0], quotation.paragraphs[1] + 1):
            inside[number].append(quotation)
    silent = {
        number for number, own in inside.items() if not _has_reporters_words(text, paragraphs[number], own)
    }
    before = {each for number in silent if (each := paragraph_before(marked, number, inside)) >= 0}
    after = {number + 1 for number in silent if _points_back(marked, number + 1)}
    views = []
    for number in sorted((inside.keys() | before | after) - silent):
        own, paragraph = inside.get(number, []), paragraphs[number]
        paragraph = Span(dateline_end(text, paragraph, number), paragraph.end)
        shown = [paragraph]
        if len(paragraph.of(text)) > _SHOWN_WHOLE:
            shown = _sentences_near(marked, paragraph, own, first=number in after, last=number in before)
        views.append(_write_view(marked, number, shown, own))
    return views


def _points_back(marked: MarkedArticle, number: int) -> bool:
    """Does a paragraph begin as one that says whose the words above it are: "So said", "These were"?"""
    if number >= len(marked.paragraphs):
        return False
    first = _WORD.match(marked.text, *marked.paragraphs[number])
    return first is not None and first.group().lower() in marked.language.grammar.words.points_back


def _sentences_near(
    marked: MarkedArticle, paragraph: Span, quotations: Iterable[Quotation], *, first: bool, last: bool
) -> list[Span]:
    """The parts of a paragraph near its quotations and, if asked for, its first and last sentences."""
    sentences = marked.sentences
    lowest, highest = sentences.number_at(paragraph.start), sentences.number_at(paragraph.end - 1)
    wanted: set[int] = set()
    for quotation in quotations:
        before, after = SENTENCES_BESIDE[quotation.kind]
        begins = sentences.number_at(max(quotation.outer.start, paragraph.start))
        ends = sentences.number_at(min(quotation.outer.end, paragraph.end) - 1)
        wanted.update(range(begins - before, ends + after + 1))
    if first:
        wanted.add(lowest)
    if last:
        wanted.update(range(highest - LAST_SENTENCES + 1, highest + 1))
    shown: list[Span] = []
    for number in sorted(wanted & set(range(lowest, highest + 1))):
        start = max(paragraph.start, sentences.start_of(number))
        end = sentences.start_of(number + 1) if number < highest else paragraph.end
        if shown and shown[-1].end == start:
            start = shown.pop().start
        shown.append(Span(start, end))
    return shown


def _write_view(
    marked: MarkedArticle, number: int, shown: Iterable[Span], quotations: Iterable[Quotation]
) -> ParserView:
    """Write the view of the ``shown`` parts of a paragraph; ``quotations`` are all that lie in it."""
    written = _WrittenView(marked.text, marked.language)
    waiting = list(quotations)
    for part in shown:
        while waiting and waiting[0].outer.end <= part.start:
            waiting.pop(0)
        written.add_part(part, waiting)
    return ParserView("".join(written.words), number, tuple(written.pieces), tuple(written.quoted))


class _WrittenView:
    """A view while it is written, piece by piece."""

    def __init__(self, text: str, language: Language) -> None:
        self.text, self.stand_in, self.hidden = text, language.grammar.words.stand_in, _hidden(language)
        self.words: list[str] = []
        self.pieces: list[ViewPiece] = []
        self.quoted: list[Span] = []
        self.length = 0

    def _add(self, words: str, article: Span, *, verbatim: bool) -> None:
        """Add words that represent a part of the article."""
        if words:
            self.pieces.append(ViewPiece(self.length, article, verbatim))
            self.words.append(words)
            self.length += len(words)

    def add_part(self, part: Span, quotations: Iterable[Quotation]) -> None:
        """Add a part of a paragraph with those ``quotations`` that lie in it, even partly."""
        reached = part.start
        for quotation in quotations:
            outer = Span(max(quotation.outer.start, part.start), min(quotation.outer.end, part.end))
            if outer.start >= part.end:
                break
            if outer.end > reached:
                self._add_reported(Span(reached, outer.start))
                self._add_quotation(quotation, outer)
                reached = self._set_apart(outer.end)
        self._add_reported(Span(reached, part.end))

    def _add_reported(self, span: Span) -> None:
        """Add words of the reporter as they are, without what the parser stumbles over."""
        reached = span.start
        for found in self.hidden.finditer(self.text, *span):
            start, reached_next = found.span(next(name for name in _HIDDEN if found[name]))
            self._add_as_written(Span(reached, start))
            reached = reached_next
        self._add_as_written(Span(reached, span.end))

    def _add_as_written(self, span: Span) -> None:
        self._add(_plain(self.text, span), span, verbatim=True)

    def _add_quotation(self, quotation: Quotation, outer: Span) -> None:
        """Add what a view shows of a quotation, with straight marks and blanks around them."""
        inner = _words_inside(quotation, outer)
        last = self.words[-1][-1:] if self.words else " "
        lead = "" if last.isspace() or last in "([-—–" else " "
        opened = self.length + len(lead)
        self._add(lead + '"', Span(outer.start, inner.start), verbatim=False)
        for words, span, verbatim in _quoted_pieces(self.text, quotation, inner, self.stand_in):
            self._add(words, span, verbatim=verbatim)
        self._add('"', Span(inner.end, outer.end), verbatim=False)
        self.quoted.append(Span(opened, self.length))

    def _set_apart(self, end: int) -> int:
        """Add the blank that is missing between a mark, or the comma behind it, and the word that follows.

        Returns where the words that are still to be added begin.
        """
        after = end + self.text.startswith(",", end)
        if self.text[after : after + 1].isalnum():
            self._add_as_written(Span(end, after))
            self._add(" ", Span(after, after), verbatim=False)
            return after
        return end


@cache
def _hidden(language: Language) -> re.Pattern[str]:
    """What no view shows: abbreviations in brackets, "for his part", full stops of titles before names."""
    known = language.grammar.words.parser_titles
    titles = {
        word.removesuffix(".").capitalize()
        for title in language.lexicon.titles
        for word in title.split()
        if word.endswith(".") and word not in known and len(word) > _INITIAL
    }
    written = "|".join(sorted(map(re.escape, titles), key=len, reverse=True))
    return re.compile(rf"{_ABBREVIATION}|{_FOR_HIS_PART}|\b(?:{written})(?P<stop>\.)(?=\s[A-Z])")


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
    last = last_character(words)
    last = last if last in ".,!?…;:" else ""
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
    words = MARKUP.sub(lambda found: " " * len(found.group()), span.of(text))
    return _JOINING_DASH.sub(r"\1-", words).translate(_PLAIN)


def _has_reporters_words(text: str, paragraph: Span, quotations: Iterable[Quotation]) -> bool:
    """Does a paragraph have words outside its ``quotations``?"""
    rest, reached = [], paragraph.start
    for quotation in quotations:
        if quotation.outer.end > paragraph.start and quotation.outer.start < paragraph.end:
            rest.append(text[reached : max(reached, quotation.outer.start)])
            reached = max(reached, quotation.outer.end)
    rest.append(text[reached : paragraph.end])
    return any(character.isalpha() for character in "".join(rest))
