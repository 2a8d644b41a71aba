"""The same speaker over many articles: which of the names in a table belong to one person or body.

Joining is conservative, since a wrong join shows one person's words under another's name: two names are
joined only where they agree, no third name agrees with one of them alone, and no article has them apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from quotes.figures import Words, agree
from quotes.lexicon import load
from quotes.names import keys, without_suffixes
from quotes.types import Quote

_SHORTEST_ACRONYM = 3
_LARGEST_FAMILY = 200


def link(rows: Iterable[Quote]) -> dict[str, str]:
    """Return for the name of each person and organisation in ``rows`` the name that its group goes by.

    A person's bare surname joins the only full name that has it; a first name alone joins nobody, and names
    that differ by "Jr." stay apart. A group goes by the full form that most rows use. Unnamed speakers are
    left out: two "spokesmen" are two people.

    >>> from quotes.pipeline import extract
    >>> texts = ('"Aye," said Ada B. Quill.', '"No," said Ada Quill.', 'Mayor Quill said: "Perhaps."')
    >>> link(row for text in texts for row in extract(text))
    {'Ada B. Quill': 'Ada B. Quill', 'Ada Quill': 'Ada B. Quill', 'Quill': 'Ada B. Quill'}
    """
    counts: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.speaker and row.speaker_kind in ("person", "organisation"):
            counts[row.speaker] += 1
            kinds.setdefault(row.speaker, row.speaker_kind)
            articles[row.speaker].add(row.doc_id)
    people = [name for name in counts if kinds[name] == "person"]
    bodies = [name for name in counts if kinds[name] == "organisation"]
    joined = _fuller_people(people, articles) | _fuller_bodies(bodies)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in counts:
        groups[_end(name, joined)].append(name)
    shown = {fullest: _shown(members, counts) for fullest, members in groups.items()}
    return {name: shown[_end(name, joined)] for name in counts}


def _fuller_people(names: Sequence[str], articles: Mapping[str, set[str]]) -> dict[str, str]:
    """Return for each name the fuller one that it joins, where it joins one."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    words = {name: keys(name) for name in names}
    for name in names:
        if words[name]:
            families[without_suffixes(words[name])[-1]].append(name)
    joined: dict[str, str] = {}
    for family in families.values():
        if len(family) > _LARGEST_FAMILY:
            continue
        for name in family:
            fuller = [other for other in family if _goes_into(words[name], words[other])]
            apart = any(articles[name] & articles[other] for other in fuller)
            if (
                fuller
                and not apart
                and all(_are_one(words[one], words[other]) for one, other in combinations(fuller, 2))
            ):
                joined[name] = max(fuller, key=lambda other: _fullness(words[other]))
    return joined


def _goes_into(words: Words, fuller: Words) -> bool:
    """Tell whether ``fuller`` says more than ``words`` and may be the same person's name."""
    if _fullness(fuller) <= _fullness(words):
        return False
    return without_suffixes(fuller)[-1:] == words if len(words) == 1 else _are_one(words, fuller)


def _are_one(one: Words, other: Words) -> bool:
    bare_one, bare_other = without_suffixes(one), without_suffixes(other)
    return one[len(bare_one) :] == other[len(bare_other) :] and (
        one == other or agree(one, other, load().nicknames)
    )


def _fullness(words: Words) -> tuple[int, int, Words]:
    return len(words), sum(map(len, words)), words


def _fuller_bodies(names: Sequence[str]) -> dict[str, str]:
    """Return for organisations' names the form that they join: the same words, or their only long form."""
    first: dict[Words, str] = {}
    joined: dict[str, str] = {}
    by_initials: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        words = tuple(word for word in keys(name) if word != "the")
        known = first.setdefault(words, name)
        if known != name:
            joined[name] = known
        elif len(words) > 1:
            for initials in {"".join(word[0] for word in words), _capitals(name)}:
                by_initials[initials].add(name)
    for name in names:
        letters = name.replace(".", "")
        long_forms = by_initials.get(letters.casefold(), set())
        if letters.isupper() and len(letters) >= _SHORTEST_ACRONYM and len(long_forms) == 1:
            joined[name] = next(iter(long_forms))
    return joined


def _capitals(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()).casefold()


def _end(name: str, joined: Mapping[str, str]) -> str:
    """Follow the joins from a name to the fullest form."""
    seen = {name}
    while name in joined and joined[name] not in seen:
        name = joined[name]
        seen.add(name)
    return name


def _shown(members: Sequence[str], counts: Mapping[str, int]) -> str:
    """Return the form that most rows use; bare surnames and abbreviations only where there is no other."""
    full = [name for name in members if len(keys(name)) > 1] or members
    return max(full, key=lambda name: (counts[name], len(name)))
