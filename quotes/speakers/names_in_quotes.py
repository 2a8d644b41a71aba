"""The persons and bodies that are named inside quotations: what their speakers talk about.

A name counts if it is that of a person or of a body: a company, party, ministry, court, agency, team. A
pronoun, a role alone ("the minister"), a place, a people, a work, a law or an event does not count, nor does
the name of a country, even where it stands for the government. A name inside a quotation means whom it means
anywhere in the article, so "Kim" is Kim Jong Un.

`name_readings` proposes what each name may mean, and fitted weights choose (`name_reading_features`). A name
whose best reading is rather wrong than right does not count.
"""

from collections.abc import Iterator, Sequence

from quotes.language import Language, score
from quotes.speakers.discourse import Discourse
from quotes.speakers.name_reading_features import reading_features
from quotes.speakers.name_readings import NameReading, QuotedNames
from quotes.speakers.names import Name
from quotes.text import MarkedArticle
from quotes.types import QuotedName


def quoted_names(marked: MarkedArticle, discourse: Discourse) -> list[tuple[QuotedName, ...]]:
    """Find who is named inside each quotation: one tuple for each, in the order of the text."""
    names = QuotedNames(discourse, marked.language)
    found = []
    for quotation in marked.quotations:
        here: dict[str, QuotedName] = {}
        for readings in readings_in_turn(discourse.names_between(*quotation.outer), names):
            if chosen := choose_reading(readings, names, marked.language):
                here.setdefault(chosen.form, _quoted_name(chosen))
        found.append(tuple(here.values()))
    return found


def readings_in_turn(inside: Sequence[Name], names: QuotedNames) -> Iterator[list[NameReading]]:
    """Yield the readings of each name in a quotation. One that belongs to the name before has none."""
    end = 0
    for place, name in enumerate(inside):
        if name.span.start >= end and (readings := names.readings(inside[place:])):
            end = readings[0].span.end
            yield readings


def choose_reading(
    readings: Sequence[NameReading], names: QuotedNames, language: Language
) -> NameReading | None:
    """The reading for which most speaks; None if more speaks against it."""
    weights = language.quoted_name_weights
    scores = [score(weights, reading_features(each, names)) for each in readings]
    best = max(scores)
    return readings[scores.index(best)] if best > 0 else None


def _quoted_name(reading: NameReading) -> QuotedName:
    kind = "person" if reading.kind == "person" else "organisation"
    return QuotedName(" ".join(reading.form.split()), kind, *reading.span)
