"""The people and bodies that an article names, each once, under the fullest name that it gives them.

Names are grouped when one can stand for the other and nothing says that they belong to two: the same surname
with given names that agree, an initial, a common short form, a shorter form of a longer name. A name that
fits two stays open.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from rapidfuzz.distance import DamerauLevenshtein

from quotes.language import Lexicon, fold
from quotes.speakers.descriptions import HONORIFICS
from quotes.speakers.names import Name, key, keys, lower_words, without_suffixes
from quotes.text import long_forms

Words = tuple[str, ...]

_SHORTEST_MISSPELT = 5
_LARGEST_FAMILY = 200
_LONGEST_PERSONS_NAME = 5
_FOR_A_PERSON = {"honorific": 4, "title": 3, "role": 3, "age": 3, "party": 3, "apposition": 2, "who": 1}
_LIKE_A_PERSON = frozenset({"honorific", "title", "role", "age", "who", "speaks"})
_AGAINST = {"the": 4, "place": 2}
_INITIALISM = re.compile(r"[A-Z]|(?:[A-Z]\.)+[A-Z]?")


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """Somebody or something that can speak in an article.

    ``name`` is the fullest form, ``kind`` "person", "organisation" or "unnamed", ``gender`` "m", "f" or None.
    ``words`` are the name's words as `names.key` folds them, ``roles`` what the article calls the
    bearer and ``described`` all the words with which it does so. ``evidence`` speaks for a person where it is
    positive, ``weight`` counts how often the bearer is named in full, ``plural`` tells of a group,
    ``is_place`` of a country or of a name that the article puts "in" before.
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

    @property
    def is_open(self) -> bool:
        """Whether nothing tells if a lone word names a person ("Quill") or a body ("Quillcorp")."""
        return len(self.words) == 1 and self.evidence == 0 and not self.is_place and not self.name.isupper()


@dataclass(frozen=True, slots=True)
class EntityMatch:
    """A figure that a name may stand for, and how: "full", "surname", "given" or "middle"."""

    figure: Entity
    how: str


class EntityIndex:
    """All figures of an article; answers which of them a name or role may stand for."""

    def __init__(self, figures: Sequence[Entity], lexicon: Lexicon) -> None:
        self.figures, self._lexicon = tuple(figures), lexicon
        self._by_word: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_role: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_shape: defaultdict[tuple[str, int], list[Entity]] = defaultdict(list)
        self._known: dict[Words, tuple[EntityMatch, ...]] = {}
        for figure in figures:
            for word in dict.fromkeys(figure.words):
                self._by_word[word].append(figure)
            for role in figure.roles:
                self._by_role[role].append(figure)
            if len(figure.words) > 1 and figure.kind == "person":
                self._by_shape[figure.words[-1][0], len(figure.words[-1])].append(figure)

    def candidates(self, words: Words) -> tuple[EntityMatch, ...]:
        """Return the figures that the folded ``words`` may stand for, all by the closest relation found."""
        if words not in self._known:
            self._known[words] = self._look_up(words)
        return self._known[words]

    def one_letter_off(self, words: Words) -> list[Entity]:
        """Return the people whose name, or whose surname, is one letter away from ``words``."""
        if not words or len(words[-1]) < _SHORTEST_MISSPELT:
            return []
        length = len(words[-1])
        alike = (self._by_shape.get((words[-1][0], size), ()) for size in (length - 1, length, length + 1))
        return [
            figure
            for figures in alike
            for figure in figures
            if words[:-1] in (figure.words[:-1], ())
            and DamerauLevenshtein.distance(words[-1], figure.words[-1], score_cutoff=1) == 1
        ]

    def with_role(self, roles: Iterable[str]) -> list[Entity]:
        """Return the figures to whom the article gives one of ``roles``, in the order of the article."""
        return list(dict.fromkeys(figure for role in roles for figure in self._by_role.get(role, ())))

    def _look_up(self, words: Words) -> tuple[EntityMatch, ...]:
        sharing = self._by_word.get(words[-1], []) if words else []
        for how, fits, of_people_only in _RELATIONS:
            found = [
                EntityMatch(figure, how)
                for figure in sharing
                if fits(words, figure.words, self._lexicon)
                and (figure.kind == "person" or not of_people_only)
            ]
            if found:
                return tuple(found)
        return ()


