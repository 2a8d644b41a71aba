"""The types that pass between the stages.

Every span is a pair of character offsets into ``Article.text``, counted as Python slices count:
``text[span.start:span.end]``. The text itself is never changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import NamedTuple

UNSURE_BELOW = 0.7
"""A speaker or source with a lower confidence is uncertain."""


class InputError(Exception):
    """Bad input. The message is one line that names the file or field and says what to do."""


class Span(NamedTuple):
    """Character offsets into the article's text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of ``text`` in this span.

        >>> Span(4, 7).of("The cat sat")
        'cat'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text and what is known about it.

    If ``id`` is empty, `quotes.extraction` derives one from the text. ``published`` is an ISO date.
    ``metadata`` holds the other columns of the input record as text, keyed by column name.
    """

    text: str
    id: str = ""
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, before the stages know who spoke them.

    ``segments`` are the words inside the marks, one span for each paragraph that they run over. ``outer``
    includes the marks. ``paragraphs`` are the numbers of the first and last paragraph. ``closed`` is false
    if the closing mark is missing. ``kind`` is "full" if the words are a sentence or clause of their own,
    otherwise "fragment".
    """

    segments: tuple[Span, ...]
    outer: Span
    paragraphs: tuple[int, int]
    closed: bool = True
    kind: str = "full"

    @property
    def span(self) -> Span:
        """The words inside the marks, from the first word to the last."""
        return Span(self.segments[0].start, self.segments[-1].end)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where the article says who spoke a quotation.

    ``mention`` is the span of the words that name the speaker, ``cue`` that of the reporting words; either
    may be missing. ``rule`` is the name of the rule that found them. ``confidence`` is the probability that
    the mention is right, and ``margin`` how far it lies above that of the best rival with another mention.
    """

    rule: str
    mention: Span | None = None
    cue: Span | None = None
    confidence: float = 0.0
    margin: float = 0.0


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person or organisation that a mention refers to, by its fullest name in the article.

    ``name`` is None if the tool declines to choose. ``kind`` is "person", "organisation" or "unnamed".
    ``reason`` says in a few words how the mention led to the name. ``confidence`` is the probability that the
    name is right, given that the mention is. ``role`` is what the article says the speaker is, in its words.
    ``signs`` say what kind of mention and name these are; the confidence of a row also depends on them.
    """

    name: str | None = None
    kind: str | None = None
    reason: str = ""
    confidence: float = 0.0
    role: str | None = None
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """The outlet, agency, programme, book or platform that the article credits with reporting the words.

    ``basis`` is "stated" if the article names the source for this very quote, and "carried" if it is inferred
    from an earlier quote of the same speaker. ``mention`` is where the text names it. ``others`` are further
    outlets that passed the words on, in order, away from the speaker. ``confidence`` is the probability that
    the source is right, or that there is none.
    """

    name: str | None = None
    basis: str | None = None
    mention: Span | None = None
    others: tuple[str, ...] = field(default=())
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class QuotedName:
    """A person or body that is named inside a quotation: what the speaker talks about.

    ``name`` is the fullest name that the article gives, ``kind`` is "person" or "organisation". ``start`` and
    ``end`` are where the quotation has it first.
    """

    name: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """One row of the table: a quotation, its speaker, its reporting source, and the evidence.

    ``start`` and ``end`` span the words inside the marks; all offsets count characters of the article's text.
    ``kind`` is "full" (a sentence or clause of its own) or "fragment" (part of the reporter's sentence).
    ``speaker_role`` is what the article says the speaker is, in its own words: "North Korean leader".
    ``confidence`` is the probability, from 0 to 1, that ``speaker`` is right. ``source_confidence`` is the
    probability that ``source`` is right, or that there is none if it is None; only rows that an earlier
    version extracted lack it. ``reason`` says in a few words how the mention led to the speaker; it is not a
    column of the table. Neither is ``also_in``, the other outlets that published the article ("AP, BBC"),
    which only a library knows, nor ``about``: who is named inside the quote.
    """

    quote_id: str
    doc_id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    quote: str
    kind: str
    start: int
    end: int
    speaker: str | None
    speaker_kind: str | None
    speaker_role: str | None
    mention: str | None
    mention_start: int | None
    mention_end: int | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    source: str | None
    source_basis: str | None
    source_mention: str | None
    source_start: int | None
    source_end: int | None
    rule: str
    confidence: float
    source_confidence: float | None
    context: str
    paragraph: int
    reason: str = field(default="", compare=False)
    also_in: str | None = field(default=None, compare=False)
    about: tuple[QuotedName, ...] = field(default=(), compare=False)


COLUMNS: tuple[str, ...] = tuple(
    column.name for column in fields(Quote) if column.name not in ("reason", "also_in", "about")
)
"""The columns of the table, in order."""
