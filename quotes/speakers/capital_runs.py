"""Find runs of words with capitals, and count where else in the article their words occur.

A run may join particles ("van der"), "&" and titles with "of"; it ends at a mark. Which of its words are a
name is decided in `name_boundaries`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from quotes.language import Lexicon, fold
from quotes.speakers.name_keys import key
from quotes.speakers.run_words import is_abbreviation
from quotes.speakers.surroundings import word_class
from quotes.speakers.titles_in_use import titles_in_use
from quotes.text import ends_in_letters
from quotes.types import Span

UPPER = "".join(chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())
_JOINED_INITIALS = rf"(?:[{UPPER}]\.){{1,3}}(?=[{UPPER}][a-z]{{2}})"
"""Initials without a blank behind them: "D.Enkhtuya", "M.K.Quill"."""
_WORD = (
    rf"(?:{_JOINED_INITIALS})?[{UPPER}]"
    rf"(?:\w|['’‐-](?![sS]\b)(?=\w)|‘(?=[a-zāēīōū])|–(?=[{UPPER}])|[./](?=[{UPPER}](?:\.|\b)))*"
    rf"(?:(?<=ng)['’](?=\s[{UPPER}][a-z]))?\.?"
)
"""A word of a name. "Achieng' Quill" ends its first word in an apostrophe, which owns nothing."""
_GENERATION = r"(?:,\s(?:Jr|Sr|Jnr|Snr)\b\.?)?"
_NICKNAME = (
    rf"(?:\s(?:[\"“‘'](?:[{UPPER}][\w’'-]*\s?){{1,3}}[\"”’']|\((?:[{UPPER}](?=[a-z])[\w’'-]+\.?|re?td?\.?)\))"
    rf"(?=\s[{UPPER}]))?"
)
_MARKS = ("'", "’")
_POSSESSIVE = re.compile(r"['’]s?\s+")
_PEOPLE = re.compile(r".*(?:people|men|women|children)$")
_SAINTS = frozenset({"st", "st.", "saint"})
_GIVEN = ("first", "plain")
_ADDRESSES = frozenset({"Mr", "Mrs", "Ms", "Mx"})
"""The honorifics that are never part of a name."""
_BEFORE_HONORIFIC = ("title", "role", "abbreviation", "honorific", "aside", "opening", "&")
_BODY_WITHIN = 4
_GLUED = (2, 3)
"""How many letters a particle has that is written as one word with the name: "kaQuill"."""
_JOINING = frozenset({"of", "and", "for"})
"""What may be inside the name of a body."""
_INITIALS = re.compile(rf"(?:[{UPPER}]\.)+$")
_SEQUENCE = re.compile(r"[\"“‘'(][^\"“”‘’'()\n]+[\"”’')](?=\s)|" + _JOINED_INITIALS + r"|\S+")


class RunWord(NamedTuple):
    """A word of a run of capitals, and its span."""

    letters: str
    span: Span


Run = Sequence[RunWord]


class RunCounts:
    """How often words occur in an article's runs: as a whole run, at the end of one, before others."""

    def __init__(self, runs: Sequence[Run], lexicon: Lexicon) -> None:
        self.whole: Counter[tuple[str, ...]] = Counter()
        self.ends: Counter[tuple[str, ...]] = Counter()
        self.addressed: set[str] = set()
        """The words behind "Mr" or "Mrs"."""
        self._surnames: set[str] = set()
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        for run in runs:
            words = tuple(key(word.letters) for word in run)
            self.whole[words] += 1
            if len(words) > 1 and fold(run[0].letters) in lexicon.honorifics:
                self.addressed.add(words[-1])
            if len(words) > 1 and word_class(run[0].letters, lexicon).startswith(_GIVEN):
                self._surnames.add(words[-1])
            for start in range(len(words)):
                self.ends[words[start:]] += 1
            for at in range(len(words) - 1):
                self._before[words[at]].add(words[at + 1])
        abbreviations = {key(word.letters) for run in runs for word in run if is_abbreviation(word.letters)}
        self.titles = titles_in_use(self.whole, abbreviations, lexicon)
        """The words that the article uses as titles, listed or not."""

    def title_of(self, words: tuple[str, ...]) -> int:
        """How many of the first words of a run are a title by how the article uses them."""
        return next((size for size in range(len(words) - 1, 0, -1) if words[:size] in self.titles), 0)

    def ends_full_name(self, word: str) -> bool:
        """Does a word end a run that begins with what may be a given name?"""
        return word in self._surnames

    def leads(self, word: str) -> int:
        """Before how many different words a word occurs."""
        return len(self._before.get(word, ()))


