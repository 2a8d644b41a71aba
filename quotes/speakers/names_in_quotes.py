"""The persons and bodies that are named inside quotations: what their speakers talk about.

A name counts if it is that of a person or of a body: a company, party, ministry, court, agency, team. A
pronoun, a role alone ("the minister"), a place, a people, a work, a law or an event does not count, nor does
the name of a country, even where it stands for the government. A name inside a quotation means whom it means
anywhere in the article, so "Kim" is Kim Jong Un.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from quotes.language import Lexicon, fold
from quotes.speakers.discourse import Discourse
from quotes.speakers.entities import Entity
from quotes.speakers.named_mentions import resolve_name
from quotes.speakers.names import Name
from quotes.speakers.surroundings import countries, word_class
from quotes.text import MarkedArticle, initials
from quotes.types import QuotedName, Span

_PERSON = 0.9
_PERSON_BY_SIGN = 0.5
_BODY_BY_WORD = 0.83
_BODY = 0.94
_BODY_IN_CAPITALS = 0.5
_BODY_LISTED = 0.2
"""The least probability with which a name counts. What is named only inside a quotation has little around it
that shows what it is. So it must be surer where no title, no word for a body and no list speaks for it."""

_OF_PERSONS = frozenset({"title", "role", "honorific", "age"})
_COMPLEMENT = re.compile(r"\s(?:of|for)\s(?:the\s)?")
_JOINED = re.compile(r"\sand\s")
_WITHIN = re.compile(r"\b[Ii]n\s(?:the\s)?$")
_SHORT_OF_WITHIN = 8


def quoted_names(marked: MarkedArticle, discourse: Discourse) -> list[tuple[QuotedName, ...]]:
    """Find who is named inside each quotation: one tuple for each, in the order of the text."""
    found = []
    for quotation in marked.quotations:
        here: dict[str, QuotedName] = {}
        for each in _named(discourse.names_between(*quotation.outer), discourse):
            here.setdefault(each.name, each)
        found.append(tuple(here.values()))
    return found


def _named(names: Sequence[Name], discourse: Discourse) -> Iterator[QuotedName]:
    """Yield whom these names mean, without those that mean a place or anything else."""
    end = 0
    for place, name in enumerate(names):
        if name.span.start < end:
            continue
        if whole := _with_complement(names[place:], discourse):
            end = whole.end
            yield QuotedName(" ".join(whole.of(discourse.text).split()), "organisation", *whole)
        elif whole := _with_surname(names[place:], discourse):
            end = whole.end
            words = (*name.words, *names[place + 1].words)
            known = discourse.index.candidates(words)
            full = known[0].entity.name if known else f"{name.form} {names[place + 1].form}"
            yield QuotedName(full, "person", *whole)
        else:
            yield from _one_named(name, discourse)


def _one_named(name: Name, discourse: Discourse) -> Iterator[QuotedName]:
    """Yield the person or body that a name means, if it means one."""
    start = name.outer.start
    within = _WITHIN.search(discourse.text, max(0, start - _SHORT_OF_WITHIN), start)
    for entity in _meant(name, discourse):
        kind = kind_of(name, entity, discourse.lexicon)
        is_place = within and kind != "person" and _least_of_body(entity.name, discourse.lexicon) == _BODY
        if kind and not is_place:  # whoever is "in the White House" speaks of a place
            yield QuotedName(entity.name, kind, *name.span)
            return


def _with_surname(names: Sequence[Name], discourse: Discourse) -> Span | None:
    """The words of "Chuck [Todd]", where the reporter adds the surname."""
    if len(names) == 1 or "first" not in word_class(names[0].form, discourse.lexicon):
        return None
    between = discourse.text[names[0].span.end : names[1].span.start]
    end = names[1].span.end
    is_added = between == " [" and discourse.text.startswith("]", end)
    return Span(names[0].span.start, end + 1) if is_added else None


def _with_complement(names: Sequence[Name], discourse: Discourse) -> Span | None:
    """The words of "Bureau of Immigration", which are two names: a word for a body, and what it is for."""
    text, first = discourse.text, names[0]
    if len(names) == 1 or len(first.words) > 1 or "body" not in word_class(first.form, discourse.lexicon):
        return None
    end = 0
    for link, (one, other) in zip((_COMPLEMENT, _JOINED), pairwise(names), strict=False):
        if not link.fullmatch(text, one.span.end, other.outer.start) or not _is_ordinary(
            other, discourse.lexicon
        ):
            break
        end = other.span.end
    return Span(first.span.start, end) if end else None


def _is_ordinary(name: Name, lexicon: Lexicon) -> bool:
    return all(word_class(word, lexicon).startswith("ordinary") for word in name.form.split())


def _meant(name: Name, discourse: Discourse) -> Iterator[Entity]:
    """The entity that a name means; after it a person of this name, if there is only one who is surely so.

    "Crazy Bernie" in a heading must not stand in the way of Bernie Sanders.
    """
    yield resolve_name(name, discourse).entity
    people = [match.entity for match in discourse.index.agreeing(name.words) if match.entity.kinds]
    surely = [entity for entity in people if entity.kinds["person"] >= _PERSON]
    if len(surely) == 1:
        yield surely[0]


def kind_of(name: Name, entity: Entity, lexicon: Lexicon) -> str | None:
    """Whether a name means a person or an organisation; None for anything else, and where it is open."""
    if not entity.kinds:  # open who is meant, or what, unless the article spells out an abbreviation
        words = lexicon.organisation_words
        spelt_out = entity.evidence < 0 and any(fold(word) in words for word in entity.name.split())
        return "organisation" if spelt_out else None
    plain = len(entity.words) == 1 and word_class(entity.name, lexicon).startswith("plain")
    titled = bool(name.signs & _OF_PERSONS) or "title" in word_class(entity.name.split()[0], lexicon)
    by_sign = titled or (plain and "the" not in name.signs)
    if entity.kinds["person"] >= (_PERSON_BY_SIGN if by_sign else _PERSON):
        return "person"
    return "organisation" if entity.kinds["body"] >= _least_of_body(entity.name, lexicon) else None


def _least_of_body(name: str, lexicon: Lexicon) -> float:
    """With which probability a name counts as that of a body; more than 1 for a country."""
    folded, words = fold(name), name.split()
    if folded in countries(lexicon) or folded.replace(".", "") in _letters_of_countries(lexicon):
        return 1.1
    if len(words) == 1 and folded in lexicon.public_bodies:
        return _BODY_LISTED
    if name.isupper() and name.isalpha() and folded not in lexicon.ordinary_words:
        return _BODY_IN_CAPITALS
    by_word = len(words) > 1 and "body" in word_class(words[-1], lexicon)
    return _BODY_BY_WORD if by_word else _BODY


@lru_cache(8)
def _letters_of_countries(lexicon: Lexicon) -> frozenset[str]:
    """The first letters of countries of several words: "us", "uk"."""
    return frozenset(fold(initials(each.split())) for each in countries(lexicon) if " " in each)
