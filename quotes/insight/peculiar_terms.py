"""Topics: the terms that are peculiar to some quotes, compared with all quotes of the library.

A term is a noun, a name or a phrase (`quotes.parsing.find_terms`). It is counted once for each wording, so
quotes that many outlets carry count once. Terms are ordered by the log-odds of the quotes against the rest of
the library, with the whole library as the prior, divided by its standard deviation (Monroe, Colaresi and
Quinn 2008, "Fightin' Words", equations 15, 16, 20 and 22). What everybody says comes last or is left out.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import dropwhile
from typing import TYPE_CHECKING, Any

from quotes.language import english
from quotes.library import CountBy, Filter, Library, TermCount, TermCounts

if TYPE_CHECKING:
    import pandas as pd

MOST_TOPICS = 12
MOST_NAMES = 20
"""How many speakers, sources or outlets have their topics listed together."""

LEAST_PECULIAR = 1.0
"""The least score of a topic, in standard deviations."""

_PRIOR = 50.0
"""How many wordings the prior counts as, in a library that has a thousand or more."""

_PRIOR_SHARE = 0.05
_LEAST_OF_NOUN = 3
"""How many quotes of a single article must have a noun that is neither a name nor a phrase."""

_CONSIDERED = 4
"""For each topic that is listed, this many terms are looked at."""

_PART_OF = 0.6
_EVERYTHING = Filter()

Scored = Sequence[tuple[float, TermCount]]


@dataclass(frozen=True, slots=True)
class Topic:
    """What quotes are about.

    Attributes:
        term: as it is written most often.
        quotes: how many quotes have it.
        articles: how many articles these are in.
        score: how peculiar it is to these quotes, in standard deviations.
        months: the number of its quotes in each month; a month is a number like 202403.

    """

    term: str
    quotes: int
    articles: int
    score: float
    months: Mapping[int, int]


def topics(library: Library, only: Filter = _EVERYTHING, *, limit: int = MOST_TOPICS) -> list[Topic]:
    """List the topics of the quotes that pass a filter, the most peculiar first.

    A speaker's own names are not topics, nor is what the filter asks for itself. Where a phrase makes up most
    of the uses of a word in it, only the phrase is listed. Where too little comes up twice, phrases count
    that come up once, and in other quotes of the library, too. Without a filter, these are the library's most
    frequent terms.
    """
    found = _topics(library, only, _scored(library, only), limit)
    return found if len(found) == limit else _topics(library, only, _scored(library, only, least=1), limit)


@dataclass(frozen=True, slots=True)
class SharedTopic:
    """A topic of two sets of quotes, and how many quotes of each have it."""

    term: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class TopicComparison:
    """The topics that two sets of quotes share, and those that only one of them has."""

    shared: tuple[SharedTopic, ...]
    first: tuple[Topic, ...]
    second: tuple[Topic, ...]


def compare_topics(
    library: Library, first: Filter, second: Filter, *, limit: int = MOST_TOPICS
) -> TopicComparison:
    """Compare the topics of two sets of quotes, such as those of two speakers.

    A topic is shared if two wordings of each have it. What is left of the topics of each is its own.
    """
    both = (first, second)
    listed = [_scored(library, only) for only in both]
    counted = [{each.key: each for each in library.term_counts(only).terms} for only in both]
    in_both = counted[0].keys() & counted[1].keys()
    best: dict[str, tuple[float, TermCount]] = {}
    for value, each in (pair for pairs in listed for pair in pairs if pair[1].key in in_both):
        if each.key not in best or value > best[each.key][0]:
            best[each.key] = (value, each)
    shared = _without_parts(sorted(best.values(), key=_most_peculiar_first), limit)
    numbers = [library.term_quotes([each.id for _, each in shared], only) for only in both]
    own = (
        _topics(library, only, [pair for pair in pairs if pair[1].key not in in_both], limit, but=shared)
        for only, pairs in zip(both, listed, strict=True)
    )
    return TopicComparison(
        tuple(
            SharedTopic(each.written, numbers[0][each.id].quotes, numbers[1][each.id].quotes)
            for _, each in shared
        ),
        *map(tuple, own),
    )


def topics_frame(
    library: Library, only: Filter = _EVERYTHING, *, by: CountBy | None = None, limit: int = MOST_TOPICS
) -> "pd.DataFrame":
    """List topics as a table: ``topic``, ``quotes``, ``articles``, ``score``.

    With ``by``, these are the topics of each speaker, source or outlet that is quoted most, with the name in
    the first column.
    """
    import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

    columns = ["topic", "quotes", "articles", "score"]
    if by is None:
        found = topics(library, only, limit=limit)
        return pd.DataFrame([_line(each) for each in found], columns=columns)
    names = library.counts(by, only, limit=MOST_NAMES + 1)[by].dropna().head(MOST_NAMES)
    named = ((name, replace(only, **_naming(by, name))) for name in names)
    lines = [(name, *_line(each)) for name, those in named for each in topics(library, those, limit=limit)]
    return pd.DataFrame(lines, columns=[by, *columns])


def score(term: TermCount, counts: TermCounts) -> float:
    """The log-odds ratio of a term with an informative prior, in standard deviations.

    Of the whole library, which has no rest to compare with, it is the number of wordings.
    """
    rest = counts.in_library - counts.wordings
    if not rest:
        return float(term.wordings)
    weight = min(_PRIOR, _PRIOR_SHARE * counts.in_library)
    prior = weight * term.in_library / counts.in_library
    here, there = term.wordings + prior, term.in_library - term.wordings + prior
    ratio = math.log(here / (counts.wordings + weight - here)) - math.log(there / (rest + weight - there))
    return ratio / math.sqrt(1 / here + 1 / there)


def _scored(library: Library, only: Filter, *, least: int = 2) -> list[tuple[float, TermCount]]:
    """The terms that may be topics of the quotes that pass a filter, the most peculiar first.

    At least this many wordings of them have the term. Of what one wording has, only phrases count that others
    of the library have, too.
    """
    counts = library.term_counts(only, least=least)
    names = _words_of_names(library, only)
    asked = {topic.lower() for topic in only.topics}
    scored = (
        (score(each, counts), each)
        for each in counts.terms
        if (each.wordings > 1 or (each.in_library > 1 and " " in each.key))
        and _may_be_topic(each, names)
        and not any(_overlap(each, topic) for topic in asked)
    )
    return sorted((pair for pair in scored if pair[0] >= LEAST_PECULIAR), key=_most_peculiar_first)


def _most_peculiar_first(scored: tuple[float, TermCount]) -> tuple[float, int, str]:
    value, term = scored
    return -value, -term.wordings, term.key


def _topics(library: Library, only: Filter, scored: Scored, limit: int, *, but: Scored = ()) -> list[Topic]:
    """Choose topics among terms, the most peculiar first, and count their quotes."""
    considered = _without_parts(scored, _CONSIDERED * limit, but)
    found = library.term_quotes([each.id for _, each in considered], only)
    listed = [
        Topic(each.written, found[each.id].quotes, found[each.id].articles, value, found[each.id].months)
        for value, each in considered
    ]
    return [each for each in listed if _recurs(each)][:limit]


def _recurs(topic: Topic) -> bool:
    """Whether a topic is not just a noun that one article has twice."""
    is_noun = " " not in topic.term and topic.term == topic.term.lower()
    return not is_noun or topic.articles > 1 or topic.quotes >= _LEAST_OF_NOUN


def _line(topic: Topic) -> tuple[str, int, int, float]:
    return topic.term, topic.quotes, topic.articles, round(topic.score, 2)


def _naming(by: CountBy, name: str) -> dict[str, Any]:
    return {f"{by}s": (name,)}


def _may_be_topic(term: TermCount, names: Set[str]) -> bool:
    generic, words = _generic_terms(), term.key.split()
    is_name = term.written[:1].isupper()
    if len(term.key) <= 2 or words[-1] in generic:
        return False
    if words[-1] in names and names >= set(_untitled(term).split()):
        return False
    return is_name or words[0] not in generic


def _words_of_names(library: Library, only: Filter) -> frozenset[str]:
    """The words of all names of the speakers that a filter asks for."""
    speakers = [speaker for speaker in only.speakers if speaker]
    names = [name for speaker in speakers for name in (speaker, *library.forms(speaker)["name"])]
    return frozenset(word.strip(".,’'") for name in names for word in name.lower().replace("-", " ").split())


def _without_parts(scored: Scored, limit: int, but: Scored = ()) -> list[tuple[float, TermCount]]:
    """Choose the first terms that are neither a part of a chosen one nor, mostly, of other phrases.

    A person is listed once, with a title or without, by the surname or in full. What is the same as a term
    of ``but``, or a part of it, is left out.
    """
    phrases = [each for _, each in scored if " " in each.key]
    openings = Counter[str]()
    for each in phrases:
        first, _, rest = each.written.partition(" ")
        openings[first] += each.wordings if " " not in rest else 0
    taken = [_untitled(each) for _, each in but]
    chosen: list[tuple[float, TermCount]] = []
    for value, each in scored:
        is_part = openings[each.written] >= _PART_OF * each.wordings or any(
            _has(phrase.key, each.key) and phrase.wordings >= _PART_OF * each.wordings
            for phrase in phrases
            if phrase is not each
        )
        bare = _untitled(each)
        if is_part or any(_are_one(bare, other) for other in taken):
            continue
        chosen.append((value, each))
        taken.append(bare)
        if len(chosen) == limit:
            break
    return chosen


def _untitled(term: TermCount) -> str:
    """The key of a name without titles: of "President Quill", but not of "Justice Department"."""
    words, lexicon = term.key.split(), english().lexicon
    if (
        not term.written[:1].isupper()
        or words[-1] in lexicon.titles
        or words[-1] in lexicon.organisation_words
    ):
        return term.key
    return " ".join(dropwhile(lexicon.titles.__contains__, words))


def _are_one(key: str, other: str) -> bool:
    """Is one of two keys a part of the other, or the same but for an "s" that was taken for a plural?"""
    return _has(key, other) or _has(other, key) or key.removesuffix("s") == other.removesuffix("s")


def _overlap(term: TermCount, topic: str) -> bool:
    """Whether a term is a topic, a part of it, or a longer phrase with it."""
    return any(_has(form, topic) or _has(topic, form) for form in (term.key, term.written.lower()))


def _has(phrase: str, part: str) -> bool:
    return f" {part} " in f" {phrase} "


@cache
def _generic_terms() -> frozenset[str]:
    lines = (files(__package__) / "data" / "en" / "generic_terms.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split(","))
