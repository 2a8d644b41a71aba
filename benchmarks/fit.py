"""Fit the weights of quotes/language/data/en from gold articles.

    python benchmarks/fit.py TRAIN.json [--check DEV.json]

Two linear models are fitted. Attribution: a conditional logit over the candidates of each quotation, in which
any candidate whose mention is right counts as right. Quote or not: a logistic regression over the features of
the marked words. Both are smoothed by the squared size of the weights; weights near nothing are left out, so
that the tables stay readable. Only names of features and numbers are written, no words of the articles.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.optimize
import scipy.sparse

from quotes.attribution import (
    ATTRIBUTION_WEIGHTS,
    DECISIVE,
    DECISIVE_RULES,
    QUOTE_WEIGHTS,
    Candidate,
    QuotationContext,
    candidate_features,
    choice,
    choose,
    is_said,
    propose_candidates,
    quotation_contexts,
    quote_features,
)
from quotes.evaluation import mention_is_right
from quotes.language import load_weights
from quotes.parsing import Passage, load_model, parser_views, read_tokens
from quotes.text import find_quotations, split_paragraphs
from quotes.types import Span

DATA = Path(choice.__file__).parent / "data"
LEAST_COUNT = 5
LEAST_WEIGHT = 0.04
ATTRIBUTION_SMOOTHING = 3.0
NONQUOTE_SMOOTHING = 3.0
FOLDS = 4

Features = list[str]


@dataclass(frozen=True)
class Labelled:
    """A quotation in its setting with the gold labels of the words it covers."""

    setting: QuotationContext
    labels: list[dict[str, Any]]

    @property
    def is_quote(self) -> bool:
        """Whether any of the labels calls it a quote."""
        return any(label["label"] == "quote" for label in self.labels)

    def is_right(self, candidate: Candidate) -> bool:
        """Tell whether a candidate's mention is right by any of the labels."""
        return any(
            mention_is_right(self.setting.text, [Span(*span) for span in label["source"]], candidate.mention)
            for label in self.labels
            if label["label"] == "quote" and label["source"]
        )

    def right_among(self, rivals: Sequence[Candidate]) -> list[bool]:
        """Return which candidates are right; where some of them rest on the labelled cue, only those."""
        right = [self.is_right(rival) for rival in rivals]
        exact = [
            is_right and self._rests_on_cue(rival) for rival, is_right in zip(rivals, right, strict=True)
        ]
        return exact if any(exact) else right

    def _rests_on_cue(self, candidate: Candidate) -> bool:
        """Tell whether a candidate's cue lies within a labelled one."""
        return candidate.cue is not None and any(
            start < candidate.cue.end and candidate.cue.start < end
            for label in self.labels
            for start, end in label.get("cue", [])
        )

    @property
    def has_source(self) -> bool:
        """Whether a label names where the speaker is mentioned."""
        return any(label["label"] == "quote" and label["source"] for label in self.labels)


