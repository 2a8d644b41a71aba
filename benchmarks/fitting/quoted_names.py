"""Fit what a name inside a quotation may mean, on names labelled by hand.

A label file is a list of articles whose texts are in the gold files, for example:

    [{"id": "the id in the gold file", "part": "a name for a part of the labels, measured apart",
      "quotes": [{"start": 120, "end": 210, "about": ["Ada Quill", "Ferry Board|the Board", "?Quayside"]}],
      "named": [{"start": 640, "about": "Ada Quill"}, {"start": 702, "about": null}]}]

``start`` and ``end`` are offsets into the text. A quote's ``about`` lists all persons and bodies that are
named in it, each by the fullest form in the article; [] says that there are none. Forms of one name are
divided by "|"; a name after "?" may count or not. A ``named`` entry says whom the one name at ``start``
means, or null for neither a person nor a body; without such entries the list is empty.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from fitting.folds import FOLDS, Gold, folds_of
from fitting.logit import YesNo, fit_yes_no
from fitting.tables import write_weights
from quotes.language import Language, logistic, score
from quotes.speakers import (
    ASKED_WITHIN,
    NameReading,
    QuotedNames,
    answer_features,
    ask_recogniser,
    read_discourse,
    reading_features,
    readings_in_turn,
)
from quotes.text import mark_article
from quotes.types import Article

SMOOTHING = 4.0
LEAST_COUNT = 3
RECALL_COUNTS = 0.5
"""A reading counts from the probability on that gives the best F measure, in which recall has this weight."""
_NOT_WORDS = re.compile(r"\W+")

Labels = Sequence[str]


class LabelledReading(NamedTuple):
    """A reading of a name: what speaks for it, whether it is right, and whether that is open.

    ``asked`` is what the recogniser says besides.
    """

    features: Sequence[str]
    asked: Sequence[str]
    right: bool
    is_open: bool
    form: str


class LabelledName(NamedTuple):
    """A name in a quote of a fold, and its readings. ``alone`` if it was labelled without the other names."""

    article: str
    fold: int
    alone: bool
    readings: Sequence[LabelledReading]


def read_labels(file: Path) -> Mapping[str, Gold]:
    """The label file, by article."""
    return {article["id"]: article for article in json.loads(file.read_text(encoding="utf-8"))}


def labelled_names(
    gold: Sequence[Gold], labels: Mapping[str, Gold], language: Language
) -> Iterator[LabelledName]:
    """The names in the labelled quotes, with their readings."""
    for article, fold in zip(gold, folds_of(gold), strict=True):
        if article["id"] not in labels:
            continue
        marked = mark_article(Article(article["text"], title=article.get("title")), language)
        names, own = QuotedNames(read_discourse(marked), language), labels[article["id"]]
        for quote in own.get("quotes", ()):
            inside = names.discourse.names_between(quote["start"], quote["end"])
            for readings in readings_in_turn(inside, names):
                yield LabelledName(article["id"], fold, False, list(_judged(readings, quote["about"], names)))
        for one in own.get("named", ()):
            following = names.discourse.names_between(one["start"], len(marked.text))
            about = [one["about"]] if one["about"] else []
            if following and (readings := names.readings(following)):
                yield LabelledName(article["id"], fold, True, list(_judged(readings, about, names)))


def _judged(readings: Sequence[NameReading], about: Labels, names: QuotedNames) -> Iterator[LabelledReading]:
    answers = ask_recogniser(readings, names)
    for each in readings:
        yield LabelledReading(
            reading_features(each, names),
            answer_features(each, names, answers),
            *judge(each.form, about),
            each.form,
        )


def judge(form: str, about: Labels) -> tuple[bool, bool]:
    """Is a form one of the labelled names, and does it count neither as right nor as wrong?"""
    sure = {plain(each) for label in about if label[0] != "?" for each in label.split("|")}
    may_be = {plain(each) for label in about if label[0] == "?" for each in label[1:].split("|")}
    return plain(form) in sure, plain(form) in may_be


def plain(name: str) -> str:
    """A name without an article, in small letters, without marks."""
    return _NOT_WORDS.sub(" ", name.casefold().replace("’", "'")).strip().removeprefix("the ")


def fit(names: Sequence[LabelledName], *, asked: bool) -> dict[str, float]:
    """Fit the weights of single readings, with or without what the recogniser says.

    All readings of one article with one form count as one.
    """
    read = [
        ((name.article, each.form, each.right), YesNo(_features(each, asked=asked), each.right))
        for name in names
        for each in name.readings
        if each.right or not each.is_open
    ]
    number = Counter(key for key, _ in read)
    return fit_yes_no(
        [example for _, example in read],
        SMOOTHING,
        least_count=LEAST_COUNT,
        weights=[1 / number[key] for key, _ in read],
    )


def _features(reading: LabelledReading, *, asked: bool) -> Sequence[str]:
    return [*reading.features, *reading.asked] if asked else reading.features


def _best(name: LabelledName, weights: Mapping[str, float], *, asked: bool) -> tuple[LabelledReading, float]:
    """The reading for which most speaks, and the logarithm of its odds."""
    scores = [score(weights, _features(each, asked=asked)) for each in name.readings]
    return name.readings[scores.index(max(scores))], max(scores)


Judged = list[tuple[float, LabelledReading]]
"""The log odds and the best reading of each name, by weights of the other outlets."""


def cross_validate(names: Sequence[LabelledName]) -> tuple[float, float]:
    """From which log odds on a reading counts: without the recogniser, and where it was asked."""
    whole = [each for each in names if not each.alone]
    every = sum(any(each.right for each in name.readings) for name in whole)
    both: list[tuple[tuple[LabelledReading, float], tuple[LabelledReading, float]]] = []
    for fold in range(FOLDS):
        rest = [each for each in names if each.fold != fold]
        alone, helped = (fit(rest, asked=asked) for asked in (False, True))
        both += [
            (_best(name, alone, asked=False), _best(name, helped, asked=True))
            for name in whole
            if name.fold == fold
        ]
    least = _least_odds("without the recogniser", [(odds, best) for (best, odds), _ in both], every)
    settled = []
    for (best, odds), (helped_best, helped_odds) in both:
        is_open = abs(odds - least) < ASKED_WITHIN
        sure = math.inf if odds > least else -math.inf
        settled.append((helped_odds, helped_best) if is_open else (sure, best))
    return least, _least_odds("asked where that leaves it open", settled, every)


def _least_odds(said: str, judged: Judged, every: int) -> float:
    """The least log odds with the best F measure in which recall counts as `RECALL_COUNTS` says."""
    counted = [(odds, best.right) for odds, best in judged if best.right or not best.is_open]
    found = []
    for least in (step / 100 for step in range(30, 96)):
        taken = [right for odds, right in counted if logistic(odds) >= least]
        weighted = (1 + RECALL_COUNTS**2) * sum(taken) / (RECALL_COUNTS**2 * every + len(taken))
        found.append((weighted, least, sum(taken) / len(taken), sum(taken) / every))
    _, least, precision, recall = max(found)
    print(
        f"names in quotes, cross-validation by outlet, {said}: least probability {least:.2f}, "
        f"precision {precision:.3f}, recall {recall:.3f} ({every} names)"
    )
    return math.log(least / (1 - least))


def run(gold: Sequence[Gold], labels: Mapping[str, Gold], language: Language, output: Path) -> Language:
    """Fit both tables, with the least log odds as the zero of the scores, and write them."""
    names = list(labelled_names(gold, labels, language))
    fitted = []
    for least, asked in zip(cross_validate(names), (False, True), strict=True):
        weights = fit(names, asked=asked)
        weights["every name"] = round(weights.get("every name", 0.0) - least, 3)
        fitted.append(weights)
    said = "What speaks for and against a reading of a name in a quotation"
    write_weights(
        output / "quoted_name_weights.tsv",
        fitted[0],
        f"{said}: feature, tab, weight. See name_reading_features.py.",
    )
    write_weights(
        output / "asked_name_weights.tsv",
        fitted[1],
        f"{said}, where the recogniser was asked: feature, tab, weight. See recogniser_answers.py.",
    )
    return replace(language, quoted_name_weights=fitted[0], asked_name_weights=fitted[1])
