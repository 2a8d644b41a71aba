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
from quotes.speakers import NameReading, QuotedNames, read_discourse, reading_features, readings_in_turn
from quotes.text import mark_article
from quotes.types import Article

SMOOTHING = 4.0
LEAST_COUNT = 3
RECALL_COUNTS = 0.7
"""The least probability is that with the best F measure in which recall counts seven tenths of precision."""
_NOT_WORDS = re.compile(r"\W+")

Labels = Sequence[str]


class LabelledReading(NamedTuple):
    """A reading of a name: what speaks for it, whether it is right, and whether that is open."""

    features: Sequence[str]
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
    for each in readings:
        yield LabelledReading(reading_features(each, names), *judge(each.form, about), each.form)


def judge(form: str, about: Labels) -> tuple[bool, bool]:
    """Is a form one of the labelled names, and does it count neither as right nor as wrong?"""
    sure = {plain(each) for label in about if label[0] != "?" for each in label.split("|")}
    may_be = {plain(each) for label in about if label[0] == "?" for each in label[1:].split("|")}
    return plain(form) in sure, plain(form) in may_be


def plain(name: str) -> str:
    """A name without an article, in small letters, without marks."""
    return _NOT_WORDS.sub(" ", name.casefold().replace("’", "'")).strip().removeprefix("the ")


def fit(names: Sequence[LabelledName]) -> dict[str, float]:
    """Fit the weights of single readings. All readings of one article with one form count as one."""
    read = [
        ((name.article, each.form, each.right), YesNo(each.features, each.right))
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


def least_probability(names: Sequence[LabelledName]) -> float:
    """From which probability on a reading counts, by cross-validation on the names of whole quotes."""
    judged = []
    whole = [each for each in names if not each.alone]
    for fold in range(FOLDS):
        weights = fit([each for each in names if each.fold != fold])
        for name in (each for each in whole if each.fold == fold):
            best = max(name.readings, key=lambda each: score(weights, each.features))
            if best.right or not best.is_open:
                judged.append((logistic(score(weights, best.features)), best.right))
    every = sum(any(each.right for each in name.readings) for name in whole)
    found = []
    for least in (step / 100 for step in range(30, 96)):
        right = sum(is_right for share, is_right in judged if share >= least)
        taken = sum(share >= least for share, _ in judged)
        weighted = (1 + RECALL_COUNTS**2) * right / (RECALL_COUNTS**2 * every + taken)
        found.append((weighted, least, right / taken, right / every))
    best = max(found)
    print(
        f"names in quotes, cross-validation by outlet: least probability {best[1]:.2f}, "
        f"precision {best[2]:.3f}, recall {best[3]:.3f} ({len(whole)} names)"
    )
    return best[1]


def run(gold: Sequence[Gold], labels: Mapping[str, Gold], language: Language, output: Path) -> Language:
    """Fit the table, with the least probability as the zero of the scores, and write it."""
    names = list(labelled_names(gold, labels, language))
    least = least_probability(names)
    weights = fit(names)
    weights["every name"] = round(weights.get("every name", 0.0) - math.log(least / (1 - least)), 3)
    write_weights(
        output / "quoted_name_weights.tsv",
        weights,
        "What speaks for and against a reading of a name in a quotation: feature, tab, weight. "
        "See name_reading_features.py.",
    )
    return replace(language, quoted_name_weights=weights)
