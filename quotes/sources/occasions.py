"""Find the times and occasions in a sentence. A new one ends what an outlet reported from an earlier one."""

import re

from quotes.language import Lexicon, fold

_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|"
    r"october|november|december|(?:19|20)\d\d|yesterday|"
    r"last (?:week|month|year|spring|summer|autumn|fall|winter)|"
    r"(?:weeks?|months?|years?|days?) (?:ago|earlier|later|before)|at the time|back then|"
    r"previously|in the past|"
    r"(?:said|says|told \w+|wrote) then|earlier this (?:week|month|year)|once (?:said|told|wrote))\b",
    re.IGNORECASE,
)
THE_SAME_TIME = frozenset({"at the time", "back then", "said then", "says then", "wrote then"})
"""Times that are those of the sentence before."""
_LOOKS_BACK = re.compile(
    r"\b(?:then(?=[.,])|at the time|last (?:month|year|spring|summer|autumn|fall|winter)|"
    r"(?:months?|years?) (?:ago|earlier|before)|in (?:19|20)\d\d|earlier this (?:month|year)|back in)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:at|in|during|from|told|telling|tells|to|before|addressing)\s(?=((?:[\w’'-]+\s?){1,6}))",
    re.IGNORECASE,
)
_ANOTHER_INTERVIEW = re.compile(
    r"\b(?:an|a|another|one)\s(?:(?!the|of|his|her|their)[\w’'-]+\s){0,3}?(?:interview|appearance|podcast|broadcast|programme|post|tweet|column|"
    r"op-ed)\b|\b(?:other|several|two|recent|later|earlier)\s(?:[\w’'-]+\s){0,2}?(?:interviews|appearances|posts|tweets)\b"
)

_SPOKEN_AT = re.compile(
    r"\b(?:sa(?:id|ys)|told\s\w+|sp(?:oke|eaking))\s(?:\w+\s){0,2}?(?:at|outside|inside|during)\s(?:an?|the|his|her|their)\s"
    r"(?!(?:same\s)?(?:time|moment|end|start|beginning|outset)\b)|"
    r"\b(?:sa(?:id|ys)|told\s\w+|sp(?:oke|eaking))\s(?:\w+\s){0,2}?after\s(?:(?:an?|the|his|her|their)\s)?(?:\w+\s)?"
    r"(?:talks|meeting|match|game|race|visit|vote|verdict|hearing|summit|ceremony)\b"
)
"""A place or event right after the verb of speaking, whatever it is called: "at a market", "after talks"."""


def times(sentence: str) -> frozenset[str]:
    """Find the expressions of time in a sentence, in lower case.

    >>> sorted(times("He said on Monday what he had said last year."))
    ['last year', 'monday']
    """
    return frozenset(" ".join(match.group().lower().split()) for match in _TIME.finditer(sentence))


def occasions(sentence: str, lexicon: Lexicon) -> frozenset[str]:
    """Find the occasions and audiences of speech in a sentence, as singular nouns.

    >>> from quotes.language import english
    >>> sentence = "She told reporters what she had said at the market and in another interview."
    >>> sorted(occasions(sentence, english().lexicon))
    ['interview', 'place', 'reporter']
    """
    found = {"interview"} if _ANOTHER_INTERVIEW.search(sentence) else set()
    if _SPOKEN_AT.search(sentence):
        found.add("place")
    for match in _PLACE.finditer(sentence):
        words = fold(match.group(1)).split()
        for count, word in enumerate(words):
            if count and word in lexicon.prepositions:
                break
            noun = lexicon.occasions.get(" ".join(words[count : count + 2])) or lexicon.occasions.get(word)
            if noun == word and not count and match.group().lower().rstrip() == "to":
                break  # "ready to visit", "to address them"
            if noun:
                found.add(noun)
                break
    return frozenset(found)


def looks_back(sentence: str) -> bool:
    """Is a sentence about something long ago: "last year", "at the time"?"""
    return bool(_LOOKS_BACK.search(sentence))
