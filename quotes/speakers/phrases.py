"""Rules for phrases: who "the mayor", "a spokesman" or "the agency" refers to."""

import re
from collections.abc import Collection, Sequence
from itertools import islice

from quotes.language import Lexicon, fold
from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.discourse import Discourse, distinct, how_found
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import DEFINITE, FIRST_PERSON, HE_OR_SHE, INDEFINITE, POSSESSIVE, MentionReading
from quotes.speakers.name_keys import key, keys
from quotes.speakers.named_mentions import RELATION, Answer, resolve_name
from quotes.speakers.office_fields import ABBREVIATION
from quotes.text import initials

_PEOPLE = frozenset({"police", "people", "family", "relatives", "public"})
_NUMBERS = frozenset({"two", "both", "pair", "couple", "duo", "three", "trio"})
_OF_TWO = (("former",), ("latter",))
_PLAIN = len(("the", "senators"))
_FEWEST_DESCRIBING_WORDS = 3
_AGE = re.compile(r"\d.*old$")
_WHOLE_NATION = re.compile(r"(?:ese|[cs]h|ss)$")
_TAIL = re.compile(r"\s(?:of|for|at|from|in|with)\s[^,;:()\[\]\"“”—–]{2,60}")
_TAIL_END = re.compile(r"\s(?:who|which|that|said|says|was|is|were|are|has|have|had|on)\b.*", re.DOTALL)
_DROPPED = INDEFINITE | DEFINITE | POSSESSIVE | {"all", "more", "than", "about", "both", "many", "several"}


