"""Fit whom a mention refers to: a conditional logit over its antecedents."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fitting.articles import AttributedArticle, attributed, labels_of, parse
from fitting.folds import Gold
from fitting.logit import Choice, fit_choices
from fitting.tables import write_weights
from quotes.evaluation import mention_is_right, same_name
from quotes.language import Language
from quotes.speakers.antecedent_features import AntecedentWeights, antecedent_features
from quotes.speakers.antecedents import Antecedent
from quotes.speakers.choice import ChosenAntecedent, choose_antecedent
from quotes.speakers.mention_context import MentionContext
from quotes.speakers.resolution import resolve_mentions
from quotes.types import Span

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

SMOOTHING = 4.0
ROUNDS = 2
"""The first round learns from the order of the rules, the next from what the weights of the last choose."""

LEAST_COUNT = 3
MOST_QUOTES = 3
"""A mention counts as often as it speaks, up to this number."""


def fit_speakers(articles: Sequence[AttributedArticle], language: Language) -> dict[str, float]:
    """Fit the weights; ``language`` has those of the stages before."""
    weights: dict[str, float] = {}
    for _ in range(ROUNDS):
        examples, counts = [], []
        known = AntecedentWeights(weights)
        for article in articles:
            for example, count in speaker_examples(article, known):
                examples.append(example)
                counts.append(count)
        weights = fit_choices(examples, SMOOTHING, least_count=LEAST_COUNT, weights=counts)
    return weights


def speaker_examples(
    article: AttributedArticle, weights: AntecedentWeights
) -> Iterator[tuple[Choice, float]]:
    """The antecedents of each labelled mention that is right, and how much it counts.

    If the labelled speaker is not among the antecedents of a pronoun, nobody is right.
    Mentions without a label are resolved by ``weights``, those with one by the label.
    """
    labels = labels_of_mentions(article)
    found: dict[Span, Choice] = {}

    def choose(context: MentionContext) -> ChosenAntecedent | None:
        mention = context.reading.mention
        label = labels.get(mention)
        if label is None:
            return choose_antecedent(context, weights)
        right = [is_right(each, label[0]) for each in context.antecedents]
        if not any(right):
            right = [not each.entity.name for each in context.antecedents]
        if not any(right):
            return choose_antecedent(context, weights)
        rows = [antecedent_features(each, context) for each in context.antecedents]
        found[mention] = Choice(rows, right)
        best = max(
            (each for each, is_so in zip(context.antecedents, right, strict=True) if is_so),
            key=lambda each: weights.score(each, context),
        )
        return ChosenAntecedent(best, 1.0)

    resolve_mentions(article.marked, article.attributions, choose)
    return ((example, min(labels[mention][1], MOST_QUOTES)) for mention, example in found.items())


def labels_of_mentions(article: AttributedArticle) -> dict[Span, tuple[Gold, int]]:
    """The sure label of each rightly attributed mention, and how many quotes the mention has."""
    found: dict[Span, tuple[Gold, int]] = {}
    for quotation, attribution in zip(article.marked.quotations, article.attributions, strict=True):
        if attribution.mention is None:
            continue
        for label in labels_of(article, quotation):
            if not (label.get("speaker") and label.get("sure", True) and label.get("source")):
                continue
            spans = [Span(*span) for span in label["source"]]
            if mention_is_right(
                article.marked.as_read.text, spans, article.marked.place_as_read(attribution.mention)
            ):
                known = found.get(attribution.mention, (label, 0))
                found[attribution.mention] = (known[0], known[1] + 1)
    return found


def is_right(antecedent: Antecedent, label: Gold) -> bool:
    """Is an antecedent the labelled speaker? The full name is asked for persons."""
    name = antecedent.entity.name
    return bool(name) and same_name(label["speaker"], name, lenient=label["kind"] != "person")


def has_speakers(gold: Gold) -> bool:
    """Are the speakers of an article labelled by name?"""
    return any("speaker" in quote for quote in gold["quotes"])


def run(gold: Sequence[Gold], language: Language, nlp: "Pipeline", output: Path) -> Language:
    """Fit the table on the articles whose speakers are labelled, and write it."""
    parsed = parse([each for each in gold if has_speakers(each)], language, nlp)
    weights = fit_speakers([attributed(article, language) for article in parsed], language)
    write_weights(
        output / "speaker_weights.tsv",
        weights,
        "What speaks for and against an antecedent of a mention: feature, tab, weight. "
        "See antecedent_features.py.",
    )
    return replace(language, speaker_weights=weights)
