"""Texts as no editor would write them, made from the cases by mutation, and what must hold for any text."""

import random
from collections.abc import Callable, Sequence
from itertools import pairwise

from case_table import read_cases

from quotes.types import Quote

MARKS = "\"'“”‘’«»„‚‹›「」``´＂〝〞"
_ODD = (
    *map(chr, range(32)),
    "\x7f\x85\xa0\xad",
    "\ud800",
    "\udfff\ud83d",
    "\u202e",
    "\u2066\u2069",
    "\u200b\u200d\u2060\ufeff",
    "\u2028\u2029",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "e\u0301\u0323" + "\u0300" * 40,
    "\U000e0001\U0010ffff\ufffe",
    "ﬁﬀǆİıẞſK",
)
_FOREIGN = (
    "קראתי את זה, אמר שר הפנים, ״לא נוותר״.",
    "قال الوزير: «لن نتراجع عن هذا القرار» يوم الأحد.",
    "大臣は「決して諦めない」と述べた。",
    "Министр сказал: «Мы не отступим», — и ушёл.",
    "«Nous ne céderons pas», a dit la ministre.",
    "รัฐมนตรีกล่าวว่า “เราจะไม่ยอม”",
    "»Wir geben nicht nach«, sagte die Ministerin.",
)
_DEEPEST = 1000
TEXTS = tuple(case.article.text for case in read_cases())

Mutation = Callable[[str, random.Random], str]


def _place(text: str, chance: random.Random) -> int:
    return chance.randint(0, len(text))


def _marks_at(text: str) -> list[int]:
    return [place for place, letter in enumerate(text) if letter in MARKS]


def insert_mark(text: str, chance: random.Random) -> str:
    """Put a mark anywhere."""
    place = _place(text, chance)
    return text[:place] + chance.choice(MARKS) + text[place:]


def drop_mark(text: str, chance: random.Random) -> str:
    """Take a mark out."""
    if not (places := _marks_at(text)):
        return text
    place = chance.choice(places)
    return text[:place] + text[place + 1 :]


def swap_mark(text: str, chance: random.Random) -> str:
    """Put another mark in the place of one."""
    if not (places := _marks_at(text)):
        return text
    place = chance.choice(places)
    return text[:place] + chance.choice(MARKS) + text[place + 1 :]


def nest(text: str, chance: random.Random) -> str:
    """Put a stretch in marks within marks, up to a thousand deep, closed or not."""
    first, last = sorted((_place(text, chance), _place(text, chance)))
    deep = chance.choice((*(2, 3, 10) * 5, 100, 300, _DEEPEST))  # the deepest take longest: one in some
    pairs = chance.choice((("“", "”"), ("“‘", "’”"), ('"', '"'), ("«", "»"), ("“", ""), ("", "”")))
    return text[:first] + pairs[0] * deep + text[first:last] + pairs[1] * deep + text[last:]


def shuffle_paragraphs(text: str, chance: random.Random) -> str:
    """Put the paragraphs in another order; of a single one, the sentences."""
    divider = "\n\n" if "\n\n" in text else ". "
    parts = text.split(divider)
    chance.shuffle(parts)
    return divider.join(parts)


def insert_odd(text: str, chance: random.Random) -> str:
    """Put control characters, half characters, reordering or invisible ones, emoji or accents anywhere."""
    for _ in range(chance.choice((1, 1, 5, 30))):
        place = _place(text, chance)
        text = text[:place] + chance.choice(_ODD) * chance.choice((1, 1, 3)) + text[place:]
    return text


def insert_foreign(text: str, chance: random.Random) -> str:
    """Put a sentence of another language anywhere."""
    place = _place(text, chance)
    return text[:place] + chance.choice((" ", "\n\n", "")) + chance.choice(_FOREIGN) + text[place:]


def splice(text: str, chance: random.Random) -> str:
    """Put a stretch of another text anywhere."""
    other = chance.choice(TEXTS)
    first, last = sorted((_place(other, chance), _place(other, chance)))
    place = _place(text, chance)
    return text[:place] + chance.choice(("", " ", "\n\n")) + other[first:last] + text[place:]


