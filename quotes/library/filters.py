"""Which quotes a person asks for: the table of filters, and the orders.

`Filter` is the table. Each entry makes one filter everywhere: in the SQL of a query, in the counts in memory,
in the address and the side panel of a page, and among the options of ``quotes export``. A new filter is a new
entry (and a new column of `quotes.library.schema.listing`, if it needs one).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType

from quotes.library.conditions import AllOf, AnyOf, IsBelow, IsInUtterance, IsMissing, IsSet, IsWithin
from quotes.library.filter_fields import (
    AboutField,
    AnyField,
    ArticlesField,
    ChoicesField,
    DateField,
    FlagField,
    ImportsField,
    NamesField,
    NumberField,
    ShareField,
    TagsField,
    TopicsField,
    WordsField,
)
from quotes.types import UNSURE_BELOW


class QuoteKind(StrEnum):
    """A whole sentence or clause, or words that are part of the reporter's sentence."""

    full = "full"
    fragment = "fragment"


class SpeakerKind(StrEnum):
    """What a speaker is."""

    person = "person"
    organisation = "organisation"
    unnamed = "unnamed"


class SourceBasis(StrEnum):
    """Whether the source is named for this very quote, or inferred from an earlier one."""

    stated = "stated"
    carried = "carried"


class Sort(StrEnum):
    """The order of quotes. Newest and oldest use the article's date; undated articles come last.

    Added is the order in which articles came into the library, the last first. Relevance has the best match
    of a search first; if it finds more than `MOST_RANKED` quotes, only those added last are sorted by it.
    """

    newest = "newest"
    oldest = "oldest"
    added = "added"
    relevance = "relevance"
    unsure = "unsure"
    speaker = "speaker"
    source = "source"
    outlet = "outlet"


