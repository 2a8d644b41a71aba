"""Put titles, names and outlets of many countries into plain sentences, and count the right answers.

    python benchmarks/frames.py [titles] [names] [outlets] [--wrong]

Labelled articles hold few of the world's titles and names. The lists in benchmarks/frames have hundreds, and
each is put into frames that leave no doubt who speaks; all are of our own making. This shows which *kinds*
go wrong: the share is no measure of accuracy on news. --wrong prints each text with a wrong answer.

For titles and names, every row of a text must have the full name as its speaker. For outlets, the one row
must have the speaker and the source; a frame that is marked as open may leave the source out.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from result_tables import draw_table

from quotes import extract_all
from quotes.types import Article, Quote

FOLDER = Path(__file__).with_name("frames")
SPEAKER, SURNAME = "Temba Okwari", "Okwari"


class Filled(NamedTuple):
    """A frame with its gap filled, the speakers that are right, and the sources; None: no source."""

    text: str
    speakers: tuple[str, ...]
    sources: tuple[str | None, ...] | None = None

    def is_right(self, rows: Sequence[Quote]) -> bool:
        """Whether the rows of the text say who speaks, and through whom."""
        speaks = bool(rows) and all(row.speaker in self.speakers for row in rows)
        return speaks and (self.sources is None or all(row.source in self.sources for row in rows))


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


def outlets() -> Iterator[Filled]:
    """An outlet in the constructions that credit one."""
    for written, name in lines("outlets.tsv"):
        given = {"full": SPEAKER, "outlet": written, "Outlet": written[0].upper() + written[1:]}
        for text, is_open in frames("outlets"):
            known = (None,) if name == "-" else (name, f"The {name}")
            yield Filled(text.format_map(given), (SPEAKER,), (*known, None) if is_open else known)


KINDS: dict[str, Callable[[], Iterator[Filled]]] = {"titles": titles, "names": names, "outlets": outlets}
"""The lists by their names."""


def main() -> None:
    """Fill the frames, extract, and print how many answers are right."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "kinds", nargs="*", default=list(KINDS), help="titles, names, outlets; all by default"
    )
    parser.add_argument("--wrong", action="store_true", help="print each text with a wrong answer")
    asked = parser.parse_args()
    if unknown := [kind for kind in asked.kinds if kind not in KINDS]:
        parser.error(f"no frames for {unknown[0]}; there are {', '.join(KINDS)}")
    table: list[tuple[str, ...]] = [("frames", "texts", "right", "share")]
    for kind in asked.kinds or KINDS:
        filled = list(KINDS[kind]())
        found = list(extract_all(Article(each.text) for each in filled))
        right = [each.is_right(rows) for each, rows in zip(filled, found, strict=True)]
        table.append((kind, str(len(filled)), str(sum(right)), f"{sum(right) / len(right):.3f}"))
        for each, rows, is_right in zip(filled, found, right, strict=True):
            if asked.wrong and not is_right:
                print(f"{each.text}\n  -> {[(row.speaker, row.source) for row in rows]}\n")
    print(draw_table(table, markdown=False))


if __name__ == "__main__":
    main()
