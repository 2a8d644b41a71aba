"""Rules for mentions that are names, and for names that several entities share."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quotes.speakers.answer_rules import AnswerRule, answer_rule
from quotes.speakers.discourse import Discourse, distinct
from quotes.speakers.entities import Entity, EntityMatch
from quotes.speakers.mentions import MentionReading
from quotes.speakers.names import Name
from quotes.speakers.roles import roles_in

_LONGEST_IN_HEADLINE = 4
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.){2,}")
RELATION = {
    "full": "full name",
    "surname": "surname of",
    "given": "first name of",
    "middle": "one surname of",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The entity that a mention refers to, the rule that found it, and the reason that the user reads."""

    entity: Entity
    rule: AnswerRule
    reason: str


def several_names(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "Quill and Alder" to both of them, each under the full name.

    "Quill & Alder" is a body of this name, unless both are people.
    """
    if len(reading.names) < 2:
        return None
    first, last = reading.names[0].span, reading.names[-1].span
    if _is_of_party(reading, discourse):
        return resolve_name(reading.names[-1], discourse)
    entities = [resolve_name(name, discourse).entity for name in reading.names]
    people = all(entity.kind == "person" for entity in entities)
    if not people and "&" in discourse.text[first.end : last.start]:
        body = Entity(" ".join(discourse.text[first.start : last.end].split()), "organisation")
        return Answer(body, answer_rule("organisation"), "as written")
    together = discourse.together(entities, "person" if people else "organisation")
    return Answer(together, answer_rule("several names"), "speaking together")


def _is_of_party(reading: MentionReading, discourse: Discourse) -> bool:
    """Are the words before a title one name with "and" inside: "Keld Law and Order MP Ada Quill"?"""
    party, person = reading.names[0], reading.names[-1]
    known = discourse.lexicon.titles.keys() | discourse.lexicon.roles.keys()
    words = person.before.split()
    described = len(words) > 1 and words[-1] in known and person.before not in known and words[0] not in known
    joined = discourse.text[party.span.end : max(party.span.end, person.outer.start)] == " and "
    capital = discourse.text[person.outer.start : person.outer.start + 1].isupper()
    return described and joined and capital and not resolve_name(party, discourse).entity.is_shown_person


def one_name(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve a name to the entity that has it."""
    return resolve_name(reading.names[0], discourse) if len(reading.names) == 1 else None


def resolve_name(name: Name, discourse: Discourse) -> Answer:
    """The entity that a name refers to, or the name as written if that is not clear."""
    known = discourse.index.candidates(name.words) or _in_headline(name, discourse)
    found = [candidate for candidate in known if may_be(name, candidate.entity, discourse)]
    if "the" in name.signs and len(name.words) == 1:
        found = [candidate for candidate in found if candidate.entity.kind != "person"]
    if len(found) > 1:
        return _one_of_several(name, [candidate.entity for candidate in found], discourse)
    meant = found[0] if found else None
    unsure = meant is None or (meant.how == "full" and len(name.words) == 1 and meant.entity.weight <= 1)
    if unsure and (other := _misspelt(name, discourse)):
        return Answer(other, answer_rule("misspelt"), f"one letter from {other.name}")
    if meant is None:
        return Answer(as_written(name, discourse), answer_rule("as written"), "as written")
    if meant.how == "full":
        rule = answer_rule("full name" if len(meant.entity.words) > 1 else "as written")
        return Answer(meant.entity, rule, "as written")
    return Answer(meant.entity, answer_rule(meant.how), f"{RELATION[meant.how]} {meant.entity.name}")


def _one_of_several(name: Name, entities: Sequence[Entity], discourse: Discourse) -> Answer:
    """Decide between several entities with one name, or keep the name as written if nothing decides."""
    shared = f"{len(entities)} are called {name.form}"
    for how, narrow in _NARROWING:
        left = narrow(name, entities, discourse)
        if len(left) == 1:
            return Answer(left[0], answer_rule("shared", how), f"{shared}; {how}")
    return Answer(Entity(name.form, "person", name.words, evidence=1), answer_rule("undecided"), shared)


def _in_headline(name: Name, discourse: Discourse) -> tuple[EntityMatch, ...]:
    """The entities that the first words of a headline's capitals name."""
    if name.headline:
        for end in range(min(len(name.words) - 1, _LONGEST_IN_HEADLINE), 0, -1):
            if found := discourse.index.candidates(name.words[:end]):
                return found
    return ()


def may_be(name: Name, entity: Entity, discourse: Discourse) -> bool:
    """Do the title before a name and the letters of the name fit this entity?"""
    gender, (known, evidence) = discourse.genders.of_name(name), discourse.genders.with_evidence(entity)
    # "Ms Tan" shows that Tan is the surname of Tan Hui Ling, and no given name.
    surname_first = evidence == "name" and len(name.words) == 1 and name.words[0] == entity.words[0]
    if gender and known and gender != known and not surname_first:
        return False
    if name.signs & {"honorific"} and entity.kind != "person":
        return False
    return not is_other_word(name, entity)


def is_other_word(name: Name, entity: Entity) -> bool:
    """Is a name letters with full stops, and what ends the entity's name a word: "U.N." and Bando Un?"""
    return bool(_ABBREVIATION.fullmatch(name.form)) and not entity.name.split()[-1].isupper()


def _misspelt(name: Name, discourse: Discourse) -> Entity | None:
    near = discourse.index.one_letter_off(name.words)
    return near[0] if len(near) == 1 else None


def as_written(name: Name, discourse: Discourse) -> Entity:
    """Make an entity for a name that no entity fits."""
    own = discourse.index.candidates(name.words)
    kind = own[0].entity.kind if own else "organisation"
    if name.signs & {"honorific", "title", "role", "age", "party"} or (len(name.words) > 1 and not own):
        kind = "person"
    return Entity(name.form, kind, name.words, evidence=int(kind == "person"))


def _with_title(name: Name, entities: Sequence[Entity], discourse: Discourse) -> list[Entity]:
    """Keep the entities that have the title before the name anywhere in the article."""
    roles = set(roles_in(name.before, discourse.lexicon))
    return [entity for entity in entities if roles & entity.roles]


def _of_gender(name: Name, entities: Sequence[Entity], discourse: Discourse) -> list[Entity]:
    """Keep the entities with the gender of the titles before the bare name, or of the pronouns after it."""
    gender = discourse.genders.of_name(name) or discourse.genders.by_pronouns(name)
    return [entity for entity in entities if gender and discourse.genders.of(entity) in (None, gender)]


def _just_named(name: Name, entities: Sequence[Entity], discourse: Discourse) -> list[Entity]:
    """Keep the entity that was the last subject in this paragraph or spoke in the one before."""
    paragraph = discourse.paragraph_at(name.span.start)
    for sentence in discourse.recent(name.span.start):
        if sentence[0].paragraph < paragraph - 1:
            break
        same = sentence[0].paragraph == paragraph
        here = distinct(
            seen.entity
            for seen in sentence
            if seen.entity in entities and (seen.speaker or (same and seen.subject))
        )
        if here:
            return here
    return []


def _most_named(name: Name, entities: Sequence[Entity], discourse: Discourse) -> list[Entity]:
    """Keep the entity that the article names in full most often."""
    most = max(entity.weight for entity in entities)
    return [entity for entity in entities if entity.weight == most and most > 0]


def _first_named(name: Name, entities: Sequence[Entity], discourse: Discourse) -> list[Entity]:
    """Keep the entity that the article introduced first, if no other has been a subject since."""
    first = discourse.introduced(entities)
    return [first] if first else []


_NARROWING: tuple[tuple[str, Callable[[Name, Sequence[Entity], Discourse], list[Entity]]], ...] = (
    ("by title", _with_title),
    ("just named", _just_named),
    ("by gender", _of_gender),
    ("most often named", _most_named),
    ("first named", _first_named),
)
"""The ways to decide between several entities with one name, in the order in which they are tried."""