class UtteranceOrder(StrEnum):
    """The order of utterances: those carried by most outlets, or those that appeared last, come first."""

    carriers = "carriers"
    newest = "newest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which quotes to show. A field that is left empty lets every quote through.

    A quote must match all fields. If a field has several values, one of them is enough. None among
    ``speakers``, ``sources`` or ``outlets`` means quotes without one. ``articles`` holds ``doc_id``s,
    ``imports`` the numbers of acts.
    ``since`` and ``until`` are ISO dates. They and the bounds of the confidence are included.
    """

    words: str = WordsField(
        parameter="words",
        option="--words",
        option_help='Words that quote or context must have; "a phrase", begin*, -without.',
        label="Words",
        page_help='All words, in any form; "a phrase"; sail* for any ending; -word to exclude it',
        placeholder='ferry "at dawn" -harbour',
        in_words="with the words {}",
    ).entry()
    speakers: tuple[str | None, ...] = NamesField(
        column="speaker",
        parameter="speaker",
        option="--speaker",
        option_help="By this speaker.",
        label="Speaker",
        missing="Speaker not identified",
        in_words="speaker is {}",
    ).entry()
    sources: tuple[str | None, ...] = NamesField(
        column="source",
        parameter="source",
        option="--source",
        option_help="Through this reporting source.",
        label="Source",
        missing="No source",
        in_words="source is {}",
    ).entry()
    outlets: tuple[str | None, ...] = NamesField(
        column="outlet",
        parameter="outlet",
        option="--outlet",
        option_help="In this outlet.",
        label="Outlet",
        missing="No outlet",
        in_words="outlet is {}",
    ).entry()
    articles: tuple[str, ...] = ArticlesField(
        column="article",
        parameter="article",
        option="--article",
        option_help="In this article.",
        label="Article",
        in_words="article is {}",
    ).entry()
    about: tuple[str, ...] = AboutField(
        parameter="about",
        option="--about",
        option_help="In which this person or body is named.",
        label="About",
        page_help="Who is named inside the quote",
        placeholder="Ada Quill",
        in_words="about {}",
    ).entry()
    tags: tuple[str, ...] = TagsField(
        parameter="tag",
        option="--tag",
        option_help="With this tag on the quote, its article or its speaker.",
        label="Tag",
        in_words="tag is {}",
    ).entry()
    imports: tuple[int, ...] = ImportsField(
        parameter="import",
        option="--import",
        option_help="Of articles that this import added (quotes history).",
        label="Import",
        in_words="added by import {}",
    ).entry()
    topics: tuple[str, ...] = TopicsField(
        parameter="topic",
        option="--topic",
        option_help="About this topic: a term as quotes topics lists it.",
        label="Topic",
        placeholder="Type a topic",
        in_words="topic is {}",
    ).entry()
    since: str | None = DateField(
        column="published",
        bound="least",
        parameter="since",
        option="--since",
        option_help="Published on this day or later.",
        label="From",
        in_words="published on {} or later",
    ).entry()
    until: str | None = DateField(
        column="published",
        bound="most",
        parameter="until",
        option="--until",
        option_help="Published on this day or earlier.",
        label="To",
        in_words="published on {} or earlier",
    ).entry()
    undated: bool = FlagField(
        condition=IsWithin("published", most=0),  # the number of no date
        parameter="undated",
        option="--undated",
        option_help="Only quotes of articles without a date.",
        label="Undated",
        in_words="without a date",
    ).entry()
    speaker_kinds: tuple[str, ...] = ChoicesField(
        column="speaker_kind",
        values=SpeakerKind,
        choices={
            SpeakerKind.person: "Person",
            SpeakerKind.organisation: "Organisation",
            SpeakerKind.unnamed: "Unnamed",
        },
        parameter="speaker_kind",
        option="--speaker-kind",
        option_help="By speakers of this kind: {}.",
        label="Kind of speaker",
        in_words="kind of speaker is {}",
    ).entry()
    kinds: tuple[str, ...] = ChoicesField(
        column="kind",
        values=QuoteKind,
        choices={QuoteKind.full: "Whole sentence", QuoteKind.fragment: "Part of a sentence"},
        parameter="kind",
        option="--kind",
        option_help="Quotes that are {}.",
        label="Kind of quote",
        in_words="quote is a {}",
    ).entry()
    bases: tuple[str, ...] = ChoicesField(
        column="basis",
        values=SourceBasis,
        choices={SourceBasis.stated: "Named here", SourceBasis.carried: "Inferred from earlier"},
        parameter="basis",
        option="--basis",
        option_help="With a source that is {}.",
        label="Source is",
        in_words="source is {}",
    ).entry()
    least_confidence: float | None = ShareField(
        column="confidence",
        bound="least",
        parameter="least",
        option="--min-confidence",
        option_help="With at least this confidence in the speaker.",
        label="Confidence",
        page_help="The probability that the speaker is right",
        in_words="at least {} sure of the speaker",
    ).entry()
    most_confidence: float | None = ShareField(
        column="confidence",
        bound="most",
        parameter="most",
        option="--max-confidence",
        option_help="With at most this confidence in the speaker.",
        label="Confidence",
        page_help="The probability that the speaker is right",
        in_words="at most {} sure of the speaker",
    ).entry()
    carried_at_least: int | None = NumberField(
        column="carriers",
        parameter="carried",
        option="--carried-by",
        option_help="Whose words at least this many outlets carry.",
        label="Carried by",
        page_help="How many outlets carry the same words",
        in_words="carried by at least {} outlets",
    ).entry()
    corrected: bool = FlagField(
        condition=IsSet("corrected"),
        parameter="corrected",
        option="--corrected",
        option_help="Only quotes that people have corrected.",
        label="Corrected only",
        in_words="corrected",
    ).entry()
    unsure: bool = FlagField(
        condition=AnyOf(
            (
                IsBelow("confidence", UNSURE_BELOW),
                AllOf((IsMissing("speaker"), IsBelow("confidence", 1))),  # nobody said that there is none
            )
        ),
        parameter="unsure",
        option="--unsure",
        option_help=f"Only quotes without a speaker, or with a confidence below {UNSURE_BELOW}.",
        label="Uncertain only",
        page_help=f"Confidence below {UNSURE_BELOW:.0%}, or speaker not identified",
        in_words="uncertain",
    ).entry()

    altered: bool = FlagField(
        condition=IsInUtterance("altered", 1),
        parameter="altered",
        option="--altered",
        option_help="Only quotes whose words differ from one article to another.",
        label="Altered elsewhere",
        page_help="The same words appear elsewhere with changes",
        in_words="altered elsewhere",
    ).entry()
    different_speakers: bool = FlagField(
        condition=IsInUtterance("speakers", 2),
        parameter="different_speakers",
        option="--different-speakers",
        option_help="Only quotes whose words are given to different speakers.",
        label="Different speakers",
        page_help="The same words are given to different speakers",
        in_words="given to different speakers",
    ).entry()

    @property
    def is_empty(self) -> bool:
        """Whether every quote passes."""
        return all(getattr(self, name) == field.empty for name, field in FILTER_FIELDS.items())

    def in_words(self) -> str:
        """Put the filter into words.

        >>> Filter(words="ferry", speakers=("Ada Quill", None), kinds=("full",), unsure=True).in_words()
        'with the words ferry; speaker is Ada Quill or unknown; quote is a whole sentence; uncertain'
        """
        values = ((field, getattr(self, name)) for name, field in FILTER_FIELDS.items())
        return "; ".join(field.describe(value) for field, value in values if value != field.empty)


FILTER_FIELDS: Mapping[str, AnyField] = MappingProxyType(
    {each.name: each.metadata["field"] for each in fields(Filter)}
)
"""The table: for each field of `Filter`, by its name, all that there is to know about it."""
