"""Rules for bodies: which organisation "the agency" or "the Pell high court" is."""

import re
from itertools import islice

from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.discourse import Discourse, how_found
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import DEFINITE, MentionReading
from quotes.speakers.name_keys import key, keys
from quotes.speakers.named_mentions import Answer
from quotes.speakers.phrases import roles_meant, shortest_phrase
from quotes.speakers.pronouns import is_body, may_be_body
from quotes.speakers.surroundings import is_country

_FEWEST_IN_SMALL_LETTERS = 2
_SENTENCES_BACK = 3
_LONGEST_TRADE = 3
"""Words of "the telecoms operator"; with more, it is rather somebody: "the real estate developer"."""

_PLACED = re.compile(r"-(?:based|headquartered|listed|traded)$")
"""The end of a word that says where a body is: "the Keld-based company" is the company."""


def body(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the agency" to the most prominent organisation, "the Quill campaign" to itself."""
    known = reading.head in discourse.lexicon.organisation_words
    if reading.kind != "phrase" or not (known or is_company_trade(reading, discourse)):
        return None
    entity, how = _body_meant(reading, discourse)
    if not entity and not known:
        return None
    if entity:
        return Answer(entity, answer_rule("body", how), f"the {reading.head}: {how_found(how)}")
    return Answer(
        Entity(shortest_phrase(reading, discourse), "organisation", evidence=-4),
        answer_rule("body"),
        "as written",
    )


def is_company_trade(reading: MentionReading, discourse: Discourse) -> bool:
    """Is a phrase what companies are called as well as people: "the operator", where nobody is one?"""
    return (
        reading.kind == "phrase"
        and reading.head in discourse.lexicon.company_trades
        and reading.opening in DEFINITE
        and len(reading.words) <= _LONGEST_TRADE
        and not any(
            each.is_shown_person for each in discourse.index.with_role(roles_meant(reading, discourse))
        )
    )


def is_of_company(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Has a person another role than "the operator", which then is a company that has just acted?"""
    if not (entity.is_shown_person and entity.roles and is_company_trade(reading, discourse)):
        return False
    meant, how = _body_meant(reading, discourse)
    return meant is not None and how == "subject"


def _body_meant(reading: MentionReading, discourse: Discourse) -> tuple[Entity | None, str]:
    """The body that "the agency" means, and how it was found.

    With another word, as in "the rescue agency", it is one that was called so before its name, has the word
    in its name, or is the only one that was just the subject; "the defence department" is no country.
    """
    start = reading.core.start
    written = [word for word in reading.core.of(discourse.text).split()[1:] if not _PLACED.search(word)]
    phrase, modified = " ".join(written), len(written) > 1
    inside = (name for name in reading.inner if name.span.end <= reading.core.end)
    named = any(not _PLACED.search(name.form) for name in inside)
    if reading.opening not in DEFINITE or named or (modified and not phrase.islower()):
        return None, ""
    phrase = phrase.lower()
    entity, how = discourse.most_prominent(
        start,
        lambda seen: seen.entity.kind == "organisation" and modified and discourse.precedes(phrase, seen),
    )
    if entity:
        return entity, how
    entity, how = discourse.most_prominent(
        start, lambda seen: is_body(seen) and key(reading.head) in keys(seen.entity.name)
    )
    if entity:
        return entity, how
    entity, how = discourse.most_prominent(
        start,
        lambda seen: (
            is_body(seen)
            and seen.subject
            and bool(seen.entity.words)
            and not (modified and is_country(seen.entity.name, discourse.lexicon))
        ),
    )
    if modified:
        return (entity, how) if how == "subject" else (None, "")
    if entity:
        return entity, how
    entity, how = discourse.most_prominent(start, lambda seen: may_be_body(seen, discourse))
    if not entity:  # "Shares in Velkan AG fell after the firm"
        forms = discourse.lexicon.company_forms
        entity, how = discourse.most_prominent(
            start, lambda seen: bool(seen.entity.words) and seen.entity.words[-1] in forms
        )
    return (entity, how) if entity else (_owner_near(start, discourse), "owner")


def _owner_near(start: int, discourse: Discourse) -> Entity | None:
    """The body near that has something, or a name like a brand's: "Vanto Holdings' report", "KiteWing's"."""
    for sentence in islice(discourse.recent(start), _SENTENCES_BACK):
        for seen in reversed(sentence):
            brand = not seen.entity.name[1:].islower() and len(seen.entity.words) == 1
            if seen.possessive and seen.entity.words and (is_body(seen) or (brand and seen.entity.is_open)):
                return seen.entity
    return None


def small_letters(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the Pell high court" to the "Pell High Court": the same words with other capitals.

    Or the last words of one body's name: "the budget office" is the "Pell Budget Office".
    """
    if reading.kind != "phrase" or reading.opening not in DEFINITE:
        return None
    words = keys(" ".join(reading.words[1:]))
    if len(words) < _FEWEST_IN_SMALL_LETTERS:
        return None
    called = [match.entity for match in discourse.index.candidates(words) if match.entity.words == words]
    bodies = [each for each in discourse.index.entities if each.kind == "organisation"]
    ending = [each for each in bodies if each.words[-len(words) :] == words]
    if called or len(ending) == 1:
        meant = (called or ending)[0]
        return Answer(meant, answer_rule("small letters"), f"is {meant.name}")
    return None
