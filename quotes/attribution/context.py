"""The context of a quotation: its tokens in the parse, the words above it, and the paragraphs around it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from quotes.language import Language
from quotes.parsing import (
    REPORTING,
    REPORTING_OR_WEAK,
    Clause,
    Passage,
    Token,
    find_clauses,
    paragraph_before,
    quoted_tokens,
)
from quotes.text import MarkedArticle, last_character
from quotes.types import Quotation, Span

_STEPS_UP = 8
_CLAUSES_BESIDE = 16
_LAST_WORDS = 400
_SENTENCE_ENDS = frozenset({".", "!", "?"})
_CLAUSE_ENDS = _SENTENCE_ENDS | {";"}


@dataclass(frozen=True, slots=True)
class Passed:
    """Running counts over the tokens of a passage: one number before each token, and one for the end.

    ``stops`` counts the full stops outside quotations, ``breaks`` semicolons as well, ``words`` the words
    outside quotations, and ``quotations`` the quotations that have begun. What lies between two tokens is
    then a difference of two numbers, however far apart they are.
    """

    stops: tuple[int, ...]
    breaks: tuple[int, ...]
    words: tuple[int, ...]
    quotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ParsedParagraph:
    """A passage with the numbers of its quoted tokens and its reporting clauses.

    ``places`` maps the start of each quotation in the article to the numbers of its first and last token.
    ``last_stop`` is the number of the last full stop or semicolon before the final token, or -1.
    """

    passage: Passage
    quoted: frozenset[int]
    clauses: tuple[Clause, ...]
    places: Mapping[int, tuple[int, int]]
    last_stop: int
    passed: Passed


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation, or its part in one paragraph, is in the parse.

    ``first`` and ``last`` are the numbers of its tokens, marks included. ``clauses`` are the nearest on both
    sides, one of which may report it. ``head`` is the quoted token that connects the quotation with the words
    outside. ``above`` maps each token above it to how many steps up it is. ``reporting_above`` are the
    clauses whose cue is one of those tokens and may report.
    """

    parsed: ParsedParagraph
    clauses: tuple[Clause, ...]
    first: int
    last: int
    head: Token | None
    above: Mapping[int, int]
    reporting_above: tuple[Clause, ...]

    def same_sentence(self, token: Token) -> bool:
        """Is no full stop outside quotations between ``token`` and the quotation?"""
        stops = self.parsed.passed.stops
        if token.i < self.first:
            return stops[self.first] == stops[token.i]
        return stops[token.i] <= stops[self.last]


@dataclass(frozen=True, slots=True)
class QuotationContext:
    """A quotation in its article.

    ``places`` are its places in its first and its last paragraph; a paragraph that is all quotation has
    none. ``paragraph`` is the span of its first paragraph. ``before`` and ``after`` are the paragraphs around
    it, or None if they were not parsed.
    """

    text: str
    language: Language
    quotation: Quotation
    paragraph: Span
    places: tuple[Place, ...]
    before: ParsedParagraph | None = None
    after: ParsedParagraph | None = None
    sayers: Mapping[str, int] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of the quotation: "full" or "fragment"."""
        return self.quotation.kind

    @property
    def last(self) -> str:
        """The last character of the quotation, past the marks that close another one inside it."""
        return last_character(self.quotation.span.of(self.text))

    @property
    def alone(self) -> bool:
        """Do the quotation's paragraphs contain nothing but quotation?"""
        return not self.places


