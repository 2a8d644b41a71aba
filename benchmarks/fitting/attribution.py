"""Fit who is mentioned as the speaker of a quotation, and whether it is a quote at all.

Attribution: a conditional logit over the candidates of each quotation, in which every candidate with a right
mention counts as right. Quote or not: a logistic regression over the features of the marked words, which
rests on what attribution chooses.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from fitting.folds import FOLDS, Gold, folds_of
from fitting.logit import Choice, YesNo, fit_choices, fit_yes_no
from fitting.tables import write_weights
from quotes.attribution import (
    Candidate,
    QuotationContext,
    Rule,
    RuleKind,
    candidate_features,
    choose,
    is_decisively_no_quote,
    is_said,
    propose_candidates,
    quotation_contexts,
    quote_features,
)
from quotes.evaluation import mention_is_right
from quotes.language import Language
from quotes.parsing import REPORTING_OR_WEAK, parse_views, parser_views
from quotes.text import mark_article
from quotes.types import Article, Span

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

LABELLED = Rule("labelled", RuleKind.none)
"""The rule of a mention that no rule proposes, taken from the label."""

ATTRIBUTION_SMOOTHING = 10.0
NONQUOTE_SMOOTHING = 12.0
"""Picked on outlets held out of the fit, of 3, 6, 12 and 25. In the first fit 6 and 12 choose right most
often, and 12 has the least log loss; in the second the F1 is within .001, and 12 and 25 have the least."""

LONG_QUOTE = 5
GUIDE_COUNTS = 2.0
GUIDE_COUNTS_AS_QUOTE = 4.0
"""How much an article counts whose labels follow the present guide, in the two fits. Older labels also accept
the role beside a name, and take many titles for quotes. Held-out outlets preferred 3 to 1 in the first fit;
2 and 4 were then picked by what they gave on development articles, old and new, not by cross-validation."""


@dataclass(frozen=True)
class LabelledQuotation:
    """A quotation in its context with the gold labels of the words that it covers."""

    context: QuotationContext
    labels: list[Gold]

    @property
    def is_quote(self) -> bool:
        """Whether any of the labels calls it a quote."""
        return any(label["label"] == "quote" for label in self.labels)

    @property
    def is_long(self) -> bool:
        """Whether it has at least five words."""
        return len(self.context.quotation.span.of(self.context.text).split()) >= LONG_QUOTE

    def is_right(self, candidate: Candidate) -> bool:
        """Whether any of the labels has the candidate's mention."""
        return any(
            mention_is_right(self.context.text, [Span(*span) for span in label["source"]], candidate.mention)
            for label in self._with_mention
        )

    def right_among(self, rivals: Sequence[Candidate]) -> list[bool]:
        """Which candidates are right.

        If some of them rest on the labelled cue, only those are; and of "the mayor, Ada Quill" only the name.
        """
        right = [self.is_right(rival) for rival in rivals]
        for is_better in (self._rests_on_cue, _is_apposed_name):
            better = [is_right and is_better(rival) for rival, is_right in zip(rivals, right, strict=True)]
            right = better if any(better) else right
        return right

    def _rests_on_cue(self, candidate: Candidate) -> bool:
        """Whether a candidate's cue touches a labelled cue."""
        return candidate.cue is not None and any(
            start < candidate.cue.end and candidate.cue.start < end
            for label in self.labels
            for start, end in label.get("cue") or []
        )

    @property
    def _with_mention(self) -> list[Gold]:
        """The labels that say where the speaker is mentioned."""
        return [label for label in self.labels if label["label"] == "quote" and label.get("source")]

    def reports_what_another_said(self, rivals: Sequence[Candidate], right: Sequence[bool]) -> bool:
        """Whether the label names who reports the words, and the parse has another who said them.

        That is "Bell disavowed an aide who said "..."": older labels name Bell, the present guide the aide.
        """
        chosen = [rival for rival, is_right in zip(rivals, right, strict=True) if is_right]
        depths = [_depth(rival) for rival in chosen]
        mentions = {rival.mention for rival in chosen}
        return bool(depths) and any(
            rival.mention not in mentions and _said_within(rival) and _depth(rival) < min(depths)
            for rival in rivals
        )

    @property
    def has_source(self) -> bool:
        """Whether a label says where the speaker is mentioned."""
        return bool(self._with_mention)

    def first_right(self, rivals: Sequence[Candidate], right: Sequence[bool]) -> Candidate:
        """The first right candidate, or one made from the label."""
        for rival, is_right in zip(rivals, right, strict=True):
            if is_right:
                return rival
        return Candidate(LABELLED, Span(*self._with_mention[0]["source"][0]))


