"""Names to figures: the rules for a mention that is a name, and for names that several figures share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quotes.speakers.answer_rules import AnswerRule, answer_rule
from quotes.speakers.discourse import Discourse, distinct
from quotes.speakers.entities import Entity, EntityMatch, roles_in
from quotes.speakers.mentions import MentionReading
from quotes.speakers.names import Name

_LONGEST_IN_HEADLINE = 4
RELATION = {
    "full": "full name",
    "surname": "surname of",
    "given": "first name of",
    "middle": "one surname of",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The figure that a mention stands for, the rule that found it, and the reason that the user reads."""

    figure: Entity
    rule: AnswerRule
    reason: str


def several_names(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Answer "Quill and Alder" with both, each under the full name."""
    if len(reading.names) < 2:
        return None
    answers = [resolve_name(name, discourse) for name in reading.names]
    figures = [answer.figure for answer in answers]
    if any(figure.kind != "person" for figure in figures):
        return None
    name = " and ".join(figure.name for figure in figures)
    return Answer(Entity(name, "person", plural=True), answer_rule("several names"), "speaking together")


def one_name(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Answer a name with the figure that bears it."""
    if not reading.names:
        return None
    if len(reading.names) > 1:
        span = (reading.names[0].span.start, reading.names[-1].span.end)
        body = Entity(" ".join(discourse.text[slice(*span)].split()), "organisation")
        return Answer(body, answer_rule("organisation"), "as written")
    return resolve_name(reading.names[0], discourse)


def resolve_name(name: Name, discourse: Discourse) -> Answer:
    """Return the figure that a name stands for; where that stays open, the name as it is written."""
    known = discourse.cast.candidates(name.words) or _in_headline(name, discourse)
    found = [candidate for candidate in known if _may_be(name, candidate.figure, discourse)]
    if "the" in name.signs and len(name.words) == 1:
        found = [candidate for candidate in found if candidate.figure.kind != "person"]
    if len(found) > 1:
        return _one_of_several(name, [candidate.figure for candidate in found], discourse)
    meant = found[0] if found else None
    unsure = meant is None or (meant.how == "full" and len(name.words) == 1 and meant.figure.weight <= 1)
    if unsure and (other := _misspelt(name, discourse)):
        return Answer(other, answer_rule("misspelt"), f"one letter from {other.name}")
    if meant is None:
        return Answer(_as_written(name, discourse), answer_rule("as written"), "as written")
    if meant.how == "full":
        rule = answer_rule("full name" if len(meant.figure.words) > 1 else "as written")
        return Answer(meant.figure, rule, "as written")
    return Answer(meant.figure, answer_rule(meant.how), f"{RELATION[meant.how]} {meant.figure.name}")


def _one_of_several(name: Name, figures: Sequence[Entity], discourse: Discourse) -> Answer:
    """Return which of several bearers is meant, or the name as written where nothing decides."""
    shared = f"{len(figures)} are called {name.form}"
    for how, narrow in _NARROWING:
        left = narrow(name, figures, discourse)
        if len(left) == 1:
            return Answer(left[0], answer_rule("shared", how), f"{shared}; {how}")
    return Answer(Entity(name.form, "person", name.words, evidence=1), answer_rule("undecided"), shared)


def _in_headline(name: Name, discourse: Discourse) -> tuple[EntityMatch, ...]:
    """Return whom the first words of a headline's run of capitals name."""
    if name.headline:
        for end in range(min(len(name.words) - 1, _LONGEST_IN_HEADLINE), 0, -1):
            if found := discourse.cast.candidates(name.words[:end]):
                return found
    return ()


def _may_be(name: Name, figure: Entity, discourse: Discourse) -> bool:
    """Tell whether the title before a name allows that it is this figure's."""
    gender, known = discourse.gender_of_name(name), discourse.gender(figure)
    if gender and known and gender != known:
        return False
    return not (name.signs & {"honorific"} and figure.kind != "person")


def _misspelt(name: Name, discourse: Discourse) -> Entity | None:
    near = discourse.cast.one_letter_off(name.words)
    return near[0] if len(near) == 1 else None


def _as_written(name: Name, discourse: Discourse) -> Entity:
    person = bool(name.signs & {"honorific", "title", "role", "age", "party"})
    own = discourse.cast.candidates(name.words)
    kind = (
        "person"
        if person or (len(name.words) > 1 and not own)
        else own[0].figure.kind
        if own
        else "organisation"
    )
    return Entity(name.form, kind, name.words, evidence=int(kind == "person"))


def _called_so(name: Name, figures: Sequence[Entity], discourse: Discourse) -> list[Entity]:
    """Keep those to whom the article gives the title that stands before the name."""
    roles = set(roles_in(name.before, discourse.lexicon))
    return [figure for figure in figures if roles & figure.roles]


def _of_gender(name: Name, figures: Sequence[Entity], discourse: Discourse) -> list[Entity]:
    """Keep those of the gender that titles before the bare name, or pronouns used of it, have."""
    gender = discourse.gender_of_name(name) or discourse.pronoun_of_name(name)
    return [figure for figure in figures if gender and likely_gender(figure, discourse) in (None, gender)]


def likely_gender(figure: Entity, discourse: Discourse) -> str | None:
    """Return the gender that the article gives, else the one that most bearers of the given name have."""
    known = discourse.gender(figure)
    return known or (discourse.lexicon.first_names.get(figure.words[0]) if len(figure.words) > 1 else None)


def _just_named(name: Name, figures: Sequence[Entity], discourse: Discourse) -> list[Entity]:
    """Keep the one who was the last subject in this paragraph or spoke in the one before."""
    paragraph = discourse.paragraph_at(name.span.start)
    for sentence in discourse.recent(name.span.start):
        if sentence[0].paragraph < paragraph - 1:
            break
        same = sentence[0].paragraph == paragraph
        here = distinct(
            seen.figure
            for seen in sentence
            if seen.figure in figures and (seen.speaker or (same and seen.subject))
        )
        if here:
            return here
    return []


def _most_named(name: Name, figures: Sequence[Entity], discourse: Discourse) -> list[Entity]:
    """Keep the one whom the article names in full more often than any other."""
    most = max(figure.weight for figure in figures)
    return [figure for figure in figures if figure.weight == most and most > 0]


def _first_named(name: Name, figures: Sequence[Entity], discourse: Discourse) -> list[Entity]:
    """Keep the one whom the article introduced first, if no other was a subject since."""
    first = discourse.introduced(figures)
    return [first] if first else []


_NARROWING: tuple[tuple[str, Callable[[Name, Sequence[Entity], Discourse], list[Entity]]], ...] = (
    ("by title", _called_so),
    ("just named", _just_named),
    ("by gender", _of_gender),
    ("most often named", _most_named),
    ("first named", _first_named),
)
"""How one of several bearers of a name is found, in the order in which it is tried."""
