"""Fit the weights of quotes/language/data/en from gold articles.

    python benchmarks/fit.py TRAIN.json [--folds] [--check DEV.json] [--output FOLDER]

Two linear models are fitted. Attribution: a conditional logit over the candidates of each quotation, in which
every candidate with a right mention counts as right. Quote or not: a logistic regression over the features of
the marked words. Both are smoothed by the squared size of the weights. Weights near zero are left out, which
keeps the tables readable. The tables hold only names of features and numbers, no words of the articles.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fitting.logit import Choice, YesNo, fit_choices, fit_yes_no

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
from quotes.language import Language, english
from quotes.parsing import Passage, load_model, parser_views, read_tokens
from quotes.text import mark_article
from quotes.types import Article, Span

DATA = Path(__file__).parents[1] / "quotes" / "language" / "data" / "en"
LABELLED = Rule("labelled", RuleKind.none)
"""The rule of a mention that no rule proposes, taken from the label."""

ATTRIBUTION_SMOOTHING = 3.0
NONQUOTE_SMOOTHING = 3.0
FOLDS = 4


@dataclass(frozen=True)
class LabelledQuotation:
    """A quotation in its context with the gold labels of the words that it covers."""

    context: QuotationContext
    labels: list[dict[str, Any]]

    @property
    def is_quote(self) -> bool:
        """Whether any of the labels calls it a quote."""
        return any(label["label"] == "quote" for label in self.labels)

    def is_right(self, candidate: Candidate) -> bool:
        """Whether any of the labels has the candidate's mention."""
        return any(
            mention_is_right(self.context.text, [Span(*span) for span in label["source"]], candidate.mention)
            for label in self.labels
            if label["label"] == "quote" and label["source"]
        )

    def right_among(self, rivals: Sequence[Candidate]) -> list[bool]:
        """Which candidates are right; if some of them rest on the labelled cue, only those."""
        right = [self.is_right(rival) for rival in rivals]
        exact = [
            is_right and self._rests_on_cue(rival) for rival, is_right in zip(rivals, right, strict=True)
        ]
        return exact if any(exact) else right

    def _rests_on_cue(self, candidate: Candidate) -> bool:
        """Whether a candidate's cue touches a labelled cue."""
        return candidate.cue is not None and any(
            start < candidate.cue.end and candidate.cue.start < end
            for label in self.labels
            for start, end in label.get("cue", [])
        )

    @property
    def has_source(self) -> bool:
        """Whether a label says where the speaker is mentioned."""
        return any(label["label"] == "quote" and label["source"] for label in self.labels)


Labelled = Sequence[Sequence[LabelledQuotation]]
"""The labelled quotations of each article."""


def read(path: Path, language: Language) -> Labelled:
    """Parse the articles of a gold file."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    marked = [mark_article(Article(article["text"]), language) for article in gold]
    views = [parser_views(each) for each in marked]
    docs = load_model().pipe(view.text for own in views for view in own)
    found = []
    for article, each, own in zip(gold, marked, views, strict=True):
        passages = [Passage(view, read_tokens(next(docs))) for view in own]
        contexts = quotation_contexts(each, passages)
        found.append([LabelledQuotation(one, _labels(article, one.quotation.span)) for one in contexts])
    return found


def in_language(articles: Labelled, language: Language) -> Labelled:
    """The same quotations with the weights of another `Language`."""
    return [
        [replace(each, context=replace(each.context, language=language)) for each in article]
        for article in articles
    ]


def _labels(article: dict[str, Any], span: Span) -> list[dict[str, Any]]:
    """The gold quotes of which a span covers at least half."""
    return [
        label
        for label in article["quotes"]
        if 2 * (min(span.end, label["end"]) - max(span.start, label["start"]))
        >= label["end"] - label["start"]
    ]


def attribution_examples(articles: Labelled) -> list[Choice]:
    """The features of every candidate of every quotation, and which candidates are right.

    The speaker of the quotation before is taken from the labels.
    """
    examples = []
    for quotations in articles:
        earlier: list[Candidate | None] = []
        for labelled in quotations:
            if not labelled.has_source:
                earlier.append(None)
                continue
            rivals = propose_candidates(labelled.context, earlier)
            right = labelled.right_among(rivals)
            if any(right) and not any(rival.rule.is_decisive for rival in rivals):
                previous = next((candidate for candidate in reversed(earlier) if candidate), None)
                rows = [candidate_features(rival, labelled.context, rivals, previous) for rival in rivals]
                examples.append(Choice(rows, right))
            earlier.append(_gold_candidate(labelled, rivals, right))
    return examples


def _gold_candidate(labelled: LabelledQuotation, rivals: list[Candidate], right: list[bool]) -> Candidate:
    """The first right candidate, or one made from the label."""
    for rival, is_right in zip(rivals, right, strict=True):
        if is_right:
            return rival
    label = next(label for label in labelled.labels if label["label"] == "quote" and label["source"])
    return Candidate(LABELLED, Span(*label["source"][0]))


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


def write(file: Path, table: Mapping[str, float], about: str) -> None:
    """Write a table of weights, the heaviest first."""
    ranked = sorted(table.items(), key=lambda item: (-abs(item[1]), item[0]))
    lines = [f"{feature}\t{weight:.3f}" for feature, weight in ranked]
    header = f"# {about}\n# Written by benchmarks/fit.py; do not edit by hand.\n"
    file.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{file}: {len(table)} weights")


def measure(articles: Labelled, language: Language) -> dict[str, float]:
    """How right the weights of a language are about quotes and mentions."""
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
            if labelled.has_source:
                counts["mentions"] += 1
                counts["named"] += said and candidate is not None
                counts["right"] += said and candidate is not None and labelled.is_right(candidate)
    return {
        "detect F1": 2 * counts["both"] / (counts["said"] + counts["quotes"]),
        "mention F1": 2 * counts["right"] / (counts["mentions"] + counts["named"]),
    }


def fit(articles: Labelled, language: Language) -> Language:
    """Fit both tables; the second rests on what the first chooses."""
    attribution = fit_choices(attribution_examples(articles), ATTRIBUTION_SMOOTHING)
    language = replace(language, attribution_weights=attribution)
    quote = fit_yes_no(nonquote_examples(in_language(articles, language)), NONQUOTE_SMOOTHING)
    return replace(language, quote_weights=quote)


def main() -> None:
    """Fit on the training articles and write the tables; measure if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("--check", type=Path, help="measure on these articles afterwards")
    parser.add_argument(
        "--folds", action="store_true", help=f"measure by {FOLDS}-fold cross-validation first"
    )
    parser.add_argument("--output", type=Path, default=DATA, help="the folder for the two tables")
    given = parser.parse_args()
    articles = read(given.train, english())
    if given.folds:
        for fold in range(FOLDS):
            others = [article for number, article in enumerate(articles) if number % FOLDS != fold]
            print(f"fold {fold}:", measure(articles[fold::FOLDS], fit(others, english())))
    fitted = fit(articles, english())
    write(
        given.output / "attribution_weights.tsv",
        fitted.attribution_weights,
        "What speaks for and against a candidate for who spoke: feature, tab, weight. See features.py.",
    )
    write(
        given.output / "nonquote_weights.tsv",
        fitted.quote_weights,
        "What speaks for and against marked words being a quote: feature, tab, weight. "
        "See nonquote_features.py.",
    )
    print("train:", measure(articles, fitted))
    if given.check:
        print("check:", measure(read(given.check, english()), fitted))


if __name__ == "__main__":
    main()