def quotation_contexts(marked: MarkedArticle, passages: Sequence[Passage]) -> list[QuotationContext]:
    """Find the context of each quotation, in order. ``passages`` are the parsed views of the article."""
    language, paragraphs = marked.language, marked.paragraphs
    parsed = {passage.view.paragraph: _parsed_paragraph(passage, language) for passage in passages}
    sayers = _count_sayers(parsed.values())
    quoting = {
        number for each in marked.quotations for number in range(each.paragraphs[0], each.paragraphs[1] + 1)
    }
    found = []
    for quotation in marked.quotations:
        first, last = quotation.paragraphs
        own = [number for number in dict.fromkeys((first, last)) if number in parsed]
        places = tuple(
            place
            for number in own
            if (place := _place_in_paragraph(parsed[number], quotation, paragraphs[number], language))
        )
        around = parsed.get(paragraph_before(marked, first, quoting)), parsed.get(last + 1)
        context = QuotationContext(
            marked.text, language, quotation, paragraphs[first], places, *around, sayers
        )
        found.append(context)
    return found


def _count_sayers(parsed: Iterable[ParsedParagraph]) -> Counter[str]:
    """Count how often each word is the subject of a verb that surely reports."""
    return Counter(
        clause.speaker.lower for each in parsed for clause in each.clauses if counts_as_saying(clause)
    )


def counts_as_saying(clause: Clause) -> bool:
    """Does a clause show that its speaker is somebody who speaks?"""
    return clause.how == "active" and clause.cue_class in REPORTING


def _parsed_paragraph(passage: Passage, language: Language) -> ParsedParagraph:
    """Find the quoted tokens and the clauses of a passage."""
    quoted = quoted_tokens(passage)
    words = passage.words
    stops = (word.i for word in words[max(0, len(words) - _LAST_WORDS) : -1] if word.text in _CLAUSE_ENDS)
    return ParsedParagraph(
        passage,
        quoted,
        tuple(find_clauses(passage, quoted, language)),
        _token_ranges(passage),
        max(stops, default=-1),
        _count_passed(words, quoted),
    )


def _count_passed(words: Sequence[Token], quoted: frozenset[int]) -> Passed:
    """Count what comes before each token."""
    reported = [word.i not in quoted for word in words]
    stops = (own and word.text in _SENTENCE_ENDS for word, own in zip(words, reported, strict=True))
    breaks = (own and word.text in _CLAUSE_ENDS for word, own in zip(words, reported, strict=True))
    alphabetic = (own and word.is_alpha for word, own in zip(words, reported, strict=True))
    begun = (not own and (place == 0 or reported[place - 1]) for place, own in enumerate(reported))
    return Passed(*(tuple(accumulate(each, initial=0)) for each in (stops, breaks, alphabetic, begun)))


def _token_ranges(passage: Passage) -> dict[int, tuple[int, int]]:
    """Map the start of each quotation in the article to the numbers of its first and last token."""
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


def _place_in_paragraph(
    parsed: ParsedParagraph, quotation: Quotation, paragraph: Span, language: Language
) -> Place | None:
    """Find the part of a quotation that is in one paragraph. None if the view has none of it."""
    found = parsed.places.get(max(quotation.outer.start, paragraph.start))
    return _place_of_tokens(parsed, *found, language) if found else None


def _place_of_tokens(parsed: ParsedParagraph, first: int, last: int, language: Language) -> Place:
    """Describe the place of the tokens from ``first`` to ``last``."""
    words, punctuation = parsed.passage.words, language.grammar.labels.punctuation
    hanging = [token for token in words[first : last + 1] if not first <= token.head.i <= last]
    head = next((token for token in hanging if token.dep not in punctuation), hanging[0] if hanging else None)
    above: dict[int, int] = {}
    current = head
    while current is not None and current.head.i != current.i and len(above) < _STEPS_UP:
        current = current.head
        above[current.i] = len(above)
    here = bisect_right(parsed.clauses, first, key=lambda clause: clause.cue.i)
    near = parsed.clauses[max(0, here - _CLAUSES_BESIDE) : here + _CLAUSES_BESIDE]
    reporting = tuple(
        clause for clause in near if clause.cue.i in above and clause.cue_class in REPORTING_OR_WEAK
    )
    return Place(parsed, near, first, last, head, above, reporting)