def read(path: Path) -> list[list[Labelled]]:
    """Return the labelled quotations of each gold article, parsed."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    prepared = []
    for article in gold:
        text = article["text"]
        paragraphs, quotations = split_paragraphs(text), find_quotations(text)
        prepared.append((article, paragraphs, quotations, parser_views(text, paragraphs, quotations)))
    docs = load_model().pipe(view.text for *_, article_views in prepared for view in article_views)
    found = []
    for article, paragraphs, quotations, article_views in prepared:
        passages = [Passage(view, read_tokens(next(docs))) for view in article_views]
        placed = quotation_contexts(article["text"], paragraphs, quotations, passages)
        found.append([Labelled(setting, _labels(article, setting.quotation.span)) for setting in placed])
    return found


def _labels(article: dict[str, Any], span: Span) -> list[dict[str, Any]]:
    """Return the gold quotes of which a span covers at least half."""
    return [
        label
        for label in article["quotes"]
        if 2 * (min(span.end, label["end"]) - max(span.start, label["start"]))
        >= label["end"] - label["start"]
    ]


def attribution_examples(articles: Iterable[list[Labelled]]) -> list[tuple[list[Features], list[bool]]]:
    """Return the features of every candidate of every quotation, and which candidates are right.

    The speaker of the quotation before is taken from the labels.
    """
    examples = []
    for quotations in articles:
        earlier: list[Candidate | None] = []
        for labelled in quotations:
            if not labelled.has_source:
                earlier.append(None)
                continue
            rivals = propose_candidates(labelled.setting, earlier)
            right = labelled.right_among(rivals)
            if any(right) and not any(rival.rule in DECISIVE for rival in rivals):
                previous = next((candidate for candidate in reversed(earlier) if candidate), None)
                rows = [candidate_features(rival, labelled.setting, rivals, previous) for rival in rivals]
                examples.append((rows, right))
            earlier.append(_gold_candidate(labelled, rivals, right))
    return examples


def _gold_candidate(labelled: Labelled, rivals: list[Candidate], right: list[bool]) -> Candidate:
    """Return the first candidate that is right, or one made of the label itself."""
    for rival, is_right in zip(rivals, right, strict=True):
        if is_right:
            return rival
    label = next(label for label in labelled.labels if label["label"] == "quote" and label["source"])
    return Candidate("gold", Span(*label["source"][0]))


def nonquote_examples(articles: Iterable[list[Labelled]]) -> list[tuple[Features, bool]]:
    """Return the features of all labelled marked words, attributed as the weights stand, and the labels."""
    examples = []
    for quotations in articles:
        earlier: list[Candidate | None] = []
        for labelled in quotations:
            choice = choose(labelled.setting, earlier)
            candidate, confidence = (choice.candidate, choice.confidence) if choice else (None, 0.0)
            if labelled.labels and not any(rule(labelled.setting) for _, rule in DECISIVE_RULES):
                examples.append((quote_features(labelled.setting, candidate, confidence), labelled.is_quote))
            earlier.append(candidate)
    return examples


def _matrix(rows: Sequence[Features]) -> tuple[scipy.sparse.csr_matrix, list[str]]:
    """Return rows of features as a sparse matrix of ones, and the names of its columns."""
    counts = Counter(feature for row in rows for feature in row)
    names = sorted(feature for feature, count in counts.items() if count >= LEAST_COUNT)
    column = {name: number for number, name in enumerate(names)}
    cells = [(i, column[feature]) for i, row in enumerate(rows) for feature in row if feature in column]
    at, of = zip(*cells, strict=True)
    return scipy.sparse.csr_matrix((np.ones(len(cells)), (at, of)), shape=(len(rows), len(names))), names


def fit_attribution(examples: list[tuple[list[Features], list[bool]]]) -> dict[str, float]:
    """Return the weights of the conditional logit."""
    matrix, names = _matrix([row for rows, _ in examples for row in rows])
    right = np.array([value for _, values in examples for value in values])
    sizes = np.array([len(values) for _, values in examples])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ vector
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        total = np.add.reduceat(powers, starts)
        total_right = np.add.reduceat(powers * right, starts)
        value = -np.log(total_right / total).sum() + 0.5 * ATTRIBUTION_SMOOTHING * vector @ vector
        difference = powers / total[group] - np.where(right, powers / total_right[group], 0.0)
        return value, matrix.T @ difference + ATTRIBUTION_SMOOTHING * vector

    return _minimise(loss, names)


def fit_nonquotes(examples: list[tuple[Features, bool]]) -> dict[str, float]:
    """Return the weights of the logistic regression."""
    matrix, names = _matrix([row for row, _ in examples])
    label = np.array([value for _, value in examples], dtype=float)

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ vector
        value = (np.logaddexp(0, scores) - label * scores).sum() + 0.5 * NONQUOTE_SMOOTHING * vector @ vector
        return value, matrix.T @ (1 / (1 + np.exp(-scores)) - label) + NONQUOTE_SMOOTHING * vector

    return _minimise(loss, names)


def _minimise(loss: Any, names: list[str]) -> dict[str, float]:
    """Return the weights of least loss, those near nothing left out."""
    result = scipy.optimize.minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    )
    return {name: weight for name, weight in zip(names, result.x, strict=True) if abs(weight) >= LEAST_WEIGHT}


def write(name: str, table: dict[str, float], about: str) -> None:
    """Write a table of weights, the heaviest first."""
    lines = [
        f"{feature}\t{weight:.3f}"
        for feature, weight in sorted(table.items(), key=lambda item: (-abs(item[1]), item[0]))
    ]
    header = f"# {about}\n# Written by benchmarks/fit.py; not to be edited by hand.\n"
    (DATA / f"{name}.tsv").write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    load_weights.cache_clear()
    print(f"{name}: {len(table)} weights")


def measure(articles: Iterable[list[Labelled]]) -> dict[str, float]:
    """Return how well, as the weights stand, quotes are told from others and mentions are right."""
    counts: Counter[str] = Counter()
    for quotations in articles:
        earlier: list[Candidate | None] = []
        for labelled in quotations:
            choice = choose(labelled.setting, earlier)
            candidate, confidence = (choice.candidate, choice.confidence) if choice else (None, 0.0)
            said = is_said(labelled.setting, candidate, confidence)
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


def fit(articles: list[list[Labelled]]) -> None:
    """Fit both tables on ``articles`` and write them."""
    write(
        ATTRIBUTION_WEIGHTS,
        fit_attribution(attribution_examples(articles)),
        "What speaks for and against a candidate for who spoke: feature, tab, weight. See evidence.py.",
    )
    write(
        QUOTE_WEIGHTS,
        fit_nonquotes(nonquote_examples(articles)),
        "What speaks for and against marked words being a quote: feature, tab, weight. See nonquotes.py.",
    )


def main() -> None:
    """Fit on the training articles; with --folds, measure each fold with the weights of the others first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("--check", type=Path, help="measure on these articles afterwards")
    parser.add_argument(
        "--folds", action="store_true", help=f"measure by {FOLDS}-fold cross-validation first"
    )
    given = parser.parse_args()
    articles = read(given.train)
    if given.folds:
        for fold in range(FOLDS):
            fit([article for number, article in enumerate(articles) if number % FOLDS != fold])
            print(f"fold {fold}:", measure(articles[fold::FOLDS]))
    fit(articles)
    print("train:", measure(articles))
    if given.check:
        print("check:", measure(read(given.check)))


if __name__ == "__main__":
    main()