def gather_entities(names: Sequence[Name], text: str, lexicon: Lexicon) -> EntityIndex:
    """Return the cast of an article from the names in its ``text`` and title."""
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
    full = _merged(
        {words: members for words, members in groups.items() if len(words) > 1 and words not in endings},
        lexicon,
    )
    bearers = Counter(without_suffixes(words, lexicon)[-1] for words in full)
    figures = [
        _figure(words, members, bare.get(surname, []), lexicon, shared=bearers[surname] > 1)
        for words, members in full.items()
        for surname in without_suffixes(words, lexicon)[-1:]
    ]
    known = EntityIndex(figures, lexicon)
    defined = [
        Entity(long, "organisation", (key(short),), evidence=-4) for short, long in long_forms(text).items()
    ]
    short_forms = {figure.words for figure in defined}
    alone = [
        _figure(words, members, [], lexicon)
        for words, members in groups.items()
        if words not in short_forms and not known.candidates(words)
    ]
    return EntityIndex([*figures, *defined, *alone], lexicon)


def agree(one: Words, other: Words, lexicon: Lexicon) -> bool:
    """Tell whether two names of at least two words can belong to one person.

    >>> from quotes.language import english
    >>> names = ("ada", "b", "quill"), ("a", "quill"), ("ben", "quill"), ("ada", "c", "quill")
    >>> [agree(("ada", "b", "quill"), name, english().lexicon) for name in names]
    [True, True, False, False]
    """
    bare_one, bare_other = without_suffixes(one, lexicon), without_suffixes(other, lexicon)
    suffixes = one[len(bare_one) :], other[len(bare_other) :]
    if bare_one[-1] != bare_other[-1] or (all(suffixes) and suffixes[0] != suffixes[1]):
        return False
    shorter, longer = sorted((bare_one[:-1], bare_other[:-1]), key=len)
    if not shorter or not longer:
        return False
    if not _given_agree(shorter[0], longer[0], lexicon.nicknames):
        return len(shorter) > 1 and longer[-len(shorter) :] == shorter
    rest = iter(longer[1:])
    return all(any(_given_agree(word, middle, {}) for middle in rest) for word in shorter[1:])


def _given_agree(one: str, other: str, nicknames: Mapping[str, frozenset[str]]) -> bool:
    if one == other or other in nicknames.get(one, ()):
        return True
    initial, name = sorted((one, other), key=len)
    return len(initial) == 1 and name.startswith(initial)


def _is_full(words: Words, full: Words, lexicon: Lexicon) -> bool:
    return words == full


def _is_shorter(words: Words, full: Words, lexicon: Lexicon) -> bool:
    """Tell whether ``words`` is ``full`` with a middle name, initial or suffix less."""
    return len(words) > 1 and len(full) > 1 and agree(words, full, lexicon)


def _is_surname(words: Words, full: Words, lexicon: Lexicon) -> bool:
    return len(full) > len(words) and without_suffixes(full, lexicon)[-len(words) :] == words


def _is_first_word(words: Words, full: Words, lexicon: Lexicon) -> bool:
    return len(full) > len(words) and full[: len(words)] == words


def _is_middle(words: Words, full: Words, lexicon: Lexicon) -> bool:
    """Tell whether ``words`` is the first of two surnames: "López" of "Andrés Manuel López Obrador"."""
    bare = without_suffixes(full, lexicon)
    return (
        len(bare) > len(words) + 1
        and bare[-len(words) - 1 : -1] == words
        and all(len(word) > 1 for word in words)
    )


_RELATIONS = (
    ("full", _is_full, False),
    ("full", _is_shorter, True),
    ("surname", _is_surname, False),
    ("given", _is_first_word, True),
    ("middle", _is_middle, True),
)


