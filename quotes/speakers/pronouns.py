"""Pronouns to figures: whom "he", "they" or "who" means."""

from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.discourse import Discourse, Seen, ways
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import FIRST_PERSON, HE_OR_SHE, IT, RELATIVE, THEY, MentionReading
from quotes.speakers.named_mentions import Answer, likely_gender

_NEAR = 80


def he_or_she(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Answer "he" and "she" with the person of that gender that comes to mind."""
    gender = HE_OR_SHE.get(reading.head)
    if reading.kind != "pronoun" or gender is None:
        return None
    offset = reading.core.start

    def fits(seen: Seen) -> bool:
        return discourse.may_be_meant(seen, gender) and discourse.is_person(seen.figure)

    figure, how = discourse.in_mind(offset, fits)
    if figure is None:
        figure, how = discourse.in_mind(offset, lambda seen: discourse.may_be_meant(seen, gender))
    elif how in ("owner", "only one"):
        beside = discourse.subject_beside(figure, offset, lambda seen: discourse.may_be_meant(seen, gender))
        figure, how = (beside, "subject") if beside else (figure, how)
    if figure and (how == "several" or likely_gender(figure, discourse) not in (None, gender)):
        likely, how_likely = discourse.in_mind(
            offset, lambda seen: fits(seen) and likely_gender(seen.figure, discourse) == gender
        )
        if likely and how_likely != "several":
            figure, how = likely, "likely"
    if not figure:
        return None
    return Answer(figure, answer_rule("pronoun", how), f"“{reading.head}”: {ways(how)}")


def they(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Answer "they" with the group or organisation that comes to mind."""
    if reading.kind != "pronoun" or reading.head not in THEY:
        return None
    figure, how = discourse.in_mind(reading.core.start, lambda seen: seen.figure.plural or is_body(seen))
    return Answer(figure, answer_rule("they", how), f"“{reading.head}”: {ways(how)}") if figure else None


def it(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Answer "it" with the organisation or document that comes to mind."""
    if reading.kind != "pronoun" or reading.head not in IT:
        return None
    figure, how = discourse.in_mind(reading.core.start, is_body)
    if not figure:
        figure, how = discourse.in_mind(reading.core.start, lambda seen: may_be_body(seen, discourse))
    return Answer(figure, answer_rule("it", how), f"“{reading.head}”: {ways(how)}") if figure else None


def relative(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Answer "who" and "which" with what was named just before."""
    if reading.kind != "pronoun" or reading.head not in RELATIVE:
        return None
    start = reading.core.start
    sentence = next(iter(discourse.recent(start)), [])
    near = [seen.figure for seen in sentence if start - seen.offset < _NEAR]
    return Answer(near[-1], answer_rule("relative"), f"“{reading.head}”: named just before") if near else None


def the_writer(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Leave "I" and "we" open: the text does not say who writes."""
    if reading.kind != "pronoun" or reading.head not in FIRST_PERSON:
        return None
    return Answer(
        Entity("", "person"),
        answer_rule("writer"),
        f"“{reading.head}”: the writer, whom the text does not name",
    )


def is_body(seen: Seen) -> bool:
    """Tell whether what was seen is an organisation, a place or country aside."""
    return seen.figure.kind == "organisation" and not seen.figure.is_place


def may_be_body(seen: Seen, discourse: Discourse) -> bool:
    """Tell whether a subject of which nothing is known may be an organisation."""
    figure = seen.figure
    return seen.subject and figure.kind == "person" and not (discourse.is_person(figure) or figure.is_place)
