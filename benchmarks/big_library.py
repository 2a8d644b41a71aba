"""Build a large library of generated articles, to measure views of it.

    python benchmarks/big_library.py FILE [--articles 50000] [--quotes 20] [--seed 7]

Nothing is parsed: the rows are made together with the texts. Names are invented. A few people are quoted
often and most rarely, some also under a short form. The same arguments always give the same library.
"""

import argparse
import itertools
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from quotes.language import english
from quotes.library import Library
from quotes.text import digest_text, make_quote_id
from quotes.types import Article, Quote, Span

ARTICLES, QUOTES, SEED = 50_000, 20, 7
PEOPLE, BODIES, SOURCES, OUTLETS, SURNAMES, WORDS = 18_000, 1_500, 300, 500, 6_000, 30_000
FIRST_DAY, DAYS = date(2019, 1, 1), 6 * 365
UNNAMED = ("officials", "spokesman", "police", "resident", "analyst", "witness", "senior official")
SYLLABLES = """b br c cl d dr f fl g gr h j k l m n p pr qu r s sh st t th tr v w y
a e i o u ai ea ee ou
b ck d ft g l ll lm m n nd ng nt p r rd rn rt s sk st t th x"""
ONSETS, VOWELS, CODAS = (line.split() for line in SYLLABLES.splitlines())
SHARES = {"undated": 0.03, "no speaker": 0.08, "unnamed": 0.09, "body": 0.1, "short form": 0.06}
SHARES |= {"source": 0.35, "carried": 0.4, "fragment": 0.3}


