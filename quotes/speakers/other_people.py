"""Rules for phrases that say who is meant by age, and rules that say whom a phrase cannot mean.

"The 51-year-old" is who is said to be 51. "The mayor" is nobody who is only called a senator, if a mayor is
named; "the Pellian president" is nobody who is called Keldish.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from quotes.language import Lexicon, fold
from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.discourse import Discourse
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import DEFINITE, HE_OR_SHE, MentionReading
from quotes.speakers.named_mentions import Answer, resolve_name
from quotes.speakers.phrases import genders_agree, is_by_age, roles_meant
from quotes.speakers.surroundings import countries

_YEARS = re.compile(r"\d{1,3}")
_LONGEST_ROLE = 40
_QUOTES = re.compile(r"\b(?:quot|cit)(?:es?|ed|ing)\s$")
_VERB = len("quoting ")
_ACCORDING = re.compile(r"According\sto\s[^,;:]{2,80},\s")
_SHORT = len(("the", "mayor"))
_TELLS = re.compile(r"\b(?:(?:told|tells)(?:\s(?:the|a))?\s[\w’'-]+|(?P<verb>[a-z]+))\s(?:that\s)?$")
_OBJECTS = frozenset({"him", "her", "them"})
_VERB_BETWEEN = re.compile(r",?\s([a-z]+)\s")
_VERB_WITHIN = 40
_SPOKEN_OF_WITHIN = 1200
_ON_TRIAL = re.compile(
    r"(?:\s\([^()]{1,20}\)|,\s[^,.]{1,60},|,?\swho)?\s(?:(?:also|been|being|had|has|have|is|later|now|was)\s){1,4}"
    r"(?P<verb>[a-z]+)\b"
)


def of_age(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the 51-year-old" to the one person of that age: "Ada Quill, 51,", "51-year-old Ada Quill"."""
    if reading.kind != "phrase" or reading.opening not in DEFINITE or not is_by_age(reading):
        return None
    years = _YEARS.match(reading.head)
    if years is None:
        return None
    behind = re.compile(rf"(?:,\s(?:aged?\s)?{years.group()}(?=[,.;]|\sand\b)|\s\({years.group()}\))")
    before = re.compile(rf"\b{re.escape(reading.head)}\s(?:[\w-]+\s){{0,3}}$", re.IGNORECASE)
    text, start = discourse.text, reading.core.start
    found = {
        resolve_name(name, discourse).entity
        for name in discourse.names_between(0, start)
        if behind.match(text, name.span.end)
        or before.search(text, max(0, name.span.start - _LONGEST_ROLE), name.span.start)
    }
    if len(found) != 1:
        return None
    (entity,) = found
    return Answer(entity, answer_rule("described"), f"called {reading.head} in the article")


