"""Fit the weights of quotes/language/data/en from gold articles.

    python benchmarks/fit.py TRAIN.json [MORE.json …] [--folds] [--check DEV.json …] [--output FOLDER]
        [--about LABELS.json [--only-about]]

Each decision has a module in benchmarks/fitting that makes its examples. The models are linear, and smoothed
by the squared size of the weights. Weights near zero are left out, which keeps the tables readable. The
tables hold only names of features and numbers, no words of the articles.

--folds also prints what cross-validation by outlet gives: how right the weights are about outlets on whose
articles they were not fitted. --about fits what names inside quotations mean, on the labels described in
fitting/quoted_names.py.
"""

import argparse
from pathlib import Path

from fitting import attribution, confidence, names, quoted_names, sources, speakers
from fitting.folds import read_gold

from quotes.language import english
from quotes.parsing import load_model

DATA = Path(__file__).parents[1] / "quotes" / "language" / "data" / "en"


def main() -> None:
    """Fit on the training articles and write the tables; measure if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path, nargs="+", help="gold files; labels of one article are joined")
    parser.add_argument(
        "--check", type=Path, nargs="*", default=[], help="measure on each of these files afterwards"
    )
    parser.add_argument("--folds", action="store_true", help="cross-validate by outlet first")
    parser.add_argument("--output", type=Path, default=DATA, help="the folder for the tables")
    parser.add_argument("--about", type=Path, help="labels of names inside quotes")
    parser.add_argument("--only-about", action="store_true", help="fit only on these labels")
    given = parser.parse_args()
    gold = read_gold(*given.train)
    if given.only_about:
        quoted_names.run(gold, quoted_names.read_labels(given.about), english(), given.output)
        return
    nlp = load_model()
    language = names.run(gold, english(), given.output)
    language = attribution.run(gold, language, nlp, given.output, with_folds=given.folds)
    language = speakers.run(gold, language, nlp, given.output)
    language = confidence.run(gold, language, nlp, given.output)
    language = sources.run(gold, language, nlp, given.output, with_folds=given.folds)
    if given.about:
        quoted_names.run(gold, quoted_names.read_labels(given.about), language, given.output)
    for file in given.check:
        print(f"{file.name}: {attribution.check(read_gold(file), language, nlp)}")
        print(f"{file.name}, sources: {sources.check(read_gold(file), language, nlp)}")


if __name__ == "__main__":
    main()