class Dice:
    """A seeded source of chance."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def hits(self, share: str) -> bool:
        """Whether this case belongs to a share of `SHARES`."""
        return self.random.random() < SHARES[share]

    def syllable(self) -> str:
        """A syllable."""
        return "".join(map(self.random.choice, (ONSETS, VOWELS, CODAS)))

    def different(self, number: int, make: Iterator[str]) -> list[str]:
        """``number`` different words."""
        return list(itertools.islice(dict.fromkeys(itertools.islice(make, 20 * number)), number))


class Often:
    """Draws from things of which the first are common and the last rare, like words and names."""

    def __init__(self, things: Sequence[str], dice: Dice, *, offset: float = 3.0) -> None:
        self._things = things
        self._reached = list(itertools.accumulate(1 / (rank + offset) for rank in range(len(things))))
        self._random = dice.random

    def draw(self, number: int = 1) -> list[str]:
        """``number`` of them; the same one may come again."""
        return self._random.choices(self._things, cum_weights=self._reached, k=number)


@dataclass(frozen=True)
class World:
    """Who can be quoted, by whom, and in which words."""

    people: Often
    bodies: Often
    sources: Often
    outlets: Often
    words: Often

    @classmethod
    def make(cls, dice: Dice) -> "World":
        """Invent everybody and all words."""
        surnames = Often(dice.different(SURNAMES, _surnames(dice)), dice, offset=40)
        given = Often(sorted({name.capitalize() for name in english().lexicon.first_names}), dice, offset=200)
        people = dice.different(PEOPLE, _people(dice, given, surnames))
        places = dice.different(4 * OUTLETS, _surnames(dice))
        bodies = dice.different(
            BODIES, _titles(dice, places, ("Council", "Union", "Institute", "Port Authority"))
        )
        outlets = dice.different(
            OUTLETS, _titles(dice, places, ("Courier", "Post", "Times", "Herald", "Radio"))
        )
        sources = dice.different(
            SOURCES, _titles(dice, places, ("News Agency", "Wire", "Television", "Tribune"))
        )
        words = dice.different(WORDS, iter(lambda: dice.syllable() + _ending(dice), ""))
        return cls(
            Often(people, dice, offset=20),
            Often(bodies, dice, offset=10),
            Often(sources, dice, offset=2),
            Often(outlets, dice, offset=10),
            Often(["the", "of", "and", "to", "we", "in", "is", "that", "it", "will", *words], dice, offset=8),
        )


def _ending(dice: Dice) -> str:
    """The end of a word: most words have two syllables."""
    return dice.syllable() if dice.random.random() < 0.6 else ""


def _surnames(dice: Dice) -> Iterator[str]:
    while True:
        yield (dice.syllable() + _ending(dice)).capitalize()


def _people(dice: Dice, given: Often, surnames: Often) -> Iterator[str]:
    while True:
        middle = f" {dice.random.choice('ABCDEFGHJKLMNPRSTW')}." if dice.random.random() < 0.1 else ""
        yield f"{given.draw()[0]}{middle} {surnames.draw()[0]}"


def _titles(dice: Dice, places: Sequence[str], ends: Sequence[str]) -> Iterator[str]:
    while True:
        yield f"{dice.random.choice(places)} {dice.random.choice(ends)}"


@dataclass
class Draft:
    """An article in the making: its text so far, and the columns of its rows."""

    text: str
    rows: list[dict[str, Any]]


def articles(world: World, dice: Dice, number: int, quotes: int) -> Iterator[tuple[Article, list[Quote]]]:
    """Articles with their rows, each with about ``quotes`` quotes."""
    for place in range(number):
        draft = Draft(_sentence(world, dice, 25), [])
        cast = [_speaker(world, dice) for _ in range(dice.random.randint(1, 7))]
        for _ in range(dice.random.randint(quotes // 2, quotes + quotes // 2)):
            _write_quote(draft, dice.random.choice(cast), world, dice)
        article = Article(
            draft.text,
            id=f"a{place:06}",
            title=_sentence(world, dice, 8).rstrip("."),
            outlet=world.outlets.draw()[0],
            published=None if dice.hits("undated") else _day(dice),
            url=f"https://news.example/{place}",
        )
        digest = digest_text(draft.text)
        yield article, [_row(article, digest, columns) for columns in draft.rows]


def _day(dice: Dice) -> str:
    return (FIRST_DAY + timedelta(days=dice.random.randrange(DAYS))).isoformat()


def _sentence(world: World, dice: Dice, length: int) -> str:
    words = world.words.draw(max(3, int(dice.random.gauss(length, length / 3))))
    return " ".join(words).capitalize() + "."


def _speaker(world: World, dice: Dice) -> tuple[str | None, str | None]:
    """A speaker with its kind, under the name that one article uses."""
    if dice.hits("no speaker"):
        return None, None
    if dice.hits("unnamed"):
        return dice.random.choice(UNNAMED), "unnamed"
    if dice.hits("body"):
        return world.bodies.draw()[0], "organisation"
    name = world.people.draw()[0]
    if dice.hits("short form"):
        given, *_, surname = name.split()
        name = dice.random.choice((surname, f"{given[0]}. {surname}", f"{given} {surname}"))
    return name, "person"


def _write_quote(draft: Draft, speaker: tuple[str | None, str | None], world: World, dice: Dice) -> None:
    """Add a paragraph with a quote in it."""
    name, speaker_kind = speaker
    is_fragment = dice.hits("fragment")
    sentence = _sentence(world, dice, 6 if is_fragment else 20).rstrip(".")
    words = sentence.lower() if is_fragment else f"{sentence},"
    source = world.sources.draw()[0] if dice.hits("source") else None
    basis = ("carried" if dice.hits("carried") else "stated") if source else None
    mention = name or "somebody"
    opening = f"“{words}” {mention} said"
    paragraph = f"{opening}, {source} reported." if source else f"{opening}."
    paragraph = f"{paragraph} {_sentence(world, dice, 12)}"
    begin = len(draft.text) + 2
    draft.text += f"\n\n{paragraph}"
    end = begin + len(opening)
    said, named = Span(end - 4, end), Span(end - 5 - len(mention), end - 5)
    of_source = (end + 2, end + 2 + len(source)) if source else (None, None)
    draft.rows.append(
        {
            "quote": words,
            "kind": "fragment" if is_fragment else "full",
            "start": begin + 1,
            "end": begin + 1 + len(words),
            "speaker": name,
            "speaker_kind": speaker_kind,
            "speaker_role": None,
            **_evidence("mention", mention if name else None, *(named if name else (None, None))),
            **_evidence("cue", "said", *said),
            "source": source,
            "source_basis": basis,
            **_evidence("source_mention", source, *of_source),
            "rule": "clause",
            "confidence": _confidence(name, dice),
            "source_confidence": _confidence(source or "no source", dice),
            "context": paragraph,
            "paragraph": len(draft.rows) + 1,
            "reason": "the full name" if name else "",
        }
    )


def _evidence(column: str, words: str | None, start: int | None, end: int | None) -> dict[str, object]:
    """The columns that hold words and their offsets."""
    place = column.removesuffix("_mention")
    return {column: words, f"{place}_start": start, f"{place}_end": end}


def _confidence(name: str | None, dice: Dice) -> float:
    """A confidence: high for most, low without a speaker."""
    return round(dice.random.betavariate(2, 4) if name is None else dice.random.betavariate(6, 1), 4)


def _row(article: Article, digest: str, columns: dict[str, Any]) -> Quote:
    span = Span(columns["start"], columns["end"])
    known = {name: getattr(article, name) for name in ("title", "outlet", "published", "url")}
    return Quote(quote_id=make_quote_id(digest, span), doc_id=article.id, **known, **columns)


def build(file: Path, *, number: int = ARTICLES, quotes: int = QUOTES, seed: int = SEED) -> str:
    """Add ``number`` articles to a library, each with ``quotes`` quotes on average.

    Returns a line that says how long it took.
    """
    dice = Dice(seed)
    world = World.make(dice)
    started = time.perf_counter()
    added = 0
    with Library(file) as library:
        for article, rows in articles(world, dice, number, quotes):
            library.add(article, rows)
            added += len(rows)
        stored = time.perf_counter()
        library.link()
    linked = time.perf_counter()
    return (
        f"{file}: {number:,} articles with {added:,} quotes; "
        f"added in {stored - started:.0f} s, linked in {linked - stored:.1f} s"
    )


def main() -> None:
    """Build the library and print how long it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--quotes", type=int, default=QUOTES, help="quotes of an article, on average")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    print(build(asked.file, number=asked.articles, quotes=asked.quotes, seed=asked.seed))


if __name__ == "__main__":
    main()
