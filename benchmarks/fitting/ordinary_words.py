"""Make the list of ordinary English words, which print a capital only as part of a name, title or heading.

    pip install spacy-lookups-data
    python benchmarks/fitting/ordinary_words.py quotes/language/data/en/ordinary_words.txt

The package has the frequencies of a million words as printed, with and without a capital, and WordNet's
lemmas. A word is ordinary if it is a lemma or an inflected form, not too rare, and at least e times as
frequent in small letters as with a capital. Adverbs such as "conversely" often begin sentences, so they are
always ordinary.
"""

import gzip
import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

LEAST_LOG_PROBABILITY = -16.0
LEAST_LOG_RATIO = 1.0
UNSEEN = -20.0
SHORTEST = 3


def ordinary_words() -> list[str]:
    """The ordinary words, in alphabetical order."""
    frequencies: dict[str, float] = _table("en_lexeme_prob")
    lemmas: dict[str, list[str]] = _table("en_lemma_index")
    known = {word for words in lemmas.values() for word in words} | _table("en_lemma_lookup").keys()
    openers = {word for word in lemmas["adv"] if word.endswith("ly")}
    return sorted(
        word
        for word, small in frequencies.items()
        if word in known
        and word.isalpha()
        and word.isascii()
        and word.islower()
        and len(word) >= SHORTEST
        and small > LEAST_LOG_PROBABILITY
        and (word in openers or small - frequencies.get(word.capitalize(), UNSEEN) > LEAST_LOG_RATIO)
    )


def _table(name: str) -> Any:
    """Read a table of the package."""
    packed = files("spacy_lookups_data").joinpath(f"data/{name}.json.gz").read_bytes()
    return json.loads(gzip.decompress(packed))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    header = [line for line in target.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    target.write_text("\n".join([*header, *ordinary_words()]) + "\n", encoding="utf-8")
