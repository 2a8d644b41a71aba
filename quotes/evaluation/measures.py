"""How accurate the rows are: measured against gold articles (`quotes.evaluation.gold`).

A row is a mapping with the columns of `quotes.types.Quote`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quotes.evaluation.calibration import Bin, expected_error, reliability, share_confident_and_wrong
from quotes.evaluation.gold import Gold, is_quote, is_sure
from quotes.evaluation.name_matching import mention_is_right, overlap, same_name
from quotes.evaluation.regions import region_of
from quotes.types import Span

Row = Mapping[str, Any]

LONG_QUOTE = 5
"""The number of words from which a quote counts as long."""


@dataclass(frozen=True, slots=True)
class MeasureCounts:
    """A measure's counts: ``found`` of the ``wanted`` labels, and ``right`` of the ``given`` answers."""

    wanted: int
    found: int
    given: int
    right: int

    @property
    def precision(self) -> float | None:
        """The share of answers that are right; None if there are no answers."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """The share of labels that are found; None if there are no labels."""
        return self.found / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None if either is None or zero.

        >>> MeasureCounts(wanted=4, found=3, given=3, right=3).f1
        0.8571428571428571
        """
        if not self.precision or not self.recall:
            return None
        return 2 * self.precision * self.recall / (self.precision + self.recall)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One label that the rows got wrong.

    ``kind`` is "missed" (a quote has no row), "no quote" (a row is not a quote), "mention", "speaker" or
    "source". ``span`` is that of the label or, if there is none, of the row, in the article's text.
    """

    kind: str
    article_id: str
    span: Span
    wanted: str | None
    got: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How often a rule fired, and how often its mention and its speaker were right, as far as labelled."""

    rule: str
    fired: int
    mentions: int
    mentions_right: int
    speakers: int
    speakers_right: int
    not_quotes: int


@dataclass(frozen=True, slots=True)
class Result:
    """What `evaluate` measures.

    ``outside`` counts the rows that do not touch any labelled words. ``confident_wrong`` is the share of
    wrong speakers among the rows whose confidence is .9 or more: how often they mislead a reader. ``regions``
    has the full names of persons by the region of the article's country, the most labels first; it is empty
    if no article has a country. ``source_bins`` and ``source_calibration_error`` are those of the rows'
    ``source_confidence``, for labels with a basis.
    """

    quotes: int
    outside: int
    measures: Mapping[str, MeasureCounts]
    mistakes: tuple[Mistake, ...]
    rules: tuple[RuleRecord, ...]
    bins: tuple[Bin, ...]
    calibration_error: float | None
    confident_wrong: float | None
    regions: Mapping[str, MeasureCounts]
    source_bins: tuple[Bin, ...]
    source_calibration_error: float | None


def _span(quote: Mapping[str, Any]) -> Span:
    """Read the span of a row or of a gold quote."""
    return Span(quote["start"], quote["end"])


def _length(span: Span) -> int:
    """Count the characters of a span."""
    return span.end - span.start


def best_match(rows: Iterable[Row], gold_quote: Gold) -> Row | None:
    """Find the shortest row that covers at least half of a gold quote; None if there is none."""
    wanted = _span(gold_quote)
    covering = (row for row in rows if 2 * overlap(wanted, _span(row)) >= _length(wanted))
    return min(covering, key=lambda row: _length(_span(row)), default=None)


def _touched(row: Row, gold_quotes: Iterable[Gold]) -> list[Gold]:
    """List the gold quotes that overlap a row by at least half of the shorter of the two."""
    span = _span(row)
    return [
        quote
        for quote in gold_quotes
        if 2 * overlap(span, _span(quote)) >= min(_length(span), _length(_span(quote)))
    ]


MEASURES = (
    "detect",
    "mention",
    "mention, 5+ words",
    "speaker, strict",
    "speaker, lenient",
    "person, full name",
    "source",
    "source basis",
)


