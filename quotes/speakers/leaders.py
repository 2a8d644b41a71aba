"""The rule for "the police boss" and "the KLP chief": the one person who leads what the phrase names."""

from quotes.language import fold
from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.discourse import Discourse
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import DEFINITE, MentionReading
from quotes.speakers.name_keys import key
from quotes.speakers.named_mentions import Answer
from quotes.speakers.phrases import genders_agree
from quotes.text import initials

_LEADER = "chief"
"""Any of its synonyms may be said of who leads a body: "boss", "head", "leader"."""

_LEFT_OUT = frozenset({"of", "for", "the", "and"})


def leads_body(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the police boss" to the commissioner of police, "the KLP chief" to Keld Labour Party's head.

    There must be one such person only, named before.
    """
    lexicon = discourse.lexicon
    if reading.kind != "phrase" or reading.opening not in DEFINITE or reading.owner:
        return None
    if reading.head not in lexicon.role_synonyms.get(_LEADER, ()):
        return None
    modifiers = reading.core.of(discourse.text).split()[1:-1]
    offices = lexicon.leading_offices | lexicon.role_synonyms[_LEADER]
    found = [
        entity
        for entity in (discourse.index.entities if modifiers else ())
        if entity.is_shown_person
        and not entity.roles.isdisjoint(offices)
        and all(_is_of(modifier, entity) for modifier in modifiers)
        and genders_agree(reading, entity, discourse)
        and discourse.last_seen(entity, reading.core.start)
    ]
    if len(found) != 1:
        return None
    return Answer(found[0], answer_rule("described"), f"called {found[0].role} in the article")


def _is_of(modifier: str, entity: Entity) -> bool:
    """Do words of somebody's role have a modifier, or its letters: "KLP" of "Keld Labour Party president"?"""
    words = [word for word in fold(entity.role or "").split() if word not in _LEFT_OUT]
    if key(modifier) in {key(word) for word in (*words, *entity.described)}:
        return True
    if not modifier.isupper() or len(modifier) == 1:
        return False
    size, letters = len(modifier), fold(modifier)
    return any(initials(words[at : at + size]) == letters for at in range(len(words) - size + 1))
