"""Measure how many names inside quotes are found, and how many of those found are right.

    python benchmarks/about.py LABELS.json GOLD.json... [--errors]

fitting/quoted_names.py describes the label file; only quotes with ``about`` count here. A name is right if it
is one of the labelled forms. One that may count or not is neither right nor wrong. The intervals are
Wilson's, at 95 %.
"""

import argparse
import math
from collections import Counter
from pathlib import Path

from fitting.folds import read_gold
from fitting.quoted_names import plain, read_labels

from quotes.language import english
from quotes.speakers import QuotedNames, choose_readings, read_discourse, readings_in_turn
from quotes.text import mark_article
from quotes.types import Article

NORMAL = 1.96


def main() -> None:
    """Print precision and recall of each part of the labels, and of all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path)
    parser.add_argument("gold", type=Path, nargs="+", help="the files with the texts")
    parser.add_argument("--errors", action="store_true", help="also print what is wrong and what is missed")
    given = parser.parse_args()
    language, labels = english(), read_labels(given.labels)
    counts: Counter[tuple[str, str]] = Counter()
    for article in read_gold(*given.gold):
        if not (own := labels.get(article["id"])):
            continue
        marked = mark_article(Article(article["text"], title=article.get("title")), language)
        names = QuotedNames(read_discourse(marked), language)
        for quote in own.get("quotes", ()):
            inside = names.discourse.names_between(quote["start"], quote["end"])
            chosen = choose_readings(list(readings_in_turn(inside, names)), names)
            found = {plain(each.form) for each in chosen if each}
            sure = [forms_of(each) for each in quote["about"] if each[0] != "?"]
            open_forms = set().union(*(forms_of(each[1:]) for each in quote["about"] if each[0] == "?"))
            missed = [forms for forms in sure if not forms & found]
            wrong = found - open_forms - set().union(*sure)
            for part in (own["part"], "all"):
                counts[part, "right"] += len(sure) - len(missed)
                counts[part, "wrong"] += len(wrong)
                counts[part, "missed"] += len(missed)
            if given.errors and (missed or wrong):
                print(article["id"], "wrong:", sorted(wrong), "missed:", [min(forms) for forms in missed])
    for part in sorted({part for part, _ in counts}):
        right = counts[part, "right"]
        print(
            f"{part}: precision {share(right, right + counts[part, 'wrong'])}, "
            f"recall {share(right, right + counts[part, 'missed'])}"
        )


def forms_of(label: str) -> set[str]:
    """The forms of a labelled name, as they are compared."""
    return {plain(each) for each in label.split("|")}


def share(some: int, number: int) -> str:
    """A share of a number, with its interval."""
    if not number:
        return "none"
    part, extra = some / number, NORMAL**2 / number
    middle = (part + extra / 2) / (1 + extra)
    width = NORMAL * math.sqrt(part * (1 - part) / number + extra / (4 * number)) / (1 + extra)
    return f"{part:.3f} ({middle - width:.3f} to {middle + width:.3f}; {some} of {number})"


if __name__ == "__main__":
    main()