def repeat(text: str, chance: random.Random) -> str:
    """Say a stretch many times."""
    first, last = sorted((_place(text, chance), _place(text, chance)))
    return text[:last] + text[first:last] * chance.choice((1, 2, 10)) + text[last:]


def cut(text: str, chance: random.Random) -> str:
    """Leave a stretch out."""
    first, last = sorted((_place(text, chance), _place(text, chance)))
    return text[:first] + text[last:]


def change_case(text: str, chance: random.Random) -> str:
    """Write all of it in capitals, small letters or as a title."""
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def change_breaks(text: str, chance: random.Random) -> str:
    """Break the lines elsewhere, or otherwise."""
    other = chance.choice(("\n", "\r\n", "\r", "\u2028", " ", "\n \n", "\n\n\n\n", "\t"))
    return text.replace(chance.choice((" ", "\n\n", ". ")), other)


def damage(text: str, chance: random.Random) -> str:
    """Decode it with the wrong code page, or write its marks as entities or as one character for all."""
    written = text.encode("utf-8", "surrogatepass")
    return chance.choice(
        (
            lambda: written.decode("cp1252", "ignore"),
            lambda: written.decode("latin-1"),
            lambda: written.decode("mac_roman"),
            lambda: text.encode("cp1252", "replace").decode("latin-1"),
            lambda: text.encode("ascii", "xmlcharrefreplace").decode(),
            lambda: text.encode("ascii", "replace").decode(),
            lambda: text.encode("cp1252", "replace").decode("utf-8", "replace"),
        )
    )()


MUTATIONS: tuple[Mutation, ...] = (
    insert_mark,
    insert_mark,
    drop_mark,
    swap_mark,
    nest,
    shuffle_paragraphs,
    insert_odd,
    insert_foreign,
    splice,
    repeat,
    cut,
    change_case,
    change_breaks,
    damage,
)


def text_of(seed: int) -> str:
    """The text for a number: a case, mutated one to six times."""
    chance = random.Random(seed)
    text = chance.choice(TEXTS)
    for _ in range(chance.randint(1, 6)):
        text = chance.choice(MUTATIONS)(text, chance)[:20_000]
    return text


def faults(text: str, rows: Sequence[Quote]) -> list[str]:
    """Faults that no rows may have, whatever the text says; an empty list if there are none."""
    found = [fault for row in rows for fault in _faults_of(text, row)]
    for one, other in pairwise(rows):
        if (one.start, one.end) >= (other.start, other.end):
            found.append(f"out of order: {one.start}-{one.end}, {other.start}-{other.end}")
    ends: list[int] = []
    for row in rows:
        while ends and ends[-1] <= row.start:
            ends.pop()
        if ends and row.end > ends[-1]:
            found.append(f"overlaps in part: {row.start}-{row.end}")
        ends.append(row.end)
    if len({row.quote_id for row in rows}) < len(rows):
        found.append("two rows have one id")
    return found


def _faults_of(text: str, row: Quote) -> list[str]:
    found = []
    for name, words, start, end in (
        ("mention", row.mention, row.mention_start, row.mention_end),
        ("cue", row.cue, row.cue_start, row.cue_end),
        ("source_mention", row.source_mention, row.source_start, row.source_end),
    ):
        if len({value is None for value in (words, start, end)}) > 1:
            found.append(f"{name}: words or offsets are missing")
        elif words is not None and (not words or text[start:end] != words):
            found.append(f"{name}: {text[start:end]!r} is not {words!r}")
    if not _is_told(text[row.start : row.end], row.quote):
        found.append(f"quote: {text[row.start : row.end]!r} is not {row.quote!r}")
    if not 0 <= row.confidence <= 1 or row.kind not in ("full", "fragment"):
        found.append(f"confidence {row.confidence}, kind {row.kind}")
    if row.source is not None and row.source_basis not in ("stated", "carried"):
        found.append(f"source {row.source!r} with basis {row.source_basis}")
    return found


def _is_told(words: str, quote: str) -> bool:
    """A quote is the words under its span: all of them, or its paragraphs in their order."""
    if words == quote:
        return True
    segments = quote.split("\n\n")
    place = 0
    for segment in segments:
        place = words.find(segment, place)
        if place < 0:
            return False
        place += len(segment)
    return bool(words.strip()) and words.startswith(segments[0]) and place == len(words)
