"""Fit the source of a quotation: which credit, on which basis, and how sure that is.

The choice is a conditional logit over the credits and "no source", in which every credit of a right name
counts as right. Every article counts a second time with half of the listed outlets hidden, so that the
weights learn what an unlisted outlet looks like. The basis and the confidence are logistic regressions; the
confidence is fitted on outlets that the other weights have not seen.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from fitting.articles import AttributedArticle, attributed, labels_of, parse
from fitting.folds import FOLDS, Gold, folds_of
from fitting.logit import Choice, YesNo, fit_choices, fit_yes_no
from fitting.tables import write_weights
from quotes.evaluation import expected_error, reliability, same_name, share_confident_and_wrong
from quotes.language import Language, logistic, score
from quotes.sources import Scene, SourceChoice, SourceReader, basis_features, choose_sources, rival_features
from quotes.speakers import resolve_speakers
from quotes.text import MarkedArticle
from quotes.types import Attribution, Speaker

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

SMOOTHING = 5.0
LEAST_COUNT = 4
CONFIDENCE_SMOOTHING = 1.0


@dataclass(frozen=True)
class SourceLabels:
    """An article as the sources stage receives it, and the label of each quotation that has a sure one."""

    marked: MarkedArticle
    attributions: Sequence[Attribution]
    speakers: Sequence[Speaker]
    labels: dict[int, Gold]

    @cached_property
    def scene(self) -> Scene:
        """The article with its credits."""
        return Scene(self.marked, self.attributions, self.speakers)

    @cached_property
    def with_fewer_outlets(self) -> "SourceLabels":
        """The article as it looks to who knows only half of the listed outlets."""
        return replace(self, marked=replace(self.marked, language=_half_known(self.marked.language)))


@cache
def _half_known(language: Language) -> Language:
    """A language with about half of its outlets, chosen by the digests of their names."""
    known = {
        key: outlet
        for key, outlet in language.lexicon.outlets.items()
        if sha256(outlet.name.encode()).digest()[0] % 2
    }
    return replace(language, lexicon=replace(language.lexicon, outlets=known))


def read_scenes(gold: Sequence[Gold], language: Language, nlp: "Pipeline") -> list[SourceLabels]:
    """Run the stages before the sources on gold articles, and find the label of each quotation."""
    return [read_scene(attributed(parsed, language)) for parsed in parse(gold, language, nlp)]


def read_scene(article: AttributedArticle) -> SourceLabels:
    """Resolve the speakers of an article, and find the labels of their sources."""
    speakers = resolve_speakers(article.marked, article.attributions)
    return SourceLabels(article.marked, article.attributions, speakers, source_labels(article))


def source_labels(article: AttributedArticle) -> dict[int, Gold]:
    """The sure label of a source for each quotation, by the quotation's number."""
    return {
        number: label
        for number, quotation in enumerate(article.marked.quotations)
        for label in labels_of(article, quotation)
        if label.get("is_quote") and "source_name" in label and label.get("sure", True)
    }


def _is_right(label: Gold, name: str | None) -> bool:
    wanted = label["source_name"]
    return same_name(wanted, name, lenient=True) if wanted else name is None


def _examples(articles: Iterable[SourceLabels]) -> tuple[list[Choice], list[YesNo]]:
    """The choices, and the decisions on the basis of the newest right credit.

    The reader remembers the labelled sources.
    """
    choices, bases = [], []
    for article in articles:
        reader = SourceReader(article.scene)
        for spoken in article.scene.reported:
            question, label = reader.question(spoken), article.labels.get(spoken.index)
            rows = rival_features(question)
            names = [None, *(placed.credit.name for placed in question.credits)]
            right = [label is not None and _is_right(label, name) for name in names]
            if label is not None:
                right[0] = right[0] or not any(right)
                choices.append(Choice(rows, right))
                if label.get("basis") and any(right[1:]):
                    newest = max(number for number, is_right in enumerate(right) if is_right)
                    features = basis_features(question, question.credits[newest - 1], rows[newest])
                    bases.append(YesNo(features, label["basis"] == "stated"))
            labelled = (name for name, is_right in zip(names, right, strict=True) if is_right)
            reader.remember(spoken, next(labelled, None))
    return choices, bases


def fit_weights(articles: Sequence[SourceLabels], language: Language) -> Language:
    """Fit the choice and the basis."""
    choices, bases = _examples(
        version for article in articles for version in (article, article.with_fewer_outlets)
    )
    return replace(
        language,
        source_weights=fit_choices(choices, SMOOTHING, least_count=LEAST_COUNT),
        source_basis_weights=fit_yes_no(bases, SMOOTHING, least_count=LEAST_COUNT),
    )


