"""How right the tool is, as far as a random sample shows.

The interval is Wilson's, with a confidence of 95%: E. B. Wilson, "Probable Inference, the Law of Succession,
and Statistical Inference", Journal of the American Statistical Association 22 (1927).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from quotes.library import CorrectionKind, Library, SampledQuote
from quotes.types import InputError, Quote

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class FieldAccuracy:
    """How often one field of the checked quotes is right."""

    field: str
    checked: int
    right: int

    @property
    def share(self) -> float | None:
        """The share that is right; None as long as none is checked."""
        return self.right / self.checked if self.checked else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval; None as long as none is checked.

        >>> [round(bound, 3) for bound in FieldAccuracy("speaker", 100, 95).interval]
        [0.888, 0.978]
        """
        if not self.checked:
            return None
        share, number = self.right / self.checked, self.checked
        middle = share + _Z * _Z / (2 * number)
        around = _Z * sqrt(share * (1 - share) / number + _Z * _Z / (4 * number * number))
        whole = 1 + _Z * _Z / number
        return max(0.0, (middle - around) / whole), min(1.0, (middle + around) / whole)


@dataclass(frozen=True, slots=True)
class SampleAccuracy:
    """How many quotes of a sample there are and are checked, and how right each field of them is."""

    quotes: int
    checked: int
    fields: tuple[FieldAccuracy, ...]


@dataclass(frozen=True, slots=True)
class CheckedFields:
    """What people said about a quote's fields: right (True), wrong (False), or nothing so far (None)."""

    quote: bool | None
    speaker: bool | None
    source: bool | None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to check."""
        return self.quote is False or (self.speaker is not None and self.source is not None)


def checked_fields(sampled: SampledQuote) -> CheckedFields:
    """Compare what the extraction says of a quote with what people say. The last word counts."""
    said = sampled.said
    if not said:
        return CheckedFields(None, None, None)
    if said[-1].what is CorrectionKind.not_a_quote:
        return CheckedFields(quote=False, speaker=None, source=None)
    right: dict[CorrectionKind, bool] = {}
    for each in said:
        if each.what is CorrectionKind.speaker:
            right[each.what] = _is_same(each.value, sampled.speaker)
        elif each.what is CorrectionKind.source:
            right[each.what] = _is_same(each.value, sampled.source)
    return CheckedFields(True, right.get(CorrectionKind.speaker), right.get(CorrectionKind.source))


def sample_accuracy(sampled: Iterable[SampledQuote]) -> SampleAccuracy:
    """Count how right each field of a sample's quotes is, over the quotes that are checked completely."""
    every = [checked_fields(each) for each in sampled]
    checked = [each for each in every if each.is_complete]
    fields = []
    for field in ("quote", "speaker", "source"):
        said = [answer for each in checked if (answer := getattr(each, field)) is not None]
        fields.append(FieldAccuracy(field, len(said), sum(said)))
    return SampleAccuracy(len(every), len(checked), tuple(fields))


def next_of_sample(
    library: Library, sampled: Iterable[SampledQuote], skipped: Collection[str]
) -> Quote | None:
    """The first quote of a sample that is not checked completely, and whose id is not in ``skipped``."""
    for each in sampled:
        if each.quote_id in skipped or checked_fields(each).is_complete:
            continue
        try:
            return library.quote(each.quote_id)
        except InputError:
            if found := library.extracted(each.quote_id):
                return found
    return None


def _is_same(one: str | None, other: str | None) -> bool:
    """Whether two names are the same, apart from capitals and white space."""
    return " ".join((one or "").split()).casefold() == " ".join((other or "").split()).casefold()
