"""Read the words beside a name that say what somebody is: "leader Ada Quill", "Ada Quill, a shop steward"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from quotes.language import Lexicon, fold

DETERMINERS = frozenset(
    {
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
        "your",
        "and",
        "or",
    }
)
_ARTICLES_AND_OWNERS = DETERMINERS - {"and", "or"}
_ONLY = r"(?:only\s|simply\s|just\s)?"
_OWN_NAME = re.compile(
    rf"\b(?:gave|gives|giving|used?|provided)\s{_ONLY}(?:his|her|their)\s(?:\w+\s)?(?:name|surname),\s$|"
    rf"\b(?:(?:his|her|their)\s(?:\w+\s)?(?:name|surname)|(?:him|her|them)sel(?:f|ves)|"
    rf"to\sbe\s(?:called|identified|known|named|quoted))\s{_ONLY}as\s{_ONLY}$"
)
_NAMING = re.compile(
    rf"{_OWN_NAME.pattern}|"
    rf"\b(?:identified\s{_ONLY}(?:as|by)|known\s{_ONLY}as|(?:be|is|was)\s(?:called|named))\s{_ONLY}$"
)
"""Words after which somebody's name follows: "who gave her name only as Ida"."""
_WORDS_BEFORE = re.compile(r"(?:[\w’'&/-]+\s){2,4}$")
_PLAYER = "international"
"""A word of bodies that also says what a person is: "former Pell international Ada Quill"."""
_PLACING = frozenset({"in", "at", "near", "across", "outside", "inside", "throughout"})
_PARTY = re.compile(r"\s\([A-Z][\w.]{0,5}(?:[-–,][^()]{1,20})?\)|,\s[DRI]-[A-Z]")
_AGE = re.compile(r",\s(?:aged?\s)?\d{1,3}(?=[,.;]|\sand\b)")
_AGE_OF_PERSON = re.compile(
    r",\s(?:aged?\s)?\d{1,2},?\s(?:an?|from|had|has|is|of|said|says|told|was|who|whose)\b|\s\(\d{2}\)[,;]?\s[a-z]"
)
"""An age with what goes on about a person, not a score or number: "Quill, 44, of Pell"."""
AFTER_NAME = re.compile(rf"(?:{_PARTY.pattern})?(?:{_AGE.pattern})?")
_APPOSITION = re.compile(r"(?:,|\s?[–—(]|\s-)\s?([^,;:()\"“”–—]{3,120})")
_COPULA = re.compile(r"\s(?:is|was|became|remains)\s((?:an?|the)\s[^.,;:()\"“”]{2,80})")
_MAY_DESCRIBE = re.compile(r"[,–—(]|\s(?:[–—(-]|is|was|became|remains|who)")
_RELATIVE = re.compile(r",?\swho(?:se)?\b")
_OWNED = re.compile(r"(?:['’]s?|\b(?:[Hh]is|[Hh]er|[Tt]heir))\s[\w-]+,\s$")
_RELATION = re.compile(r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir|whose)|\w['’]s?)\s(?:[\w-]+\s)?([\w-]+),?\s$")
_OF_SOMEBODY = re.compile(r"\b([\w-]+)\s(?:of|for|to)\s(?:the|an?|his|her|its|their)\s$")
_NAMED_ROLE = re.compile(r"\b[Aa]n?\s(?:[\w-]+\s){0,2}([\w-]+)\s(?:named|called)\s$")
_WORD = re.compile(r"[\w’'&/-]+")
_MOST_WORDS = 6
_PAIR = 2
_LOOK_BACK = 80
_LOOK_AHEAD = 160
_LONGEST_ROLE = 4

_PART_OF_OFFICE = re.compile(r"\s\([^()\n]{1,40}\)$")
"""What somebody is in charge of: "the Deputy Commissioner (Lands), Ada Quill"."""


class Description(NamedTuple):
    """What the words before or after a name say about the person.

    ``words`` are folded and may be empty. ``start`` is where a description before the name begins. The
    possible ``signs`` are those of `quotes.speakers.names.Name`.
    """

    words: str
    start: int
    signs: frozenset[str]


NOTHING = Description("", 0, frozenset())
"""The description of a name that has none."""


def before(text: str, start: int, titles: Sequence[str], lexicon: Lexicon, *, bare: bool) -> Description:
    """Read the words before a name whose capitals begin at ``start``.

    ``titles`` are the first of its capital words, which are titles and not part of the name. ``bare`` is true
    for a name of one word.
    """
    own = [fold(title) for title in titles]
    lead = text[max(0, start - _LOOK_BACK) : start]
    comma = lead.endswith(", ") and (bool(own) or not bare or _OWNED.search(lead) is not None)
    beside = _PART_OF_OFFICE.sub("", lead.removesuffix(", ")) + " " if comma else lead
    nearest, taken, position = _describing_words(beside, lexicon)
    written = lead[position:].split() if len(taken) > _PAIR else []
    if skipped := end_of_other_name([*written, *titles], lexicon):
        position += len(lead[position:].split(written[skipped])[0]) if skipped < len(written) else 0
        taken = taken[skipped:]
    if comma and is_complement(lead[:position], lexicon):
        taken = []
    if own:
        sign = _sign_of_title(own, lexicon)
        if comma:
            apposed = _role_at_end(taken, lexicon)
            words = " ".join([*taken, *own] if apposed else own)
            at = start - len(lead) + position if apposed else start
            return Description(words, at, frozenset({sign, "role"} if apposed else {sign}))
        modifiers = taken if sign == "title" else []
        role = _role_at_end(modifiers, lexicon)
        at = start - len(lead) + position if role and len(modifiers) <= role + 1 else start
        return Description(" ".join([*modifiers, *own]), at, frozenset({sign}))
    if _role_at_end(taken, lexicon):
        return Description(" ".join(taken), start - len(lead) + position, frozenset({"role"}))
    signs = {"the"} & {nearest} | ({"place"} if nearest in _PLACING else set())
    return Description("", start, frozenset(signs))


def is_complement(lead: str, lexicon: Lexicon) -> bool:
    """Do words before a role say whose relation or aide is meant: "the widow of the" before "officer,"?"""
    found = _OF_SOMEBODY.search(lead)
    return found is not None and fold(found.group(1)) in lexicon.roles


def end_of_other_name(words: Sequence[str], lexicon: Lexicon) -> int:
    """How many words before a name are about somebody else: "singer Ada Quill met" before "Governor"."""
    others = (lexicon.nationalities, lexicon.organisation_words, lexicon.roles, lexicon.prepositions)
    for at in range(len(words) - 2, 1, -1):
        given, surname, verb, title = words[at - 2 : at + 2]
        shaped = given[0].isupper() and surname[0].isupper() and verb.islower() and title[0].isupper()
        if shaped and not any(fold(word) in known for word in (given, surname, verb) for known in others):
            return at + 1
    return 0


def follows_naming(text: str, start: int) -> bool:
    """Do words before ``start`` say that the name there is somebody's: "who gave his name as"?"""
    return _NAMING.search(text, max(0, start - _LOOK_BACK), start) is not None


def leads_to_age(text: str, end: int) -> bool:
    """Does somebody's age follow a name that ends at ``end``?

    >>> [leads_to_age(f"Quill, 44, {words}", 5) for words in ("of Pell, left", "36 and 12", "who left")]
    [True, False, True]
    """
    return _AGE_OF_PERSON.match(text, end) is not None


def follows_own_name(text: str, start: int) -> bool:
    """Does somebody give the name at ``start`` as his or her own?"""
    return _OWN_NAME.search(text, max(0, start - _LOOK_BACK), start) is not None


def follows_relation(text: str, start: int, lexicon: Lexicon) -> bool:
    """Is the name at ``start`` that of a relation or role: "his wife, Ida", "Bo's wife Ida"?"""
    first = max(0, start - _LOOK_BACK)
    if named := _NAMED_ROLE.search(text, first, start):
        return fold(named.group(1)) in lexicon.roles
    found = _RELATION.search(text, first, start)
    return found is not None and fold(found.group(1)) in lexicon.roles


def calls_body(text: str, start: int, lexicon: Lexicon) -> bool:
    """Does the text call the name at ``start`` a body: "rights group Clear Voice", "the weekly Zrno"?

    After an article a clause may begin with the name: "the team Ada Quill leads". That is rare for an outlet.
    """
    found = _WORDS_BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    words = found.group().split() if found else []
    noun = words[-1] if words else ""
    if noun in lexicon.roles or noun in lexicon.presenters or noun == _PLAYER:
        return False
    if noun in lexicon.media_nouns:
        return "of" not in words  # "editor of the weekly Ida Quill"
    if noun not in lexicon.organisation_words:
        return False
    *lead, modifier = map(fold, words[:-1])
    verb = lexicon.cue_verbs.get(modifier, modifier) != modifier
    outside = verb or modifier in lexicon.prepositions or modifier in lexicon.opening_words
    return not outside and DETERMINERS.isdisjoint([*lead, modifier])


def _sign_of_title(titles: Sequence[str], lexicon: Lexicon) -> str:
    """The sign that the capital words before a name give."""
    title = titles[-1]
    if title in lexicon.honorifics:
        return "honorific"
    if title in lexicon.nationalities:
        return "nation"
    return "title" if _role_at_end(titles, lexicon) else "modifier"


def after(text: str, end: int, lexicon: Lexicon) -> Description:
    """Read the words after a name that ends at ``end``: an apposition with a role, an age, a party."""
    limit = min(len(text), end + _LOOK_AHEAD)
    end += text.startswith("*", end)  # leads to a note: "*Name changed"
    if not _MAY_DESCRIBE.match(text, end, limit):
        return Description("", end, frozenset())
    signs: set[str] = set()
    for pattern, sign in ((_PARTY, "party"), (_AGE, "age")):
        if found := pattern.match(text, end, limit):
            signs.add(sign)
            end = found.end()
    if _RELATIVE.match(text, end, limit):
        signs.add("who")
    match = _APPOSITION.match(text, end, limit) or _COPULA.match(text, end, limit)
    words = re.split(r"\.\s|\n\s*\n", match.group(1))[0].split() if match else []
    if not _names_role(words, lexicon):
        return Description("", end, frozenset(signs))
    return Description(fold(" ".join(words)), end, frozenset(signs | {"apposition"}))


def _describing_words(lead: str, lexicon: Lexicon) -> tuple[str, list[str], int]:
    """Find the last word of ``lead``, the words at its end that may describe a name, and where they begin.

    All words are folded. The description has at most `_MOST_WORDS` words and no punctuation.
    """
    nearest = ""
    taken: list[str] = []
    position, reached = 0, len(lead)
    if lead[-1:].isspace():
        for token in reversed(lead.rsplit(maxsplit=_MOST_WORDS)[-_MOST_WORDS:]):
            if not _WORD.fullmatch(token):
                break
            word = fold(token)
            nearest = nearest or word
            if _ends_description(word, lexicon) or token in lexicon.irregular_pasts:
                break
            position = reached = lead.rindex(token, 0, reached)
            taken.append(word)
    return nearest, taken[::-1], position


def _ends_description(word: str, lexicon: Lexicon) -> bool:
    """Does a description end before ``word``, read backwards from the name?

    A role that may also be a verb does not end it: "prosecution counsel Ada Quill".
    """
    if word in lexicon.roles and lexicon.cue_verbs.get(word, word) == word:
        return False
    return (
        word in DETERMINERS
        or word in lexicon.prepositions
        or word in lexicon.cue_verbs
        or word in lexicon.weak_cue_verbs
        or word[:1].isdigit()
        or (word.endswith("ed") and "-" not in word)
    )


def _role_at_end(words: Sequence[str], lexicon: Lexicon) -> int:
    """Number of words of the longest role at the end of ``words``."""
    for length in range(min(_LONGEST_ROLE, len(words)), 0, -1):
        phrase = " ".join(words[-length:])
        if phrase in lexicon.roles or phrase in lexicon.titles or phrase.rpartition("-")[2] in lexicon.roles:
            return length
    return 0


def _names_role(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Does an apposition say what somebody is, before any preposition or verb of speech?

    Inside it, an article or owner follows a verb: "Quill, 29, lost her husband".
    """
    for at, word in enumerate(words):
        if follows_verb(words, at, lexicon):
            return False
        if _is_role_at(words, at, lexicon):
            following = fold(words[at + 1]) if at + 1 < len(words) else ""
            return following in ("", "and", "who", "whose") or following in lexicon.prepositions
        if fold(word) in lexicon.prepositions or fold(word) in lexicon.cue_verbs:
            return False
    return False


def follows_verb(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Is a word of an apposition an article or owner behind a verb: "the" of "visited the mayor"?"""
    if not at or fold(words[at]) not in _ARTICLES_AND_OWNERS:
        return False
    before = fold(words[at - 1])
    return before not in lexicon.before_roles and not before.endswith("ly")


def _is_role_at(words: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Does a role end at this word, without a name after it that it belongs to?"""
    following = words[at + 1] if at + 1 < len(words) else ""
    word = fold(words[at]).rstrip(".")
    known = word in lexicon.roles or word in lexicon.titles or word.rpartition("-")[2] in lexicon.roles
    return known and word not in lexicon.honorifics and not following[:1].isupper()
