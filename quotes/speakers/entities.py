"""Group the names in an article into entities: one for each person or organisation, under its fullest name.

Two names belong to one entity if they agree (`name_agreement`) and nothing says that there are two. A name
that fits two entities stays open.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from quotes.language import Language, Lexicon, fold
from quotes.speakers.described_roles import descriptions_of, regnal_title, roles_read
from quotes.speakers.group_kinds import group_kinds, is_in
from quotes.speakers.name_agreement import RELATIONS
from quotes.speakers.name_groups import NameGroup, group_names, printed_form
from quotes.speakers.name_keys import Words, key, without_suffixes
from quotes.speakers.name_kinds import NameEvidence, name_evidence
from quotes.speakers.names import Name
from quotes.speakers.offices import (
    is_always_behind_the,
    offices_held,
    possible_offices,
    titles_in_place,
    unshared,
)
from quotes.speakers.roles import (
    fullest_role,
    gender_by_roles,
    head_of,
    roles_in,
    unless_given_name_differs,
)
from quotes.text import long_forms, spelt_out

_SHORTEST_MISSPELT = 5
_OPEN, _LIKELY, _RATHER, _SURE = 0.1, 0.5, 0.6, 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """Somebody or something that can speak in an article.

    ``name`` is the fullest form. ``kind`` is "person", "organisation" or "unnamed"; ``gender`` is "m", "f"
    or None. ``words`` are the words of the name, folded by `name_keys.key`. ``roles`` are the titles and
    roles that the article gives, ``described`` all words of these descriptions. ``kinds`` are the
    probabilities of `name_kinds.KINDS`, ``evidence`` is that of a person in steps: positive for a person,
    0 if it is open. ``weight`` counts how often the article gives the full name. ``plural`` is true for
    a group, ``is_place`` for a country and for names that follow "in". ``read_role`` finds what the article
    says this person is, in its own words and fullest form.
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
    kinds: Mapping[str, float] = field(default_factory=dict)
    read_role: Callable[[], str | None] | None = None

    @property
    def role(self) -> str | None:
        """What the article says this person is. It is chosen only for those who speak."""
        return self.read_role() if self.read_role else None

    @property
    def person(self) -> float:
        """The probability that the entity is a person."""
        if self.kinds:
            return self.kinds["person"]
        return 0.1 if self.kind == "organisation" else 0.9

    @property
    def is_shown_person(self) -> bool:
        """Does the article show that this is one person?"""
        return not self.plural and (self.kind == "unnamed" or (self.kind == "person" and self.evidence > 0))

    @property
    def is_shown_body(self) -> bool:
        """Does nothing in the article speak for a person or a place?"""
        return self.kind == "organisation" and not self.is_place and bool(self.words)

    @property
    def is_open(self) -> bool:
        """Is it open whether a single word names a person ("Quill") or an organisation ("Quillcorp")?"""
        return len(self.words) == 1 and self.evidence == 0 and not self.is_place and not self.name.isupper()


class _Source(NamedTuple):
    """The text that names the entities, what it says around its names, and the language.

    ``possible_offices`` are abbreviations that may be short for somebody's office, ``titles`` are those in no
    list, by the name of who has them.
    """

    text: str
    evidence: NameEvidence
    language: Language
    possible_offices: frozenset[str]
    titles: Mapping[Words, frozenset[str]]


@dataclass(frozen=True, slots=True)
class EntityMatch:
    """An entity that a name may refer to, and by which part: "full", "surname", "given" or "middle"."""

    entity: Entity
    how: str


