"""Extract labelled articles with weights that were fitted on other outlets.

    python benchmarks/cross_validate.py TRAIN.json... --output ROWS.jsonl

Divides the articles by outlet (`fitting.folds`). The articles of each part are extracted with weights for
mentions, speakers, sources and the confidence of speakers that were fitted on the other parts. The weights
for names come from the labels of a recogniser, and those for the confidence of sources are the shipped
ones. The rows of all parts, one JSON object a line, show how right the tool is about outlets on which it
was not fitted; accuracy.py --held-out measures them.
"""

import argparse
import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from fitting import sources
from fitting.articles import AttributedArticle
from fitting.confidence import HeldOut, JudgedRow, cross_validate, fit_confidence, hold_out, judged_rows
from fitting.folds import read_gold

from quotes.extraction import build_row
from quotes.language import Language, english
from quotes.parsing import load_model
from quotes.sources import find_sources
from quotes.speakers import resolve_speakers
from quotes.types import Quote


def complete(held_out: HeldOut, rows: Sequence[JudgedRow]) -> Language:
    """Add the weights for sources and for confidence that were fitted without the fold."""
    language = dataclasses.replace(
        held_out.language,
        confidence_weights=fit_confidence([row for row in rows if row.fold != held_out.fold]),
    )
    labelled = [sources.read_scene(article) for article in held_out.others]
    return sources.fit_weights(labelled, language)


def rows_of(article: AttributedArticle, language: Language) -> Iterator[Quote]:
    """The rows of an article by the weights of ``language``."""
    marked = dataclasses.replace(article.marked, language=language)
    found = resolve_speakers(marked, article.attributions)
    credited = find_sources(marked, article.attributions, found)
    for each in zip(marked.quotations, article.attributions, found, credited, strict=True):
        yield build_row(marked, *each)


def main() -> None:
    """Write the held-out rows of all articles whose speakers are labelled."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path, nargs="+", help="gold files; labels of one article are joined")
    parser.add_argument("--output", type=Path, required=True, help="the file for the rows")
    given = parser.parse_args()
    parts = list(hold_out(read_gold(*given.train), english(), load_model()))
    judged = [row for part in parts for row in judged_rows(part)]
    cross_validate(judged)
    with given.output.open("w", encoding="utf-8") as file:
        for part in parts:
            language = complete(part, judged)
            for article in part.own:
                for row in rows_of(article, language):
                    file.write(json.dumps(dataclasses.asdict(row), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
