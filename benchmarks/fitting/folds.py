"""Labelled articles, and their division by outlet for cross-validation."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDS = 5

Gold = dict[str, Any]


def read_gold(*files: Path) -> list[Gold]:
    """The articles of several files. Labels of one article in two files are joined, quote by quote."""
    articles: dict[str, Gold] = {}
    for file in files:
        for article in json.loads(file.read_text(encoding="utf-8")):
            known = articles.setdefault(article["id"], article)
            if known is not article:
                _join(known, article)
    return list(articles.values())


def _join(known: Gold, article: Gold) -> None:
    """Add the labels, outlet and date that ``article`` has and ``known`` lacks."""
    quotes = {(quote["start"], quote["end"]): quote for quote in known["quotes"]}
    for quote in article["quotes"]:
        labels = quotes.setdefault((quote["start"], quote["end"]), quote)
        for field, value in quote.items():
            labels.setdefault(field, value)
    known["quotes"] = sorted(quotes.values(), key=lambda quote: (quote["start"], quote["end"]))
    for field, value in article.items():
        known.setdefault(field, value)


def outlet_of(article: Gold) -> str:
    """The outlet of an article, which some files name only in the id: "nyt_2015-11-11_…"."""
    return str(
        article["id"].split("_")[0] if "_" in article["id"] else article.get("outlet") or article["id"]
    )


def folds_of(articles: Sequence[Gold]) -> list[int]:
    """The fold of each article. An outlet is in one fold only, and folds have similar numbers of labels."""
    quotes: Counter[str] = Counter()
    for article in articles:
        quotes[outlet_of(article)] += 1 + sum("speaker" in quote for quote in article["quotes"])
    sizes, folds = [0] * FOLDS, {}
    for outlet, number in sorted(quotes.items(), key=lambda item: (-item[1], item[0])):
        folds[outlet] = sizes.index(min(sizes))
        sizes[folds[outlet]] += number
    return [folds[outlet_of(article)] for article in articles]
