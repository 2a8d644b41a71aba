"""Group the names in an article into entities: one for each person or organisation, under its fullest name.

Two names belong to one entity if they agree (`name_agreement`) and nothing says that there are two. A name
that fits two entities stays open.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from quotes.language import Lexicon, fold
from quotes.speakers.descriptions import HONORIFICS
from quotes.speakers.name_agreement import RELATIONS, agree
from quotes.speakers.name_keys import Words, key, keys, lower_words, without_suffixes
from quotes.speakers.names import Name
from quotes.speakers.roles import fullest_role, role_after, role_before
from quotes.text import long_forms

_SHORTEST_MISSPELT = 5
_LARGEST_FAMILY = 200
_LONGEST_PERSONS_NAME = 5
_READ_FOR_ROLE = 6
_EVIDENCE_FOR_PERSON = {
    "honorific": 4,
    "title": 3,
    "role": 3,
    "age": 3,
    "party": 3,
    "apposition": 2,
    "who": 1,
}
_SIGNS_OF_PERSON = frozenset({"honorific", "title", "role", "age", "who", "speaks"})
_EVIDENCE_AGAINST_PERSON = {"the": 4, "place": 2}
_INITIALISM = re.compile(r"[A-Z]|(?:[A-Z]\.)+[A-Z]?")


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """Somebody or something that can speak in an article.

    ``name`` is the fullest form. ``kind`` is "person", "organisation" or "unnamed"; ``gender`` is "m", "f"
    or None. ``words`` are the words of the name, folded by `name_keys.key`. ``roles`` are the titles and
    roles that the article gives, ``described`` all words of these descriptions. Positive ``evidence``
    speaks for a person. ``weight`` counts how often the article gives the full name. ``plural`` is true for
    a group, ``is_place`` for a country and for names that follow "in". ``role`` is what the article says this
    person is, in its own words and fullest form.
    """

    name: str
    kind: str
    words: Words = ()
    gender: str | None = None
    roles: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    evidence: int = 0
    weight: int = 0
    plural: bool = False
    is_place: bool = False
    role: str | None = None

    @property
    def person(self) -> float:
        """The probability that the entity is a person."""
        if self.kind == "unnamed":
            return 0.9
        if self.kind == "organisation" or self.is_place:
            return 0.1
        return 0.9 if self.evidence > 0 else 0.5

    @property
    def is_open(self) -> bool:
        """Is it open whether a single word names a person ("Quill") or an organisation ("Quillcorp")?"""
        return len(self.words) == 1 and self.evidence == 0 and not self.is_place and not self.name.isupper()


class _Source(NamedTuple):
    """The text that names the entities, and the vocabulary to read it with."""

    text: str
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class EntityMatch:
    """An entity that a name may refer to, and by which part: "full", "surname", "given" or "middle"."""

    entity: Entity
    how: str


class EntityIndex:
    """All entities of an article. Finds those that a name or role may refer to."""

    def __init__(self, entities: Sequence[Entity], lexicon: Lexicon) -> None:
        self.entities, self._lexicon = tuple(entities), lexicon
        self._by_word: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_role: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_shape: defaultdict[tuple[str, int], list[Entity]] = defaultdict(list)
        self._known: dict[Words, tuple[EntityMatch, ...]] = {}
        for entity in entities:
            for word in dict.fromkeys(entity.words):
                self._by_word[word].append(entity)
            for role in entity.roles:
                self._by_role[role].append(entity)
            if len(entity.words) > 1 and entity.kind == "person":
                self._by_shape[entity.words[-1][0], len(entity.words[-1])].append(entity)

    def candidates(self, words: Words) -> tuple[EntityMatch, ...]:
        """The entities that the folded ``words`` may refer to, all by the closest relation that fits any."""
        if words not in self._known:
            self._known[words] = self._look_up(words)
        return self._known[words]

    def agreeing(self, words: Words) -> Iterator[EntityMatch]:
        """The entities that the folded ``words`` may refer to, each by its closest relation."""
        for entity in self._by_word.get(words[-1], ()) if words else ():
            for how, fits, of_people_only in RELATIONS:
                if fits(words, entity.words, self._lexicon) and (
                    entity.kind == "person" or not of_people_only
                ):
                    yield EntityMatch(entity, how)
                    break

    def one_letter_off(self, words: Words) -> list[Entity]:
        """The people whose name or surname differs from ``words`` in one letter."""
        if not words or len(words[-1]) < _SHORTEST_MISSPELT:
            return []
        length = len(words[-1])
        alike = (self._by_shape.get((words[-1][0], size), ()) for size in (length - 1, length, length + 1))
        return [
            entity
            for entities in alike
            for entity in entities
            if words[:-1] in (entity.words[:-1], ())
            and DamerauLevenshtein.distance(words[-1], entity.words[-1], score_cutoff=1) == 1
        ]

    def with_role(self, roles: Iterable[str]) -> list[Entity]:
        """The entities to which the article gives one of ``roles``, in the order of the article."""
        return list(dict.fromkeys(entity for role in roles for entity in self._by_role.get(role, ())))

    def _look_up(self, words: Words) -> tuple[EntityMatch, ...]:
        sharing = self._by_word.get(words[-1], []) if words else []
        for how, fits, of_people_only in RELATIONS:
            found = [
                EntityMatch(entity, how)
                for entity in sharing
                if fits(words, entity.words, self._lexicon)
                and (entity.kind == "person" or not of_people_only)
            ]
            if found:
                return tuple(found)
        return ()


def gather_entities(names: Sequence[Name], text: str, lexicon: Lexicon) -> EntityIndex:
    """Group the names in an article's ``text`` and title into entities."""
    groups: defaultdict[Words, list[Name]] = defaultdict(list)
    for name in names:
        if not name.headline:
            groups[name.words].append(name)
    for words, members in _from_headlines(names, groups, text, lexicon).items():
        groups[words].extend(members)
    bare = {words[0]: members for words, members in groups.items() if len(words) == 1}
    endings = {
        words[start:]
        for name in groups
        for words in [without_suffixes(name, lexicon)]
        for start in range(1, len(words))
    }
    full = _join_groups(
        {words: members for words, members in groups.items() if len(words) > 1 and words not in endings},
        lexicon,
    )
    source = _Source(text, lexicon)
    bearers = Counter(without_suffixes(words, lexicon)[-1] for words in full)
    entities = [
        _entity_of_group(words, members, bare.get(surname, []), source, shared=bearers[surname] > 1)
        for words, members in full.items()
        for surname in without_suffixes(words, lexicon)[-1:]
    ]
    known = EntityIndex(entities, lexicon)
    defined = [
        Entity(long, "organisation", (key(short),), evidence=-4) for short, long in long_forms(text).items()
    ]
    short_forms = {entity.words for entity in defined}
    alone = [
        _entity_of_group(words, members, [], source)
        for words, members in groups.items()
        if words not in short_forms and not known.candidates(words)
    ]
    return EntityIndex([*entities, *defined, *alone], lexicon)


