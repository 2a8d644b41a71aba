"""Fit how sure the speaker of a row is, on rows of outlets that the stages before were not fitted on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fitting import attribution, speakers
from fitting.articles import AttributedArticle, attributed, labels_of, parse
from fitting.folds import FOLDS, Gold, folds_of
from fitting.logit import YesNo, fit_yes_no
from fitting.tables import write_weights
from quotes.evaluation import expected_error, reliability, same_name, share_confident_and_wrong
from quotes.language import Language, logistic, score
from quotes.speakers import confidence_features, resolve_speakers

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

SMOOTHING = 3.0


@dataclass(frozen=True)
class JudgedRow:
    """A quotation whose speaker is surely labelled, in an article of a fold that no weight was fitted on.

    ``example`` is None if the row has no speaker.
    """

    fold: int
    has_country: bool
    is_person: bool
    right: bool
    example: YesNo | None


@dataclass(frozen=True)
class HeldOut:
    """The weights fitted without a fold, and all articles with labelled speakers as these weights see them.

    ``folds`` has the fold of each article.
    """

    fold: int
    language: Language
    articles: Sequence[AttributedArticle]
    folds: Sequence[int]

    @property
    def own(self) -> list[AttributedArticle]:
        """The articles of the fold."""
        return [each for each, fold in zip(self.articles, self.folds, strict=True) if fold == self.fold]

    @property
    def others(self) -> list[AttributedArticle]:
        """The articles that the weights were fitted on."""
        return [each for each, fold in zip(self.articles, self.folds, strict=True) if fold != self.fold]


def hold_out(gold: Sequence[Gold], language: Language, nlp: "Pipeline") -> Iterator[HeldOut]:
    """Fit attribution and speakers without each fold."""
    folds = folds_of(gold)
    labelled = attribution.read_quotations(gold, language, nlp)
    with_speakers = [number for number, each in enumerate(gold) if speakers.has_speakers(each)]
    parsed = parse([gold[at] for at in with_speakers], language, nlp)
    own_folds = [folds[at] for at in with_speakers]
    for fold in range(FOLDS):
        others = [article for article, own in zip(labelled, folds, strict=True) if own != fold]
        fitted = attribution.fit(others, language)
        found = HeldOut(fold, fitted, [attributed(article, fitted) for article in parsed], own_folds)
        fitted = replace(fitted, speaker_weights=speakers.fit_speakers(found.others, fitted))
        articles = [replace(each, marked=replace(each.marked, language=fitted)) for each in found.articles]
        yield replace(found, language=fitted, articles=articles)


def judged_rows(held_out: HeldOut) -> Iterator[JudgedRow]:
    """Judge the rows of the articles that the weights were not fitted on."""
    for article in held_out.own:
        yield from _judge(article, held_out.fold)


def _judge(article: AttributedArticle, fold: int) -> Iterator[JudgedRow]:
    """Judge every quotation that has a sure label."""
    marked = article.marked
    found = resolve_speakers(marked, article.attributions)
    for quotation, attributed_to, speaker in zip(marked.quotations, article.attributions, found, strict=True):
        for label in labels_of(article, quotation):
            if label.get("speaker") and label.get("sure", True):
                right = same_name(label["speaker"], speaker.name, lenient=label["kind"] != "person")
                features = confidence_features(marked, quotation, attributed_to, speaker)
                example = YesNo(features, right) if speaker.name else None
                country = "country" in article.gold
                yield JudgedRow(fold, country, label["kind"] == "person", right, example)


def fit_confidence(rows: Sequence[JudgedRow]) -> dict[str, float]:
    """Fit the weights."""
    return fit_yes_no([row.example for row in rows if row.example], SMOOTHING)


def cross_validate(rows: Sequence[JudgedRow]) -> None:
    """Print what the rows of each kind of outlet give; their confidence is fitted without their fold."""
    weights = [fit_confidence([row for row in rows if row.fold != fold]) for fold in range(FOLDS)]
    for name, has_country in (("with country", True), ("without", False)):
        own = [row for row in rows if row.has_country == has_country]
        answers = [
            (logistic(score(weights[row.fold], row.example.features)), row.right)
            for row in own
            if row.example
        ]
        persons = [row.right for row in own if row.is_person]
        print(
            f"cross-validation, {name}: person, full name {sum(persons) / len(persons):.3f}, "
            f"calibration error {expected_error(reliability(answers)) or 0:.3f}, "
            f"confident and wrong {share_confident_and_wrong(answers) or 0:.3f}"
        )


def run(gold: Sequence[Gold], language: Language, nlp: "Pipeline", output: Path) -> Language:
    """Judge held-out rows, print what cross-validation gives, fit the table and write it."""
    rows = [row for held_out in hold_out(gold, language, nlp) for row in judged_rows(held_out)]
    cross_validate(rows)
    weights = fit_confidence(rows)
    write_weights(
        output / "confidence_weights.tsv",
        weights,
        "What speaks for and against the speaker of a row: feature, tab, weight. See confidence.py.",
    )
    return replace(language, confidence_weights=weights)
