"""Propose who a mention may refer to. Every proposal comes from a named rule.

The rules propose everything that the article allows; `quotes.speakers.choice` picks one. Among the
proposals is always the mention as it is written, for somebody whom the article does not name elsewhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from quotes.language import fold
from quotes.speakers import documents, named_mentions, phrases, pronouns
from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.discourse import Discourse
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import FIRST_PERSON, HE_OR_SHE, RELATIVE, MentionReading
from quotes.speakers.named_mentions import Answer
from quotes.speakers.names import Name
from quotes.speakers.surroundings import word_class

LEAST_PERSON = 0.02
MOST_BODY = 0.8
"""Between these probabilities of being a person, an entity may be meant both by "he" and by "it"."""

LEAST_PERSON_APPOSED = 0.3
"""A name in apposition must be a person with at least this probability: not "the capital, Pell,"."""

MOST_NEAR = 10
"""At most this many entities are proposed because they were named before the mention."""

_BEFORE_APPOSED = re.compile(r"[^,;:()\[\]\"“”—–\n]{0,80}(?:,|\s?[—–]|\s--?)\s?(?:(?:the|a|an)\s(?:\w+\s)?)?")
_JOINED_ROLE = re.compile(r"\s(?:and|&)\s(?:[\w-]+\s){0,3}")
_AFTER_APPOSED = re.compile(r"[,.;:]|\s?[—–(]|\s--?\s|\s*(?:\n|\Z)|,?\s?[\"“”]")
_COMPLEMENT = re.compile(r"\s(?:of|for|to|at|in|from)\s(?:the\s)?(?:[\w’'-]+\s){0,2}")
_COMPLEMENT_IN_CAPITALS = re.compile(
    r"\s(?:of|for|to|at|in|from)\s(?:the\s)?([A-Z][\w.&-]*)\s"
    r"(?:(?:(?:of|for|and|on|at|&)\s(?:the\s)?)?[A-Z][\w.&-]*\s){0,8}"
)
_AFTER_COMPLEMENT = re.compile(r"\s(?:\([A-Z][A-Z.&-]{1,9}\)\s)?")
_OF_PERSONS = frozenset({"title", "abbreviation", "honorific", "nation", "first"})
"""Classes of words that are about a person, and so no complement: "a lawyer for Dr Ada Quill"."""

_APPOSED_WITHIN = 100
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
    return [Antecedent(answers[0].entity, tuple(answers)) for answers in found.values()]


def _answers(reading: MentionReading, discourse: Discourse) -> Iterator[Answer]:
    """The answers of all rules, in the order of `RULES` and `PROPOSERS`."""
    for rule in RULES:
        if answer := rule(reading, discourse):
            yield answer
    for proposer in PROPOSERS:
        yield from proposer(reading, discourse)


def _apposed(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """The name between commas after a phrase: "The head of the mill, Ada Quill, said".

    Or the name after a second role: "Mill owner and mayor Ada Quill said"; or after a complement with a
    name of its own, or one in capitals: "The envoy to the Harbour League Ada Quill said", "Chief Minister of
    Pellia Ada Quill said".
    """
    if reading.kind != "phrase":
        return None
    text, end = discourse.text, reading.core.end
    complement_ends = -1
    for name in discourse.names_between(end, end + _APPOSED_WITHIN):
        if text[name.span.start - 1] == "(":
            continue
        between = text[end : name.outer.start if name.outer.start > end else name.span.start]
        second_role = bool(name.before) and _JOINED_ROLE.fullmatch(between) is not None
        apposed = _BEFORE_APPOSED.fullmatch(between) and _AFTER_APPOSED.match(text, name.span.end)
        is_behind = 0 < complement_ends == name.outer.start or _ends_complement(name, end, discourse)
        complemented = len(name.words) > 1 and is_behind
        complement = _COMPLEMENT.fullmatch(between) and _AFTER_COMPLEMENT.match(text, name.span.end)
        complement_ends = complement.end() if complement else -1
        if apposed or second_role or complemented:
            entity = named_mentions.resolve_name(name, discourse).entity
            if entity.person > LEAST_PERSON_APPOSED:
                reason = f"{entity.name} is named beside “{reading.head}”"
                return Answer(entity, answer_rule("apposed"), reason)
        if "," in between:
            return None
    return None


def _ends_complement(name: Name, start: int, discourse: Discourse) -> bool:
    """Is a name right behind capitals after "of", and no second person's: "aide to Keld Mayor Ada Quill"?"""
    lexicon, between = discourse.lexicon, discourse.text[start : name.span.start]
    complement = _COMPLEMENT_IN_CAPITALS.fullmatch(between)
    if name.possessive or not complement:
        return False
    opening = set(word_class(complement.group(1), lexicon).split("+"))
    second = any(fold(word) in lexicon.roles for word in between.split())
    return not second and opening.isdisjoint(_OF_PERSONS)


def _named_so(reading: MentionReading, discourse: Discourse) -> Iterator[Answer]:
    """Every entity whose name agrees with a name in some way, not only in the closest one."""
    if len(reading.names) != 1:
        return
    name = reading.names[0]
    for match in discourse.index.agreeing(name.words):
        if named_mentions.is_other_word(name, match.entity):
            continue
        reason = f"{named_mentions.RELATION[match.how]} {match.entity.name}"
        yield Answer(match.entity, answer_rule(match.how), reason)
    yield Answer(named_mentions.as_written(name, discourse), answer_rule("as written"), "as written")


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
    near: dict[Entity, None] = {}
    in_captions: dict[Entity, None] = {}
    for sentence in discourse.recent(reading.core.start):
        for seen in reversed(sentence):
            (in_captions if seen.aside else near).setdefault(seen.entity)
        if len(near) >= MOST_NEAR or (near and reading.head in RELATIVE):
            break
    singular = reading.kind == "phrase" and reading.head in discourse.lexicon.roles

    def possible(named: Iterable[Entity]) -> list[Entity]:
        return [each for each in named if _may_be_meant(reading, each) and not (singular and each.plural)]

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
    _apposed,
    named_mentions.several_names,
    named_mentions.one_name,
    pronouns.he_or_she,
    pronouns.they,
    pronouns.it,
    pronouns.relative,
    pronouns.the_writer,
    documents.authored,
    documents.issued,
    documents.authored_before,
    documents.document,
    phrases.several,
    phrases.unnamed,
    phrases.small_letters,
    phrases.body,
    phrases.described,
    phrases.same_unnamed,
    phrases.prominent_person,
    phrases.as_written,
)
"""Rules with at most one answer each, those that are right most often first."""

PROPOSERS: tuple[Callable[[MentionReading, Discourse], Iterator[Answer]], ...] = (
    _named_so,
    _with_role,
    _named_before,
    _named_after,
    _nobody,
)
"""Rules that may have several answers."""
