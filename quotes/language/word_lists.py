"""Read files with one entry a line, each as its header says: a word, a pair, a role with its plural.

Blank lines and lines that begin with ``#`` are skipped. Every key is folded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from quotes.types import InputError

GENDERS = {"m": "m", "f": "f", "-": None}
OUTLET_KINDS = ("agency", "newspaper", "magazine", "broadcaster", "programme", "site")

FOLDED_KEPT = 1 << 15

Value = TypeVar("Value")
Entries = Iterable[tuple[str, Value]]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet or programme: ``name`` is its usual short form, ``kind`` one of `OUTLET_KINDS`."""

    name: str
    kind: str


@lru_cache(FOLDED_KEPT)
def fold(words: str) -> str:
    """Write ``words`` like the keys of the lexicon: lower case, straight apostrophes, single blanks.

    >>> fold("Eight  O’Clock News")
    "eight o'clock news"
    """
    return " ".join(words.replace("’", "'").casefold().split())


def read_table(file: Traversable, parse: Callable[[str], Entries[Value]]) -> dict[str, Value]:
    """Read the entries of all lines of ``file``. A duplicate key, in any form, is an error."""
    found: dict[str, Value] = {}
    for number, line in _lines(file):
        try:
            entries = [(fold(key), value) for key, value in parse(line)]
        except (ValueError, KeyError) as error:
            raise InputError(
                f"{file.name}:{number}: malformed line {line!r}; see the file's header"
            ) from error
        for key, value in entries:
            if not key:
                raise InputError(f"{file.name}:{number}: empty entry in {line!r}")
            if key in found:
                raise InputError(f"{file.name}:{number}: {key!r} is a duplicate in this file")
            found[key] = value
    return found


def plain_words(file: Traversable) -> frozenset[str]:
    """Read a list of words as they are. It has tens of thousands of lines, and every command waits for it."""
    return frozenset(line for line in _content(file).splitlines() if line and line[0] != "#")


def _content(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file}: vocabulary file missing; reinstall the package") from error


def _lines(file: Traversable) -> Iterator[tuple[int, str]]:
    """Yield the number and text of each line that has an entry."""
    for number, line in enumerate(_content(file).splitlines(), start=1):
        if (entry := line.strip()) and not line.startswith("#"):
            yield number, entry


def word(line: str) -> Entries[None]:
    """Read ``van der``."""
    return [(line, None)]


def whole_line(line: str) -> Entries[str]:
    """Read a whole line, whose parts may be in other lines as well."""
    return [(line, line)]


def abbreviation(line: str) -> Entries[None]:
    """Read ``Jr.``, with and without its full stops."""
    return [(form, None) for form in _with_and_without_stops(line)]


def forms(line: str) -> Entries[str]:
    """Read ``say says said saying``."""
    lemma, *inflected = line.split()
    if not inflected:
        raise ValueError(line)
    return [(form, lemma) for form in (lemma, *inflected)]


def forms_and_particle(line: str) -> Entries[str]:
    """Read ``point points pointed pointing | out``."""
    verb, particle = _fields(line, 2)
    return [(f"{form} {particle}", f"{lemma} {particle}") for form, lemma in forms(verb)]


def singular_and_plural(line: str) -> Entries[str]:
    """Read ``press release | press releases``."""
    singular, plural = _fields(line, 2)
    return [(form, singular) for form in dict.fromkeys((singular, plural))]


def gendered(line: str) -> Entries[str | None]:
    """Read ``Anna f``."""
    name, gender = line.rsplit(maxsplit=1)
    return [(name, GENDERS[gender])]


def gendered_abbreviation(line: str) -> Entries[str | None]:
    """Read ``Mr. m``, with and without its full stops."""
    name, gender = line.rsplit(maxsplit=1)
    return [(form, GENDERS[gender]) for form in _with_and_without_stops(name)]


def role(line: str) -> Entries[str | None]:
    """Read the singular of ``spokeswoman | spokeswomen | f``."""
    singular, _, gender = _fields(line, 3)
    return [(singular, GENDERS[gender])]


def plural_role(line: str) -> Entries[str]:
    """Read the plural of ``spokeswoman | spokeswomen | f``."""
    singular, plural, _ = _fields(line, 3)
    return [(plural, singular)]


def outlet(line: str) -> Entries[Outlet]:
    """Read ``KCNA | agency | Korean Central News Agency, ...``; the aliases may be empty."""
    name, kind, aliases = (part.strip() for part in line.split("|"))
    if kind not in OUTLET_KINDS:
        raise ValueError(kind)
    outlet = Outlet(name, kind)
    return [(form, outlet) for form in (name, *_listed(aliases))]


def platform(line: str) -> Entries[str]:
    """Read the names of ``Twitter | twitter.com | tweet tweets ...``."""
    name, aliases, _ = (part.strip() for part in line.split("|"))
    return [(form, name) for form in (name, *_listed(aliases))]


def platform_verbs(line: str) -> Entries[str]:
    """Read the verbs of ``Twitter | twitter.com | tweet tweets ...``."""
    name, _, verbs = (part.strip() for part in line.split("|"))
    return [(form, name) for form in verbs.split()]


def name_and_short_forms(line: str) -> Entries[tuple[str, ...]]:
    """Read ``William Bill Billy Will``."""
    name, *short_forms = line.split()
    if not short_forms:
        raise ValueError(line)
    return [(name, tuple(fold(form) for form in short_forms))]


def pair(line: str) -> Entries[str]:
    """Read ``French | France``."""
    key, value = _fields(line, 2)
    return [(key, value)]


def _fields(line: str, count: int) -> list[str]:
    """Split a line at its bars into exactly ``count`` parts, none of them empty."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != count or not all(parts):
        raise ValueError(line)
    return parts


def _listed(aliases: str) -> list[str]:
    """Split ``a, b, c``; an empty string gives an empty list."""
    return [alias.strip() for alias in aliases.split(",")] if aliases else []


def _with_and_without_stops(word: str) -> tuple[str, ...]:
    """The two ways to print an abbreviation.

    >>> _with_and_without_stops("Ph.D."), _with_and_without_stops("MP")
    (('Ph.D.', 'PhD'), ('MP',))
    """
    return tuple(dict.fromkeys((word, word.replace(".", ""))))


def both_ways(short_forms: Mapping[str, tuple[str, ...]]) -> Mapping[str, frozenset[str]]:
    """Map names to short forms and short forms to names."""
    related: defaultdict[str, set[str]] = defaultdict(set)
    for name, forms in short_forms.items():
        for form in forms:
            related[name].add(form)
            related[form].add(name)
    return MappingProxyType({name: frozenset(others) for name, others in related.items()})


def synonyms(lines: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Map each word of ``a | b | c.`` to all words of its lines, with and without full stops.

    >>> sorted(synonyms(["boss | chief", "boss | manager"])["boss"])
    ['boss', 'chief', 'manager']
    """
    related: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        words = [form for word in line.split("|") for form in _with_and_without_stops(word.strip())]
        for word in words:
            related[word].update(words)
    return MappingProxyType({word: frozenset(others) for word, others in related.items()})
