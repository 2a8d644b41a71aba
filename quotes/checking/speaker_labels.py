"""Who speaks in a transcript: the labels that open its turns, as in "MR. QUILL: We sail at dawn."."""

import re
from bisect import bisect_right

_LABEL = re.compile(r"^[ \t>*_#-]*([^\W\d_][^\n:“”\"]{0,70}?)[*_]*:[*_]*(?=\s|$)", re.MULTILINE)
_LINE = re.compile(r"^.*\w.*$", re.MULTILINE)
_SMALL = frozenset({"of", "the", "and", "for", "de", "la", "van", "von", "der", "del", "di", "bin", "al"})
_MOST_WORDS = 8
_LINES_A_LABEL = 4
"""A text with fewer labels is not a transcript: the colons are those of headings or lists."""


def speaker_label(text: str, start: int) -> str | None:
    r"""The label of the turn in which the character at ``start`` is; None if the text is not a transcript.

    >>> text = "ADA QUILL: We sail.\n\nBO REED: When?\n\nADA QUILL: At dawn."
    >>> speaker_label(text, text.index("When")), speaker_label("The plan: we sail.", 12)
    ('BO REED', None)
    """
    labels = [found for found in _LABEL.finditer(text) if _names_somebody(found[1])]
    if len(labels) * _LINES_A_LABEL < len(_LINE.findall(text)):
        return None
    place = bisect_right([label.end() for label in labels], start)
    return labels[place - 1][1].strip() if place else None


def _names_somebody(label: str) -> bool:
    """Whether the words before a colon can name who speaks: each begins with a capital."""
    words = re.sub(r"\([^)]*\)", "", label).replace(",", " ").split()
    return 0 < len(words) <= _MOST_WORDS and all(word[0].isupper() or word in _SMALL for word in words)
