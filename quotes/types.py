"""The types that pass between the stages.

Every span is a pair of character offsets into ``Article.text``, as Python slices count:
``text[span.start:span.end]``. The text itself is never rewritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import NamedTuple


class InputError(Exception):
    """Bad input, told in one line that names the file or field and what to do about it."""


class Span(NamedTuple):
    """Character offsets into the article's text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of ``text`` under this span.

        >>> Span(4, 7).of("The cat sat")
        'cat'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text and what is known of it.

    ``id`` is empty where the caller has none; `quotes.extraction` then derives one from the text.
    ``published`` is an ISO date. ``metadata`` are the further columns of the record that it came from, by
    their names there, as text.
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
    """Words in quotation marks, before anything is known of who spoke them.

    ``segments`` are the words inside the marks: one span, or one a paragraph where the quotation runs over
    several. ``outer`` includes the marks. ``paragraphs`` are the numbers of the first and last paragraph.
    ``closed`` tells whether a closing mark was found. ``kind`` is "full" if the words stand by themselves as
    a sentence or clause, else "fragment".
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

    ``mention`` is the span of the words that name the speaker, ``cue`` the reporting words; either may be
    missing. ``rule`` names the rule that found them, ``confidence`` is the probability that they are right.
    """

    rule: str
    mention: Span | None = None
    cue: Span | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Speaker:
    """The canonical speaker that a mention stands for.

    ``name`` is None where the tool declines to choose. ``kind`` is "person", "organisation" or "unnamed".
    ``reason`` says in a few words how the mention led to the name. ``confidence`` is the probability that the
    name is right, given that the mention is.
    """

    name: str | None = None
    kind: str | None = None
    reason: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """The outlet, agency, programme, book or platform credited with carrying the words.

    ``basis`` is "stated" where the article names it for this very quote, "carried" where it goes on from an
    earlier statement of the same speaker. ``mention`` is where the text names it. ``others`` are further
    links of a reporting chain, farther from the speaker.
    """

    name: str | None = None
    basis: str | None = None
    mention: Span | None = None
    others: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Quote:
    """One row of the table: a quotation, its speaker, its reporting source, and the evidence.

    ``start`` and ``end`` span the words inside the marks; all offsets are characters of the article's text.
    ``kind`` is "full" (stands by itself) or "fragment" (woven into the reporter's sentence).
    ``confidence`` is the probability, 0 to 1, that ``speaker`` is right. ``reason`` says in a few words how
    the mention led to the speaker; it goes with the row, but is no column of the table.
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
    context: str
    paragraph: int
    reason: str = field(default="", compare=False)


COLUMNS: tuple[str, ...] = tuple(column.name for column in fields(Quote) if column.name != "reason")
"""The columns of the table, in order."""