def capital_runs(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[list[RunWord]]:
    """Find the runs of capitals between two offsets, in order; each is in one sentence.

    A possessive ends a run, unless it belongs to the name of a body: "the Keld Rope Makers' League".
    """
    found = _run_pattern(lexicon).finditer(text, start, end)
    before: list[RunWord] = []
    sentences = (part for match in found for part in _sentence_parts(match, lexicon))
    for run in (part for sentence in sentences for part in _parts_at_honorific(sentence, lexicon)):
        between = text[before[-1].span.end : run[0].span.start] if before else ""
        if _POSSESSIVE.fullmatch(between) and _is_of_body(before, between.rstrip(), run, lexicon):
            last = before[-1]
            owner = Span(last.span.start, last.span.end + len(between.rstrip()))
            before = [*before[:-1], RunWord(owner.of(text), owner), *run]
            continue
        if before:
            yield before
        before = run
    if before:
        yield before


def _parts_at_honorific(run: list[RunWord], lexicon: Lexicon) -> Iterator[list[RunWord]]:
    """A run in two where "Mr" follows what is no title: "Sunday" and "Mr Quill", but "Dr Mr Quill"."""
    for at in range(1, len(run) - 1):
        if fold(run[at].letters) in lexicon.honorifics and run[at].letters.rstrip(".") in _ADDRESSES:
            before = word_class(run[at - 1].letters, lexicon)
            if before.startswith("month") or not any(kind in before for kind in _BEFORE_HONORIFIC):
                yield run[:at]
                yield run[at:]
                return
    yield run


def _is_of_body(owner: Run, mark: str, run: Run, lexicon: Lexicon) -> bool:
    """Does the possessive of ``owner`` begin the name of a body that goes on in ``run``?

    It does in "Rope Makers' League", "People's Bank", "St. Ida's Hospital" and "Harbour Master's Office".
    """
    bodies = [fold(word.letters) in lexicon.organisation_words for word in run[:_BODY_WITHIN]]
    folded = fold(owner[-1].letters)
    if not any(bodies):
        return False
    if mark in _MARKS:
        return folded.endswith("s") and (
            bodies[0] or folded in lexicon.ordinary_words or folded in lexicon.plural_roles
        )
    saint = len(owner) > 1 and fold(owner[-2].letters) in _SAINTS
    office = bodies[0] and (folded in lexicon.roles or folded in lexicon.titles)
    return saint or office or _PEOPLE.match(folded) is not None


@cache
def _run_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Pattern for a run of capitals, which may include particles and titles such as "Secretary of State"."""
    particles = lexicon.family_particles
    joining = "|".join(
        sorted((re.escape(word) for word in particles if word[:1].isalpha()), key=len, reverse=True)
    )
    titles = (
        words.split()
        for vocabulary in (lexicon.titles, lexicon.roles)
        for words in vocabulary
        if " of " in words
    )
    long_titles = "|".join(
        sorted(
            {
                r"\s+".join(word if word in ("of", "the") else word.capitalize() for word in words)
                for words in titles
            }
        )
    )
    prefixed = "|".join(sorted(re.escape(word[:-1]) for word in particles if word[-1] in "-'"))
    capital = "|".join(part.capitalize() for part in prefixed.split("|"))
    glued = "|".join(word for word in particles if word.isalpha() and len(word) in _GLUED)
    apart = rf"(?<![\w'’])(?:{capital})['’](?=\s[{UPPER}])"
    prefix = rf"(?:{prefixed})[-'’]|(?:{glued})(?=[{UPPER}][a-z])"
    word = rf"(?:(?<!\w)(?:{long_titles})\b|{apart}|(?<!\w)(?:{prefix})?{_WORD})"
    between = rf"\s+(?:(?:(?:{joining})\s+){{0,3}}|&\s+)"
    return re.compile(rf"{word}(?:{_NICKNAME}{between}{word})*{_GENERATION}")


def _sentence_parts(run: re.Match[str], lexicon: Lexicon) -> Iterator[list[RunWord]]:
    """Split the words of a run where a full stop ends a sentence; in capitals, also at its other words."""
    words: list[RunWord] = []
    reports = run.group().isupper() and any(fold(word) in lexicon.cue_verbs for word in run.group().split())
    for match in _SEQUENCE.finditer(run.group()):
        start = run.start() + match.start()
        letters = match.group().rstrip(",")
        if reports and _is_no_part_of_name(letters, lexicon):
            if words:
                yield words
            words = []
            continue
        stop = letters.endswith(".") and not _is_abbreviation(letters, lexicon)
        letters = letters.removesuffix(".") if stop else letters
        span = Span(start, start + len(letters))
        in_brackets = letters[1:-1] if letters[0] == "(" else ""
        words.append(RunWord(in_brackets if fold(in_brackets) in lexicon.titles else letters, span))
        if stop or ends_in_letters(run.string, span.end, lexicon):
            yield words
            words = []
    if words:
        yield words


def _is_no_part_of_name(word: str, lexicon: Lexicon) -> bool:
    """Is a word in capitals only one of a sentence in capitals: "ADA QUILL SAID THE FERRY WAS LATE"?"""
    folded = fold(word)
    if folded in _JOINING or folded in lexicon.family_particles or folded in lexicon.first_names:
        return False
    words = (lexicon.function_words, lexicon.prepositions, lexicon.cue_verbs, lexicon.weak_cue_verbs)
    return any(folded in known for known in words)


def _is_abbreviation(word: str, lexicon: Lexicon) -> bool:
    """Does the full stop after ``word`` belong to it?"""
    folded = fold(word)
    return bool(
        _INITIALS.match(word)
        or folded in lexicon.titles
        or folded in lexicon.name_suffixes
        or folded in lexicon.family_particles
        or folded in lexicon.first_names
    )
