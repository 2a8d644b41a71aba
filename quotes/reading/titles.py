"""Titles without the outlet's name ("Ferry returns | The Ellin Courier"), and outlets without their mottos.

No list of outlets is needed. The words after the last bar or dash are the outlet's name if they are like the
stated outlet or the page's web address, or if the titles of most articles that are read together end in them.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from quotes.reading.reading_outcomes import FoundArticle, ReadingOutcome, Remark
from quotes.types import Article

_SEPARATOR = re.compile(r"\s+(?:[-–—|·•»«:]|::)\s+|\s*\|+\s*")
_WORD = re.compile(r"\w+")
_SMALL = frozenset(["the", "a", "an", "and", "of", "for", "in", "on", "de", "la", "le", "der", "die", "das"])
_MOST_WORDS = 6
_FURTHER_WORDS = 2
_SHORTEST_INITIALS = 3
_ENOUGH = 16
_MOST_HELD = 200
_REPEATED = 3
_MOST = 0.6


class _Parts(NamedTuple):
    """A title, and the name after or before it."""

    title: str
    name: str


def tidy_titles(outcomes: Iterable[ReadingOutcome]) -> Iterator[ReadingOutcome]:
    """Pass on what was read, with tidy titles and outlets.

    Where neither an outlet nor a web address says whose name ends a title, some articles are held back to see
    whether their titles end in the same name.
    """
    coming = iter(outcomes)
    held: deque[ReadingOutcome] = deque()
    number_open = 0
    for outcome in coming:
        tidied = _tidied(outcome)
        held.append(tidied)
        if not number_open and not _is_open(tidied):
            yield held.popleft()
            continue
        number_open += _is_open(tidied)
        if number_open >= _ENOUGH or len(held) >= _MOST_HELD:
            break
    names = _repeated_names(held)
    while held:
        yield _without_names(held.popleft(), names)
    for outcome in coming:
        yield _without_names(_tidied(outcome), names)


def tidy_title(title: str | None, outlet: str | None, url: str | None) -> tuple[str | None, str | None]:
    """A title without the outlet's name, and the outlet.

    >>> tidy_title("Ferry returns | The Ellin Courier", "Ellin Courier", None)
    ('Ferry returns', 'Ellin Courier')
    >>> tidy_title("Ferry returns - CBC News", "cbc.example", "https://www.cbc.example/ferry")
    ('Ferry returns', 'CBC News')
    >>> tidy_title("Ferry returns - at last", "Ellin Courier", None)
    ('Ferry returns - at last', 'Ellin Courier')
    """
    host = _host(url)
    outlet = _tidy_outlet(outlet, host)
    title = " ".join((title or "").split()) or None
    while title and (parts := _outlet_apart(title, outlet, host)):
        title = parts.title
        if outlet is None or _is_host(outlet):
            outlet = parts.name
    return title, outlet


def _tidied(outcome: ReadingOutcome) -> ReadingOutcome:
    if isinstance(outcome, Remark):
        return outcome
    article = outcome.article
    title, outlet = tidy_title(article.title, article.outlet, article.url)
    return _with(outcome, article, title, outlet)


def _with(found: FoundArticle, article: Article, title: str | None, outlet: str | None) -> FoundArticle:
    if (title, outlet) == (article.title, article.outlet):
        return found
    return found._replace(article=replace(article, title=title, outlet=outlet))


def _outlet_apart(title: str, outlet: str | None, host: Sequence[str]) -> _Parts | None:
    """Cut the outlet's name off the end or the beginning of a title."""
    for parts in _ends(title):
        if (outlet and _is_like(parts.name, outlet)) or any(
            _abbreviates(label, parts.name) for label in host
        ):
            return parts
    return None


def _ends(title: str) -> Iterator[_Parts]:
    """Yield the title without the words after its last bar or dash, then without those before a bar."""
    found = list(_SEPARATOR.finditer(title))
    if not found:
        return
    last, first = found[-1], found[0]
    if title[: last.start()].strip() and title[last.end() :].strip():
        yield _Parts(title[: last.start()].strip(), title[last.end() :].strip())
    if "|" in first.group() and title[: first.start()].strip() and title[first.end() :].strip():
        yield _Parts(title[first.end() :].strip(), title[: first.start()].strip())


