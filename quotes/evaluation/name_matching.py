"""When a mention or a name counts as right, whatever the tool itself takes for one name."""

import re
from collections.abc import Iterator, Sequence

from quotes.text import initials
from quotes.types import Span

# The vocabulary below is part of the measure: it must not change when the tool learns a word.
_POST_MODIFIER = re.compile(
    r"\s(?:of|for|from|in|at|with|who|whose|which|that|on|to|by|near|after|during|about)\b|[(\[—–]"
)
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "him", "her", "his", "their", "who"])
_TITLES = frozenset(
    word
    for line in (
        "mr mrs ms miss dr sir dame lord lady prof professor president vice secretary senator sen rep",
        "representative gov governor mayor judge justice general gen colonel col captain capt chief prime",
        "minister king queen prince princess pope rev reverend father officer sheriff attorney director",
        "chairman chairwoman ceo former the a an",
    )
    for word in line.split()
)
_POSSESSIVE = re.compile(r"[’']s?\b")
_MENTION_SLACK = 20


def mention_is_right(text: str, sources: Sequence[Span], mention: Span | None) -> bool:
    """Whether ``mention`` names the same speaker as the gold mentions at ``sources``.

    It does if it overlaps the head of a gold mention and is not much longer, if it repeats a gold name
    elsewhere, or if it repeats a gold pronoun in the same paragraph.

    >>> text = "Ada Quill, mayor of Ellin, smiled. Quill left."
    >>> [mention_is_right(text, [Span(0, 25)], span) for span in (Span(4, 9), Span(20, 25), Span(35, 40))]
    [True, False, False]
    """
    if mention is None:
        return False
    longest = 1.5 * sum(source.end - source.start for source in sources) + _MENTION_SLACK
    if mention.end - mention.start > longest:
        return False
    if any(overlap(mention, head) for source in sources for head in _heads(text, source)):
        return True
    return any(_says_the_same(text, source, mention) for source in sources)


def _says_the_same(text: str, source: Span, mention: Span) -> bool:
    """Whether the mention repeats the gold name or, in the same paragraph, the gold pronoun."""
    said, wanted = mention.of(text).casefold(), source.of(text)
    if said not in _PRONOUNS:
        return _name_words(said) == _name_words(wanted)
    between = text[min(mention.start, source.start) : max(mention.end, source.end)]
    return said == wanted.casefold() and "\n" not in between


def _heads(text: str, source: Span) -> Iterator[Span]:
    """Yield the ranges that hold the head of a gold mention: each comma part up to its post-modifier."""
    start = source.start
    for part in source.of(text).split(","):
        if part.strip():
            modifier = _POST_MODIFIER.search(part)
            # A part that begins with its post-modifier has no head before it, so all of it counts.
            yield Span(start, start + ((modifier and modifier.start()) or len(part)))
        start += len(part) + 1


def _name_words(name: str) -> list[str]:
    """Split a name into words in lower case, without titles unless it has nothing else.

    >>> _name_words("Mayor Ada Quill's"), _name_words("the President")
    (['ada', 'quill'], ['the', 'president'])
    """
    words = re.findall(r"\w+", _POSSESSIVE.sub("", name).casefold())
    return [word for word in words if word not in _TITLES] or words


def same_name(gold: str, predicted: str | None, *, lenient: bool) -> bool:
    """Whether two names are the same apart from titles; "A|B" in ``gold`` accepts either.

    Strict: the same words, or an abbreviation and its full form. Lenient also accepts one name's words
    containing the other's, or sharing at least half of all words.

    >>> [same_name("Ada Quill", "Mayor Quill", lenient=lenient) for lenient in (False, True)]
    [False, True]
    """
    if not predicted:
        return False
    got = _name_words(predicted)
    return any(_same_words(_name_words(name), got, lenient=lenient) for name in gold.split("|"))


def _same_words(wanted: list[str], got: list[str], *, lenient: bool) -> bool:
    """Whether the words of two names make the same name."""
    if wanted == got or initials(wanted) == "".join(got) or initials(got) == "".join(wanted):
        return True
    if not lenient:
        return False
    one, other = set(wanted), set(got)
    return one <= other or other <= one or 2 * len(one & other) >= len(one | other)


def overlap(one: Span, other: Span) -> int:
    """Count the characters that two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))