_WITHIN = frozenset({"relative", "passive", "possessive", "noun", "object_above"})
"""How a clause inside another names who said the words: "an aide who said", "called so by an aide"."""

_FAR = 99


def _said_within(candidate: Candidate) -> bool:
    clause = candidate.clause
    return clause is not None and clause.how in _WITHIN and clause.cue_class in REPORTING_OR_WEAK


def _depth(candidate: Candidate) -> int:
    """How many steps a candidate's cue is above the quotation in the parse."""
    if candidate.clause is None or candidate.place is None:
        return _FAR
    return candidate.place.above.get(candidate.clause.cue.i, _FAR)


def _is_apposed_name(candidate: Candidate) -> bool:
    """Whether a candidate is the name that stands beside a role."""
    return candidate.clause is not None and candidate.clause.how in ("apposed", "apposed_by_order")


Labelled = Sequence[Sequence[LabelledQuotation]]
"""The labelled quotations of each article."""


def read_quotations(articles: Iterable[Gold], language: Language, nlp: "Pipeline") -> Labelled:
    """Parse gold articles, and find the labels of each quotation."""
    articles = list(articles)
    marked = [mark_article(Article(article["text"]), language) for article in articles]
    parsed = parse_views([parser_views(each) for each in marked], nlp)
    found = []
    for article, each, passages in zip(articles, marked, parsed, strict=True):
        contexts = quotation_contexts(each, passages)
        found.append([LabelledQuotation(one, _labels(article, one.quotation.span)) for one in contexts])
    return found


def in_language(articles: Labelled, language: Language) -> Labelled:
    """The same quotations with the weights of another `Language`."""
    return [
        [replace(each, context=replace(each.context, language=language)) for each in article]
        for article in articles
    ]


def _labels(article: Gold, span: Span) -> list[Gold]:
    """The gold quotes of which a span covers at least half."""
    return [
        label
        for label in article["quotes"]
        if 2 * (min(span.end, label["end"]) - max(span.start, label["start"]))
        >= label["end"] - label["start"]
    ]


def follows_guide(quotations: Sequence[LabelledQuotation]) -> bool:
    """Whether the labels of an article follow the present guide."""
    return any("is_quote" in label for labelled in quotations for label in labelled.labels)


def attribution_examples(articles: Labelled) -> list[Choice]:
    """The features of every candidate of every quotation, and which candidates are right.

    The speaker of the quotation before is taken from the labels.
    """
    examples = []
    for quotations in articles:
        earlier: list[Candidate | None] = []
        by_guide = follows_guide(quotations)
        for labelled in quotations:
            if not labelled.has_source:
                earlier.append(None)
                continue
            rivals = propose_candidates(labelled.context, earlier)
            right = labelled.right_among(rivals)
            learnt = by_guide or not labelled.reports_what_another_said(rivals, right)
            if any(right) and learnt and not any(rival.rule.is_decisive for rival in rivals):
                previous = next((candidate for candidate in reversed(earlier) if candidate), None)
                rows = [
                    list(chain.from_iterable(groups))
                    for groups in candidate_features(rivals, labelled.context, previous)
                ]
                examples.append(Choice(rows, right))
            earlier.append(labelled.first_right(rivals, right))
    return examples


def nonquote_examples(articles: Labelled) -> list[YesNo]:
    """The features of all labelled words in marks, attributed with the present weights, and their labels."""
    examples = []
    for quotations in articles:
        earlier: list[Candidate | None] = []
        for labelled in quotations:
            choice = choose(labelled.context, earlier)
            if labelled.labels and not is_decisively_no_quote(labelled.context):
                examples.append(YesNo(quote_features(labelled.context, choice), labelled.is_quote))
            earlier.append(choice and choice.candidate)
    return examples


