"""Which differences change what was said: a negation, a number, a name, a modal verb."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from quotes.language import english, fold
from quotes.matching.likeness import sounds_alike
from quotes.matching.vocabulary import vocabulary
from quotes.matching.word_list import NEGATION_SIGN, NUMBER_SIGN, WordList
from quotes.matching.words import is_function_word

_CLAUSE_MARK = re.compile(r"[.;:!?,—–()\n]|\s-\s")
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:…\n])[\s\"'“”‘’()\[\]«»—–-]*$")
_WORDS_OF_A_CLAUSE = 12
_CONTRAST = "but"
_MARKS_OF_A_POST = frozenset("#@")
_COMMON_NOUN = re.compile(r"(?:s|ing|ly|tion|sion|ment|ness|ity|ism|ance|ence|ship|ure|cy)$")
_VERBS_AFTER_A_NAME = frozenset(
    [
        "is",
        "was",
        "has",
        "had",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
    ]
)


class Gravity(StrEnum):
    """Why a difference changes what was said, in the order in which differences are reported."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    MODAL = "modal"


class Side(NamedTuple):
    """Words of one text that face words of another."""

    words: WordList
    start: int
    end: int

    @property
    def keys(self) -> Sequence[str]:
        """The keys of the words."""
        return self.words.keys[self.start : self.end]

    @property
    def weight(self) -> float:
        """What the words count."""
        return self.words.weigh(self.start, self.end)


def gravity_of(one: Side, other: Side) -> Gravity | None:
    """Why words that face each other change what was said, or None if they do not."""
    if any(map(is_negation, one.keys)) != any(map(is_negation, other.keys)):
        return Gravity.NEGATION
    if _numbers_differ(one.keys, other.keys):
        return Gravity.NUMBER
    if _names_differ(one, other):
        return Gravity.NAME
    if _modals_differ(one, other):
        return Gravity.MODAL
    return None


def is_negation(key: str) -> bool:
    """Is it the key of "not", "never", "no"?"""
    return key.startswith(NEGATION_SIGN)


def _numbers_differ(keys: Sequence[str], other_keys: Sequence[str]) -> bool:
    vague = vocabulary().vague_numbers
    numbers, others = (
        sorted(key for key in side if key.startswith(NUMBER_SIGN) or key in vague)
        for side in (keys, other_keys)
    )
    if numbers and others:
        return numbers != others
    return any(key != "#1" and not key.endswith("th") for key in (*numbers, *others))


def _names_differ(one: Side, other: Side) -> bool:
    mine, others = _names(one), _names(other)
    if not mine and not others and _opening_names_differ(one, other):
        return True
    unlike = [
        (name, facing)
        for names, same, facing in ((mine, others, other), (others, mine, one))
        for name in names
        if not any(sounds_alike(name, key) for key in same)
    ]
    return any(name != "".join(key[0] for key in facing.keys) for name, facing in unlike)


def _names(side: Side) -> set[str]:
    return {side.words.keys[at] for at in range(side.start, side.end) if is_name(side.words, at)}


def is_name(words: WordList, at: int) -> bool:
    """Is a word written like a name, with a capital within a sentence or as a hashtag, or known as one?"""
    start, text, key = words.starts[at], words.text, words.keys[at]
    if not text[start].isupper() or is_function_word(key) or not key[0].isalpha() or text.isupper():
        return False
    if text[start - 1 : start] in _MARKS_OF_A_POST:
        return True
    if not _BEGINS_SENTENCE.search(text, max(0, start - 8), start):
        return len(key) > 1
    lexicon = english().lexicon
    written = fold(text[start : words.ends[at]])
    return written in lexicon.first_names or written in lexicon.nationalities


def _opening_names_differ(one: Side, other: Side) -> bool:
    """Does each sentence open with another name? Names look like other words there; the verb tells."""
    if one.end - one.start != 1 or other.end - other.start != 1:
        return False
    following = [side.words.keys[side.end : side.end + 1] for side in (one, other)]
    return (
        following[0] == following[1]
        and not sounds_alike(one.keys[0], other.keys[0])
        and not _VERBS_AFTER_A_NAME.isdisjoint(following[0])
        and all(
            side.words.text[side.words.starts[side.start]].isupper()
            and not is_function_word(side.keys[0])
            and side.keys[0][0].isalpha()
            and not _COMMON_NOUN.search(side.keys[0])
            for side in (one, other)
        )
    )


def _modals_differ(one: Side, other: Side) -> bool:
    modals = vocabulary().modals
    mine, others = (
        [at for at in range(side.start, side.end) if side.words.keys[at] in modals] for side in (one, other)
    )
    if not mine or not others:
        return bool(mine or others)
    verb, other_verb = one.words.keys[mine[0]], other.words.keys[others[0]]
    if verb == other_verb:
        return False
    is_past = modals[verb] == other_verb or modals[other_verb] == verb
    return not is_past or _same_subject((one.words, mine[0]), (other.words, others[0]))


def _same_subject(one: tuple[WordList, int], other: tuple[WordList, int]) -> bool:
    """Does the same word precede both verbs?

    Then the sentence is whole, and its verb was changed: "I will go" / "I would go". Otherwise a reporter
    fitted it into a sentence: he "would go".
    """
    before, other_before = (
        words.keys[at - 1] if at and not words.gaps_at(at) else None for words, at in (one, other)
    )
    return before is not None and before == other_before


def ends_clause(words: WordList, at: int) -> bool:
    """Does a mark between the words ``at - 1`` and ``at`` end a clause? A text begins and ends with one."""
    if at <= 0 or at >= len(words.keys):
        return True
    return bool(_CLAUSE_MARK.search(words.text, words.ends[at - 1], words.starts[at]))


def clause_start(words: WordList, at: int) -> int:
    """The first word of the clause of the word ``at``; no clause is very long."""
    least = max(0, at - _WORDS_OF_A_CLAUSE)
    return next((start for start in range(at, least, -1) if ends_clause(words, start)), least)


def leaves_out_negation(side: Side) -> bool:
    """Do words, left out, take a negation away from the words that stay and have none before it?"""
    words, start, end = side
    if not any(map(is_negation, side.keys)) or (ends_clause(words, end) and ends_clause(words, start)):
        return False
    clause_end = next((at for at in range(end, start, -1) if _closes_clause(words, at, end)), start)
    if not any(map(is_negation, words.keys[clause_end:end])):
        return False
    return not any(map(is_negation, words.keys[clause_start(words, start) : start]))


def _closes_clause(words: WordList, at: int, end: int) -> bool:
    """Does a clause end before the word ``at``, within the words up to ``end`` or by what contrasts with it?

    In "did not want to but", the negation does not reach over "but". In "nobody but", it does.
    """
    if at < end and ends_clause(words, at):
        return True
    return words.keys[at : at + 1] == [_CONTRAST] and not is_negation(words.keys[at - 1])


def opens_with_denial(part: WordList, whole: WordList, cut: int) -> bool:
    """Does a part of a quote, from the word ``cut`` of the whole, leave out before it what denies it?

    "Everyone agrees" of "Not everyone agrees" does, and "We should leave" of "I don't think we should leave".
    A fragment, 'accept the deal' of "We will not accept the deal", does not.
    """
    start = clause_start(whole, cut - 1)
    if ends_clause(whole, cut) or not any(map(is_negation, whole.keys[start:cut])):
        return False
    if all(map(is_negation, whole.keys[start:cut])):
        return True
    begins_sentence = part.text[part.starts[0]].isupper() and whole.text[whole.starts[cut]].islower()
    return begins_sentence or part.keys[0] == "i"