@dataclass(frozen=True, slots=True)
class _Case:
    """A gold quote and the row that matches it, or a row whose words are labelled as not a quote."""

    article: Gold
    span: Span
    row: Row | None

    @property
    def text(self) -> str:
        """The article's text."""
        return str(self.article["text"])

    def mistake(self, kind: str, wanted: str | None, got: str | None) -> Mistake:
        """Describe what the row got wrong."""
        rule = self.row.get("rule") if self.row else None
        return Mistake(kind, self.article["id"], self.span, wanted, got, rule)


@dataclass(slots=True)
class _Counts:
    """The running counts of `evaluate`."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_region: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_rule: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    mistakes: list[Mistake] = field(default_factory=list)
    answers: list[tuple[float, bool]] = field(default_factory=list)
    source_answers: list[tuple[float, bool]] = field(default_factory=list)
    outside: int = 0

    def add(self, measure: str, *, wanted: bool, given: bool, right: bool, region: str | None = None) -> None:
        """Count one label in one measure, and in a region."""
        for part, count in (("wanted", wanted), ("found", right), ("given", given), ("right", right)):
            self.counts[measure, part] += count
            if region:
                self.by_region[region, part] += count

    def judge(self, case: _Case, kind: str, wanted: str, got: str | None, *, right: bool) -> None:
        """Count a row's mention or speaker for its rule, and note it if it is wrong."""
        if case.row is None:
            return
        rule = self.by_rule[case.row.get("rule") or ""]
        rule[f"{kind}s"] += 1
        rule[f"{kind}s right"] += right
        if not right:
            self.mistakes.append(case.mistake(kind, wanted, got))

    def tally(self, measure: str) -> MeasureCounts:
        """Sum up one measure."""
        return _measure_counts(self.counts, measure)

    def regions(self) -> dict[str, MeasureCounts]:
        """Sum up each region, the most labels first."""
        names = {region for region, _ in self.by_region}
        found = {name: _measure_counts(self.by_region, name) for name in sorted(names)}
        return dict(sorted(found.items(), key=lambda each: -each[1].wanted))


def _measure_counts(counts: Counter[tuple[str, str]], name: str) -> MeasureCounts:
    return MeasureCounts(*(counts[name, part] for part in ("wanted", "found", "given", "right")))


def evaluate(gold_articles: Iterable[Gold], rows: Iterable[Row]) -> Result:
    """Measure ``rows``, of all articles in any order, against ``gold_articles``.

    Rows of other articles are ignored. Calibration is measured on rows with a speaker for a quote whose label
    is sure; persons must match by full name, other speakers leniently.
    """
    by_article: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_article[row["doc_id"]].append(row)
    counted = _Counts()
    for article in gold_articles:
        own = by_article[article["id"]]
        for quote in filter(is_quote, article["quotes"]):
            _count_quote(counted, _Case(article, _span(quote), best_match(own, quote)), quote)
        for row in own:
            _count_row(counted, _Case(article, _span(row), row), row)
    bins, source_bins = reliability(counted.answers), reliability(counted.source_answers)
    return Result(
        quotes=counted.tally("detect").wanted,
        outside=counted.outside,
        measures={measure: counted.tally(measure) for measure in MEASURES},
        mistakes=tuple(counted.mistakes),
        rules=_rules(counted.by_rule),
        bins=bins,
        calibration_error=expected_error(bins),
        confident_wrong=share_confident_and_wrong(counted.answers),
        regions=counted.regions(),
        source_bins=source_bins,
        source_calibration_error=expected_error(source_bins),
    )


def _count_quote(counted: _Counts, case: _Case, quote: Gold) -> None:
    """Count one gold quote and the row that matches it."""
    counted.counts["detect", "wanted"] += 1
    counted.counts["detect", "found"] += case.row is not None
    if case.row is None:
        counted.mistakes.append(case.mistake("missed", case.span.of(case.text), None))
    if quote.get("label") == "quote" and quote["source"]:
        _count_mention(counted, case, [Span(*source) for source in quote["source"]])
    if quote.get("speaker") and is_sure(quote):
        _count_speaker(counted, case, quote["speaker"], is_person=quote["kind"] == "person")
    if "source_name" in quote and is_sure(quote) and case.row is not None:
        _count_source(counted, case, quote, case.row)


