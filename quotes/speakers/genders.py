"""Learn the genders of people from their titles, given names and the pronouns that can only refer to them."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from quotes.language import fold
from quotes.speakers.entities import Entity, EntityIndex
from quotes.speakers.mentions import HE_OR_SHE
from quotes.speakers.names import Name
from quotes.text import MarkedArticle
from quotes.types import Span

GIVEN_NAME_VOTES = 3
_NEXT_WORD = re.compile(r"\s([\w'’-]+)")
_RIVALS_BACK = 4
_OWNER_BEFORE = re.compile(r"([\w-]+)['’]s?\s")
"""Whose manager or lawyer somebody is: who is called "he" then is open."""
_OWNERS = frozenset({"his", "her"})
_SUBJECTS = frozenset({"he", "she"})
_GOES_ON_WITHIN = 2


class Genders:
    """What an article shows of the genders of the people in it. `learn` comes first."""

    def __init__(self, marked: MarkedArticle, index: EntityIndex) -> None:
        self._text, self._lexicon, self._index = marked.text, marked.language.lexicon, index
        self._sentences = marked.sentences
        self._votes: defaultdict[Entity, Counter[str]] = defaultdict(Counter)
        self._genders: dict[Entity, tuple[str | None, str]] = {}
        self._by_role: dict[Entity, str] = {}
        self._bare_votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._titles_of: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def is_called_he_or_she(self, entity: Entity) -> bool:
        """Does a pronoun "he" or "she" refer to an entity?"""
        return sum(self._votes[entity].values()) > 0

    def of(self, entity: Entity) -> str | None:
        """The gender of an entity: by title or role, otherwise by its given name and its pronouns."""
        return self.with_evidence(entity)[0]

    def with_evidence(self, entity: Entity) -> tuple[str | None, str]:
        """The gender of an entity, and what it rests on: "title", "name and pronouns", "name" or "pronouns".

        A pronoun only seems to refer to somebody. So a given name counts as much as several pronouns.
        """
        if entity not in self._genders:
            self._genders[entity] = self._find_gender(entity)
        return self._genders[entity]

    def _find_gender(self, entity: Entity) -> tuple[str | None, str]:
        if gender := entity.gender or self._by_role.get(entity):
            return gender, "title"
        votes = self._votes.get(entity) or Counter()
        given = self._lexicon.first_names.get(entity.words[0]) if len(entity.words) > 1 else None
        if not given:
            return _majority(votes), "pronouns"
        known = _majority(votes + Counter({given: GIVEN_NAME_VOTES}))
        return known, "name and pronouns" if votes else "name"

    def of_name(self, name: Name) -> str | None:
        """The gender of a name, by the title before it here or elsewhere."""
        title = name.before.split()[-1] if name.before else ""
        given = self._lexicon.titles.get(title) or self._lexicon.roles.get(title)
        return given or (_majority(self._titles_of[name.words[0]]) if len(name.words) == 1 else None)

    def by_pronouns(self, name: Name) -> str | None:
        """The gender of the pronouns that follow a single-word name."""
        return _majority(self._bare_votes[name.words[0]]) if len(name.words) == 1 else None

    def learn(self, names: Sequence[Name], pronouns: Sequence[Span]) -> None:
        """Learn genders from pronouns that can refer to one entity only.

        That is the only one named in the sentence, or in the sentence before. A surname that several entities
        share is counted separately, and so are the titles before it.
        """
        people: defaultdict[int, list[tuple[int, Entity | str]]] = defaultdict(list)
        for name in names:
            candidates = self._index.candidates(name.words)
            if not any(
                candidate.entity.is_shown_person or candidate.entity.is_open for candidate in candidates
            ):
                continue
            bearer = candidates[0].entity if len(candidates) == 1 else name.words[0]
            sentence = self._sentences.number_at(name.span.start)
            if owner := _OWNER_BEFORE.search(name.before):
                people[sentence].append((name.outer.start, owner.group(1)))
            people[sentence].append((name.span.start, bearer))
            title = name.before.split()[-1] if name.before else ""
            if len(name.words) == 1 and (gender := self._lexicon.titles.get(title)):
                self._titles_of[name.words[0]][gender] += 1
        self._genders.clear()
        pronouns_at: dict[int, int] = {}
        objects = {(self._sentences.number_at(each.start), self._gender(each)) for each in pronouns}
        for pronoun, following in zip(pronouns, [*pronouns, None][1:], strict=True):
            anothers = following is not None and self._is_anothers(pronoun, following, people)
            if anothers or not self._may_mean_subject(pronoun):
                continue
            sentence = self._sentences.number_at(pronoun.start)
            first_pronoun = pronouns_at.setdefault(sentence, pronoun.start)
            named = [
                (offset, bearer) for offset, bearer in people.get(sentence, ()) if offset < pronoun.start
            ]
            before = sentence - 1
            if not named and before not in pronouns_at and (before, self._gender(pronoun)) not in objects:
                named = people.get(before, [])
            meant = list(dict.fromkeys(bearer for _, bearer in named))
            if len(meant) != 1 or named[0][0] > first_pronoun:
                continue
            gender = HE_OR_SHE[pronoun.of(self._text).lower()]
            if isinstance(meant[0], str):
                self._bare_votes[meant[0]][gender] += 1
                continue
            near = (each for back in range(1, _RIVALS_BACK) for _, each in people.get(sentence - back, ()))
            if not meant[0].is_open or not any(self._is_known_as(each, gender) for each in near):
                self._votes[meant[0]][gender] += 1

    def learn_role(self, entity: Entity, gender: str | None) -> None:
        """Learn a gender from what the article calls somebody beside the name: "Her grandson, Bo Quill,"."""
        if gender and not entity.gender:
            self._by_role.setdefault(entity, gender)
            self._genders.pop(entity, None)

    def _is_known_as(self, bearer: Entity | str, gender: str) -> bool:
        """Does the title or given name of a bearer of a name say which gender?"""
        if isinstance(bearer, str):
            return False
        given = self._lexicon.first_names.get(bearer.words[0]) if len(bearer.words) > 1 else None
        return (bearer.gender or given) == gender

    def _gender(self, pronoun: Span) -> str:
        return HE_OR_SHE[pronoun.of(self._text).lower()]

    def _is_anothers(
        self, owner: Span, subject: Span, people: Mapping[int, Sequence[tuple[int, Entity | str]]]
    ) -> bool:
        """Is "her" another's than the subject's, as "he" follows: "Quill regretted her words. He left."?"""
        if fold(owner.of(self._text)) not in _OWNERS or fold(subject.of(self._text)) not in _SUBJECTS:
            return False
        first, last = (self._sentences.number_at(each.start) for each in (owner, subject))
        if last - first > _GOES_ON_WITHIN or self._gender(owner) == self._gender(subject):
            return False
        named = (offset for number in range(first, last + 1) for offset, _ in people.get(number, ()))
        return not any(owner.start < offset < subject.start for offset in named)

    def _may_mean_subject(self, pronoun: Span) -> bool:
        """Can a pronoun refer to the subject of its clause? "Him", and "her" without a noun, cannot."""
        word = pronoun.of(self._text).lower()
        if word != "her":
            return word not in ("him", "hers")
        following = _NEXT_WORD.match(self._text, pronoun.end)
        return following is not None and following.group(1).lower() not in self._lexicon.prepositions


def _majority(votes: Counter[str]) -> str | None:
    """The gender with more than twice the votes of the other."""
    ranked = votes.most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] <= 2 * ranked[1][1]):
        return None
    return ranked[0][0]
