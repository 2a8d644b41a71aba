"""A quotation where it stands: its tokens in the parse, what hangs above it, and the paragraphs around it."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from quotes.language import Language
from quotes.parsing import REPORTING_OR_WEAK, Clause, Passage, Token, find_clauses, quoted_tokens
from quotes.text import MarkedArticle
from quotes.types import Quotation, Span

_STEPS_UP = 8
_CLAUSES_BESIDE = 16
_TAIL = 400
_STOPS = frozenset({".", "!", "?"})
_ENDS = _STOPS | {";"}


@dataclass(frozen=True, slots=True)
class Passed:
    """What a reader has passed before each token of a passage, one number a token and one for the end.

    ``stops`` counts the reporter's full stops, ``breaks`` semicolons too, ``words`` the reporter's words, and
    ``quotations`` the quotations that have begun. So what stands between two tokens is a difference, however
    far apart they are.
    """

    stops: tuple[int, ...]
    breaks: tuple[int, ...]
    words: tuple[int, ...]
    quotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ParsedParagraph:
    """A passage with the numbers of its quoted tokens and its reporting clauses.

    ``places`` gives, for each quotation by its start in the article, its first and last token. ``last_stop``
    is the number of the last full stop before the passage's end, -1 where there is none.
    """

    passage: Passage
    quoted: frozenset[int]
    clauses: tuple[Clause, ...]
    places: Mapping[int, tuple[int, int]]
    last_stop: int
    passed: Passed


@dataclass(frozen=True, slots=True)
class Place:
    """A quotation in the reading of a paragraph.

    ``first`` and ``last`` are the numbers of its tokens, marks included. ``clauses`` are those that may
    report it: the nearest on both sides. ``head`` is the quoted token on which the rest of the quotation
    hangs; ``above`` gives, for each token over it in the parse, how many steps, and ``reporting_above`` are
    the clauses whose cues are among those tokens and report, if only weakly.
    """

    reading: ParsedParagraph
    clauses: tuple[Clause, ...]
    first: int
    last: int
    head: Token | None
    above: Mapping[int, int]
    reporting_above: tuple[Clause, ...]

    def same_sentence(self, token: Token) -> bool:
        """Tell whether no full stop of the reporter's stands between ``token`` and the quotation."""
        stops = self.reading.passed.stops
        if token.i < self.first:
            return stops[self.first] == stops[token.i]
        return stops[token.i] <= stops[self.last]


@dataclass(frozen=True, slots=True)
class QuotationContext:
    """A quotation in its article.

    ``places`` are its places in the first and the last of its paragraphs; a paragraph that is all
    quotation has none. ``paragraph`` is the span of its first paragraph. ``before`` and ``after`` are the
    readings of the paragraphs around it, where those were parsed.
    """

    text: str
    language: Language
    quotation: Quotation
    paragraph: Span
    places: tuple[Place, ...]
    before: ParsedParagraph | None = None
    after: ParsedParagraph | None = None

    @property
    def kind(self) -> str:
        """The quotation's: "full" or "fragment"."""
        return self.quotation.kind

    @property
    def alone(self) -> bool:
        """Whether the reporter says nothing in the quotation's own paragraphs."""
        return not self.places


def quotation_contexts(marked: MarkedArticle, passages: Sequence[Passage]) -> list[QuotationContext]:
    """Put each quotation in its context, in order; ``passages`` are the parsed views of the article."""
    language, paragraphs = marked.language, marked.paragraphs
    readings = {passage.view.paragraph: _read(passage, language) for passage in passages}
    found = []
    for quotation in marked.quotations:
        first, last = quotation.paragraphs
        own = [number for number in dict.fromkeys((first, last)) if number in readings]
        places = tuple(
            place
            for number in own
            if (place := _place(readings[number], quotation, paragraphs[number], language))
        )
        around = readings.get(first - 1), readings.get(last + 1)
        found.append(QuotationContext(marked.text, language, quotation, paragraphs[first], places, *around))
    return found


def _read(passage: Passage, language: Language) -> ParsedParagraph:
    """Return a passage with its quoted tokens and clauses."""
    quoted = quoted_tokens(passage)
    words = passage.words
    stops = (word.i for word in words[max(0, len(words) - _TAIL) : -1] if word.text in _ENDS)
    return ParsedParagraph(
        passage,
        quoted,
        tuple(find_clauses(passage, quoted, language)),
        _token_ranges(passage),
        max(stops, default=-1),
        _passed(words, quoted),
    )


def _passed(words: Sequence[Token], quoted: frozenset[int]) -> Passed:
    """Return what a reader has passed before each token."""
    reported = [word.i not in quoted for word in words]
    stops = (own and word.text in _STOPS for word, own in zip(words, reported, strict=True))
    breaks = (own and word.text in _ENDS for word, own in zip(words, reported, strict=True))
    alphabetic = (own and word.is_alpha for word, own in zip(words, reported, strict=True))
    begun = (not own and (place == 0 or reported[place - 1]) for place, own in enumerate(reported))
    return Passed(*(tuple(accumulate(each, initial=0)) for each in (stops, breaks, alphabetic, begun)))


def _token_ranges(passage: Passage) -> dict[int, tuple[int, int]]:
    """Return the first and last token of each quotation of a passage, by its start in the article."""
    view, words = passage.view, passage.words
    ranges: dict[int, tuple[int, int]] = {}
    at = 0
    for span in view.quoted:
        while at < len(words) and words[at].start < span.start:
            at += 1
        first = at
        while at < len(words) and words[at].start < span.end:
            at += 1
        if at > first:
            ranges[view.to_article(span).start] = (first, at - 1)
    return ranges


def _place(
    reading: ParsedParagraph, quotation: Quotation, paragraph: Span, language: Language
) -> Place | None:
    """Return where a quotation's part in one paragraph stands in its reading, or None where it does not."""
    found = reading.places.get(max(quotation.outer.start, paragraph.start))
    return _placed(reading, *found, language) if found else None


def _placed(reading: ParsedParagraph, first: int, last: int, language: Language) -> Place:
    """Return the place of the tokens from ``first`` to ``last``."""
    words, punctuation = reading.passage.words, language.grammar.labels.punctuation
    hanging = [token for token in words[first : last + 1] if not first <= token.head.i <= last]
    head = next((token for token in hanging if token.dep not in punctuation), hanging[0] if hanging else None)
    above: dict[int, int] = {}
    current = head
    while current is not None and current.head.i != current.i and len(above) < _STEPS_UP:
        current = current.head
        above[current.i] = len(above)
    here = bisect_right(reading.clauses, first, key=lambda clause: clause.cue.i)
    near = reading.clauses[max(0, here - _CLAUSES_BESIDE) : here + _CLAUSES_BESIDE]
    reporting = tuple(
        clause for clause in near if clause.cue.i in above and clause.cue_class in REPORTING_OR_WEAK
    )
    return Place(reading, near, first, last, head, above, reporting)
