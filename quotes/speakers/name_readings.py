"""What a name inside a quotation may mean: the readings from which `names_in_quotes` chooses.

A reading is somebody or something, and the words that name it. "Quill" may be Ada Quill or Ben Quill;
"Harriers" may be the Pell Harriers or a name of its own; "Bureau" and "Immigration" may be one name.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quotes.language import Language, fold
from quotes.speakers.discourse import Discourse
from quotes.speakers.entities import Entity, EntityMatch
from quotes.speakers.name_groups import NameGroup
from quotes.speakers.name_keys import keys
from quotes.speakers.name_kinds import NameEvidence, kind_features, kind_probabilities, name_evidence
from quotes.speakers.named_mentions import may_be, resolve_name
from quotes.speakers.names import Name
from quotes.speakers.surroundings import is_country, word_class
from quotes.types import Span

SURE = 0.9
"""From this probability of a person on, no other kind is considered."""

_LIKELY = 0.5
_LINKS = frozenset({"of", "for"})
_OPENING = re.compile(
    r"\b(?:The\s)?(?P<name>(?:[A-Z][\w’'-]+\s)*(?P<body>[A-Z][\w’'-]+))\s(?:of|for)\s(?:the\s)?$"
)
_LONGEST_OPENING = 60
_DOMAIN = re.compile(r"(?:\.[a-z]{2,10})+\b")
_PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they", "there", "that", "who", "what"})


@dataclass(frozen=True)
class NameReading:
    """One meaning of a name in a quotation.

    ``name`` is the first or only name of the words in ``span``; ``form`` is the fullest form of whom or what
    they mean. ``how`` says by which part of its name ``entity`` is meant, or how the words belong together.
    ``rank`` is the place among the readings of these words, as they are proposed.
    """

    name: Name
    span: Span
    form: str
    entity: Entity
    how: str
    rank: int = 0

    @property
    def kind(self) -> str:
        """What the reading means if it counts: "person" or "body"."""
        kinds = self.entity.kinds
        if self.how == "complement" or (not kinds and self.entity.kind == "organisation"):
            return "body"
        return "person" if not kinds or kinds["person"] >= kinds["body"] else "body"


class QuotedNames:
    """All that an article says around its names, for the readings of those in quotations."""

    def __init__(self, discourse: Discourse, language: Language) -> None:
        self.discourse, self.language = discourse, language
        self._own: dict[tuple[str, ...], Entity] = {}

    @cached_property
    def uses(self) -> Mapping[tuple[str, ...], Sequence[Name]]:
        """The names in the article by their words."""
        found: dict[tuple[str, ...], list[Name]] = {}
        for name in self.discourse.names:
            found.setdefault(name.words, []).append(name)
        return found

    @cached_property
    def _evidence(self) -> NameEvidence:
        return name_evidence(self.discourse.text, self.discourse.names)

    def readings(self, names: Sequence[Name]) -> list[NameReading]:
        """The readings of the first of ``names``, which may go on in the others. None for a country."""
        joined = self._with_complement(names[0]) or self._with_surname(names)
        found = [joined] if joined else self._readings_of_one(names[0])
        return [each for each in found if not self._is_no_name(each)]

    def _readings_of_one(self, name: Name) -> list[NameReading]:
        """Whom the name refers to, then others of this name, then what its own uses show."""
        discourse = self.discourse
        resolved = resolve_name(name, discourse).entity
        matches = list(discourse.index.agreeing(name.words))
        found: dict[Entity, str] = {}
        if resolved.kinds or resolved.evidence < 0:
            found[resolved] = next((each.how for each in matches if each.entity is resolved), "resolved")
        fitting = [each for each in matches if may_be(name, each.entity, discourse)]
        for each, standing in _by_standing(fitting):
            found.setdefault(each.entity, each.how if resolved.kinds else f"{each.how}, {standing}")
        first = next(iter(found), None)
        is_settled = first and (first.person >= SURE or not first.kinds) and "the" not in name.signs
        if not is_settled and all(each.words != name.words for each in found):
            found[self._by_own_uses(name)] = "own"
        domain = _DOMAIN.match(discourse.text, name.span.end)
        span = Span(name.span.start, domain.end()) if domain else name.span
        ending = domain.group() if domain else ""
        return [
            NameReading(name, span, entity.name + ending, entity, "domain" if domain else how, rank)
            for rank, (entity, how) in enumerate(found.items())
        ]

    def _by_own_uses(self, name: Name) -> Entity:
        """An entity of all names with just these words. "Harriers" alone may be no person, as "the" shows."""
        if name.words not in self._own:
            uses = self.uses.get(name.words, [name])
            features = kind_features(NameGroup(name.words, uses), self._evidence, self.language.lexicon)
            kinds = kind_probabilities(features, self.language)
            kind = "person" if kinds["person"] == max(kinds.values()) else "organisation"
            weight = sum(not each.quoted for each in uses)
            self._own[name.words] = Entity(name.form, kind, name.words, weight=weight, kinds=kinds)
        return self._own[name.words]

    def _with_surname(self, names: Sequence[Name]) -> NameReading | None:
        """Read "Chuck [Todd]" and "[Boris] Johnson", where the reporter adds one of the names."""
        lexicon, text = self.language.lexicon, self.discourse.text
        if len(names) == 1 or "first" not in word_class(names[0].form, lexicon):
            return None
        first, last = names[:2]
        between = text[first.span.end : last.span.start]
        surname = between == " [" and text.startswith("]", last.span.end)
        if not surname and not (between == "] " and text.startswith("[", first.span.start - 1)):
            return None
        words = (*first.words, *last.words)
        known = self.discourse.index.candidates(words)
        entity = known[0].entity if known else Entity(f"{first.form} {last.form}", "person", words)
        return NameReading(
            first, Span(first.span.start, last.span.end + surname), entity.name, entity, "added name"
        )

    def _with_complement(self, name: Name) -> NameReading | None:
        """Read "Bureau of Immigration": a word for a body, and what it is for."""
        words = name.form.split()
        link = next((at for at, word in enumerate(words) if word in _LINKS), 0)
        if not link or not self._is_body_word(words[link - 1]):
            return self._complement_of_opening(name)
        known = self.discourse.index.candidates(name.words)
        kinds = known[0].entity.kinds if known else {}
        entity = Entity(name.form, "organisation", name.words, kinds=kinds)
        return NameReading(name, name.span, name.form, entity, "complement")

    def _complement_of_opening(self, name: Name) -> NameReading | None:
        """Read "The Bureau of Immigration" where it begins a sentence, so that "Bureau" alone is no name."""
        text = self.discourse.text
        opening = _OPENING.search(text, max(0, name.outer.start - _LONGEST_OPENING), name.outer.start)
        if not opening or not self._is_body_word(opening.group("body")):
            return None
        start = opening.start("name")
        if self.discourse.names_between(start, name.outer.start) or self._is_person(name):
            return None
        span = Span(start, name.span.end)
        form = " ".join(span.of(text).split())
        return NameReading(name, span, form, Entity(form, "organisation", keys(form)), "complement")

    def _is_body_word(self, word: str) -> bool:
        return "body" in word_class(word, self.language.lexicon)

    def _is_person(self, name: Name) -> bool:
        """Is a name surely a person's, and no part of what a body is for?"""
        known = self.discourse.index.candidates(name.words)
        return any(each.entity.kinds and each.entity.person >= SURE for each in known)

    def _is_no_name(self, reading: NameReading) -> bool:
        """Is it a country, or a pronoun with a contracted verb: "I'll"?"""
        lexicon = self.language.lexicon
        if is_country(reading.entity.name, lexicon):
            return True
        return fold(reading.name.form).partition("'")[0] in _PRONOUNS


def _by_standing(matches: Sequence[EntityMatch]) -> list[tuple[EntityMatch, str]]:
    """Those that a shared name may mean: is each the only one, named in full most often, or another?

    Where somebody of this name is surely a person, nothing that is probably none is meant.
    """
    known = [each for each in matches if each.entity.kinds]
    if any(each.entity.person >= SURE for each in known):
        known = [each for each in known if each.entity.person >= _LIKELY]
    if len(known) == 1:
        return [(known[0], "only")]
    weights = sorted(each.entity.weight for each in known)
    leads = len(known) > 1 and weights[-1] > weights[-2]
    return [(each, "first" if leads and each.entity.weight == weights[-1] else "other") for each in known]