def cross_validate(
    articles: Sequence[SourceLabels], gold: Sequence[Gold], language: Language
) -> list[list[SourceChoice]]:
    """The choices in each outlet's articles by weights fitted without that outlet."""
    folds = folds_of(gold)
    found: list[list[SourceChoice]] = [[]] * len(articles)
    for fold in range(FOLDS):
        others = [article for article, own in zip(articles, folds, strict=True) if own != fold]
        fitted = fit_weights(others, language)
        for number, own in enumerate(folds):
            if own == fold:
                found[number] = choose_sources(articles[number].scene, fitted)
    return found


def _judged(
    articles: Sequence[SourceLabels], choices: Sequence[Sequence[SourceChoice]]
) -> Iterator[tuple[SourceChoice, Gold]]:
    """Each choice that has a label, with the label."""
    for article, own in zip(articles, choices, strict=True):
        for number, label in article.labels.items():
            yield own[number], label


def fit_confidence(
    articles: Sequence[SourceLabels], choices: Sequence[Sequence[SourceChoice]]
) -> dict[str, float]:
    """Fit the confidence on choices in articles that the other weights have not seen."""
    examples = [
        YesNo(choice.signs, _is_right(label, choice.source.name))
        for choice, label in _judged(articles, choices)
    ]
    return fit_yes_no(examples, CONFIDENCE_SMOOTHING)


def in_words(
    articles: Sequence[SourceLabels],
    choices: Sequence[Sequence[SourceChoice]],
    confidence_weights: Mapping[str, float],
) -> str:
    """How right the choices are, and how well their confidence says so."""
    counts: Counter[str] = Counter()
    answers = []
    for choice, label in _judged(articles, choices):
        source, wanted = choice.source, label["source_name"]
        measured = source.name if "basis" in label or source.basis == "stated" else None
        right = bool(wanted) and same_name(wanted, measured, lenient=True)
        counts["wanted"] += bool(wanted)
        counts["given"] += bool(measured)
        counts["right"] += right
        if right and "basis" in label:
            counts["with basis"] += 1
            counts["right basis"] += label["basis"] == source.basis
        answers.append((logistic(score(confidence_weights, choice.signs)), _is_right(label, source.name)))
    shares = {
        "precision": counts["right"] / max(1, counts["given"]),
        "recall": counts["right"] / max(1, counts["wanted"]),
        "basis": counts["right basis"] / max(1, counts["with basis"]),
        "calibration error": expected_error(reliability(answers)) or 0.0,
        "confident and wrong": share_confident_and_wrong(answers) or 0.0,
    }
    return ", ".join(f"{name} {share:.3f}" for name, share in shares.items())


def run(
    gold: Sequence[Gold], language: Language, nlp: "Pipeline", output: Path, *, with_folds: bool
) -> Language:
    """Fit the three tables and write them. Only articles with labelled sources count.

    ``with_folds`` prints what cross-validation by outlet gives; the confidence is always fitted on it.
    """
    gold = [article for article in gold if any("source_name" in label for label in article["quotes"])]
    return fit_tables(read_scenes(gold, language, nlp), gold, language, output, with_folds=with_folds)


def fit_tables(
    articles: Sequence[SourceLabels],
    gold: Sequence[Gold],
    language: Language,
    output: Path,
    *,
    with_folds: bool,
) -> Language:
    """Fit the three tables on articles that the earlier stages have read."""
    unseen = cross_validate(articles, gold, language)
    confidence = fit_confidence(articles, unseen)
    if with_folds:
        print(f"sources, cross-validation: {in_words(articles, unseen, confidence)}")
    language = replace(fit_weights(articles, language), source_confidence_weights=confidence)
    for name, table, about in (
        ("source_weights", language.source_weights, "a credit as the source of a quotation"),
        ("source_basis_weights", language.source_basis_weights, "a source being stated, not carried"),
        ("source_confidence_weights", confidence, "a source, or its absence, being right"),
    ):
        head = f"What speaks for and against {about}: feature, tab, weight. See quotes/sources."
        write_weights(output / f"{name}.tsv", table, head)
    return language


def check(gold: Sequence[Gold], language: Language, nlp: "Pipeline") -> str:
    """Measure a language's weights on other articles."""
    articles = read_scenes(gold, language, nlp)
    choices = [choose_sources(article.scene, language) for article in articles]
    return in_words(articles, choices, language.source_confidence_weights)
