"""Titles that an article shows by how it uses them: "Cikgu Ada Quill", "Ada Quill" and then "Cikgu Quill".

No list has all titles of the world, and many of their words are also names. But who is called by a title is
called so with the full name and with the surname alone.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterator

from quotes.language import Lexicon
from quotes.speakers.name_keys import Words
from quotes.text import initials

_LONGEST = 3
_SHORTEST_NAME = 2
_PEOPLE = 2


def titles_in_use(
    runs: Collection[Words], abbreviations: Container[str], lexicon: Lexicon
) -> frozenset[Words]:
    """The first words of runs of capitals that are titles.

    They stand before a full name and before its surname alone. As a given name may do so, too, if the middle
    name is left out, they must also be listed as titles or roles, or be written in capitals, or the full name
    stands without them, or they are in no list of names and stand before two people.

    Args:
        runs: the folded words of each run of an article.
        abbreviations: the folded words that it writes in capitals: "IG".
        lexicon: where titles, roles and given names are listed.

    """
    people: defaultdict[Words, set[str]] = defaultdict(set)
    listed: set[Words] = set()
    for words in runs:
        if words[0] in lexicon.opening_words or words[0] in lexicon.prepositions:
            continue
        for title, name in _divisions(words):
            if (*title, name[-1]) not in runs or not _is_surname(name[-1], lexicon):
                continue
            people[title].add(name[-1])
            if name in runs or title[0] in abbreviations or _is_listed(title, lexicon):
                listed.add(title)
    listed |= {words[:1] for words in runs if _is_spelt_out(words, runs, abbreviations, lexicon)}
    several = {title for title, surnames in people.items() if len(surnames) >= _PEOPLE}
    return frozenset(listed | {title for title in several if not _has_given_name(title, lexicon)})


def _divisions(words: Words) -> Iterator[tuple[Words, Words]]:
    """Each way to divide the words of a run into a title and a full name."""
    return ((words[:size], words[size:]) for size in range(1, min(_LONGEST, len(words) - _SHORTEST_NAME) + 1))


def _is_spelt_out(
    words: Words, runs: Collection[Words], abbreviations: Container[str], lexicon: Lexicon
) -> bool:
    """Is the first of two words short for a title in full: "DI Quill", "Detective Inspector Ada Quill"?"""
    if len(words) != _SHORTEST_NAME or words[0] not in abbreviations:
        return False
    size, letters, surname = len(words[0]), words[0], words[1]
    return any(
        len(run) > size
        and run[-1] == surname
        and initials(run[:size]) == letters
        and " ".join(run[:size]) in lexicon.titles
        for run in runs
    )


def _is_surname(word: str, lexicon: Lexicon) -> bool:
    """May a word be a surname, as no list has it for anything else?"""
    others = (
        lexicon.organisation_words, lexicon.outlet_words, lexicon.titles, lexicon.roles,
        lexicon.nationalities, lexicon.ordinary_words, lexicon.name_suffixes,
    )  # fmt: skip
    return not any(word in words for words in others)


def _is_listed(title: Words, lexicon: Lexicon) -> bool:
    """Is a title, or one of its words, listed as a title or role, and none as a given name?"""
    phrases = (" ".join(title), *(word.strip("()") for word in title))
    forms = (form for phrase in phrases for form in (phrase, f"{phrase}."))
    known = any(form in lexicon.titles or form in lexicon.roles for form in forms)
    return known and not _has_given_name(title, lexicon)


def _has_given_name(title: Words, lexicon: Lexicon) -> bool:
    """Is a word of a title also a listed given name?"""
    return any(word in lexicon.first_names for word in title)