def on_trial(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the accused" to the one person who was charged: "Quill had pleaded not guilty"."""
    lexicon, start = discourse.lexicon, reading.core.start
    if reading.kind != "phrase" or reading.opening not in DEFINITE or reading.head not in lexicon.trial_nouns:
        return None
    if len(reading.words) != _SHORT:
        return None
    found = set()
    for name in discourse.names_between(0, start):
        charge = None if name.quoted else _ON_TRIAL.match(discourse.text, name.span.end)
        if charge and charge["verb"] in lexicon.trial_verbs:
            found.add(resolve_name(name, discourse).entity)
    people = [entity for entity in found if entity.kind == "person"]
    if len(people) != 1:
        return None
    return Answer(people[0], answer_rule("described"), f"on trial: “{reading.head}”")


def quotes_other(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Is an entity the one who "quoted him" or "cited the ministry", and so somebody else?"""
    start = reading.core.start
    asked = reading.head in HE_OR_SHE or reading.kind == "phrase"
    if not asked or not _QUOTES.search(discourse.text, max(0, start - _VERB), start):
        return False
    named = discourse.seen_in(discourse.sentence_at(start), start)
    return bool(named) and named[-1].entity is entity and not named[-1].possessive


def is_credited_in_front(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Is it the account of an entity, who is not meant then: "According to Quill, the minister told him"?"""
    if reading.kind != "phrase" or reading.opening not in DEFINITE:
        return False
    start = reading.core.start
    lead = discourse.sentence_up_to(start)
    if not _ACCORDING.fullmatch(lead):
        return False
    last = discourse.last_seen(entity, start)
    return last is not None and last.sentence == discourse.sentence_at(start) and not last.possessive


def has_other_office(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Has an entity only other roles than the phrase, while one person named before has the phrase's role?

    Or is the phrase a title, and the entity has another one: "the prime minister" is no Senator Quill.
    """
    lexicon = discourse.lexicon
    if reading.kind != "phrase" or not entity.roles or reading.opening not in DEFINITE:
        return False
    said = " ".join(reading.words[1:])
    known = reading.head in lexicon.roles or said in lexicon.titles
    known |= tuple(reading.words[1:]) in discourse.index.offices  # "the RC"
    if reading.head in lexicon.person_nouns or not known:
        return False
    roles = roles_meant(reading, discourse)
    if not entity.roles.isdisjoint(roles):
        return False
    if len(reading.words) != _SHORT and said not in lexicon.roles and said not in lexicon.titles:
        present = _has_small_modifiers(reading, discourse) and reading.head in lexicon.titles
        return present and _has_other_title(entity, reading, lexicon)
    if said in lexicon.titles and _has_other_title(entity, reading, lexicon):
        return True
    bearers = [
        each
        for each in discourse.index.with_role(roles)
        if each.is_shown_person
        and genders_agree(reading, each, discourse)
        and discourse.last_seen(each, reading.core.start)
    ]
    return len(bearers) == 1


def _has_small_modifiers(reading: MentionReading, discourse: Discourse) -> bool:
    """Are the modifiers of a phrase in small letters, and not about the past: "the presiding judge"?"""
    modifiers = reading.core.of(discourse.text).split()[1:-1]
    return all(word.islower() and word not in discourse.lexicon.past_words for word in modifiers)


def _has_other_title(entity: Entity, reading: MentionReading, lexicon: Lexicon) -> bool:
    """Has an entity an office, and no role with the last word of a phrase, as ministers of all ranks have?

    A doctor or colonel may be a minister, too; and an inspector is an officer, a captain a midfielder.
    """
    if reading.head in lexicon.general_titles:
        return False
    in_office = any(role in lexicon.titles and role in lexicon.roles for role in entity.roles)
    return in_office and all(role.split()[-1] != reading.head for role in entity.roles)


def is_of_other_rank(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Has an entity the office of a phrase, and not its rank: "the deputy speaker" is not Speaker Quill?

    Nor is "the Deputy Speaker" somebody of whom the article says no office.
    """
    lexicon = discourse.lexicon
    if reading.kind != "phrase" or reading.opening not in DEFINITE or reading.owner:
        return False
    owners = [at for at, word in enumerate(reading.words) if word.endswith("'s")]
    ranks = lexicon.lower_ranks.intersection(reading.words[owners[-1] if owners else 1 : -1])
    if not ranks or not entity.words or not entity.described.isdisjoint(ranks):
        return False
    in_capitals = all(word[0].isupper() for word in reading.core.of(discourse.text).split()[1:])
    return reading.head in entity.roles or (in_capitals and not entity.roles)


def is_officer_of_court(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Does an entity act in a case in which the phrase means a party: "the complainant" is no prosecutor?"""
    lexicon = discourse.lexicon
    if reading.kind != "phrase" or reading.head not in lexicon.court_parties:
        return False
    return reading.head not in entity.roles and not entity.roles.isdisjoint(lexicon.court_officers)


def is_grown_up(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Has an entity a role that no child has, while the phrase means one: "the boy" is no site manager?"""
    lexicon = discourse.lexicon
    if reading.kind != "phrase" or reading.head not in lexicon.child_nouns:
        return False
    own = [role for role in entity.roles if role in lexicon.child_nouns]
    grown_up = (role in lexicon.titles or role.split()[-1] in lexicon.adult_roles for role in entity.roles)
    return not own and any(grown_up)


def has_spoken_of(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Has an entity spoken of whom the phrase means: "Quill said the victim had hidden" is about another?"""
    text, start = discourse.text, reading.core.start
    if not entity.words or not (reading.head in _OBJECTS or reading.opening in DEFINITE):
        return False
    last = discourse.last_seen(entity, start)
    beside = _VERB_BETWEEN.fullmatch(text, last.end, max(last.end, start)) if last else None
    if beside and _is_verb_of_saying(beside.group(1), discourse.lexicon):
        return True  # "Quill recalled the girl saying", "Quill recalled him saying"
    if reading.kind != "phrase":
        return False
    said = reading.core.of(text)
    at = text.rfind(f" {said[0].lower()}{said[1:]} ", max(0, start - _SPOKEN_OF_WITHIN), start) + 1
    if not at or discourse.is_quoted(at) or not _tells(text, at, discourse.lexicon):
        return False
    named = [seen for seen in discourse.seen_in(discourse.sentence_at(at), at) if seen.subject]
    return bool(named) and named[-1].entity is entity and not named[-1].possessive


def _tells(text: str, at: int, lexicon: Lexicon) -> bool:
    """Is a verb of saying right before ``at``, but for whom it tells: "said that", "told reporters"?"""
    found = _TELLS.search(text, max(0, at - _VERB_WITHIN), at)
    return found is not None and (found["verb"] is None or _is_verb_of_saying(found["verb"], lexicon))


def _is_verb_of_saying(word: str, lexicon: Lexicon) -> bool:
    """Is a word an inflected verb of saying: "said", not "report"?"""
    return lexicon.cue_verbs.get(word, word) != word


def is_of_another_nation(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Is an entity of another nation than "the Pellian", and somebody else of this one?"""
    lexicon, short = discourse.lexicon, len(reading.words) <= _SHORT
    if reading.kind != "phrase" or not entity.words or reading.opening not in DEFINITE:
        return False
    if reading.head not in (lexicon.nationalities if short else lexicon.roles):
        return False
    own = _nations(entity.described, lexicon)
    if not own:
        return False
    written = reading.core.of(discourse.text).split()
    wanted = _nations((fold(word) for word in written if word[0].isupper()), lexicon)
    if not wanted or not own.isdisjoint(wanted):
        return False
    if not short and not entity.roles.isdisjoint(roles_meant(reading, discourse)):
        return True  # "the Pellian president" is no president of Keldia
    bearers = (
        discourse.index.entities if short else discourse.index.with_role(roles_meant(reading, discourse))
    )
    return any(not wanted.isdisjoint(_nations(each.described, lexicon)) for each in bearers)


def has_office_elsewhere(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Has an entity another office than a phrase with an owner: "Pellia's minister" is no Keldian envoy?

    Or is it of another country than the owner.
    """
    lexicon, owner = discourse.lexicon, reading.owner
    is_office = reading.kind == "phrase" and reading.head in lexicon.titles
    if not (is_office and owner and entity.words):
        return False
    if _has_other_title(entity, reading, lexicon) and entity.described.isdisjoint(owner.words):
        return True
    own, wanted = _nations(entity.described, lexicon), _nations(owner.words, lexicon)
    return bool(own and wanted) and own.isdisjoint(wanted)


def _nations(words: Iterable[str], lexicon: Lexicon) -> set[str]:
    """The countries that folded words name: "us", "Iran's", "Iranian"; "North" and "Korean" are one."""
    bare = {word.removesuffix("'s") for word in words}
    several = [each for each in _nations_of_several_words(lexicon) if each[0] <= bare]
    found = {country for _, country in several}
    for word in bare.difference(*[parts for parts, _ in several]):
        country = lexicon.nationalities.get(word) or lexicon.country_abbreviations.get(word)
        if country:
            found.add(fold(country))
        elif word in countries(lexicon):
            found.add(word)
    return found


@lru_cache(4)
def _nations_of_several_words(lexicon: Lexicon) -> tuple[tuple[frozenset[str], str], ...]:
    """The words of nations and countries that have several, folded, and the country."""
    names = {name: fold(country) for name, country in lexicon.nationalities.items()}
    names |= {country: country for country in countries(lexicon)}
    return tuple((frozenset(name.split()), country) for name, country in names.items() if " " in name)