def _join_groups(groups: Mapping[Words, list[Name]], lexicon: Lexicon) -> Mapping[Words, list[Name]]:
    """Join each group with the fuller name that it agrees with, unless it agrees with two different ones."""
    families: defaultdict[str, list[Words]] = defaultdict(list)
    for words in groups:
        families[without_suffixes(words, lexicon)[-1]].append(words)
    fullest: dict[Words, Words] = {}
    for family in families.values():
        for words in family if len(family) <= _LARGEST_FAMILY else ():
            others = [other for other in family if _fullness(other) > _fullness(words)]
            fuller = [other for other in others if agree(words, other, lexicon)]
            if fuller and all(agree(one, other, lexicon) for one, other in combinations(fuller, 2)):
                fullest[words] = max(fuller, key=_fullness)
    merged: dict[Words, list[Name]] = {}
    for words, members in groups.items():
        merged.setdefault(fullest.get(words, words), []).extend(members)
    return {_fullest_reported(words, members): members for words, members in merged.items()}


def _fullest_reported(words: Words, members: Sequence[Name]) -> Words:
    """The fullest form outside quotations and headlines, or ``words`` if the name is only inside them."""
    if all(name.words != words for name in members):
        return words
    reported = {name.words for name in members if not name.quoted and not name.headline}
    return words if words in reported else max(reported, key=_fullness, default=words)


def _fullness(words: Words) -> tuple[int, int, Words]:
    """Sort key from the shortest to the fullest name, so that names are joined in one direction only."""
    return len(words), sum(map(len, words)), words


def _from_headlines(
    names: Sequence[Name], groups: Mapping[Words, list[Name]], text: str, lexicon: Lexicon
) -> Mapping[Words, list[Name]]:
    """Find full names that only a headline or a longer run of capitals has.

    These are a known surname and the word before it.

    In a line full of capitals, nothing marks where a name begins or ends. So a word before the surname
    belongs to it only if it begins the run or is a given name, and if the text does not use it as an
    ordinary word.
    """
    known = {words[-1] for words in groups if len(words) > 1}
    ordinary = lower_words(text)
    found: defaultdict[Words, list[Name]] = defaultdict(list)
    for name in names:
        for at, (given, surname) in enumerate(pairwise(name.words)):
            if (surname,) not in groups or given in lexicon.organisation_words:
                continue
            is_given = given in lexicon.first_names
            if name.headline:
                fits = surname not in known and (at == 0 or is_given)
            else:
                fits = at == 0 and is_given and len(name.words) > 2
            if fits and given not in ordinary:
                found[given, surname].append(name)
    return found


