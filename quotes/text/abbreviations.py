"""Short forms that an article explains: "Council of Harbour Towns (CHT)", "CHT, the Council of Towns"."""

import re
from collections.abc import Collection, Iterable, Sequence

_SHORT_FORM = re.compile(r"\s\((?:the\s)?[\"“]?([A-Z][A-Za-z&.]{1,9})[\"”]?\)")
_SHORT_FORM_FIRST = re.compile(
    r"\b([A-Z]{2,8}),? (?:the |\()([A-Z][\w’'-]*(?:\s(?:[A-Z][\w’'-]*|of|for|and|the|on|in))+)(?=[,.)])"
)
_LONG_FORM = re.compile(r"(?:[\w’'&/-]+,?[ \n]){1,12}$")
_LONG_FORM_REACH = 120
_CAPITALS = re.compile(
    r"\b[A-Z][\w’'-]*(?:\s(?:(?:of|for|and|the|on|in|to)\s){0,2}[A-Z][\w’'-]*)+",
)
_FEWEST_INITIALS = 3


def initials(words: Iterable[str]) -> str:
    """Join the first letters of words, as an abbreviation of them does.

    >>> initials(["Council", "of", "Harbour", "Towns"])
    'CoHT'
    """
    return "".join(word[0] for word in words)


def long_forms(text: str) -> dict[str, str]:
    """Map each abbreviation that ``text`` explains to its long form.

    >>> long_forms("The Council of Harbour Towns (CHT) and the BBK, the Bureau of Boats and Kites, met.")
    {'CHT': 'Council of Harbour Towns', 'BBK': 'Bureau of Boats and Kites'}
    """
    found: dict[str, str] = {}
    for match in _SHORT_FORM.finditer(text):
        lead = _LONG_FORM.search(text, max(0, match.start() - _LONG_FORM_REACH), match.start() + 1)
        short = match.group(1).replace(".", "")
        if lead and (long := _long_form(lead.group().split(), short)):
            found.setdefault(short, long)
    for match in _SHORT_FORM_FIRST.finditer(text):
        short, long = match.groups()
        if _fits_initials(short, initials(word for word in long.split() if word[0].isupper())):
            found.setdefault(short, long)
    return found


def spelt_out(text: str, short_forms: Collection[str]) -> dict[str, str]:
    """Map each of ``short_forms`` to the capitalised words of ``text`` whose initials spell it.

    Only abbreviations of at least three letters are looked up, and only those that one name alone fits.

    >>> spelt_out("Pell's Joint Board of Tides met. Later the JBT spoke.", {"JBT"})
    {'JBT': 'Joint Board of Tides'}
    """
    wanted = {short for short in short_forms if len(short) >= _FEWEST_INITIALS}
    found: dict[str, set[str]] = {}
    for match in _CAPITALS.finditer(text) if wanted else ():
        words = match.group().split()
        capitals = [at for at, word in enumerate(words) if word[0].isupper()]
        letters = initials(words[at] for at in capitals)
        for short in wanted:
            first = letters.find(short)
            while first >= 0:
                start, end = capitals[first], capitals[first + len(short) - 1] + 1
                if words[end : end + 1] in ([], ["and"]):
                    found.setdefault(short, set()).add(" ".join(words[start:end]))
                first = letters.find(short, first + 1)
    return {short: forms.pop() for short, forms in found.items() if len(forms) == 1}


def _fits_initials(short: str, letters: str) -> bool:
    """Do the letters of ``short`` occur in ``letters`` in this order, beginning with the same letter?"""
    rest = iter(letters)
    return short[:1] == letters[:1] and len(short) <= len(letters) and all(letter in rest for letter in short)


def _long_form(words: Sequence[str], short: str) -> str | None:
    """Find the fewest last words whose initials spell ``short``, with or without the small words.

    If there are none, the fewest whose initials have the capitals of ``short`` among them will do.

    >>> _long_form("head of the Council of Harbour Towns".split(), "CHT")
    'Council of Harbour Towns'
    >>> _long_form("the Centre for Tides and Harbours".split(), "CTide")
    'Centre for Tides and Harbours'
    """
    starts = [start for start in range(len(words) - 1, -1, -1) if words[start][0].isupper()]
    for start in starts:
        letters = initials(words[start:])
        if short.casefold() in (letters.casefold(), _capitals(letters).casefold()):
            return " ".join(words[start:])
    for start in starts:
        if len(_capitals(short)) > 1 and _fits_initials(_capitals(short), _capitals(initials(words[start:]))):
            return " ".join(words[start:])
    return None


def _capitals(letters: str) -> str:
    return "".join(filter(str.isupper, letters))
