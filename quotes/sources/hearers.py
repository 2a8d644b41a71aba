"""People who only belong to an outlet and hear what is said: "told shareholders of Vale TV"."""

import re

from quotes.language import Lexicon
from quotes.sources.name_patterns import CALENDAR

_OF_OUTLET = re.compile(r"\s(?:of|at|in|from)\s")
_OWNED_NOUN = re.compile(
    r"['’]s?\s(?:[a-z-]+\s){0,2}?([a-z-]+)(?=[,.;:?!_]|\s(?:that|he|she|they|it|the|his|her|how|why|to|on|in|at|last)\b)"
)
_NAMED_NOUN = re.compile(
    rf"\s(?:(?!(?:in|on|at|by|for|of|from|with|to|during|after|before|a|an|the)\b)[\w-]+\s){{0,2}}?([a-z-]+)(?=[,.;:?!_\"]|$|\s(?:that|(?:on\s)?(?:{CALENDAR.pattern}))\b)"
)
"""The clause must be over: "told TVK police had come" is of the police, not to them."""
_EDITORIAL = "editorial "
"""An outlet's editorial board speaks with people for the outlet."""
_CREW = re.compile(r"\b(?:camera|documentary|film|news|television|TV|video)\s$")
"""What is before the crew of a broadcaster, which films what people say."""


def are_hearers(text: str, end: int, noun: str, lexicon: Lexicon) -> bool:
    """Are those called by the noun that ends there an outlet's, but no journalists or audience of it?

    >>> from quotes.language import english
    >>> nouns = ("workers", "viewers")
    >>> [are_hearers(f"{noun} of Vale TV", len(noun), noun, english().lexicon) for noun in nouns]
    [True, False]
    """
    start = end - len(noun)
    newsroom = text.endswith(_EDITORIAL, 0, start) or _CREW.search(text, max(0, start - 15), start)
    return not newsroom and _are_others(noun, lexicon) and _OF_OUTLET.match(text, end) is not None


def owns_hearers(text: str, end: int, lexicon: Lexicon) -> bool:
    """Does an outlet whose name ends there only say which body or people hear: "Vale TV's board"?

    >>> from quotes.language import english
    >>> clauses = ("Vale police.", "Vale police had", "Vale tours crew on Friday", "Vale editors.")
    >>> [owns_hearers(clause, len("Vale"), english().lexicon) for clause in clauses]
    [True, False, True, False]
    """
    owned = _OWNED_NOUN.match(text, end) or _NAMED_NOUN.match(text, end)
    return owned is not None and _EDITORIAL not in owned.group() and _are_others(owned.group(1), lexicon)


def _are_others(noun: str, lexicon: Lexicon) -> bool:
    """Does a plural or a word for a body mean others than those who work for an outlet or follow it?"""
    one = lexicon.plural_roles.get(noun, noun.removesuffix("s"))
    newsroom = (lexicon.presenters, lexicon.reporting_staff, lexicon.press_words, lexicon.media_nouns)
    if any(one in words or noun in words for words in (*newsroom, lexicon.audiences)):
        return False
    return any(
        noun in words for words in (lexicon.organisation_words, lexicon.plural_roles, lexicon.occasions)
    )
