"""What a group of names names, where the article leaves no doubt, and otherwise by the fitted weights."""

import re
from collections.abc import Mapping

from quotes.language import Language, Lexicon, fold
from quotes.speakers.described_roles import has_role_of_person
from quotes.speakers.descriptions import calls_body, follows_own_name, follows_relation, leads_to_age
from quotes.speakers.name_groups import NameGroup
from quotes.speakers.name_kinds import (
    NameEvidence,
    kind_features,
    kind_probabilities,
    only_person,
    without_person,
)
from quotes.speakers.names import Name

_OF_PERSON = frozenset({"age", "apposition"})
"""Signs that together only a person has: "Halyna, 61, a teacher"."""
_SENTENCE_MARKS = frozenset({".", "!", "?", "”", '"'})
_PLURAL_VERB = re.compile(r"\s(?:have|are|were)\b")
_MEDIUM = re.compile(
    r"(?:\A|\n|[.!?;:,“”\"]\s|\b(?:and|but|told|when)\s)(?:[Aa]n?|[Tt]he)\s(?:(?!of\b)[\w-]+\s){0,3}([\w-]+),\s$"
)
_LOOK_BACK = 60
_SURE = 0.9


def group_kinds(
    group: NameGroup, text: str, evidence: NameEvidence, language: Language
) -> Mapping[str, float]:
    """The probability of each of `name_kinds.KINDS` for a group of names in an article's ``text``."""
    lexicon = language.lexicon
    kinds = kind_probabilities(kind_features(group, evidence, lexicon), language)
    in_text = [name for name in group.members if is_in(text, name)]
    if any(_is_surely_person(name, text, lexicon) for name in in_text):
        return only_person(kinds)
    is_body = (
        _has_company_form(group, lexicon)
        or fold(group.members[0].form) in lexicon.platforms
        or _is_of_building(group, lexicon)
        or any(_is_apposed_medium(name, text, lexicon) for name in in_text)
        or (kinds["person"] < _SURE and any(_is_like_body(name, text, lexicon) for name in in_text))
    )
    return without_person(kinds) if is_body else kinds


def is_in(text: str, name: Name) -> bool:
    """Is a name in the text, and not in the title?"""
    return name.span.of(text).split() == name.form.split()


def _is_like_body(name: Name, text: str, lexicon: Lexicon) -> bool:
    """Does the article call a name a body, or does it act as several do?"""
    called = name.previous == "body" and calls_body(text, name.span.start, lexicon)
    return called or _acts_as_several(name, text)


def _is_apposed_medium(name: Name, text: str, lexicon: Lexicon) -> bool:
    """Is a name between commas behind a word for a programme or paper: "a television show, La Tele,"?"""
    found = _MEDIUM.search(text, max(0, name.span.start - _LOOK_BACK), name.span.start)
    noun = fold(found.group(1)) if found and text.startswith(",", name.span.end) else ""
    return noun in lexicon.programme_words or noun in lexicon.media_nouns


def _is_surely_person(name: Name, text: str, lexicon: Lexicon) -> bool:
    """Does the article say that a name is a person's: by age and role, or as in "his wife, Ida"?"""
    start = name.span.start
    related = follows_relation(text, start, lexicon) or follows_own_name(text, start)
    introduced = _opens_sentence(name) and has_role_of_person(name.after, lexicon)
    return related or introduced or leads_to_age(text, name.span.end) or name.signs >= _OF_PERSON


def _has_company_form(group: NameGroup, lexicon: Lexicon) -> bool:
    """Does a name end in the form of a company: "Vexlo AS"?"""
    return len(group.words) > 1 and fold(group.members[0].form.split()[-1]) in lexicon.company_forms


def _is_of_building(group: NameGroup, lexicon: Lexicon) -> bool:
    """Does a name end in a word for a building or place, and is nowhere that of an officer or speaker?"""
    last = fold(group.members[0].form.split()[-1])
    ends_so = len(group.words) > 1 and last in lexicon.place_words
    return ends_so and not any(name.before or name.is_beside_reporting_verb for name in group.members)


def _acts_as_several(name: Name, text: str) -> bool:
    """Is a name that opens a sentence the subject of a plural verb, as a team is: "Keld Rovers have lost"?"""
    return _opens_sentence(name) and not name.before and _PLURAL_VERB.match(text, name.span.end) is not None


def _opens_sentence(name: Name) -> bool:
    return name.previous == "start" or name.previous in _SENTENCE_MARKS
