"""The pairs of quotes of ``tests/cases/same_words.tsv``, one pair a line. Its head explains the columns."""

from dataclasses import dataclass
from pathlib import Path

from case_table import FOLDER, unescape

from quotes.matching import Comparison


@dataclass(frozen=True)
class WordPair:
    """Two quotes, and what must be true of their comparison."""

    place: str
    first: str
    second: str
    wording: str
    details: tuple[str, ...]
    xfail: str

    def wrong(self, found: Comparison) -> str:
        """What a comparison of the two has wrong; empty if it is right."""
        if found.wording != self.wording:
            return f"{found.wording} instead of {self.wording}: {found}"
        gravest = found.differences[0].grave if found.differences else None
        facts = {found.part, "marked" if found.gap_marked else "unmarked", gravest or "-"}
        missed = [detail for detail in self.details if detail not in facts]
        return f"not {' '.join(missed)}: {found}" if missed else ""


def read_word_pairs(path: Path = FOLDER / "same_words.tsv") -> list[WordPair]:
    """The pairs of a table; a malformed line is a ValueError that names it."""
    pairs = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        fields = unescape(line).split("\t")
        if len(fields) not in {4, 5}:
            raise ValueError(f"{path.name}:{number}: malformed pair {line!r}")
        first, second, wording, details, *xfail = fields
        pairs.append(
            WordPair(f"{path.stem}:{number}", first, second, wording, tuple(details.split()), "".join(xfail))
        )
    return pairs
