"""What the words of a run of capitals are by themselves: given names, titles, roles, honours, bodies."""

import re
from functools import lru_cache
from typing import NamedTuple

from quotes.language import Lexicon, fold
from quotes.speakers.name_keys import key
from quotes.speakers.surroundings import word_class

_LONGEST_PHRASE = 4
_LONG = 6
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}[A-Z]?\.?")
_LONGEST_PREFIX = 2
_WORDS_OF_TITLES = ("plain", "ordinary", "first")
"""Words of these classes are titles as part of a listed one; given names if it has several: "Tan Sri"."""

_LIKE_ROLES = frozenset({"plain -er", "plain -or"})
_GENERATIONS = frozenset({"jr", "sr", "jnr", "snr", "junior", "i", "ii", "iii", "iv", "v", "vi"})


class RunWords(NamedTuple):
    """What the words of a run are by themselves."""

    keys: tuple[str, ...]
    folded: tuple[str, ...]
    classes: tuple[str, ...]
    short: tuple[bool, ...]
    """Whether each word is an abbreviation in capitals."""
    titled: tuple[bool, ...]
    """Whether a listed title or role of one to four words ends before each word, and at the end."""
    within: tuple[bool, ...]
    """Whether each word is inside a listed title or role of two to four words, and not its first."""
    end: int
    """Where degrees and honours begin."""
    given: int | None
    """Which word is the given name before "bin" or "binti", if any is."""


@lru_cache(1 << 12)
def run_words(letters: tuple[str, ...], lexicon: Lexicon) -> RunWords:
    """What the words of a run are by themselves."""
    folded = tuple(map(fold, letters))
    size = len(folded)
    classes = [word_class(word, lexicon) for word in letters]
    titled, within = [False] * (size + 1), [False] * (size + 1)
    for start in range(size):
        for end in range(start + 1, min(size, start + _LONGEST_PHRASE) + 1):
            if _is_title(" ".join(folded[start:end]), lexicon):
                titled[end] = True
                within[start + 1 : end] = [True] * (end - start - 1)
                several = end - start > 1 and " ".join(folded[start:end]) in lexicon.titles
                names = _WORDS_OF_TITLES if several else _WORDS_OF_TITLES[:2]
                classes[start:end] = [
                    "title" if each.startswith(names) else each for each in classes[start:end]
                ]
    for at, name in enumerate(classes):
        if name == "first+particle" and not (at and _is_given(classes[at - 1])):
            classes[at] = "first"  # "Abdul Quill", but "Ada Abdul Quill"
    end = size
    while end > 1 and _is_honour(folded[end - 1], lexicon):
        end -= 1
    for at in range(size - 1):
        classes[at] = _class_beside((letters[at], classes[at]), (letters[at + 1], classes[at + 1]), lexicon)
    for at, word in enumerate(letters):
        if classes[at] == "title+body" and word.isupper():
            classes[at] = "body" if at else "title"  # "Quill AG", but "AG Quill"
    short = tuple(map(is_abbreviation, letters))
    descents = (at for at in range(1, size) if folded[at] in lexicon.descent_particles)
    given = next((at - 1 for at in descents if _is_given(classes[at - 1])), None)
    return RunWords(
        tuple(map(key, letters)), folded, tuple(classes), short, tuple(titled), tuple(within), end, given
    )


def _class_beside(word_and_class: tuple[str, str], following: tuple[str, str], lexicon: Lexicon) -> str:
    """The class of a word by the word and class that follow."""
    (word, name), (following_word, following_class) = word_and_class, following
    if following_class == "initial" and len(word) == 1:
        return "initial"  # "J P. Quill"
    if name == "capitals" and _INITIALS.fullmatch(word):
        return "initial"  # "P.A. Ada Quill"
    if name == "role+first" and following_class.startswith("particle"):
        return "first"  # "Marine Le Quill"
    if name == "hyphen" and following_class.startswith("plain") and _is_pair_of_names(word):
        return "first"  # "Sung-Min Quill", but "Keld-based Quill"
    if name == "opening" and _is_second_name(following_word, lexicon):
        return "plain"  # "An Ji-woo said", "So Min-jun said"
    return name


def is_abbreviation(word: str) -> bool:
    """Is a word an abbreviation in capitals, such as "IG"?"""
    return 1 < len(word) < _LONG and word.isupper()


def behind_role(words: RunWords, lexicon: Lexicon) -> RunWords:
    """The words of a run behind a role: "Dean" is no title in "the editor Dean Quill", nor is "Jenifer"."""
    classes = words.classes
    if words.folded[0] in lexicon.first_names:
        return words._replace(classes=("first", *classes[1:]), titled=(False, False, *words.titled[2:]))
    if _is_unlisted_given_name(*classes[:2]):
        return words._replace(classes=("plain", *classes[1:]))
    return words


def _is_given(of_word: str) -> bool:
    """May a word of this class be the given name before a particle?"""
    return of_word.startswith(("first", "plain", "initial"))


def _is_unlisted_given_name(first: str, second: str = "") -> bool:
    """Is the first word of a run behind a role a name: "Jenifer Quillo", but not "Overseer Ada Quill"?"""
    return first in _LIKE_ROLES and second.startswith("plain")


def _is_second_name(word: str, lexicon: Lexicon) -> bool:
    """Is a word two syllables of a given name behind a surname: "Ji-woo", but not "Ex-minister"?"""
    first, hyphen, second = word.partition("-")
    syllable = second.isalpha() and second.islower() and fold(second) not in lexicon.ordinary_words
    return bool(hyphen) and first.istitle() and syllable


def _is_pair_of_names(word: str) -> bool:
    """Is a word two in capitals with a hyphen: "Sung-Min"?"""
    return "-" in word and all(part.istitle() for part in word.split("-"))


def _is_honour(folded: str, lexicon: Lexicon) -> bool:
    """Is the last word of a run a degree, honour or seat? "Jr." and "III" are part of the name."""
    return folded in lexicon.name_suffixes and folded.strip(".") not in _GENERATIONS


def _is_title(phrase: str, lexicon: Lexicon) -> bool:
    """Is a folded phrase a title or role, also with "-elect" or after a prefix with a hyphen?

    A prefix is a word or very short: "Vice-Chancellor", "Ex-Mayor", but "Nwoka-Eze" is a surname.
    """
    phrase = phrase.removesuffix("-elect").removesuffix("-designate")
    if phrase in lexicon.titles or phrase in lexicon.roles:
        return True
    prefix, _, title = phrase.partition("-")
    known = prefix in lexicon.ordinary_words or prefix in lexicon.titles or prefix in lexicon.roles
    if not (known or len(prefix) <= _LONGEST_PREFIX):
        return False
    return title in lexicon.titles or title.rpartition("-")[2] in lexicon.roles
