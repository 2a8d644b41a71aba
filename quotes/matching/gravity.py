"""Which differences change what was said: a negation, a number, a name, a modal verb."""

import re
from collections.abc import Sequence
from enum import StrEnum

from quotes.matching.alignment import Stretch, is_negation
from quotes.matching.numerals import NUMBER_SIGN
from quotes.matching.vocabulary import vocabulary
from quotes.matching.words import WordList, is_function_word

_CLAUSE_MARK = re.compile(r"[.;:!?,—–]|\s-\s")
_SENTENCE_END = re.compile(r"[.!?:…]['\"”’)\]]*\s*[\"“‘'(\[]*$|^\W*$|\n\s*$")
_VOWELS = re.compile(r"[aeiouyj]+")
_ONE_SOUND = (("ph", "f"), ("kh", "k"), ("ck", "k"), ("ch", "k"), ("dh", "d"), ("zh", "z"), ("h", ""))
_ONE_LETTER = str.maketrans("qcgxzw", "kkkssv")


class Gravity(StrEnum):
    """Why a difference changes what was said. The order is that in which differences are told."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    MODAL = "modal"


def gravity_of(stretch: Stretch, first: WordList, second: WordList) -> Gravity | None:
    """Why a stretch of differing words changes what was said, or None."""
    keys = first.keys[stretch.i1 : stretch.i2]
    other_keys = second.keys[stretch.j1 : stretch.j2]
    if any(map(is_negation, keys)) != any(map(is_negation, other_keys)):
        return Gravity.NEGATION
    if _numbers_differ(keys, other_keys):
        return Gravity.NUMBER
    if _names_differ(stretch, first, second):
        return Gravity.NAME
    if _modals_differ(stretch, first, second):
        return Gravity.MODAL
    return None


def _numbers_differ(keys: Sequence[str], other_keys: Sequence[str]) -> bool:
    vague = vocabulary().vague_numbers
    numbers, others = (
        [key for key in side if key.startswith(NUMBER_SIGN) or key in vague] for side in (keys, other_keys)
    )
    if numbers and others:
        return sorted(numbers) != sorted(others)
    return any(key != "#1" and not key.endswith("th") for key in (*numbers, *others))


def _modals_differ(stretch: Stretch, first: WordList, second: WordList) -> bool:
    modals = vocabulary().modals
    mine = [at for at in range(stretch.i1, stretch.i2) if first.keys[at] in modals]
    others = [at for at in range(stretch.j1, stretch.j2) if second.keys[at] in modals]
    if not mine or not others:
        return bool(mine or others)
    verb, other = first.keys[mine[0]], second.keys[others[0]]
    if verb == other:
        return False
    if modals[verb] == other:
        return not _fits_reported_speech(stretch, others[0] - stretch.j1, mine[0] - stretch.i1, second, first)
    if modals[other] == verb:
        return not _fits_reported_speech(stretch, mine[0] - stretch.i1, others[0] - stretch.j1, first, second)
    return True


def _fits_reported_speech(
    stretch: Stretch, within: int, other_within: int, reported: WordList, spoken: WordList
) -> bool:
    """Did a reporter change the tense: "I will not" / he "would not"?

    If the word before the verb is the same in both, the sentence is whole and its verb was changed.
    """
    at = (stretch.i1 if stretch.i1 + within < len(reported.keys) else stretch.j1) + within
    verbs = [i for i, key in enumerate(reported.keys) if key in vocabulary().modals]
    at = min(verbs, key=lambda i: abs(i - at), default=0)
    if at == 0 or any(gap.at == at for gap in reported.gaps):
        return True
    before = reported.keys[at - 1]
    return before not in spoken.keys


def _names_differ(stretch: Stretch, first: WordList, second: WordList) -> bool:
    mine = {first.keys[at] for at in range(stretch.i1, stretch.i2) if is_name(first, at)}
    others = {second.keys[at] for at in range(stretch.j1, stretch.j2) if is_name(second, at)}
    if not mine and not others:
        return False
    left = [name for name in mine - others if not any(sounds_alike(name, other) for other in others)]
    left_others = [name for name in others - mine if not any(sounds_alike(name, other) for other in mine)]
    if len(left) == 1 and left[0] == "".join(key[0] for key in second.keys[stretch.j1 : stretch.j2]):
        return False
    if len(left_others) == 1 and left_others[0] == "".join(
        key[0] for key in first.keys[stretch.i1 : stretch.i2]
    ):
        return False
    return bool(left or left_others)


def is_name(words: WordList, at: int) -> bool:
    """Is a word written like a name: with a capital within a sentence, or as a hashtag?"""
    start = words.starts[at]
    text = words.text
    key = words.keys[at]
    if not text[start].isupper() or is_function_word(key) or key[0] in "#!" or len(key) == 1:
        return False
    if text[start - 1 : start] in {"#", "@"}:
        return True
    return not (
        text.isupper()
        or _SENTENCE_END.search(text, max(0, start - 8), start)
        or not text[:start].strip(" \"“‘'[(")
    )


def sounds_alike(name: str, other: str) -> bool:
    """Are two names one name, written in two ways?

    >>> sounds_alike("zelensky", "zelenskyy"), sounds_alike("iran", "iraq")
    (True, False)
    """
    return _sound(name) == _sound(other) or (name[0] == other[0] and name.rstrip("s") == other.rstrip("s"))


def _sound(name: str) -> tuple[str, int]:
    for letters, sound in _ONE_SOUND:
        name = name.replace(letters, sound)
    name = re.sub(r"(.)\1+", r"\1", name.translate(_ONE_LETTER))
    return _VOWELS.sub("", name), len(_VOWELS.findall(name))


def ends_clause(words: WordList, at: int) -> bool:
    """Does a mark between the words ``at - 1`` and ``at`` end a clause? A text begins and ends with one."""
    if at <= 0 or at >= len(words.keys):
        return True
    return bool(_CLAUSE_MARK.search(words.text, words.ends[at - 1], words.starts[at]))


def leaves_out_negation(words: WordList, start: int, end: int) -> bool:
    """Do the words from ``start`` to ``end``, left out, take a negation away from the words that stay?"""
    if not any(map(is_negation, words.keys[start:end])) or (
        ends_clause(words, end) and ends_clause(words, start)
    ):
        return False
    for at in range(end - 1, start - 1, -1):
        if is_negation(words.keys[at]):
            return True
        if ends_clause(words, at):
            return False
    return False


def opens_with_denial(part: WordList, whole: WordList, cut: int) -> bool:
    """Does a part of a quote leave out, before its first word, what denies it?

    "Everyone agrees" of "Not everyone agrees" does, and "We should leave" of "I don't think we should leave".
    A fragment, 'accept the deal' of "We will not accept the deal", does not.
    """
    before = []
    for at in range(cut - 1, -1, -1):
        if ends_clause(whole, at + 1):
            break
        before.append(whole.keys[at])
    if not any(map(is_negation, before)):
        return False
    if all(map(is_negation, before)):
        return True
    begins_sentence = part.text[part.starts[0]].isupper() and whole.text[whole.starts[cut]].islower()
    return begins_sentence or part.keys[0] == "i"
