"""Propose who a mention may refer to. Every proposal comes from a named rule.

The rules propose everything that the article allows; `quotes.speakers.choice` picks one. Among the
proposals is always the mention as it is written, for somebody whom the article does not name elsewhere.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from quotes.speakers import (
    apposition,
    bodies,
    documents,
    introductions,
    leaders,
    named_mentions,
    other_people,
    phrases,
    pronouns,
)
from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.discourse import Discourse
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import FIRST_PERSON, HE_OR_SHE, RELATIVE, MentionReading
from quotes.speakers.named_mentions import Answer
from quotes.speakers.names import Name

LEAST_PERSON = 0.02
MOST_BODY = 0.8
"""Between these probabilities of being a person, an entity may be meant both by "he" and by "it"."""

MOST_NEAR = 10
"""At most this many entities are proposed because they were named before the mention."""

_AFTER_WITHIN = 160

Rule = Callable[[MentionReading, Discourse], Answer | None]


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Somebody to whom a mention may refer, and the rules that propose so, in order."""

    entity: Entity
    answers: tuple[Answer, ...]


def propose_antecedents(reading: MentionReading, discourse: Discourse) -> list[Antecedent]:
    """Everybody to whom a mention may refer: one antecedent for each name, those of the first rules first."""
    found: dict[str, list[Answer]] = {}
    for answer in _answers(reading, discourse):
        found.setdefault(answer.entity.name, []).append(answer)
    proposed = [Antecedent(answers[0].entity, tuple(answers)) for answers in found.values()]
    others = [
        each
        for each in proposed
        if each.answers[0].rule.name == "apposed"
        or not any(excludes(each.entity, reading, discourse) for excludes in EXCLUDING)
    ]
    has_answer = any(each.entity.words or reading.kind == "phrase" for each in others)
    return others if has_answer else proposed


def _answers(reading: MentionReading, discourse: Discourse) -> Iterator[Answer]:
    """The answers of all rules, in the order of `RULES` and `PROPOSERS`.

    If somebody is named beside a phrase, nobody who was named before is proposed; nor if one of `ALONE` says
    who is meant.
    """
    for rule in RULES:
        if answer := rule(reading, discourse):
            yield answer
            if rule in ALONE:
                if answer.entity.words:  # it may still mean somebody whom the article does not name
                    yield from _nobody(reading, discourse)
                return
            if answer.rule.name == "apposed":
                yield from filter(
                    None, (last(reading, discourse) for last in (phrases.unnamed, phrases.as_written))
                )
                return
    for proposer in PROPOSERS:
        yield from proposer(reading, discourse)


def _named_so(reading: MentionReading, discourse: Discourse) -> Iterator[Answer]:
    """Every entity whose name agrees with a name in some way, not only in the closest one."""
    if len(reading.names) != 1:
        return
    name = reading.names[0]
    for match in discourse.index.agreeing(name.words):
        entity = match.entity
        if named_mentions.is_other_word(name, entity) or _is_of_other_title(name, entity, discourse):
            continue
        reason = f"{named_mentions.RELATION[match.how]} {entity.name}"
        yield Answer(entity, answer_rule(match.how), reason)
    yield Answer(named_mentions.as_written(name, discourse), answer_rule("as written"), "as written")


def _is_of_other_title(name: Name, entity: Entity, discourse: Discourse) -> bool:
    """Do titles say that a name is a man's and an entity a woman: "Mr Holm", "the first lady, Ada Holm"?"""
    gender, evidence = discourse.genders.with_evidence(entity)
    return evidence == "title" and discourse.genders.of_name(name) not in (None, gender)


def _with_role(reading: MentionReading, discourse: Discourse) -> Iterator[Answer]:
    """Everybody whom the article calls what a phrase says: "the mayor"."""
    if reading.kind != "phrase":
        return
    for entity in discourse.index.with_role(phrases.roles_meant(reading, discourse)):
        yield Answer(entity, answer_rule("role"), f"called {reading.head} in the article")


def _named_before(reading: MentionReading, discourse: Discourse) -> Iterator[Answer]:
    """The entities named before a pronoun or phrase, the nearest first; without any, those of captions."""
    if reading.kind == "name" or reading.head in FIRST_PERSON:
        return
    if phrases.is_of_somebody(reading, discourse.lexicon):
        return
    near: dict[Entity, None] = {}
    in_captions: dict[Entity, None] = {}
    for sentence in discourse.recent(reading.core.start):
        for seen in reversed(sentence):
            (in_captions if seen.aside else near).setdefault(seen.entity)
        if len(near) >= MOST_NEAR or (near and reading.head in RELATIVE):
            break
    singular = reading.kind == "phrase" and reading.head in discourse.lexicon.roles
    plural = reading.kind == "phrase" and phrases.is_plural(reading, discourse)

    def possible(named: Iterable[Entity]) -> list[Entity]:
        fitting = (each for each in named if _may_be_meant(reading, each))
        return [
            each
            for each in fitting
            if not (each.plural if singular else plural and each.is_shown_person and each.kind == "person")
        ]

    for entity in islice(possible(near) or possible(in_captions), MOST_NEAR):
        yield Answer(entity, answer_rule("named before"), f"“{reading.head}”: named before")


