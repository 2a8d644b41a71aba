"""What the quoted words themselves say about who may have spoken them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.attribution.candidates import Candidate
from quotes.attribution.context import QuotationContext
from quotes.language import FeatureGroup, Features

_LENGTHS = ((3, "1-3"), (6, "4-6"), (12, "7-12"), (25, "13-25"), (50, "26-50"))
_WORD = re.compile(r"\w+")
_SHORTEST_NAME = 3

_SPEAKS_AS = FeatureGroup(
    "person speaker rule",
    "quoted={person}&speaker={speaker}",
    "quoted={person}&speaker={speaker}&rule={rule}",
)
_LENGTH = FeatureGroup(
    "length rule cue how",
    "words={length}&rule={rule}",
    "words={length}&cue={cue}",
    "words={length}&cue={cue}&how={how}",
)
_NAMES_ITSELF = FeatureGroup("rule named", "quoted_name={named}", "quoted_name={named}&rule={rule}")


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """The words of a quotation, looked at once for all of its candidates.

    ``person`` is "i" if the words speak as one person, "we" if only as several, otherwise "none".
    ``length`` is a coarse name for how many words there are. ``names`` are the words with a capital.
    """

    person: str
    length: str
    names: frozenset[str]

    def features(self, candidate: Candidate, context: QuotationContext) -> Iterator[Features]:
        """How well a candidate goes with the words: people say "I", and rarely their own name."""
        clause, rule = candidate.clause, candidate.rule.name
        speaker, how, cue = (
            (clause.speaker_class, clause.how, clause.cue_class) if clause else ("none", "none", "none")
        )
        yield _SPEAKS_AS[self.person, speaker, rule]
        yield _LENGTH[self.length, rule, cue, how]
        last = (_WORD.findall(candidate.mention.of(context.text)) or [""])[-1]
        if len(last) >= _SHORTEST_NAME and last[0].isupper():
            yield _NAMES_ITSELF[rule, last in self.names]


def quoted_words(context: QuotationContext) -> QuotedWords:
    """Look at the words of a quotation."""
    words = _WORD.findall(context.quotation.span.of(context.text))
    classes = context.language.grammar.words
    if not classes.first_person_singular.isdisjoint(words):
        person = "i"
    else:
        person = "we" if any(word.lower() in classes.first_person_plural for word in words) else "none"
    length = next((name for limit, name in _LENGTHS if len(words) <= limit), "more")
    return QuotedWords(person, length, frozenset(word for word in words if word[0].isupper()))