def known_word(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve one word with a capital to the only name that has it, where it was not read as a name."""
    if reading.kind != "phrase" or len(reading.words) != 1:
        return None
    said = reading.core.of(discourse.text)
    answer = None if discourse.is_common(said) else _only_one_called(said, discourse)
    return answer if answer and answer.entity.words else None


def _only_one_called(said: str, discourse: Discourse) -> Answer | None:
    """The only entity whose name has the words of a mention with a capital."""
    found = discourse.index.candidates(keys(said))
    if len(found) != 1 or not said[:1].isupper():
        return None
    match = found[0]
    return Answer(match.entity, answer_rule(match.how), f"{RELATION[match.how]} {match.entity.name}")


def several(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the two", "the pair" and "the two lawmakers" to the people named together before.

    "The senators" are two, if only these are called so, and were named together.
    """
    if reading.kind != "phrase" or reading.opening not in DEFINITE:
        return None
    if _NUMBERS.isdisjoint(reading.words[1:]):
        return _both_called(reading, discourse)
    entity, _ = discourse.most_prominent(
        reading.core.start, lambda seen: seen.entity.plural and seen.entity.kind == "person"
    )
    return Answer(entity, answer_rule("several"), f"“{reading.head}”: named together") if entity else None


def _both_called(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """The two people whom the article calls what a phrase says in the plural."""
    role = discourse.lexicon.plural_roles.get(reading.head)
    bearers = discourse.index.with_role([role]) if role and len(reading.words) == _PLAIN else []
    people = [entity for entity in bearers if entity.is_shown_person and entity.words]
    entity = discourse.named_together(*people) if len(people) == len(_OF_TWO) else None
    return Answer(entity, answer_rule("several"), f"“{reading.head}”: named together") if entity else None


def one_of_two(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the former" and "the latter" to one of the two people who were named last."""
    if reading.opening not in DEFINITE or reading.words[1:] not in _OF_TWO:
        return None
    for sentence in islice(discourse.recent(reading.core.start), len(_OF_TWO)):
        people = distinct(seen.entity for seen in sentence if discourse.is_person(seen.entity))
        named = [entity for entity in people if entity.words][-len(_OF_TWO) :]
        if len(named) == len(_OF_TWO):
            entity = named[_OF_TWO.index(reading.words[1:])]
            return Answer(entity, answer_rule("several"), f"“{reading.head}”: named together")
    return None


def unnamed(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve an indefinite or plural phrase to its own words: "a senior official", "protesters"."""
    if reading.kind != "phrase" or not (reading.opening in INDEFINITE or is_plural(reading, discourse)):
        return None
    return Answer(unnamed_entity(reading, discourse), answer_rule("unnamed"), "not named")


def described(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the mayor" to the one entity that the article calls a mayor."""
    if reading.kind != "phrase":
        return None
    lexicon = discourse.lexicon
    roles = _roles(reading, discourse)
    places = {word for name in reading.inner if name.span.end <= reading.core.end for word in name.words}
    owner = owner_of(reading, discourse)
    modifiers = set(reading.words[:-1]) - _DROPPED
    for wanted in (roles, _synonyms(roles, lexicon), _spelt_out(reading, discourse)):
        called = [entity for entity in discourse.index.with_role(wanted) if entity is not owner]
        bearers = [
            entity
            for entity in called
            if entity.is_shown_person and genders_agree(reading, entity, discourse)
        ]
        if len(bearers) == 1 and not reading.owner and places - {key(word) for word in bearers[0].described}:
            continue
        if len(bearers) == 1 and _is_named_too_late(bearers[0], reading, discourse):
            continue
        closer = [entity for entity in bearers if modifiers and modifiers <= entity.described]
        for left in (bearers, closer):
            if len(left) == 1:
                return Answer(left[0], answer_rule("described"), f"called {reading.head} in the article")
        entity, how = discourse.nearest_of(closer or bearers, reading.core.start)
        if entity:
            return Answer(
                entity, answer_rule("described", how), f"one of those called {reading.head}; {how_found(how)}"
            )
    return None


def _is_named_too_late(bearer: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Is somebody named only later, while the subject before has no role: "Quill won. The champion said"?"""
    owned = reading.owner is not None or reading.opening in POSSESSIVE
    if owned or discourse.last_seen(bearer, reading.core.start):
        return False
    answer = prominent_person(reading, discourse)
    return answer is not None and answer.rule.name == "description, subject" and not answer.entity.roles


def same_unnamed(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the spokesman" to the unnamed spokesman who was introduced before."""
    if reading.kind != "phrase" or not _is_definite(reading):
        return None
    for sentence in discourse.recent(reading.core.start):
        for seen in reversed(sentence):
            if seen.entity.kind == "unnamed" and reading.head in seen.entity.roles:
                return Answer(seen.entity, answer_rule("unnamed before"), "introduced before")
    return None


def prominent_person(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve a definite description that the article never explains to the most prominent person."""
    if reading.kind != "phrase" or not _is_definite(reading) or not is_somebody(reading, discourse):
        return None
    owned = reading.owner is not None or reading.opening in POSSESSIVE
    if reading.opening in FIRST_PERSON or (owned and len(reading.words) < _FEWEST_DESCRIBING_WORDS):
        return None
    if is_of_somebody(reading, discourse.lexicon):
        return None
    owner = owner_of(reading, discourse)
    entity, how = discourse.most_prominent(
        reading.core.start,
        lambda seen: (
            seen.entity.kind != "unnamed"
            and not seen.entity.plural
            and (discourse.is_person(seen.entity) or (seen.subject and seen.entity.kind == "person"))
            and seen.entity is not owner
            and genders_agree(reading, seen.entity, discourse)
        ),
    )
    if not entity or (how == "several" and not discourse.spoke_last(entity)):
        return None
    written = reading.core.of(discourse.text).split()[-1]
    return Answer(entity, answer_rule("description", how), f"“{written}”: {how_found(how)}")


def as_written(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve a mention to its own words. This is the last rule.

    "The 27-year-old" and "the Pellan" point back to somebody, and are no answer if anybody is near.
    """
    if reading.kind == "pronoun" or (
        _is_by_age_or_nation(reading, discourse.lexicon) and prominent_person(reading, discourse)
    ):
        return None
    said = reading.core.of(discourse.text)
    if answer := _only_one_called(said, discourse):
        return answer
    if len(reading.words) == 1 and said[:1].isupper() and not discourse.is_common(said):
        return Answer(
            Entity(_spaced(said), "organisation", evidence=-4), answer_rule("body"), "a name, as written"
        )
    return Answer(unnamed_entity(reading, discourse), answer_rule("phrase"), "not named")


def owner_of(reading: MentionReading, discourse: Discourse) -> Entity | None:
    """Whose strategist, lawyer or friend is meant. This is never the speaker."""
    if reading.owner:
        return resolve_name(reading.owner, discourse).entity
    if gender := HE_OR_SHE.get(reading.opening):
        return discourse.most_prominent(
            reading.core.start, lambda seen: discourse.may_be_meant(seen, gender)
        )[0]
    return None


def is_of_somebody(reading: MentionReading, lexicon: Lexicon) -> bool:
    """Does a phrase say whose relation or aide somebody is, by a noun for a person: "the victim's mother"?

    The victim may be whoever was named before; his or her mother is not.
    """
    owners = (word.removesuffix("'s") for word in reading.words[1:-1] if word.endswith("'s"))
    return any(owner in lexicon.roles or owner in lexicon.person_nouns for owner in owners)


def is_plural(reading: MentionReading, discourse: Discourse) -> bool:
    """Does a phrase mean several people?"""
    lexicon = discourse.lexicon
    if reading.head in _PEOPLE:
        return True
    if reading.head in lexicon.roles or reading.head in lexicon.organisation_words:
        return False
    if discourse.index.ends_with_office(reading.words):
        return False
    return reading.head in lexicon.plural_roles or (
        reading.head.endswith("s") and not reading.head.endswith("ss")
    )


def is_somebody(reading: MentionReading, discourse: Discourse) -> bool:
    """Can the head of a phrase only mean a person: by role, by age, or as one of a nation: "the Pellan"?"""
    lexicon = discourse.lexicon
    return (
        reading.head in lexicon.roles
        or discourse.index.ends_with_office(reading.words)
        or is_by_age(reading)
        or _is_by_age_or_nation(reading, lexicon)
    )


def is_by_age(reading: MentionReading) -> bool:
    """Is the head of a phrase like "27-year-old"?"""
    return _AGE.search(reading.head) is not None


def _is_by_age_or_nation(reading: MentionReading, lexicon: Lexicon) -> bool:
    """Is a phrase like "the 27-year-old" or "the Pellan", but not "the British", which means all of them?"""
    head = reading.head
    one_of_nation = head in lexicon.nationalities and not _WHOLE_NATION.search(head)
    return reading.opening in DEFINITE and (one_of_nation or _AGE.search(head) is not None)


def roles_meant(reading: MentionReading, discourse: Discourse) -> list[str]:
    """The roles that a phrase names, their synonyms, and those for which it is short."""
    roles = _roles(reading, discourse)
    return [*roles, *_synonyms(roles, discourse.lexicon), *_spelt_out(reading, discourse)]


def _synonyms(roles: Sequence[str], lexicon: Lexicon) -> Collection[str]:
    """Other words for the longest role that has any: "the chief justice" is a CJ, but no judge."""
    return next((lexicon.role_synonyms[role] for role in roles if role in lexicon.role_synonyms), ())


def _spelt_out(reading: MentionReading, discourse: Discourse) -> Collection[str]:
    """The roles in the article for which the head of a phrase is short: "the DG" is a deputy governor."""
    head = reading.core.of(discourse.text).rpartition(" ")[2]
    if not head.isupper() or len(head) == 1:
        return ()
    held = {role for entity in discourse.index.entities for role in entity.roles if " " in role}
    return [role for role in held if initials(role.split()) == fold(head)]


def _is_definite(reading: MentionReading) -> bool:
    return (
        reading.opening in DEFINITE
        or reading.opening in POSSESSIVE
        or reading.owner is not None
        or len(reading.words) == 1
    )


def _roles(reading: MentionReading, discourse: Discourse) -> list[str]:
    """The roles at the end of the phrase, the longest first. "The ex-mayor" may be called a mayor, too."""
    lexicon = discourse.lexicon
    words = (*reading.words[:-1], reading.head.removeprefix("ex-"))
    phrases = (" ".join(words[start:]) for start in range(len(reading.words)))
    return [
        phrase
        for phrase in phrases
        if phrase in lexicon.roles
        or phrase in lexicon.titles
        or tuple(phrase.split()) in discourse.index.offices
    ]


def genders_agree(reading: MentionReading, entity: Entity, discourse: Discourse) -> bool:
    """Can an entity have the gender that a phrase asks for?"""
    gender = discourse.lexicon.roles.get(reading.head)
    return not gender or discourse.genders.of(entity) in (None, gender)


def unnamed_entity(reading: MentionReading, discourse: Discourse) -> Entity:
    """Make an entity for somebody whom the article does not name."""
    lexicon = discourse.lexicon
    plural = is_plural(reading, discourse)
    head = lexicon.plural_roles.get(reading.head, reading.head)
    return Entity(
        shortest_phrase(reading, discourse),
        "unnamed",
        gender=None if plural else lexicon.roles.get(head),
        roles=frozenset({reading.head, head, head.rpartition("-")[2]}),
        evidence=1,
        plural=plural,
    )


def shortest_phrase(reading: MentionReading, discourse: Discourse) -> str:
    """The shortest identifying phrase: without "the" or "a", and with a complement only after a lone noun."""
    text = discourse.text
    words = ABBREVIATION.sub("", _spaced(reading.core.of(text))).split()
    if not words:
        return ""
    size = len(words)
    while len(words) > 1 and fold(words[0]) in _DROPPED:
        words.pop(0)
    opens = len(words) == size and reading.core.start in discourse.sentence_starts
    if opens and (discourse.is_common(words[0]) or fold(words[0]) in INDEFINITE):
        words[0] = _in_small_letters(words)
    if len(words) == 1:
        tail = _TAIL.match(text, reading.core.end, reading.mention.end)
        words += _TAIL_END.sub("", tail.group()).split() if tail else []
    return (
        re.sub(r"['’]s?$", "", " ".join(words))
        if words[-1].endswith(("'", "’", "'s", "’s"))
        else " ".join(words)
    )


def _in_small_letters(words: Sequence[str]) -> str:
    """The first of ``words`` as inside a sentence, but "MP" and "Chief Whip" keep their capitals."""
    first = words[0]
    capitals = not first[1:].islower() or any(word[:1].isupper() for word in words[1:2])
    return first if capitals and len(first) > 1 else first.lower()


def _spaced(words: str) -> str:
    return " ".join(words.split())
