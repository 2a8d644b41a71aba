"""Where "altered" ends and "different" begins: pairs of sentences made by rules, at each threshold.

The sentences are put together at random; none is in the cases of the tests. docs/matching.md has the table.
"""

import argparse
import random
import sys
from collections.abc import Callable

from result_tables import add_table_options, draw_table, fill_pages

from quotes.matching import Wording, compare

SUBJECTS = "the council|our farmers|these villages|the new owners|my neighbours|the railway|young people"
VERBS = "abandoned|protected|visited|sold|repaired|ignored|flooded|financed|inspected|praised|blocked"
OBJECTS = "the old mill|every bridge|the northern road|the grain store|our schools|the last orchard"
PLACES = "behind the station|near the border|in the upper valley|along the river|outside the town"
TIMES = "last winter|before the election|during the drought|after the harvest|in the spring|for many years"
TAILS = (
    "and nobody paid for the damage|and that cost the county a fortune|because the maps were wrong"
    "|although the engineers had warned them|and the courts will decide about it|so that families moved away"
)
OPENINGS = (
    "Let me be very clear about one thing:|I want to say this to all of you:|The fact of the matter is that"
    "|We have to ask ourselves again and again why|As everybody in this room knows,"
)
OTHER_WORDS = ("copper", "lantern", "weather", "honest", "quickly", "seldom", "carried", "another", "shadow")


PARTS = tuple(options.split("|") for options in (SUBJECTS, VERBS, OBJECTS, PLACES, TIMES, TAILS))


def sentence(chance: random.Random, unlike: str = "") -> list[str]:
    """The parts of a sentence of 12 to 25 words, none of which is in the sentence ``unlike``."""
    return [chance.choice([option for option in options if option not in unlike]) for options in PARTS]


def other_words(chance: random.Random, parts: list[str], share: float) -> list[str]:
    """``share`` of the words, at least one, scattered, replaced by others."""
    changed = " ".join(parts).split()
    for at in chance.sample(range(len(changed)), max(1, round(share * len(changed)))):
        changed[at] = chance.choice(OTHER_WORDS)
    return changed


def left_out(chance: random.Random, parts: list[str]) -> list[str]:
    """One word in the middle left out, another put in."""
    words = " ".join(parts).split()
    at = chance.randrange(2, len(words) - 2)
    return [*words[:1], "really", *words[1:at], *words[at + 1 :]]


def half_altered(chance: random.Random, parts: list[str]) -> list[str]:
    """One half, with a word changed."""
    half = parts[:4] if chance.random() < 0.5 else parts[2:]
    return other_words(chance, half, 0.1)


def other_end(chance: random.Random, parts: list[str]) -> list[str]:
    """The same first half, and another end."""
    return " ".join([*parts[:3], *sentence(chance, " ".join(parts))[3:]]).split()


def other_opening(chance: random.Random, parts: list[str]) -> list[str]:
    """Another opening, and the same last half."""
    return " ".join([*sentence(chance, " ".join(parts))[:4], *parts[4:]]).split()


KINDS: dict[str, tuple[Wording, Callable[[random.Random, list[str]], list[str]]]] = {
    "one word in ten differs": (Wording.ALTERED, lambda chance, parts: other_words(chance, parts, 0.1)),
    "one word in five differs": (Wording.ALTERED, lambda chance, parts: other_words(chance, parts, 0.2)),
    "one word in three differs": (Wording.ALTERED, lambda chance, parts: other_words(chance, parts, 0.33)),
    "a word left out, one put in": (Wording.ALTERED, left_out),
    "a half, one word differs": (Wording.ALTERED, half_altered),
    "same first half, another end": (Wording.DIFFERENT, other_end),
    "another opening, same last half": (Wording.DIFFERENT, other_opening),
    "another sentence": (
        Wording.DIFFERENT,
        lambda chance, parts: " ".join(sentence(chance, " ".join(parts))).split(),
    ),
    "two words in three differ": (Wording.DIFFERENT, lambda chance, parts: other_words(chance, parts, 0.66)),
}


def similarities(pairs: int = 150) -> dict[str, list[float]]:
    """Similarities of the pairs of each kind; a pair that is no alteration at any threshold has 0."""
    chance = random.Random(16)
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number in range(pairs):
        opening = chance.choice(OPENINGS.split("|")).split() if number % 3 == 0 else []
        for kind, (_, change) in KINDS.items():
            parts = sentence(chance)
            comparison = compare(" ".join(opening + parts), " ".join(opening + change(chance, parts)))
            is_altered = comparison.wording is Wording.ALTERED
            found[kind].append(comparison.similarity if is_altered else 0.0)
    return found


THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7)


def lines() -> list[list[str]]:
    """The share of right verdicts of each kind at each threshold."""
    table = [["kind of pair", "right is", *(f"{threshold:.2f}" for threshold in THRESHOLDS)]]
    for kind, values in similarities().items():
        right = KINDS[kind][0]
        counts = [
            sum((value >= least) == (right is Wording.ALTERED) for value in values) for least in THRESHOLDS
        ]
        table.append([kind, right, *(f"{count / len(values):.2f}" for count in counts)])
    return table


def main() -> None:
    """Measure, print, and fill the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_table_options(parser)
    asked = parser.parse_args()
    table = draw_table(lines(), markdown=asked.markdown or bool(asked.fill))
    sys.stdout.write(table)
    fill_pages(asked.fill, {"thresholds": table})


if __name__ == "__main__":
    main()
