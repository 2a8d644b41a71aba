"""Put invented names in place of the people of labelled articles, and measure who is still right.

    python benchmarks/unknown_names.py GOLD.json... [--rounds N] [--wrong] [--markdown] [--fill PAGE.md]

The words of every person's name, of those who speak and of those whom the model's recogniser finds, become
invented words of the same length, everywhere in the article and the same ones at each place. So the labels
stay where they are, but no list has the names, no other article had them, and no given name says whether "he"
or "she" is meant. What falls is what the tool owes to names that it has seen. A reader loses a little, too.

Each round invents other names; the middle of the rounds counts. --wrong prints the speakers who are right
under their own names and wrong under the invented ones.
"""

import argparse
import copy
import random
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from accuracy import run_quotes, share
from result_tables import Lines, add_table_options, draw_table, fill_pages

from quotes.evaluation import Gold, Result, evaluate, read_gold
from quotes.language import Lexicon, english
from quotes.parsing import RecognisedName, recognise_names
from quotes.types import InputError

KIND, TITLE = "invented", "names in no list"
PERSON = "person, full name"
CONTEXT = 160
SHORTEST = 3
"""Letters of a word that is replaced; "Al" and "de" stay."""

_WORD = re.compile(r"[^\W\d_]+")
_LOWER = re.compile(r"\b[a-z]{3,}\b")
_CONSONANTS = ("b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z")
_DOUBLE = ("ch", "sh", "th", "kh", "nd", "mb", "nk")
_VOWELS = "aeiou"
_TRIES = 1000


class Round(NamedTuple):
    """The articles with invented names, and what they give."""

    gold: Sequence[Gold]
    result: Result


class Compared(NamedTuple):
    """What a gold file gives under the people's own names, and under invented ones."""

    name: str
    own: Result
    rounds: Sequence[Round]


def invented_word(letters: int, choice: random.Random) -> str:
    """A word of some letters that nobody may be called.

    >>> len(invented_word(7, random.Random(1)))
    7
    """
    for _ in range(_TRIES):
        word, consonant = "", choice.random() < 0.8
        while len(word) < letters:
            consonants = _CONSONANTS + _DOUBLE if word else _CONSONANTS
            word += choice.choice(consonants if consonant else _VOWELS)
            consonant = not consonant
        if len(word) == letters:
            return word
    raise AssertionError(f"no word of {letters} letters was found")


def name_words(article: Gold, found: Sequence[RecognisedName], lexicon: Lexicon) -> list[str]:
    """The folded words of the names of people in an article, without those that mean something else, too."""
    text, labels = article["text"], article["quotes"]
    of_people = [text[name.start : name.end] for name in found if name.label == "PERSON"]
    of_others = [text[name.start : name.end] for name in found if name.label == "NORP"]
    for label in labels:
        if label.get("speaker"):
            (of_people if label.get("kind") == "person" else of_others).append(label["speaker"])
        of_others.append(label.get("source_name") or "")
    others = {word.casefold() for name in of_others for word in _WORD.findall(name)}
    roles = {word for role in (*lexicon.roles, *lexicon.titles) for word in role.split()}
    kept = others | roles | lexicon.nationalities.keys() | set(_LOWER.findall(text))
    words = {word for name in of_people for word in _WORD.findall(name) if _may_be_replaced(word)}
    return sorted({word.casefold() for word in words} - kept)


def _may_be_replaced(word: str) -> bool:
    """Is a word of a name long enough, and no abbreviation?"""
    return len(word) >= SHORTEST and word[0].isupper() and not word.isupper()


def renamed(article: Gold, words: Sequence[str], choice: random.Random) -> Gold:
    """A copy of an article in which invented words stand for ``words``."""
    table: dict[str, str] = {}
    for word in words:
        invented = invented_word(len(word), choice)
        while invented in table.values():
            invented = invented_word(len(word), choice)
        table[word] = invented
    copied = copy.deepcopy(article)
    copied["text"] = _replaced(article["text"], table)
    if title := article.get("title"):
        copied["title"] = _replaced(title, table)
    for label in copied["quotes"]:
        if label.get("speaker"):
            label["speaker"] = _replaced(label["speaker"], table)
    return copied


def _replaced(text: str, table: Mapping[str, str]) -> str:
    """Replace the words of a table, which begin with a capital in ``text``."""

    def replacement(match: re.Match[str]) -> str:
        word = match.group()
        invented = table.get(word.casefold()) if word[0].isupper() else None
        if invented is None:
            return word
        return invented.upper() if word.isupper() else invented.capitalize()

    return _WORD.sub(replacement, text)


def compare(file: Path, rounds: int) -> Compared:
    """Measure a gold file under the people's own names and under invented ones."""
    lexicon, articles = english().lexicon, read_gold(file)
    found = recognise_names([article["text"] for article in articles])
    words = [name_words(*each, lexicon) for each in zip(articles, found, strict=True)]
    invented = []
    for number in range(rounds):
        gold = [
            renamed(article, names, random.Random(f"{article['id']} {number}"))
            for article, names in zip(articles, words, strict=True)
        ]
        invented.append(Round(gold, evaluate(gold, run_quotes(gold).rows)))
    return Compared(file.stem, evaluate(articles, run_quotes(articles).rows), invented)


def lines(compared: Sequence[Compared]) -> Lines:
    """The table of full names that are right, and of confident rows that are wrong."""
    yield "gold", "person, full name", "invented names", "confident and wrong", "invented names"
    for each in compared:
        yield (
            each.name,
            share(each.own.measures[PERSON].recall),
            share(_middle(one.result.measures[PERSON].recall for one in each.rounds)),
            share(each.own.confident_wrong),
            share(_middle(one.result.confident_wrong for one in each.rounds)),
        )


def _middle(values: Iterable[float | None]) -> float | None:
    """The median of the values that there are."""
    known = [value for value in values if value is not None]
    return median(known) if known else None


def print_wrong(compared: Compared) -> None:
    """Print the speakers of the last round who are wrong, and right under their own names."""
    before = {(each.kind, each.article_id, each.span) for each in compared.own.mistakes}
    gold, result = compared.rounds[-1]
    texts = {article["id"]: article["text"] for article in gold}
    for mistake in result.mistakes:
        if mistake.kind == "speaker" and (mistake.kind, mistake.article_id, mistake.span) not in before:
            start, end = mistake.span
            around = texts[mistake.article_id][max(0, start - CONTEXT) : end + CONTEXT]
            print(f"\n{mistake.article_id} {start}: {mistake.wanted!r}, not {mistake.got!r}\n  {around!r}")


def main() -> int:
    """Measure and print; 0, or 2 if a gold file or a page cannot be used."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often names are invented")
    parser.add_argument("--wrong", action="store_true", help="print who is wrong only under invented names")
    add_table_options(parser)
    given = parser.parse_args()
    try:
        compared = [compare(file, given.rounds) for file in given.gold]
        table = draw_table(lines(compared), markdown=given.markdown or bool(given.fill))
        fill_pages(given.fill, {TITLE: table}, kind=KIND)
    except (InputError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(table, end="")
    for each in compared if given.wrong else ():
        print_wrong(each)
    return 0


if __name__ == "__main__":
    sys.exit(main())
