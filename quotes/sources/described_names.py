"""Find names that a noun calls an outlet: "the weekly Zrno", "the Kommet newspaper", "Zrno, a weekly"."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from quotes.language import Lexicon, fold
from quotes.sources.name_patterns import (
    CALENDAR,
    DESCRIBES,
    POSSESSIVE,
    alternatives,
    name_run,
    without_owned,
)
from quotes.sources.named_outlet import NamedOutlet
from quotes.types import Span

_NAME_BEFORE = 80
_OWNER = re.compile(r".*(?:^The|['’]s)\s", re.DOTALL)
_SAYS_WHICH = (" of ", " hosted ", " presented ", " anchored ", " aired ")
_PROGRAMMES = ("show", "podcast", "program", "programme")

IsOther = Callable[[str], bool]
"""Are words a nationality, a title, a person's name, or the beginning of a sentence?"""


class _Patterns(NamedTuple):
    """A noun before an outlet's name, one after it, and one that follows it behind a comma.

    ``ends`` and ``ends_at_comma`` find the name before one of the last two. ``host`` is how the name of a
    programme ends: "Evening with Ida".
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    apposed: re.Pattern[str]
    ends: re.Pattern[str]
    ends_at_comma: re.Pattern[str]
    host: re.Pattern[str]


@cache
def _patterns(lexicon: Lexicon) -> _Patterns:
    nouns, run = alternatives(lexicon.media_nouns), name_run(lexicon)
    adjectives = alternatives(lexicon.media_adjectives)
    return _Patterns(
        re.compile(rf"\b(?:{nouns})(?:\s(?:called\s)?({run})|,\s({run})(?=,))"),
        re.compile(
            rf"(?<=[^\W_]\s)(?P<adjective>(?:{adjectives})\s)?(?:news\s)?(?P<noun>{nouns})\b(?!\s(?!{CALENDAR.pattern})[A-Z])"
        ),
        re.compile(
            rf"(?<=[^\W_]\s)({nouns})(?=[,.]|\s(?:on|of|in|at|from|by|for|about|based|published|run|hosted|presented|anchored|aired|which|that)\b)"
        ),
        re.compile(rf"(?:\b([Aa]n?|[Tt]he)\s)?(?<![^\W_])({run})(?<!['’]s)\s$"),
        re.compile(rf"(?<![^\W_])({run})(?<!['’]s),\s(?:an?|(the))\s(?:[^\W\d_][\w-]*\s){{0,3}}$"),
        re.compile(rf"\swith\s{run}"),
    )


def described_names(text: str, lexicon: Lexicon, is_other: IsOther) -> Iterator[NamedOutlet]:
    """All names of ``text`` that a noun for outlets goes with."""
    patterns = _patterns(lexicon)
    for match in patterns.before.finditer(text):
        words, start = (
            POSSESSIVE.sub("", without_owned(match.group(match.lastindex or 1), lexicon)),
            match.start(match.lastindex or 1),
        )
        titled = match.group(2) and _is_title_of_show(words, text, start, lexicon)
        if (titled or not is_other(words)) and not (match.group(2) and CALENDAR.search(words)):
            end = start + len(words)
            host = patterns.host.match(text, end) if text.endswith(_PROGRAMMES, 0, start - 1) else None
            span = Span(start, host.end() if host else end)
            yield NamedOutlet(span, " ".join(span.of(text).split()))
    for noun in patterns.after.finditer(text):
        named = _name_before_noun(text, noun, lexicon, is_other)
        if named:
            yield named
    for noun in patterns.apposed.finditer(text):
        reach = max(0, noun.start() - _NAME_BEFORE)
        name = patterns.ends_at_comma.search(text, reach, noun.start())
        # "In Pell, the newspaper" is another one than Pell.
        said_before = name is not None and name.group(2) and not text.startswith(_SAYS_WHICH, noun.end())
        other = name is not None and is_other(_without_bodies(name.group(1), lexicon) or name.group(1))
        if name and not (said_before or other or CALENDAR.search(name.group(1))):
            kind = "programme" if noun.group(1).endswith(_PROGRAMMES) else ""
            yield NamedOutlet(Span(*name.span(1)), " ".join(name.group(1).split()), kind)


def _without_bodies(words: str, lexicon: Lexicon) -> str:
    """The words that are not for bodies. What is called a website may be one: "Project Keld, a website"."""
    return " ".join(word for word in words.split() if fold(word) not in lexicon.organisation_words)


def _is_title_of_show(words: str, text: str, start: int, lexicon: Lexicon) -> bool:
    """Is a name behind "podcast," a title with its host's name: "her podcast, Quill Unplugged,"?"""
    last = fold(words.rpartition(" ")[2])
    behind = text.endswith(_PROGRAMMES, 0, start - len(", "))
    return behind and " " in words and last in lexicon.ordinary_words and last not in lexicon.first_names


def _is_agency(words: str, noun: str, lexicon: Lexicon) -> bool:
    """Is a name before "state news agency" an agency's, and does not only say whose it is?"""
    named = " " in words or words.isupper()
    return (
        named and noun.endswith("agency") and fold(words.rsplit(maxsplit=1)[-1]) not in lexicon.nationalities
    )


def _name_before_noun(
    text: str, noun: re.Match[str], lexicon: Lexicon, is_other: IsOther
) -> NamedOutlet | None:
    """The name just before a noun: "the Kommet newspaper"; that of a person only with "the"."""
    name = _patterns(lexicon).ends.search(text, max(0, noun.start() - _NAME_BEFORE), noun.start())
    if not name:
        return None
    article, words = name.groups()
    start = name.start(2)
    owner = _OWNER.match(words)
    is_part = owner is not None and fold(words[owner.end() :]) in lexicon.outlet_words  # "People's Voice"
    if owner and not (is_part and not words.startswith("The ")):
        words, start = words[owner.end() :], start + owner.end()
    base, _, rest = words.partition(" ")
    if rest and DESCRIBES.search(base):
        words, start = rest, start + len(base) + 1
    if noun["adjective"] and not _is_agency(words, noun["noun"], lexicon):
        return None  # "the Pellian state broadcaster", but "the KNA state news agency"
    lead = fold(article or "")
    named = lead == "the" and " " in words and words.split()[0] not in lexicon.titles
    if lead in ("a", "an") or not (named or not is_other(words)) or fold(words) in lexicon.media_nouns:
        return None
    end = noun.end() if noun["noun"] in ("website", "site", "web site") else name.end(2)
    return NamedOutlet(Span(start, end), " ".join(text[start:end].split()))
