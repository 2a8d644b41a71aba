"""Where an office begins and ends before a name: "Tourism, Arts and Culture Minister" before "Datuk"."""

import re
from collections.abc import Sequence

from quotes.language import Lexicon, fold

ABBREVIATION = re.compile(r"\s?\([A-Z][A-Z.&-]{1,9}\)(?=[\s,])")
"""Letters for the name before them: "the Pell Union (PU) leader"."""
LINKS = frozenset({"and", "&"})
_LONGEST_TITLE = 3


def begin_of_fields(words: Sequence[str], begin: int, lexicon: Lexicon) -> int:
    """Where an office begins whose last field is the word at ``begin``.

    The other fields are ordinary words in capitals, too. The first one may be a place behind a preposition:
    "In Pell, Arts and Culture Minister".

    >>> from quotes.language import english
    >>> words = "said Tourism , Arts and Culture Minister".split()
    >>> [begin_of_fields(words, at, english().lexicon) for at in (5, 6)]
    [1, 6]
    """
    first = begin - 2
    if first < 0 or words[begin - 1] not in LINKS:
        return begin
    if not (_is_field(words[first], lexicon) and _is_field(words[begin], lexicon)):
        return begin
    more = first
    while more > 1 and words[more - 1] == "," and _is_field(words[more - 2], lexicon):
        more -= 2
    return first if more and fold(words[more - 1]) in lexicon.prepositions else more


def _is_field(word: str, lexicon: Lexicon) -> bool:
    folded = fold(word)
    others = (lexicon.roles, lexicon.titles, lexicon.first_names, lexicon.organisation_words)
    return (
        word.istitle() and folded in lexicon.ordinary_words and not any(folded in known for known in others)
    )


def size_of_address(tokens: Sequence[str], lexicon: Lexicon) -> int:
    """How many words the title has that the words end with, if it does not say what somebody is.

    "Dr.", "Datuk" and "Tan Sri" do not; "General" does.
    """
    last = tokens[-1] if tokens else ""
    known = fold(last) in lexicon.roles or fold(last) in lexicon.ordinary_words
    if known and not (last.endswith(".") or last.isupper()):
        return 0
    longest = range(min(_LONGEST_TITLE, len(tokens)), 0, -1)
    return next((size for size in longest if fold(" ".join(tokens[-size:])) in lexicon.titles), 0)