def _may_be_meant(reading: MentionReading, entity: Entity) -> bool:
    """Does grammar allow that a pronoun refers to an entity?"""
    if gender := HE_OR_SHE.get(reading.head):
        return not entity.plural and entity.person > LEAST_PERSON and entity.gender in (None, gender)
    if reading.kind == "pronoun" and reading.head not in RELATIVE:
        return entity.plural or entity.person < MOST_BODY
    return True


def _named_after(reading: MentionReading, discourse: Discourse) -> Iterator[Answer]:
    """The first name after a pronoun in the same sentence: "Before he left, Quill said"."""
    if reading.kind != "pronoun" or reading.head in FIRST_PERSON or reading.head in RELATIVE:
        return
    sentence = discourse.sentence_at(reading.core.start)
    for name in discourse.names_between(reading.core.end, reading.core.end + _AFTER_WITHIN):
        if discourse.sentence_at(name.span.start) == sentence:
            entity = named_mentions.resolve_name(name, discourse).entity
            yield Answer(entity, answer_rule("named after"), f"“{reading.head}”: named just after")
            return


def _nobody(reading: MentionReading, discourse: Discourse) -> Iterator[Answer]:
    """Nobody whom the text names."""
    if reading.kind == "pronoun":
        yield Answer(
            Entity("", "person"), answer_rule("nobody"), f"“{reading.head}”: the text does not say who"
        )


RULES: tuple[Rule, ...] = (
    apposition.gives_name,
    apposition.is_identified,
    apposition.behind_titles,
    apposition.behind_brackets,
    apposition.right_beside,
    apposition.beside_phrase,
    apposition.beside_name,
    other_people.of_age,
    other_people.on_trial,
    introductions.introduced,
    introductions.named_next,
    introductions.same_person,
    introductions.one_of_several,
    introductions.many_just_met,
    introductions.who_answers,
    named_mentions.several_names,
    named_mentions.one_name,
    phrases.known_word,
    pronouns.who_is_asked,
    pronouns.asked_ahead,
    pronouns.named_ahead,
    introductions.goes_on,
    pronouns.he_or_she,
    pronouns.they,
    documents.it_reads,
    pronouns.it,
    pronouns.relative,
    pronouns.the_writer,
    documents.authored,
    documents.issued,
    documents.authored_before,
    documents.document,
    phrases.one_of_two,
    phrases.several,
    phrases.unnamed,
    bodies.small_letters,
    bodies.body,
    leaders.leads_body,
    phrases.described,
    phrases.same_unnamed,
    phrases.prominent_person,
    phrases.as_written,
)
"""Rules with at most one answer each, those that are right most often first."""

EXCLUDING = (
    pronouns.is_beside_himself,
    pronouns.has_just_asked,
    pronouns.asks_about,
    pronouns.was_just_told,
    pronouns.answers_another,
    pronouns.spoke_as_another,
    other_people.quotes_other,
    other_people.is_credited_in_front,
    other_people.has_other_office,
    bodies.is_of_company,
    other_people.is_of_other_rank,
    other_people.is_officer_of_court,
    other_people.is_of_another_nation,
    other_people.has_office_elsewhere,
    other_people.is_grown_up,
    other_people.has_spoken_of,
)
"""Rules that say whom a pronoun or phrase cannot mean."""

ALONE = frozenset(
    {
        documents.it_reads,
        apposition.gives_name,
        apposition.is_identified,
        apposition.behind_titles,
        apposition.behind_brackets,
        apposition.right_beside,
        introductions.goes_on,
        introductions.introduced,
        introductions.named_next,
        introductions.one_of_several,
        introductions.many_just_met,
        introductions.who_answers,
        introductions.same_person,
        leaders.leads_body,
        other_people.of_age,
        other_people.on_trial,
        phrases.known_word,
        phrases.one_of_two,
        pronouns.who_is_asked,
        pronouns.asked_ahead,
        pronouns.named_ahead,
    }
)
"""Rules whose answer leaves no doubt, if they have one."""

PROPOSERS: tuple[Callable[[MentionReading, Discourse], Iterator[Answer]], ...] = (
    _named_so,
    _with_role,
    _named_before,
    _named_after,
    _nobody,
)
"""Rules that may have several answers."""
