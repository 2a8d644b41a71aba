"""People who only belong to an outlet and hear what is said: "told shareholders of Vale TV"."""

import re

from quotes.language import Lexicon

_OF_OUTLET = re.compile(r"\s(?:of|at|in|from)\s")
_OWNED_NOUN = re.compile(
    r"['’]s?\s(?:[a-z-]+\s){0,2}?([a-z-]+)(?=[,.;:?!_]|\s(?:that|he|she|they|it|the|his|her|how|why|to|on|in|at|last)\b)"
)
_EDITORIAL = "editorial "
"""An outlet's editorial board speaks with people for the outlet."""


def are_hearers(text: str, end: int, noun: str, lexicon: Lexicon) -> bool:
    """Are those called by the noun that ends there an outlet's, but no journalists or audience of it?

    >>> from quotes.language import english
    >>> nouns = ("workers", "viewers")
    >>> [are_hearers(f"{noun} of Vale TV", len(noun), noun, english().lexicon) for noun in nouns]
    [True, False]
    """
    editorial = text.endswith(_EDITORIAL, 0, end - len(noun))
    return not editorial and _are_others(noun, lexicon) and _OF_OUTLET.match(text, end) is not None


def owns_hearers(text: str, end: int, lexicon: Lexicon) -> bool:
    """Does an outlet whose name ends there own a body or people that hear: "Vale TV's board"?"""
    owned = _OWNED_NOUN.match(text, end)
    return owned is not None and _EDITORIAL not in owned.group() and _are_others(owned.group(1), lexicon)


def _are_others(noun: str, lexicon: Lexicon) -> bool:
    """Does a plural or a word for a body mean others than those who work for an outlet or follow it?"""
    one = lexicon.plural_roles.get(noun, noun)
    press = (lexicon.presenters, lexicon.audiences, lexicon.press_words, lexicon.reporting_staff)
    if any(one in words or noun in words for words in press):
        return False
    return noun in lexicon.organisation_words or noun in lexicon.plural_roles