def fit(articles: Labelled, language: Language) -> Language:
    """Fit both tables.

    The second rests on what the first chooses. So that it learns how sure the first is about articles that it
    has not seen, each half of the articles is attributed by weights fitted on the other half.
    """
    halves = articles[::2], articles[1::2]
    examples: list[YesNo] = []
    counts: list[float] = []
    for own, other in (halves, halves[::-1]):
        by_other = replace(language, attribution_weights=_fit_attribution(other))
        for article in in_language(own, by_other):
            found = nonquote_examples([article])
            examples += found
            counts += [GUIDE_COUNTS_AS_QUOTE if follows_guide(article) else 1.0] * len(found)
    return replace(
        language,
        attribution_weights=_fit_attribution(articles),
        quote_weights=fit_yes_no(examples, NONQUOTE_SMOOTHING, weights=counts),
    )


def _fit_attribution(articles: Labelled) -> dict[str, float]:
    """Fit the weights of candidates."""
    examples: list[Choice] = []
    counts: list[float] = []
    for article in articles:
        found = attribution_examples([article])
        examples += found
        counts += [GUIDE_COUNTS if follows_guide(article) else 1.0] * len(found)
    return fit_choices(examples, ATTRIBUTION_SMOOTHING, weights=counts)


def count_right(articles: Labelled, language: Language) -> Counter[str]:
    """Count how right the weights of a language are about quotes and mentions."""
    counts: Counter[str] = Counter()
    for quotations in in_language(articles, language):
        earlier: list[Candidate | None] = []
        for labelled in quotations:
            choice = choose(labelled.context, earlier)
            candidate = choice and choice.candidate
            said = is_said(labelled.context, choice)
            earlier.append(candidate if said else None)
            if not labelled.labels:
                continue
            counts["said"] += said
            counts["quotes"] += labelled.is_quote
            counts["both"] += said and labelled.is_quote
            for name in ("", " 5+")[: 1 + labelled.is_long] if labelled.has_source else ():
                counts["mentions" + name] += 1
                counts["named" + name] += said and candidate is not None
                counts["right" + name] += said and candidate is not None and labelled.is_right(candidate)
    return counts


def in_words(counts: Counter[str]) -> str:
    """The measures of `count_right` as a line."""
    shares = {
        "detect P": counts["both"] / counts["said"],
        "R": counts["both"] / counts["quotes"],
        "F1": 2 * counts["both"] / (counts["said"] + counts["quotes"]),
        "mention F1": 2 * counts["right"] / (counts["mentions"] + counts["named"]),
        "5+ words": 2 * counts["right 5+"] / (counts["mentions 5+"] + counts["named 5+"]),
    }
    return ", ".join(f"{name} {share:.4f}" for name, share in shares.items())


def cross_validate(articles: Labelled, gold: Sequence[Gold], language: Language) -> dict[str, Counter[str]]:
    """Count what is right in each outlet's articles by weights fitted without that outlet.

    The answer has one line for the articles that carry a country, the world's, and one for the others.
    """
    folds, found = folds_of(gold), {"with country": Counter[str](), "without": Counter[str]()}
    for fold in range(FOLDS):
        others = [article for article, own in zip(articles, folds, strict=True) if own != fold]
        fitted = fit(others, language)
        for name, counts in found.items():
            held_out = [
                article
                for article, labels, own in zip(articles, gold, folds, strict=True)
                if own == fold and ("country" in labels) == (name == "with country")
            ]
            counts.update(count_right(held_out, fitted))
    return found


def run(
    gold: Sequence[Gold], language: Language, nlp: "Pipeline", output: Path, *, with_folds: bool
) -> Language:
    """Fit both tables on gold articles and write them. ``with_folds`` cross-validates first."""
    articles = read_quotations(gold, language, nlp)
    if with_folds:
        for name, counts in cross_validate(articles, gold, language).items():
            if counts["said"]:
                print(f"cross-validation, {name}: {in_words(counts)}")
    fitted = fit(articles, language)
    write_weights(
        output / "attribution_weights.tsv",
        fitted.attribution_weights,
        "What speaks for and against a candidate for who spoke: feature, tab, weight. See features.py.",
    )
    write_weights(
        output / "nonquote_weights.tsv",
        fitted.quote_weights,
        "What speaks for and against marked words being a quote: feature, tab, weight. "
        "See nonquote_features.py.",
    )
    return fitted


def check(gold: Sequence[Gold], language: Language, nlp: "Pipeline") -> str:
    """Measure a language's weights on other articles."""
    return in_words(count_right(read_quotations(gold, language, nlp), language))
