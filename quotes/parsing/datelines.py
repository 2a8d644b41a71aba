"""Datelines: the place, date and agency with which a news report begins, which are no part of its sentence.

A parser takes "CAIRO (Reuters) -" for the subject of the sentence after it.
"""

import re

from quotes.types import Span

_PLACE = r"[^\W\d_a-z][\w.’'-]*(?:[ /-][^\W\d_a-z][\w.’'-]*){0,4}(?: \d{1,2})?"
_CAPITALS = r"(?:[A-Z][A-Z.’'-]+|(?:Mc|St\. )[A-Z]+)(?:[ /,]{1,2}[A-Z][A-Z.’'-]*)*"
_MORE = r"(?:(?:,| \[)[^—–:\n\"“”()]{1,50}?)?"
_AGENCY = r"\s?(?:\([^()\n\"“”]{2,50}\)|/[A-Z][^/\n]{1,20}/)"
_CLOCK = r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?"
"""The time before an entry of a live blog: "16:20 GMT — "."""
_DASH = r"\s*(?:—|–|--?|::?)\s+"
_ANYWHERE = re.compile(
    "|".join(
        (
            rf"{_CAPITALS}{_MORE}(?:{_AGENCY})?\s*(?:—|–|--?|\|)\s+",
            rf"{_PLACE}{_MORE}{_AGENCY}{_DASH}",
            rf"{_CAPITALS}{_MORE}\.?{_AGENCY}\.\s+",
            r"\([A-Z][^()\n\"“”]{1,30}\)\s?(?:—|–|--?)\s+",
            rf"{_CLOCK}\s*(?:—|–|--?|\|)\s+",
        )
    )
)
_AT_BEGINNING = re.compile(
    rf"{_CAPITALS}{_MORE}:\s+|"
    rf"{_PLACE}(?:, [^—–:\n\"“”()]{{2,30}}?)?(?P<dash>\s(?:—|–|--?|\|)|:)\s+(?=[^\W\d_a-z])"
)
_FIRST_PARAGRAPHS = 2
_SENTENCE = 30
_NEAR = 40
_WORDS_NEAR = 3
_ASIDE_WITHIN = 150
_MARKS = "\"“‘'«"


def dateline_end(text: str, paragraph: Span, number: int) -> int:
    """Where the dateline of a paragraph ends, or the start of the paragraph if it has none.

    ``number`` is the paragraph's number in the article. A place that neither its capitals and a dash nor an
    agency give away counts only at the beginning of an article: later on, "Quill – a sailor – said" and the
    labels of a transcript look the same.

    >>> text = "CAIRO (Reuters) - Quill said no to the harbour board."
    >>> text[dateline_end(text, Span(0, len(text)), 0):]
    'Quill said no to the harbour board.'
    """
    found = _ANYWHERE.match(text, *paragraph)
    if found is None and number < _FIRST_PARAGRAPHS:
        found = _AT_BEGINNING.match(text, *paragraph)
        following = found and text[found.end() : min(paragraph.end, found.end() + _ASIDE_WITHIN)]
        if found and following and found["dash"]:
            aside = found["dash"] in following
            near = following[:_NEAR] if found["dash"] == ":" else " ".join(following.split()[:_WORDS_NEAR])
            found = None if aside or _begins_with_mark(near) else found
    if found is None or found.end() + _SENTENCE > paragraph.end or text[found.end()] in _MARKS:
        return paragraph.start
    return found.end()


def _begins_with_mark(words: str) -> bool:
    """Is a quotation mark so near that the name before the colon or dash may be its speaker?"""
    return any(mark in words for mark in _MARKS)
