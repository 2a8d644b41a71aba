"""Recognise headlines, in which a capital does not mark a name."""

import re

from quotes.language import Lexicon, fold

_LETTERS = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE_WITHIN = re.compile(r"[a-z]{2}[.!?]['\"’”]?\s+[\"“‘']?[^\Wa-z]")
_FULL_STOP = "."
_LONGEST_HEADLINE = 320
_TITLE_CASE_SHARE = 0.85


def is_title_case(line: str, lexicon: Lexicon) -> bool:
    """Is a line a headline in which nearly every word, except small ones, has a capital?

    >>> from quotes.language import english
    >>> lines = "Quill Sees New Hope for Harbour Bridge", "Ada Quill sees new hope for harbour bridge"
    >>> [is_title_case(line, english().lexicon) for line in lines]
    [True, False]
    """
    if len(line) > _LONGEST_HEADLINE or _SENTENCE_WITHIN.search(line):
        return False
    opening, prepositions = lexicon.opening_words, lexicon.prepositions
    words = [
        word
        for word in _LETTERS.findall(line)
        if (folded := fold(word)) not in opening and folded not in prepositions
    ]
    capitals = sum(word[0].isupper() for word in words)
    # "Senator Ada Quill met Governor Otto Bell on Monday." is a sentence.
    sentence = capitals < len(words) and line.rstrip().endswith(_FULL_STOP)
    return len(words) > 3 and not sentence and capitals > _TITLE_CASE_SHARE * len(words)