def _count_mention(counted: _Counts, case: _Case, sources: list[Span]) -> None:
    """Count whether a row's mention is where the label's source is."""
    mention = _mention(case.row) if case.row else None
    right = mention_is_right(case.text, sources, mention)
    counted.add("mention", wanted=True, given=mention is not None, right=right)
    if len(case.span.of(case.text).split()) >= LONG_QUOTE:
        counted.add("mention, 5+ words", wanted=True, given=mention is not None, right=right)
    wanted = " | ".join(source.of(case.text) for source in sources)
    counted.judge(case, "mention", wanted, mention and mention.of(case.text), right=right)


def _mention(row: Row) -> Span | None:
    """Read the span of a row's speaker mention."""
    start, end = row.get("mention_start"), row.get("mention_end")
    return None if start is None or end is None else Span(start, end)


def _count_speaker(counted: _Counts, case: _Case, wanted: str, *, is_person: bool) -> None:
    """Count whether a row's speaker is the label's."""
    got = case.row.get("speaker") if case.row else None
    strict, lenient = (same_name(wanted, got, lenient=lenient) for lenient in (False, True))
    counted.add("speaker, strict", wanted=True, given=bool(got), right=strict)
    counted.add("speaker, lenient", wanted=True, given=bool(got), right=lenient)
    if is_person:
        region = region_of(case.article["country"]) if "country" in case.article else None
        counted.add("person, full name", wanted=True, given=bool(got), right=strict, region=region)
    right = strict if is_person else lenient
    counted.judge(case, "speaker", wanted, got, right=right)
    if case.row and got and case.row.get("confidence") is not None:
        counted.answers.append((case.row["confidence"], right))


def _count_source(counted: _Counts, case: _Case, quote: Gold, row: Row) -> None:
    """Count whether a row's source is the label's, and whether it is stated or inferred as the label says.

    A label without a basis covers stated sources only; inferred ones are then not measured.
    """
    wanted = quote["source_name"]
    is_measured = "basis" in quote or row.get("source_basis", "stated") == "stated"
    got = row.get("source") if is_measured else None
    right = bool(wanted) and same_name(wanted or "", got, lenient=True)
    counted.add("source", wanted=bool(wanted), given=bool(got), right=right)
    if right and "basis" in quote:
        counted.add("source basis", wanted=True, given=True, right=quote["basis"] == row.get("source_basis"))
    if "basis" in quote and row.get("source_confidence") is not None:
        counted.source_answers.append((row["source_confidence"], right or not (wanted or got)))
    if (wanted or got) and not right:
        counted.mistakes.append(case.mistake("source", wanted, got))


def _count_row(counted: _Counts, case: _Case, row: Row) -> None:
    """Count one row: whether its words are labelled, and labelled as a quote."""
    rule = counted.by_rule[row.get("rule") or ""]
    rule["fired"] += 1
    touched = _touched(row, case.article["quotes"])
    if not touched:
        counted.outside += 1
        return
    right = any(map(is_quote, touched))
    counted.counts["detect", "given"] += 1
    counted.counts["detect", "right"] += right
    if not right:
        rule["not quotes"] += 1
        counted.mistakes.append(case.mistake("no quote", None, case.span.of(case.text)))


def _rules(by_rule: Mapping[str, Counter[str]]) -> tuple[RuleRecord, ...]:
    """Sum up each rule, the most frequent first."""
    parts = ("fired", "mentions", "mentions right", "speakers", "speakers right", "not quotes")
    tallies = [RuleRecord(rule, *(counts[part] for part in parts)) for rule, counts in by_rule.items()]
    return tuple(sorted(tallies, key=lambda tally: (-tally.fired, tally.rule)))