def _merged(groups: Mapping[Words, list[Name]], lexicon: Lexicon) -> Mapping[Words, list[Name]]:
    """Join each group with the fuller name that it agrees with, unless it agrees with two that differ."""
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
    return {_reported(words, members): members for words, members in merged.items()}


def _reported(words: Words, members: Sequence[Name]) -> Words:
    """Return the fullest form that the reporter uses, or ``words`` where only quoted speech has the name."""
    if all(name.words != words for name in members):
        return words
    reported = {name.words for name in members if not name.quoted and not name.headline}
    return words if words in reported else max(reported, key=_fullness, default=words)


def _fullness(words: Words) -> tuple[int, int, Words]:
    """Return what orders names from the barest to the fullest, so that joining goes one way only."""
    return len(words), sum(map(len, words)), words


def _from_headlines(
    names: Sequence[Name], groups: Mapping[Words, list[Name]], text: str, lexicon: Lexicon
) -> Mapping[Words, list[Name]]:
    """Return full names that only a headline or longer run gives: a known surname and the word before it.

    In a line where every word is capital a name has no clear beginning or end. So only the word that opens
    the run, or one that is a given name, is taken to belong to the surname; but not a word that the text uses
    otherwise.
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


def _figure(
    words: Words, members: Sequence[Name], bare: Sequence[Name], lexicon: Lexicon, *, shared: bool = False
) -> Entity:
    """Return the figure that a group of names stands for.

    ``bare`` are the lone uses of its surname. They describe nobody where it is ``shared`` with others, or
    their titles are of the other gender.
    """
    evidence = _evidence(words, members, bare, lexicon)
    described = _descriptions(members)
    gender = _gender(described, lexicon)
    of_bare = [] if shared else _descriptions(bare)
    if gender in (None, _gender(of_bare, lexicon) or gender):
        described += of_bare
        gender = gender or _gender(of_bare, lexicon)
    roles = frozenset(role for description in described for role in roles_in(description, lexicon))
    is_person = evidence > 0 or (evidence == 0 and 1 < len(words) <= _LONGEST_PERSONS_NAME)
    return Entity(
        name=_display(words, members),
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
    )


def _descriptions(names: Sequence[Name]) -> list[str]:
    """Return all that stands before and behind names and says what their bearers are."""
    return [description for name in names for description in (name.before, name.after) if description]


def _evidence(words: Words, members: Sequence[Name], bare: Sequence[Name], lexicon: Lexicon) -> int:
    """Return how much speaks for a person, less what speaks against it."""
    everywhere = [*members, *bare]
    signs = {sign for name in everywhere for sign in name.signs}
    evidence = max((_FOR_A_PERSON.get(sign, 0) for sign in signs), default=0)
    evidence -= sum(
        weight
        for sign, weight in _AGAINST.items()
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
        alone = [name for name in bare if not (name.possessive or name.signs & _AGAINST.keys())]
        evidence += 2 * (len(alone) > 1 or any(name.signs & _LIKE_A_PERSON for name in alone))
    return evidence


@cache
def _countries(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold(country) for country in lexicon.nationalities.values())


def roles_in(description: str, lexicon: Lexicon) -> list[str]:
    """Return the titles and roles, up to four words long, that a folded description holds.

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


def _gender(described: Sequence[str], lexicon: Lexicon) -> str | None:
    """Return the gender that titles and roles give, None where they give none or contradict each other."""
    found = {
        gender
        for description in described
        for phrase in (description, *description.split()[-1:], *roles_in(description, lexicon))
        if (gender := lexicon.titles.get(phrase) or lexicon.roles.get(phrase))
    }
    return found.pop() if len(found) == 1 else None


def _display(words: Words, members: Sequence[Name]) -> str:
    """Return the fullest form as the article prints it, in capitals and small letters where it has that."""
    forms = dict.fromkeys(name.form for name in members)
    fitting = [form for form in forms if keys(form) == words] or [
        form for form in forms if set(words) <= set(keys(form)) and len(words) > 2
    ]
    if not fitting:
        return " ".join(word.capitalize() for word in words)
    return next((form for form in fitting if not form.isupper()), fitting[0])
