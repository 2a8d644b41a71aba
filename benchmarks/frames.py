"""Put names, roles, pronouns and outlets of many kinds into plain sentences, and count the right answers.

    python benchmarks/frames.py [KIND ...] [--wrong]

Labelled articles hold few of the world's titles and names. The lists in benchmarks/frames have hundreds, and
each is put into frames that leave no doubt who speaks; all are of our own making. This shows which *kinds*
go wrong: the share is no measure of accuracy on news. --wrong prints each text with a wrong answer.

For titles, names, roles, offices and bodies, every row of a text must have the full name as its speaker; for
relations, whose relation it is. For outlets, credits and posts, every row must have the speaker and the
source; a frame that is marked as open may leave the source out. In the frames of officers and the uncredited
ones nothing is a source. For pronouns, each row has its own speaker; where a careful reader cannot tell, the
answer must not be sure. "sure" counts the wrong texts with a row at `SURE` or above.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from result_tables import draw_table

from quotes import extract_all
from quotes.types import Article, Quote

FOLDER = Path(__file__).with_name("frames")
SPEAKER, SURNAME = "Temba Okwari", "Okwari"
SURE = 0.9
OPEN = "open"


class Filled(NamedTuple):
    """A frame with its gap filled, the speakers that are right, and the sources; None: no source."""

    text: str
    speakers: tuple[str, ...]
    sources: tuple[str | None, ...] | None = None

    def is_right(self, rows: Sequence[Quote]) -> bool:
        """Whether the rows of the text say who speaks, and through whom."""
        speaks = bool(rows) and all(row.speaker in self.speakers for row in rows)
        return speaks and (self.sources is None or all(row.source in self.sources for row in rows))

    def is_surely_wrong(self, rows: Sequence[Quote]) -> bool:
        """Whether a row has a wrong speaker, and is sure of it."""
        return any(row.speaker not in self.speakers and row.confidence >= SURE for row in rows)


class Dialogue(NamedTuple):
    """A frame in which each row has its own speaker; `OPEN` where nobody can tell."""

    text: str
    speakers: tuple[str, ...]

    def is_right(self, rows: Sequence[Quote]) -> bool:
        """Whether each row has its speaker, and none is sure where nobody can tell."""
        if len(rows) != len(self.speakers):
            return False
        pairs = zip(rows, self.speakers, strict=True)
        return all(
            row.confidence < SURE if speaker == OPEN else row.speaker == speaker for row, speaker in pairs
        )

    def is_surely_wrong(self, rows: Sequence[Quote]) -> bool:
        """Whether a row has a wrong speaker, and is sure of it."""
        pairs = zip(rows, self.speakers, strict=False)
        return any(row.speaker != speaker and row.confidence >= SURE for row, speaker in pairs)


@dataclass(frozen=True)
class Person:
    """Somebody in a frame of pronouns: the words by which the text may call him or her."""

    full: str
    last: str
    gender: str

    def __getattr__(self, word: str) -> str:
        """The pronoun of the person that is used like "he", "him" or "his", with a capital if it has one."""
        he = {"he": "she", "him": "her", "his": "her"}[word.lower()] if self.gender == "f" else word.lower()
        return he.capitalize() if word[0].isupper() else he

    @property
    def name(self) -> str:
        """The full name, without a title."""
        first, _, rest = self.full.partition(" ")
        return rest if first in {"Mr", "Ms", "Mrs"} else self.full


def lines(file: str) -> Iterator[list[str]]:
    """The fields of each line of a list."""
    for line in (FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.replace("\\n", "\n").split("\t")


def frames(kind: str) -> Iterator[tuple[str, bool]]:
    """The frames of a kind, and whether each is open."""
    return ((text, "open" in more) for name, text, *more in lines("frames.tsv") if name == kind)


def titles() -> Iterator[Filled]:
    """A title before the full name, and before the surname alone."""
    for (line,) in lines("titles.txt"):
        title, gender = line.rsplit(maxsplit=1)
        he = "she" if gender == "f" else "he"
        for text, _ in frames("titles"):
            yield Filled(text.format(title=title, full=SPEAKER, surname=SURNAME, he=he), (SPEAKER,))


def names() -> Iterator[Filled]:
    """A full name, and how the person is named later."""
    for full, later, *bare in lines("names.tsv"):
        for text, _ in frames("names"):
            yield Filled(text.format(full=full, later=later), (full, *bare))


def roles() -> Iterator[Filled]:
    """A role, its complement and its short form, beside the full name and instead of it."""
    for role, short in lines("roles.tsv"):
        capital = " ".join(word if word in _SMALL else word[0].upper() + word[1:] for word in role.split())
        given = {"full": SPEAKER, "last": SURNAME, "role": role, "Role": capital, "short": short}
        for text, _ in frames("roles"):
            yield Filled(text.format_map(given), (SPEAKER,))


def bodies() -> Iterator[Filled]:
    """A body, and the noun by which it is called."""
    for body, noun in lines("bodies.tsv"):
        for text, _ in frames("bodies"):
            yield Filled(text.format(body=body, noun=noun), (body,))


def relations() -> Iterator[Filled]:
    """Somebody's relation or aide who has no name, and the pronoun for both."""
    for relation, gender in lines("relations.tsv"):
        he = "she" if gender == "f" else "he"
        for text, _ in frames("relations"):
            filled = text.format(full=SPEAKER, surname=SURNAME, relation=relation, he=he)
            yield Filled(filled, (f"{SURNAME}'s {relation}",))