def _entity_of_group(
    words: Words, members: Sequence[Name], bare: Sequence[Name], source: _Source, *, shared: bool = False
) -> Entity:
    """Make the entity of a group of names.

    ``bare`` are the uses of its surname alone. The words beside them describe the entity only if the surname
    is not ``shared`` with another one, and if their titles fit its gender.
    """
    text, lexicon = source
    evidence = _evidence(words, members, bare, lexicon)
    described = _descriptions(members)
    gender = _gender_by_roles(described, lexicon)
    of_bare = [] if shared else _descriptions(bare)
    if gender in (None, _gender_by_roles(of_bare, lexicon) or gender):
        described += of_bare
        gender = gender or _gender_by_roles(of_bare, lexicon)
    roles = frozenset(role for description in described for role in roles_in(description, lexicon))
    is_person = evidence > 0 or (evidence == 0 and 1 < len(words) <= _LONGEST_PERSONS_NAME)
    return Entity(
        name=_printed_form(words, members),
        kind="person" if is_person else "organisation",
        words=words,
        gender=gender,
        roles=roles,
        described=frozenset(word for description in described for word in description.split()),
        evidence=evidence,
        weight=sum(not name.quoted for name in members),
        is_place=fold(members[0].form) in _countries(lexicon)
        or fold(members[0].form) in lexicon.platforms
        or 2 * sum("place" in name.signs for name in members) > len(members),
        role=_role(members if shared else [*members, *bare], text, lexicon) if is_person else None,
    )


def _role(names: Sequence[Name], text: str, lexicon: Lexicon) -> str | None:
    """What the text says a person is, in its own words; read where the person is first named."""
    reported = [
        name
        for name in names
        if not (name.headline or name.quoted) and name.span.of(text).split() == name.form.split()
    ]
    spans = [name.span for name in reported[:_READ_FOR_ROLE]]
    return fullest_role(
        (
            role
            for span in spans
            for role in (role_before(text, span.start, lexicon), role_after(text, span.end, lexicon))
            if role
        ),
        lexicon,
    )


def _descriptions(names: Sequence[Name]) -> list[str]:
    """All descriptions before and after the names."""
    return [description for name in names for description in (name.before, name.after) if description]


def _evidence(words: Words, members: Sequence[Name], bare: Sequence[Name], lexicon: Lexicon) -> int:
    """How much speaks for a person, minus how much speaks against it."""
    everywhere = [*members, *bare]
    signs = {sign for name in everywhere for sign in name.signs}
    evidence = max((_EVIDENCE_FOR_PERSON.get(sign, 0) for sign in signs), default=0)
    evidence -= sum(
        weight
        for sign, weight in _EVIDENCE_AGAINST_PERSON.items()
        if 2 * sum(sign in name.signs for name in members) > len(members)
    )
    name = " ".join(words)
    if (
        "&" in words
        or any(word in lexicon.organisation_words for word in words)
        or name in lexicon.outlets
        or (
            len(words) > 1
            and (words[-1] in lexicon.outlet_words or f"{words[0]} ..." in lexicon.outlet_words)
        )
        or name in _countries(lexicon)
    ):
        evidence -= 4
    if all(_INITIALISM.fullmatch(word) for word in members[0].form.split()):
        evidence -= 4
    if len(words) > 1:
        evidence += words[0] in lexicon.first_names
        alone = [
            name for name in bare if not (name.possessive or name.signs & _EVIDENCE_AGAINST_PERSON.keys())
        ]
        evidence += 2 * (len(alone) > 1 or any(name.signs & _SIGNS_OF_PERSON for name in alone))
    return evidence


@cache
def _countries(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold(country) for country in lexicon.nationalities.values())


def roles_in(description: str, lexicon: Lexicon) -> list[str]:
    """Find the titles and roles of up to four words in a folded description.

    >>> from quotes.language import english
    >>> roles_in("the interim chairwoman of the harbour board", english().lexicon)
    ['chairwoman']
    """
    words = description.split()
    phrases = (
        " ".join(words[start:end])
        for end in range(1, len(words) + 1)
        for start in range(max(0, end - 4), end)
    )
    return [
        phrase
        for phrase in phrases
        if phrase in lexicon.roles or (phrase in lexicon.titles and phrase not in HONORIFICS)
    ]


def _gender_by_roles(described: Sequence[str], lexicon: Lexicon) -> str | None:
    """The gender by titles and roles. None if they do not say or contradict each other."""
    found = {
        gender
        for description in described
        for phrase in (description, *description.split()[-1:], *roles_in(description, lexicon))
        if (gender := lexicon.titles.get(phrase) or lexicon.roles.get(phrase))
    }
    return found.pop() if len(found) == 1 else None


def _printed_form(words: Words, members: Sequence[Name]) -> str:
    """The fullest form as the article prints it, preferably not in capitals only."""
    forms = dict.fromkeys(name.form for name in members)
    fitting = [form for form in forms if keys(form) == words] or [
        form for form in forms if set(words) <= set(keys(form)) and len(words) > 2
    ]
    if not fitting:
        return " ".join(word.capitalize() for word in words)
    return next((form for form in fitting if not form.isupper()), fitting[0])