class EntityIndex:
    """All entities of an article. Finds those that a name or role may refer to."""

    def __init__(
        self,
        entities: Sequence[Entity],
        lexicon: Lexicon,
        apart: Container[Words] = frozenset(),
        offices: frozenset[Words] = frozenset(),
    ) -> None:
        """Index ``entities``; the names in ``apart`` are nobody's of whose full name they are a part.

        ``offices`` are names that only mean somebody by his or her office: "the CS", "the Sarpanch".
        """
        self.offices = offices
        self.entities, self._lexicon, self._apart = tuple(entities), lexicon, apart
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

    def ends_with_office(self, words: Words) -> bool:
        """Is the end of a phrase an office that is in no list: "the CS", "the village Sarpanch"?"""
        return any(words[at:] in self.offices for at in range(len(words)))

    def candidates(self, words: Words) -> tuple[EntityMatch, ...]:
        """The entities that the folded ``words`` may refer to, all by the closest relation that fits any."""
        if words not in self._known:
            self._known[words] = self._look_up(words)
        return self._known[words]

    def agreeing(self, words: Words) -> Iterator[EntityMatch]:
        """The entities that the folded ``words`` may refer to, each by its closest relation."""
        for entity in self._by_word.get(words[-1], ()) if words else ():
            for how, fits, of_people_only in RELATIONS[:1] if words in self._apart else RELATIONS:
                if (
                    fits(words, entity.words, self._lexicon)
                    and (entity.kind == "person" or not of_people_only)
                    and not self._is_junior(entity, words)
                ):
                    yield EntityMatch(entity, how)
                    break

    def _is_junior(self, entity: Entity, words: Words) -> bool:
        """Is an entity the "Jr." of somebody of the same name, who is meant where ``words`` have no "Jr."?"""
        bare = without_suffixes(entity.words, self._lexicon)
        has_suffix = len(bare) < len(entity.words) and entity.words[len(bare) :] != words[-1:]
        return has_suffix and any(other.words == bare for other in self._by_word[bare[-1]])

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

    def learn_roles(self, entity: Entity, roles: Iterable[str]) -> None:
        """Remember what the article has just called an entity: "A director at the mill, Ada Quill,"."""
        for role in roles:
            if entity not in self._by_role[role]:
                self._by_role[role].append(entity)

    def _look_up(self, words: Words) -> tuple[EntityMatch, ...]:
        sharing = self._by_word.get(words[-1], []) if words else []
        for how, fits, of_people_only in RELATIONS:
            found = [
                EntityMatch(entity, how)
                for entity in sharing
                if fits(words, entity.words, self._lexicon)
                and (entity.kind == "person" or not of_people_only)
                and not self._is_junior(entity, words)
            ]
            if found:
                return tuple(found)
        return ()


def gather_entities(names: Sequence[Name], text: str, language: Language) -> EntityIndex:
    """Group the names in an article's ``text`` and title into entities."""
    lexicon = language.lexicon
    full, every = group_names(names, text, lexicon)
    evidence = name_evidence(text, [name for name in names if is_in(text, name)])
    explained = long_forms(text)
    possible, titles = possible_offices(every, explained, lexicon), titles_in_place(every, text, lexicon)
    source = _Source(text, evidence, language, possible, titles)
    named = [_entity_of_group(group, source) for group in full]
    offices = _offices(full, named, source)
    entities = _without_beginnings([entity for entity in named if entity.words not in offices], source)
    known = EntityIndex(entities, lexicon)
    capitals = {form for group in every if _is_unexplained(form := group.members[0].form, explained, lexicon)}
    defined = [
        Entity(long, "organisation", (key(short),), evidence=-4)
        for short, long in (explained | spelt_out(text, capitals)).items()
    ]
    short_forms = {entity.words for entity in defined}
    apart = {group.words for group in every if _is_introduced_apart(group, full, known)}
    alone = [
        _entity_of_group(group, source)
        for group in every
        if group.words not in short_forms
        and group.words not in offices
        and (group.words in apart or not known.candidates(group.words))
        and len(known.one_letter_off(group.words)) != 1
    ]
    return EntityIndex([*entities, *defined, *alone], lexicon, apart, offices)


def _offices(full: Sequence[NameGroup], entities: Sequence[Entity], source: _Source) -> frozenset[Words]:
    """The names that only mean somebody by his or her office."""
    people = {entity.words for entity in entities if entity.is_shown_person}
    spelt = {role for entity in entities for role in entity.roles & source.possible_offices}
    return frozenset(
        unshared(spelt, (entity.words for entity in entities if entity.kind != "person"))
        | {tuple(title.split()) for held in source.titles.values() for title in held}
        | {group.words for group in full if group.words in people and is_always_behind_the(group)}
    )


