"""What the model's recogniser of names says for and against a reading of a name in a quotation.

The recogniser knows from its training what the article does not say: that one word is a company, or that a
name used once is a person's. It is slow, so `names_in_quotes` asks it only where the other evidence leaves a
name open, and only about the words around some of the name's uses.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from quotes.parsing import RecognisedName, recognise_names
from quotes.speakers.name_reading_features import uses_of
from quotes.speakers.name_readings import NameReading, QuotedNames
from quotes.speakers.names import Name
from quotes.types import Span

_MOST_USES = 3
_AROUND = 24
"""So many characters on each side: the recogniser sees four words on each side of a word."""

Answers = Mapping[Span, Sequence[RecognisedName]]
"""What the recogniser found around a use, by the place of the words it was asked about."""


def ask_recogniser(readings: Iterable[NameReading], names: QuotedNames) -> Answers:
    """Ask the recogniser about some uses of each reading: the one in the quotation and the first others."""
    text = names.discourse.text
    around = list(
        dict.fromkeys(_words_around(use, text) for each in readings for use in _uses_to_ask(each, names))
    )
    return dict(zip(around, recognise_names([each.of(text) for each in around]), strict=True))


def answer_features(reading: NameReading, names: QuotedNames, answers: Answers) -> list[str]:
    """What the recogniser calls the uses of a reading: each label, and the one that most of them have."""
    text, uses = names.discourse.text, _uses_to_ask(reading, names)
    labels = Counter(_label(use, _words_around(use, text), answers) for use in uses)
    found = [f"{reading.kind} recognised={label}" for label in labels]
    label, count = labels.most_common(1)[0]
    if 2 * count > len(uses):
        found.append(f"{reading.kind} mostly recognised={label}")
    return found


def _uses_to_ask(reading: NameReading, names: QuotedNames) -> Sequence[Name]:
    own = reading.name
    others = (use for use in uses_of(reading.entity, names) if use.span != own.span)
    return [own, *others][:_MOST_USES]


def _words_around(use: Name, text: str) -> Span:
    """The words of one line around a name."""
    start, end = use.span
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    first = text.rfind(" ", line_start, max(line_start, start - _AROUND)) + 1
    last = text.find(" ", end + _AROUND)
    line_end = len(text) if line_end < 0 else line_end
    return Span(max(line_start, first), line_end if last < 0 else min(last, line_end))


def _label(use: Name, around: Span, answers: Answers) -> str:
    """The label of the first recognised name that shares a word with a use; "none" without one."""
    start, end = use.span.start - around.start, use.span.end - around.start
    return next((name.label for name in answers[around] if name.start < end and start < name.end), "none")