def _is_like(name: str, outlet: str) -> bool:
    """Whether a name is that of an outlet, perhaps with a word more or less ("CBC", "CBC News").

    >>> _is_like("The Ellin Courier", "Ellin Courier"), _is_like("Sunday lunch", "Sun")
    (True, False)
    """
    one, other = _words(name), _words(outlet)
    if not one or not other:
        return False
    if "".join(one) == "".join(other):
        return True
    shorter, longer = sorted((one, other), key=len)
    return (
        longer[: len(shorter)] == shorter and len(longer) - len(shorter) <= _FURTHER_WORDS and _is_name(name)
    )


def _abbreviates(label: str, name: str) -> bool:
    """Whether a part of a web address is made of a name's words or of their beginnings.

    >>> [_abbreviates(*pair) for pair in (("cbc", "CBC News"), ("nytimes", "The New York Times"))]
    [True, True]
    >>> [_abbreviates(*pair) for pair in (("courier", "Court is in"), ("ellin", "The ferry"))]
    [False, False]
    """
    words = [word.casefold() for word in _WORD.findall(name)]
    if not words or len(words) > _MOST_WORDS or not _is_name(name):
        return False
    without = [word for word in words if word not in _SMALL]
    return any(
        _spells(label, some) for some in (words, words[1:] if words[0] == "the" else [], without) if some
    )


def _spells(label: str, words: Sequence[str]) -> bool:
    """Whether the words make the label, written together or by their initials."""
    joined = ""
    for number, word in enumerate(words, start=1):
        joined += word
        if joined == label and len(words) - number <= _FURTHER_WORDS:
            return True
    if "".join(word[0] for word in words) == label:
        return len(label) >= _SHORTEST_INITIALS
    return len(words) > 1 and label == "".join(word[0] for word in words[:-1]) + words[-1]


def _is_name(words: str) -> bool:
    """Whether all words but small ones begin with a capital or a digit.

    >>> _is_name("The Ellin Courier"), _is_name("live updates")
    (True, False)
    """
    return all(not word[0].islower() or word in _SMALL for word in _WORD.findall(words))


def _tidy_outlet(outlet: str | None, host: Sequence[str]) -> str | None:
    """Cut a motto off an outlet's name: "The Ellin Courier | News from the coast"."""
    outlet = " ".join((outlet or "").split()) or None
    pieces = [piece for piece in _SEPARATOR.split(outlet or "") if piece]
    if len(pieces) < 2:
        return outlet
    return next((piece for piece in pieces if any(_abbreviates(label, piece) for label in host)), outlet)


def _is_host(outlet: str) -> bool:
    """Whether an outlet is only given as a web address: "www.cbc.example"."""
    return re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", outlet) is not None


def _host(url: str | None) -> list[str]:
    """The parts of a web address's host that may be a name, without its ending."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return []
    labels = [label.replace("-", "") for label in host.split(".")[:-1]]
    return [label for label in labels if len(label) > 1 and label not in ("www", "co", "com", "org", "net")]


def _words(name: str) -> list[str]:
    words = [word.casefold() for word in _WORD.findall(name)]
    return words[1:] if words[:1] == ["the"] and len(words) > 1 else words


def _is_open(outcome: ReadingOutcome) -> bool:
    """Whether an article's title ends in a name, and neither an outlet nor an address says whose it is."""
    if isinstance(outcome, Remark) or outcome.article.outlet or outcome.article.url:
        return False
    return any(_may_be_outlet(parts.name) for parts in _ends(outcome.article.title or ""))


def _may_be_outlet(name: str) -> bool:
    return len(_WORD.findall(name)) <= _MOST_WORDS and _is_name(name) and any(map(str.isalpha, name))


def _repeated_names(outcomes: Iterable[ReadingOutcome]) -> frozenset[str]:
    """The names in which most of the titles end."""
    titles = [
        each.article.title or "" for each in outcomes if isinstance(each, FoundArticle) and _is_open(each)
    ]
    counted = Counter(name for title in titles for name in {parts.name for parts in _ends(title)})
    least = max(_REPEATED, _MOST * len(titles))
    return frozenset(name for name, number in counted.items() if number >= least and _may_be_outlet(name))


def _without_names(outcome: ReadingOutcome, names: frozenset[str]) -> ReadingOutcome:
    """Cut one of these names off the title of an article without an outlet, whose name it is."""
    if not names or isinstance(outcome, Remark) or not _is_open(outcome):
        return outcome
    article = outcome.article
    for parts in _ends(article.title or ""):
        if parts.name in names:
            return _with(outcome, article, parts.title, parts.name)
    return outcome