def _without_beginnings(entities: Sequence[Entity], source: _Source) -> list[Entity]:
    """Leave out people whose name begins that of one other person only: "Ida Bragi" of "Ida Bragi Holm".

    The further words must be names or particles: "Ida Bragi Election Day" is a heading.
    """
    ordinary = source.evidence.ordinary - source.language.lexicon.particle_words
    longer = Counter(
        entity.words[:size]
        for entity in entities
        if entity.kind == "person" and entity.person >= _RATHER
        for size in range(2, len(without_suffixes(entity.words, source.language.lexicon)))
        if ordinary.isdisjoint(entity.words[size:])
    )
    return [entity for entity in entities if entity.kind != "person" or longer[entity.words] != 1]


def _is_introduced_apart(group: NameGroup, full: Sequence[NameGroup], known: EntityIndex) -> bool:
    """Is a given name introduced by itself before any full name has it: "Ida, a 30-year-old clerk"?"""
    first, matches = group.members[0], known.candidates(group.words)
    fuller = {match.entity.words for match in matches if match.how == "given"}
    uses = (name.span.start for each in full if each.words in fuller for name in each.members)
    return bool(first.after) and len(fuller) == len(matches) and min(uses, default=0) > first.span.start


def _is_unexplained(form: str, explained: Container[str], lexicon: Lexicon) -> bool:
    """May a name be an abbreviation that the article does not explain in brackets?"""
    outlet = fold(form) in lexicon.outlets or fold(form) in lexicon.platforms
    return form.isupper() and form.isalpha() and form not in explained and not outlet


def _entity_of_group(group: NameGroup, source: _Source) -> Entity:
    """Make the entity of a group of names.

    The words beside its surname alone describe the entity only if the surname is not shared with another
    one, and if their titles fit its gender.
    """
    text, lexicon = source.text, source.language.lexicon
    kinds = group_kinds(group, text, source.evidence, source.language)
    person = kinds["person"]
    is_person = person == max(kinds.values())
    described = descriptions_of(group.members)
    gender = unless_given_name_differs(gender_by_roles(described, lexicon), group.words, described, lexicon)
    bare = [] if group.shared else group.bare
    gender_of_bare = gender_by_roles(descriptions_of(bare), lexicon)
    if gender and gender_of_bare not in (None, gender):
        bare = []  # "President Holm" and "Mr Holm" are not "the first lady, Ada Holm"
    named = [*group.members, *bare]
    described += descriptions_of(bare)
    gender = gender or gender_of_bare
    described += regnal_title(group.words, lexicon)
    reported = [name for name in named if is_in(text, name)]
    read = roles_read(reported, text, lexicon) if is_person else []
    described += [head_of(role) for role in read]
    described += [word for word in group.words[1:-1] if word in lexicon.titles]  # "Jose Cardinal Quill"
    roles = frozenset(role for description in described for role in roles_in(description, lexicon))
    if source.possible_offices:
        roles |= offices_held([*described, *read], source.possible_offices, lexicon)
    for words in {name.words for name in group.members} & source.titles.keys():
        roles |= source.titles[words]
    return Entity(
        name=printed_form(group.words, group.members),
        kind="person" if is_person else "organisation",
        words=group.words,
        gender=gender,
        roles=roles,
        described=frozenset(word for description in described for word in description.split()),
        evidence=_evidence(person),
        weight=sum(not name.quoted for name in group.members),
        is_place=kinds["place"] >= _LIKELY,
        kinds=kinds,
        read_role=cache(partial(fullest_role, read, lexicon)) if is_person else None,
    )


def _evidence(person: float) -> int:
    """The probability of a person in steps: above 0 it is a person, below 0 it is none, 0 is open."""
    if person >= _SURE:
        return 3
    if person >= _RATHER:
        return 1
    return 0 if person >= _OPEN else -4
