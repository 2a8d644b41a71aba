"""Extract labelled articles with weights that were fitted on other outlets.

    python benchmarks/cross_validate.py TRAIN.json... --output ROWS.jsonl

Divides the articles by outlet (`fitting.folds`). For each part, fit.py fits all weights on the other parts,
and the part's articles are extracted with them. The rows of all parts, one JSON object a line, show how right
the tool is about outlets on which it was not fitted; accuracy.py --held-out measures them.
"""

import argparse
import dataclasses
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from fitting.folds import FOLDS, Gold, folds_of, read_gold

from quotes.evaluation import article_to_extract
from quotes.extraction import extract_all
from quotes.language import read_language
from quotes.types import Quote

ROOT = Path(__file__).parents[1]
DATA = ROOT / "quotes" / "language" / "data" / "en"
FIT = Path(__file__).with_name("fit.py")


def held_out_rows(train: Sequence[Gold], held_out: Sequence[Gold]) -> Iterator[Quote]:
    """Fit all weights on some articles, and extract others with them."""
    with tempfile.TemporaryDirectory() as folder:
        data, gold = Path(folder) / "en", Path(folder) / "train.json"
        shutil.copytree(DATA, data)
        gold.write_text(json.dumps(train), encoding="utf-8")
        subprocess.run([sys.executable, str(FIT), str(gold), "--output", str(data)], check=True, cwd=ROOT)
        found = extract_all(map(article_to_extract, held_out), language=read_language(data))
        for rows in found:
            yield from rows


def main() -> None:
    """Write the held-out rows of all articles."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path, nargs="+", help="gold files; labels of one article are joined")
    parser.add_argument("--output", type=Path, required=True, help="the file for the rows")
    given = parser.parse_args()
    articles = read_gold(*given.train)
    folds = folds_of(articles)
    with given.output.open("w", encoding="utf-8") as file:
        for fold in range(FOLDS):
            train = [article for article, own in zip(articles, folds, strict=True) if own != fold]
            held_out = [article for article, own in zip(articles, folds, strict=True) if own == fold]
            print(f"part {fold + 1} of {FOLDS}: {len(train)} and {len(held_out)} articles", file=sys.stderr)
            for row in held_out_rows(train, held_out):
                file.write(json.dumps(dataclasses.asdict(row), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
