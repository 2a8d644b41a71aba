"""Examples of names as news from many countries has them, and the labelled articles too seldom to learn them.

Behind an office and its field ("Minister for Health Ada Quill", "the mayor of Keld Ada Maria Quill"), and of
three words and more. The full names of labelled speakers are joined to fields of offices that the articles
have elsewhere, and made longer by other speakers' given names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import cycle
from typing import NamedTuple

from fitting.folds import Gold
from fitting.logit import Choice
from quotes.language import Lexicon, fold
from quotes.speakers import (
    NamePart,
    Run,
    RunContext,
    RunCounts,
    RunWord,
    lower_words,
    part_features,
    rival_parts,
    run_evidence,
    runs_in_text,
)
from quotes.text import split_paragraphs
from quotes.types import Span

OFFICE_COUNTS = (1.3, 0.4)
LONG_NAME_COUNTS = (1.0, 0.3)
"""How much an example counts, and how much as if no given name were listed."""

FIELDS_OF_NAME = 3
"""Behind how many fields each name is put."""

ADDED_BEHIND_OFFICE = (0, 1, 0, 0, 2, 0)
ADDED = (1, 1, 2)
"""How many given names are added to one name after the other."""

_JOINED_BY = ("of", "for", "and")
_LONGEST_FIELD = 3
_LONGEST_BEHIND_OFFICE = 4
_LONGEST_RUN = 5
_NOWHERE = Span(0, 0)


class SpeakerInText(NamedTuple):
    """A run that ends with a speaker's full name, which begins with the word ``first``."""

    run: Run
    first: int
    context: RunContext
    counts: RunCounts
    ordinary: frozenset[str]

    def lengthened(self, given: Sequence[RunWord]) -> Run:
        """The run with more given names behind the first."""
        behind = self.first + 1
        return [*self.run[:behind], *given, *self.run[behind:]]


@cache
def without_given_names(lexicon: Lexicon) -> Lexicon:
    """A lexicon without given names. With it the article's other words must show what is a person's name."""
    return replace(lexicon, first_names=frozenset())


def speakers_in_text(
    articles: Sequence[Gold], full_names: Mapping[str, set[tuple[str, ...]]], lexicon: Lexicon
) -> Iterator[SpeakerInText]:
    """The occurrences of speakers' full names of several words, without those in headlines.

    ``full_names`` are the folded words of the speakers' full names, by the article's id.
    """
    for article in articles:
        text, names = article["text"], full_names[article["id"]]
        runs = runs_in_text(text, split_paragraphs(text), lexicon)
        counts, ordinary = RunCounts([found.run for found in runs], lexicon), lower_words(text)
        for run, context in runs:
            words = _words(run)
            first = next((at for at in range(len(run) - 1) if words[at:] in names), None)
            if first is not None and not context.headline:
                yield SpeakerInText(run, first, context, counts, ordinary)


def office_examples(
    found: Sequence[SpeakerInText], fields: Sequence[Run], lexicon: Lexicon
) -> Iterator[tuple[Choice, float]]:
    """The features of the parts of runs that are a speaker's name with the field of an office before it.

    In every other one the words before say that the speaker's name must follow.
    """
    alone = [each for each in found if not each.first]
    field, link, given, complement = cycle(fields), cycle(_JOINED_BY), _given_names(alone), cycle((0, 1))
    for start in range(FIELDS_OF_NAME):
        added = cycle(ADDED_BEHIND_OFFICE[start:] + ADDED_BEHIND_OFFICE[:start])
        for each in alone:
            more = next(added)
            more = more if len(each.run) + more <= _LONGEST_BEHIND_OFFICE else 0
            name = each.lengthened([next(given) for _ in range(more)])
            before = next(field)
            context = each.context._replace(
                before=next(link), opens=False, office=True, complement=next(complement)
            )
            behind = each._replace(run=[*before, *name], first=len(before), context=context)
            yield from _examples(behind, lexicon, OFFICE_COUNTS)


def long_name_examples(found: Sequence[SpeakerInText], lexicon: Lexicon) -> Iterator[tuple[Choice, float]]:
    """The features of the parts of runs that end with a speaker's name, with given names added to it."""
    given, added = _given_names(found), cycle(ADDED)
    for each in found:
        run = each.lengthened([next(given) for _ in range(next(added))])
        if len(run) <= _LONGEST_RUN:
            yield from _examples(each._replace(run=run), lexicon, LONG_NAME_COUNTS)


def _examples(
    found: SpeakerInText, lexicon: Lexicon, counted: tuple[float, float]
) -> Iterator[tuple[Choice, float]]:
    """The features of each part of a run, with the given names listed and without."""
    right = NamePart(found.first, len(found.run))
    for known, count in zip((lexicon, without_given_names(lexicon)), counted, strict=True):
        evidence = run_evidence(found.run, found.context, found.counts, found.ordinary, known)
        parts = rival_parts(evidence)
        if right in parts and len(parts) > 1:
            rows = [part_features(evidence, part) for part in parts]
            yield Choice(rows, [part == right for part in parts]), count


def _given_names(found: Sequence[SpeakerInText]) -> Iterator[RunWord]:
    """The first words of all names again and again, beginning in the middle: no name gets its own."""
    words = [RunWord(each.run[each.first].letters, _NOWHERE) for each in found]
    return cycle(words[len(words) // 2 :] + words[: len(words) // 2])


def fields_of_offices(
    articles: Sequence[Gold], full_names: Mapping[str, set[tuple[str, ...]]], lexicon: Lexicon
) -> list[Run]:
    """The fields that follow offices with "of" or "for" and are no part of a name: "Foreign Affairs"."""
    found = []
    for article in articles:
        text = article["text"]
        named = {word for name in full_names[article["id"]] for word in name}
        for run, _ in runs_in_text(text, split_paragraphs(text), lexicon):
            before = text[: run[0].span.start].split()[-2:]
            office = len(before) == 2 and before[1] in _JOINED_BY[:2] and fold(before[0]) in lexicon.roles
            if office and len(run) <= _LONGEST_FIELD and named.isdisjoint(_words(run)):
                found.append([RunWord(word.letters, _NOWHERE) for word in run])
    return found


def _words(run: Run) -> tuple[str, ...]:
    return tuple(word.letters.casefold() for word in run)
