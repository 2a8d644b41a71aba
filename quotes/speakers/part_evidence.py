"""What is known about a run of capitals: what its words are, what is around it, and where else they occur."""

from typing import NamedTuple

from quotes.language import Lexicon
from quotes.speakers.capital_runs import Run, RunCounts
from quotes.speakers.run_words import behind_role, run_words


class NamePart(NamedTuple):
    """The words of a run from ``first`` up to ``last`` as its name; no words if the run has none."""

    first: int
    last: int


NO_NAME = NamePart(0, 0)


class RunContext(NamedTuple):
    """What is known about a run: the classes around it, and whether a sentence begins with it."""

    before: str
    after: str
    opens: bool
    headline: bool
    office: bool
    """Whether an office is named just before, whose complement the first words may be: "minister of"."""
    complement: int = 0
    """How many words at least are that complement, as the speaker's name must follow: "said mayor of"."""
    portfolio: bool = False
    """Whether that office is over a matter and not a place: "minister of"."""


class RunEvidence(NamedTuple):
    """Everything on which the choice of a run's name depends. All counts are small numbers."""

    classes: tuple[str, ...]
    titled: tuple[bool, ...]
    within: tuple[bool, ...]
    end: int
    context: RunContext
    short: tuple[bool, ...]
    """Whether each word is an abbreviation in capitals."""
    ordinary: tuple[bool, ...]
    """Whether the text has each word in small letters, too."""
    alone: tuple[int, ...]
    """How often each word is a run by itself."""
    addressed: tuple[bool, ...]
    """Whether each word is behind "Mr" or "Mrs" anywhere."""
    leads: tuple[int, ...]
    """Before how many different words each word occurs."""
    rest: tuple[int, ...]
    """How often the words from each one on are a run, apart from this run."""
    without: tuple[int, ...]
    """How often the words from each one on end a run without the word before it."""
    front: tuple[int, ...]
    """Whether the words before each one are a run by themselves."""
    ends_others: int
    """Whether a longer run ends with the whole run."""
    title: int
    """How many of the first words the article uses as a title."""
    given: int | None
    """Which word is the given name before "bin" or "binti", if any is."""


def run_evidence(
    run: Run, context: RunContext, counts: RunCounts, lower: frozenset[str], lexicon: Lexicon
) -> RunEvidence:
    """Collect what speaks for and against each part of a run."""
    words = run_words(tuple(word.letters for word in run), lexicon)
    words = behind_role(words, lexicon) if context.before == "role" else words
    keys, whole, ends = words.keys, counts.whole, counts.ends
    size = len(keys)
    parts = range(1, size)
    # "Van der Moor" elsewhere is the surname of "Ruben van der Moor", and no name of its own.
    begins = [not each.startswith("particle") for each in words.classes]
    return RunEvidence(
        words.classes,
        words.titled,
        words.within,
        words.end,
        context,
        words.short,
        tuple([word in lower for word in words.folded]),
        tuple([min(whole.get((key,), 0), 2) for key in keys]),
        tuple([key in counts.addressed for key in keys]),
        tuple([min(counts.leads(key), 3) for key in keys]),
        (
            min(whole.get(keys, 1) - 1, 2),
            *[min(whole.get(keys[at : words.end], 0), 2) * begins[at] for at in parts],
        ),
        (0, *[min(ends.get(keys[at:], 0) - ends.get(keys[at - 1 :], 0), 2) * begins[at] for at in parts]),
        (0, *[min(whole.get(keys[:at], 0), 1) for at in parts]),
        min(ends.get(keys, 0) - whole.get(keys, 0), 1),
        counts.title_of(keys[: words.end]),
        words.given,
    )
