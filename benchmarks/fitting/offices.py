"""Examples of names behind an office and its field: "Minister for Health Ada Quill".

News from many countries writes so, and the labelled articles too seldom to learn it. So the full names of
labelled speakers are joined to fields of offices that the articles have elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle

from fitting.folds import Gold
from fitting.logit import Choice
from quotes.language import Lexicon, fold
from quotes.speakers import (
    NamePart,
    Run,
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

COUNTS = 2.0
_JOINED_BY = ("of", "for", "and")
_LONGEST_FIELD = 3
_NOWHERE = Span(0, 0)


def office_examples(
    articles: Sequence[Gold], full_names: Mapping[str, set[tuple[str, ...]]], lexicon: Lexicon
) -> Iterator[tuple[Choice, float]]:
    """The features of the parts of each run that is a speaker's full name with a field before it.

    ``full_names`` are the folded words of the speakers' full names, by the article's id.
    """
    fields = cycle(fields_of_offices(articles, full_names, lexicon))
    links = cycle(_JOINED_BY)
    for article in articles:
        text = article["text"]
        runs = runs_in_text(text, split_paragraphs(text), lexicon)
        counts, ordinary = RunCounts([found.run for found in runs], lexicon), lower_words(text)
        for run, context in runs:
            if len(run) < 2 or _words(run) not in full_names[article["id"]] or context.headline:
                continue
            field = next(fields)
            behind = context._replace(before=next(links), opens=False, office=True)
            evidence = run_evidence([*field, *run], behind, counts, ordinary, lexicon)
            right, parts = NamePart(len(field), len(field) + len(run)), rival_parts(evidence)
            if right in parts:
                rows = [part_features(evidence, part) for part in parts]
                yield Choice(rows, [part == right for part in parts]), COUNTS


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