def officers() -> Iterator[Filled]:
    """Somebody with an office of a body, through which the words did not come."""
    for body, office in lines("officers.tsv"):
        for text, _ in frames("officers"):
            yield Filled(
                text.format(full=SPEAKER, surname=SURNAME, body=body, office=office), (SPEAKER,), (None,)
            )


def offices() -> Iterator[Filled]:
    """An office with its place or body, and the name without a comma behind it."""
    names_behind = [name for (name,) in lines("long_names.txt")]
    for (office,) in lines("offices.tsv"):
        capital = office[0].upper() + office[1:]
        for full in names_behind:
            for text, _ in frames("offices"):
                yield Filled(text.format(office=office, Office=capital, full=full), (full,))


_SMALL = frozenset({"of", "for", "in", "at", "the", "to"})


def pronouns() -> Iterator[Dialogue]:
    """Two people who are called "he", "the minister" or "the two" later."""
    people = [
        (dict(zip("mf", (first, second), strict=True)), dict(zip("mf", (third, fourth), strict=True)))
        for _, *words in lines("people.tsv")
        for first, second, third, fourth in [list(zip(words[::2], words[1::2], strict=True))]
    ]
    for genders, text, speakers in lines("pronouns.tsv"):
        for of_a, of_b in genders.split():
            for firsts, seconds in people:
                one, other = Person(*firsts[of_a], of_a), Person(*seconds[of_b], of_b)
                meant = {"A": one.name, "B": other.name, "AB": f"{one.name} and {other.name}"}
                wanted = tuple(meant.get(each, each) for each in speakers.split(" ; "))
                yield Dialogue(text.format(A=one, B=other), wanted)


def outlets() -> Iterator[Filled]:
    """An outlet in the constructions that credit one."""
    return _credited("outlets")


def credits() -> Iterator[Filled]:
    """An outlet in further constructions that credit one."""
    return _credited("credits")


def _credited(kind: str) -> Iterator[Filled]:
    for written, name in lines("outlets.tsv"):
        known = (None,) if name == "-" else (*name.split("|"), f"The {name}")
        for text, is_open in frames(kind):
            filled = text.format_map(_with_outlet(written))
            yield Filled(filled, (SPEAKER,), (*known, None) if is_open else known)


def _with_outlet(written: str) -> dict[str, str]:
    return {"full": SPEAKER, "outlet": written, "Outlet": written[0].upper() + written[1:]}


def uncredited() -> Iterator[Filled]:
    """An outlet that is named, but not as the one through which the words came."""
    for written, _ in lines("outlets.tsv"):
        for text, _ in frames("uncredited"):
            yield Filled(text.format_map(_with_outlet(written)), (SPEAKER,), (None,))


def posts() -> Iterator[Filled]:
    """A platform on which somebody posts."""
    for (platform,) in lines("platforms.txt"):
        for text, _ in frames("posts"):
            yield Filled(text.format_map(_with_outlet(platform)), (SPEAKER,), (platform,))


KINDS: dict[str, Callable[[], Iterator[Filled | Dialogue]]] = {
    "titles": titles,
    "names": names,
    "roles": roles,
    "pronouns": pronouns,
    "outlets": outlets,
    "credits": credits,
    "uncredited": uncredited,
    "posts": posts,
    "bodies": bodies,
    "relations": relations,
    "officers": officers,
    "offices": offices,
}
"""The lists by their names."""


def main() -> None:
    """Fill the frames, extract, and print how many answers are right."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", default=list(KINDS), help=f"{', '.join(KINDS)}; all by default")
    parser.add_argument("--wrong", action="store_true", help="print each text with a wrong answer")
    asked = parser.parse_args()
    if unknown := [kind for kind in asked.kinds if kind not in KINDS]:
        parser.error(f"no frames for {unknown[0]}; there are {', '.join(KINDS)}")
    table: list[tuple[str, ...]] = [("frames", "texts", "right", "share", "sure")]
    for kind in asked.kinds or KINDS:
        filled = list(KINDS[kind]())
        found = list(extract_all(Article(each.text) for each in filled))
        right = [each.is_right(rows) for each, rows in zip(filled, found, strict=True)]
        sure = sum(each.is_surely_wrong(rows) for each, rows in zip(filled, found, strict=True))
        share = f"{sum(right) / len(right):.3f}"
        table.append((kind, str(len(filled)), str(sum(right)), share, str(sure)))
        for each, rows, is_right in zip(filled, found, right, strict=True):
            if asked.wrong and not is_right:
                answers = [(row.speaker, row.source, row.confidence) for row in rows]
                print(f"{each.text}\n  {each[1:]}\n  -> {answers}\n")
    print(draw_table(table, markdown=False))


if __name__ == "__main__":
    main()
