"""The persons and bodies that are named inside quotations: what their speakers talk about.

A name counts if it is that of a person or of a body: a company, party, ministry, court, agency, team. A
pronoun, a role alone ("the minister"), a place, a people, a work, a law or an event does not count, nor does
the name of a country, even where it stands for the government. A name inside a quotation means whom it means
anywhere in the article, so "Kim" is Kim Jong Un.

`name_readings` proposes what each name may mean, and fitted weights choose (`name_reading_features`). Where
they leave it open, the model's recogniser of names is asked (`recogniser_answers`), and other weights choose.
A name whose best reading is rather wrong than right does not count.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from quotes.language import score
from quotes.speakers.discourse import Discourse
from quotes.speakers.name_reading_features import reading_features
from quotes.speakers.name_readings import NameReading, QuotedNames
from quotes.speakers.names import Name
from quotes.speakers.recogniser_answers import answer_features, ask_recogniser
from quotes.text import MarkedArticle
from quotes.types import QuotedName

ASKED_WITHIN = 2.0
"""The recogniser is asked where the odds that the best reading is right are less than e² to 1 either way.

More questions changed no answer that counts in cross-validation, and cost time.
"""

Readings = Sequence[NameReading]


def quoted_names(marked: MarkedArticle, discourse: Discourse) -> list[tuple[QuotedName, ...]]:
    """Find who is named inside each quotation: one tuple for each, in the order of the text.

    Raises:
        InputError: the model's recogniser is needed and cannot be loaded.

    """
    names = QuotedNames(discourse, marked.language)
    inside = [
        list(readings_in_turn(discourse.names_between(*quotation.outer), names))
        for quotation in marked.quotations
    ]
    chosen = iter(choose_readings([readings for each in inside for readings in each], names))
    found = []
    for readings in inside:
        here: dict[str, QuotedName] = {}
        for reading in islice(chosen, len(readings)):
            if reading:
                here.setdefault(reading.form, _quoted_name(reading))
        found.append(tuple(here.values()))
    return found


def readings_in_turn(inside: Sequence[Name], names: QuotedNames) -> Iterator[list[NameReading]]:
    """Yield the readings of each name in a quotation. One that belongs to the name before has none."""
    end = 0
    for place, name in enumerate(inside):
        if name.span.start >= end and (readings := names.readings(inside[place:])):
            end = readings[0].span.end
            yield readings


def choose_readings(several: Sequence[Readings], names: QuotedNames) -> list[NameReading | None]:
    """Of the readings of each name, the one for which most speaks; None if more speaks against it."""
    language = names.language
    features = [[reading_features(each, names) for each in readings] for readings in several]
    scores = [[score(language.quoted_name_weights, each) for each in of_one] for of_one in features]
    is_open = [place for place, of_one in enumerate(scores) if abs(max(of_one)) < ASKED_WITHIN]
    answers = ask_recogniser([each for place in is_open for each in several[place]], names)
    for place in is_open:
        scores[place] = [
            score(language.asked_name_weights, [*own, *answer_features(each, names, answers)])
            for each, own in zip(several[place], features[place], strict=True)
        ]
    return [
        readings[of_one.index(max(of_one))] if max(of_one) > 0 else None
        for readings, of_one in zip(several, scores, strict=True)
    ]


def _quoted_name(reading: NameReading) -> QuotedName:
    kind = "person" if reading.kind == "person" else "organisation"
    return QuotedName(" ".join(reading.form.split()), kind, *reading.span)
