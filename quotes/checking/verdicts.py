"""What a check of a draft gives: a verdict for each quote, and where its words were found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quotes.matching import Comparison, Wording
from quotes.types import Quote


class Verdict(StrEnum):
    """Whether a quote of a draft is right."""

    confirmed = "confirmed"
    shortened = "shortened"
    altered = "altered"
    other_speaker = "other speaker"
    other_source = "other source"
    not_found = "not found"

    @property
    def passes(self) -> bool:
        """Whether the quote can be published as it is."""
        return self in (Verdict.confirmed, Verdict.shortened)


@dataclass(frozen=True, slots=True)
class Origin:
    """Words that were found for a quote of a draft: a quote, or a passage of an article's text.

    Attributes:
        quote: the words found.
        comparison: the quote of the draft (first) compared with these words (second).
        speaker: who says them there, or the label before them in a transcript; None if nobody is named.
        speaker_role: what the article says the speaker is.
        source: through whom they came there.
        doc_id: the article.
        title: its title.
        outlet: who published it.
        published: when, as an ISO date.
        url: its web address.
        quote_id: the quote in the library; None for a passage that is not one of its quotes.
        is_label: ``speaker`` is a label, such as "MR. QUILL".
        is_reporting: the words are the article's own, outside any quotation marks.
        is_divided: the words are two or more quotes there, with other words between them.

    """

    quote: str
    comparison: Comparison
    speaker: str | None
    source: str | None
    doc_id: str
    speaker_role: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    quote_id: str | None = None
    is_label: bool = False
    is_reporting: bool = False
    is_divided: bool = False


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """A quote of a draft, and what the check found.

    Attributes:
        draft: the quote as the draft has it, with the speaker and the source that the draft gives.
        verdict: whether it is right.
        origin: the words that decided it, or the nearest ones; None if there are none.
        remarks: what else to know, one sentence each.
        others: the number of other articles that have the words.

    """

    draft: Quote
    verdict: Verdict
    origin: Origin | None = None
    remarks: tuple[str, ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """All quotes of one draft, in its order. ``name`` is its title, or the name of its file."""

    name: str
    quotes: Sequence[CheckedQuote]

    @property
    def passes(self) -> bool:
        """Whether every quote is confirmed or shortened."""
        return all(each.verdict.passes for each in self.quotes)

    @property
    def counts(self) -> Counter[Verdict]:
        """How many quotes have each verdict."""
        return Counter(each.verdict for each in self.quotes)


def has_all(comparison: Comparison) -> bool:
    """Whether the words that were found have all those of the draft."""
    wording = comparison.wording
    return wording is Wording.EXACT or (wording is Wording.SHORTENED and comparison.part != "second")
