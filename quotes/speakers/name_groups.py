"""Group the uses of one name: the full name, shorter forms of it, and the surname alone."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from quotes.language import Lexicon
from quotes.speakers.name_agreement import agree, without_regnal_title
from quotes.speakers.name_keys import Words, keys, lower_words, without_suffixes
from quotes.speakers.names import Name

_LARGEST_FAMILY = 200


class NameGroup(NamedTuple):
    """All uses of one name: in full or in a shorter form (``members``), and its last word alone (``bare``).

    ``shared`` is true if another name ends with the same word.
    """

    words: Words
    members: Sequence[Name]
    bare: Sequence[Name] = ()
    shared: bool = False


def group_names(
    names: Sequence[Name], text: str, lexicon: Lexicon
) -> tuple[list[NameGroup], list[NameGroup]]:
    """Group the names in an article's ``text`` and title: full names, and all other names by their words."""
    groups: defaultdict[Words, list[Name]] = defaultdict(list)
    for name in names:
        if not name.headline:
            groups[name.words].append(name)
    for words, members in _from_headlines(names, groups, text, lexicon).items():
        groups[words].extend(members)
    bare = {words[0]: members for words, members in groups.items() if len(words) == 1}
    endings = {
        ending
        for name in groups
        for words in [without_suffixes(name, lexicon)]
        for start in range(1, len(words))
        for ending in (words[start:], name[start:])
    }
    full = _join_groups(
        {words: members for words, members in groups.items() if len(words) > 1 and words not in endings},
        lexicon,
    )
    full = _join_titled(full, lexicon)
    surnames = {words: without_suffixes(words, lexicon)[-1] for words in full}
    bearers = Counter(surnames.values())
    return (
        [
            NameGroup(words, members, bare.get(surnames[words], ()), bearers[surnames[words]] > 1)
            for words, members in full.items()
        ],
        [NameGroup(words, members) for words, members in groups.items()],
    )


def _join_groups(groups: Mapping[Words, list[Name]], lexicon: Lexicon) -> Mapping[Words, list[Name]]:
    """Join each group with the fuller name that it agrees with, unless it agrees with two different ones.

    A name that the article prints more often than the same name with "Jr.", or whose "Jr." it calls a son, is
    another's.
    """
    families: defaultdict[str, list[Words]] = defaultdict(list)
    for words in groups:
        families[without_suffixes(words, lexicon)[-1]].append(words)
    fullest: dict[Words, Words] = {}
    for family in families.values():
        for words in family if len(family) <= _LARGEST_FAMILY else ():
            others = [other for other in family if _fullness(other) > _fullness(words)]
            fuller = [
                other
                for other in others
                if agree(words, other, lexicon)
                and not (other[:-1] == words and _is_anothers(groups[words], groups[other], lexicon))
            ]
            if fuller and all(agree(one, other, lexicon) for one, other in combinations(fuller, 2)):
                fullest[words] = max(fuller, key=_fullness)
    merged: dict[Words, list[Name]] = {}
    for words, members in groups.items():
        merged.setdefault(fullest.get(words, words), []).extend(members)
    return {_fullest_reported(words, members): members for words, members in merged.items()}


def _is_anothers(names: Sequence[Name], with_suffix: Sequence[Name], lexicon: Lexicon) -> bool:
    """Is a name another's than the same name with "Jr." or "Sr."?"""
    called = {word for name in with_suffix for word in f"{name.before} {name.after}".split()}
    return len(names) > len(with_suffix) or not lexicon.namesake_relations.isdisjoint(called)


def _join_titled(full: Mapping[Words, list[Name]], lexicon: Lexicon) -> Mapping[Words, list[Name]]:
    """Join "Prince Alban" or "Sheikh Holm" with the only "Alban bin Holm" who is called so."""
    titled = [words for words in full if without_regnal_title(words, lexicon) != words]
    joined = {words: list(members) for words, members in full.items()}
    called: defaultdict[Words, list[Words]] = defaultdict(list)
    for words in full if titled else ():
        for title in {word for use in full[words] for word in use.before.split()}:
            for name in {words[0], words[-1]}:
                called[title, name].append(words)
    for words in titled:
        bearers = called[words]
        if len(bearers) == 1 and bearers[0] in joined and bearers[0] != words:
            joined[bearers[0]] += joined.pop(words)
    return joined


def _fullest_reported(words: Words, members: Sequence[Name]) -> Words:
    """The fullest form outside quotations and headlines, or ``words`` if the name is only inside them."""
    if all(name.words != words for name in members):
        return words
    reported = {name.words for name in members if not name.quoted and not name.headline}
    return words if words in reported else max(reported, key=_fullness, default=words)


def _fullness(words: Words) -> tuple[int, int, Words]:
    """Sort key from the shortest to the fullest name, so that names are joined in one direction only."""
    return len(words), sum(map(len, words)), words


def _from_headlines(
    names: Sequence[Name], groups: Mapping[Words, list[Name]], text: str, lexicon: Lexicon
) -> Mapping[Words, list[Name]]:
    """Find full names that only a headline or a longer run of capitals has.

    These are a known surname and the word before it.

    In a line full of capitals, nothing marks where a name begins or ends. So a word before the surname
    belongs to it only if it begins the run or is a given name, and if the text does not use it as an
    ordinary word.
    """
    known = {words[-1] for words in groups if len(words) > 1}
    ordinary = lower_words(text)
    found: defaultdict[Words, list[Name]] = defaultdict(list)
    for name in names:
        words = without_suffixes(name.words, lexicon)
        for at, (given, surname) in enumerate(pairwise(words)):
            if (surname,) not in groups or given in lexicon.organisation_words:
                continue
            is_given = given in lexicon.first_names
            if name.headline:
                fits = surname not in known and (at == 0 or is_given)
            else:
                fits = at == 0 and is_given and len(words) > 2
            if fits and given not in ordinary:
                found[given, surname].append(name)
    return found


def printed_form(words: Words, members: Sequence[Name]) -> str:
    """The fullest form as the article prints it, preferably not in capitals only."""
    forms = dict.fromkeys(name.form for name in members)
    fitting = [form for form in forms if keys(form) == words] or [
        form for form in forms if set(words) <= set(keys(form)) and len(words) > 2
    ]
    if not fitting:
        return " ".join(word.capitalize() for word in words)
    return next((form for form in fitting if not form.isupper()), fitting[0])
