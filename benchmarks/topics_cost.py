"""Measure what finding terms, and names in quotes, costs beside extraction.

Processor time on the same articles, in one process.

    python benchmarks/topics_cost.py GOLD.json... --library NEW.db

Loading the models is not counted. The library is left for looking at topics.
"""

import argparse
import json
import time
from pathlib import Path

from quotes.extraction import extract_all
from quotes.library import Library
from quotes.parsing import find_terms
from quotes.types import Article

WARMING_UP = 3


def main() -> None:
    """Extract, store and find terms, and print the seconds of each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+", help="gold files; only their texts are used")
    parser.add_argument("--library", type=Path, required=True, help="a file that does not exist yet")
    given = parser.parse_args()
    articles = [
        Article(each["text"], each["id"], each.get("title"), each.get("outlet"), each.get("published"))
        for file in given.gold
        for each in json.loads(file.read_text(encoding="utf-8"))
    ]
    for rows in extract_all(articles[:WARMING_UP], with_about=True):
        list(find_terms([(row.quote, row.quote) for row in rows]))
    started = time.process_time()
    found = list(extract_all(articles))
    extracted = time.process_time()
    found = list(extract_all(articles, with_about=True))
    named = time.process_time()
    with Library(given.library) as library:
        for article, rows in zip(articles, found, strict=True):
            library.add(article, rows)
        library.match()
        stored = time.process_time()
        library.keep_topics()
    extraction, names, terms = extracted - started, named - extracted, time.process_time() - stored
    names -= extraction
    print(
        f"{len(articles)} articles, {sum(map(len, found))} quotes: extraction {extraction:.1f} s, "
        f"names in quotes {names:.1f} s ({100 * names / extraction:.0f} % of extraction), "
        f"storing and matching {stored - named:.1f} s, finding and storing terms {terms:.1f} s "
        f"({100 * terms / extraction:.0f} % of extraction)"
    )


if __name__ == "__main__":
    main()
