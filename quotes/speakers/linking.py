"""Find the names in a table, from many articles, that belong to one person or organisation.

A wrong join shows one person's words under another's name, so joining is cautious. Two names are joined
only if they agree, no third name agrees with just one of them, and no article uses both for different
speakers. The order of the names makes no difference.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, combinations

from quotes.language import Language, Lexicon
from quotes.speakers.name_agreement import agree
from quotes.speakers.name_keys import Words, keys, without_suffixes
from quotes.text import initials
from quotes.types import Quote

_PERSON, _BODY = "person", "organisation"
_SHORTEST_ACRONYM = 3

Index = Mapping[Hashable, Sequence[Words]]


@dataclass(frozen=True, slots=True)
class NameForm:
    """A speaker's name as the articles write it.

    ``kind`` is "person" or "organisation", ``quotes`` the number of its rows. ``articles`` identifies the
    articles that these are in.
    """

    name: str
    kind: str
    quotes: int
    articles: frozenset[Hashable]


def link_speakers(rows: Iterable[Quote], language: Language) -> dict[str, str]:
    """Map the name of each person and organisation in ``rows`` to the name under which it is counted.

    A surname alone joins the only full name that has it. A first name alone joins no other name, and names
    that differ in "Jr." stay apart. A group is counted under the full form that most rows use. Unnamed
    speakers are left out, as two "spokesmen" are two people.

    >>> from quotes import extract
    >>> from quotes.language import english
    >>> texts = ('"Aye," said Ada B. Quill.', '"No," said Ada Quill.', 'Mayor Quill said: "Perhaps."')
    >>> link_speakers((row for text in texts for row in extract(text)), english())
    {'Ada B. Quill': 'Ada B. Quill', 'Ada Quill': 'Ada B. Quill', 'Quill': 'Ada B. Quill'}
    """
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.speaker and row.speaker_kind:
            kinds[row.speaker][row.speaker_kind] += 1
            articles[row.speaker].add(row.doc_id)
    found = (name_form(name, counted, articles[name]) for name, counted in kinds.items())
    return join_forms((each for each in found if each), language)


def name_form(name: str, kinds: Mapping[str, int], articles: Iterable[Hashable]) -> NameForm | None:
    """Make the form of a name. None if most of its rows use it for somebody unnamed.

    ``kinds`` counts its rows by ``speaker_kind``. If there are as many for a person as for an organisation,
    it is a person.
    """
    people, bodies, quotes = kinds.get(_PERSON, 0), kinds.get(_BODY, 0), sum(kinds.values())
    if 2 * max(people, bodies) < quotes or not quotes:
        return None
    return NameForm(name, _PERSON if people >= bodies else _BODY, quotes, frozenset(articles))


def join_forms(forms: Iterable[NameForm], language: Language) -> dict[str, str]:
    """Map the name of each form to the name under which it is counted, like `link_speakers`; sorted."""
    people: defaultdict[Words, list[NameForm]] = defaultdict(list)
    bodies: defaultdict[Words, list[NameForm]] = defaultdict(list)
    for each in forms:
        of_kind = people if each.kind == _PERSON else bodies
        of_kind[_words(each.name, each.kind)].append(each)
    shown: dict[str, str] = {}
    for spelt, fuller_of in ((people, _fuller_people), (bodies, _fuller_bodies)):
        articles = {words: _articles(each) for words, each in spelt.items()}
        for group in _groups(spelt, fuller_of(spelt, articles, language.lexicon), articles):
            members = [each for words in group for each in spelt[words]]
            shown |= dict.fromkeys((each.name for each in members), _counted_name(members))
    return dict(sorted(shown.items()))


def name_families(name: str, kind: str, language: Language) -> frozenset[str]:
    """Keys that a name of this ``kind`` shares with every name that it might be joined with.

    >>> from quotes.language import english
    >>> sorted(name_families("Ada B. Quill", "person", english()))
    ['person quill']
    >>> sorted(name_families("The Council of Harbour Towns", "organisation", english()))
    ['body council of harbour towns', 'letters cht', 'letters coht']
    """
    words = _words(name, kind)
    if kind == _PERSON:
        return frozenset({f"person {without_suffixes(words, language.lexicon)[-1]}"})
    letters = _initials(words, [name]) | _acronyms([name])
    return frozenset({f"body {' '.join(words)}", *(f"letters {each}" for each in letters)})


def _words(name: str, kind: str) -> Words:
    """The folded words of a name, which are the same for all its spellings."""
    words = keys(name) or (name,)
    return words if kind == _PERSON else tuple(word for word in words if word != "the") or words


def _articles(forms: Iterable[NameForm]) -> frozenset[Hashable]:
    return frozenset(chain.from_iterable(each.articles for each in forms))


def _fuller_people(
    names: Iterable[Words], articles: Mapping[Words, Set[Hashable]], lexicon: Lexicon
) -> dict[Words, Words]:
    """Map people's names to the fuller name that they join."""
    by_surname: defaultdict[str, list[Words]] = defaultdict(list)
    for words in names:
        by_surname[without_suffixes(words, lexicon)[-1]].append(words)

    def are_one(one: Words, other: Words) -> bool:
        return _agree(one, other, lexicon) and articles[one].isdisjoint(articles[other])

    joined: dict[Words, Words] = {}
    for family in by_surname.values():
        by_given = _by_given(family, lexicon) if len(family) > 1 else {}
        for words in family:
            fuller = _fuller(words, family, by_given, lexicon)
            if (
                fuller
                and all(are_one(one, other) for one, other in combinations(fuller, 2))
                and all(articles[words].isdisjoint(articles[other]) for other in fuller)
            ):
                joined[words] = max(fuller, key=_fullness)
    return joined


def _by_given(family: Iterable[Words], lexicon: Lexicon) -> Index:
    """Index the names with one surname by every part of the given names that a shorter form may have."""
    found: defaultdict[Hashable, list[Words]] = defaultdict(list)
    for words in family:
        given = without_suffixes(words, lexicon)[:-1]
        if given:
            found[given[0]].append(words)
            found[given[0][0],].append(words)
            for start in range(len(given) - 1):
                found[given[start:]].append(words)
    return found


def _fuller(words: Words, family: Sequence[Words], by_given: Index, lexicon: Lexicon) -> list[Words]:
    """The names with the same surname that are fuller than ``words`` and may belong to the same person."""
    if len(words) == 1:
        return [other for other in family if len(other) > 1]
    given = without_suffixes(words, lexicon)[:-1]
    if not given:
        return []
    first = given[0]
    asked: list[Hashable] = [first, *lexicon.nicknames.get(first, ()), given]
    asked.append((first,) if len(first) == 1 else first[0])
    alike = dict.fromkeys(other for each in asked for other in by_given.get(each, ()))
    return [other for other in alike if _fullness(other) > _fullness(words) and _agree(words, other, lexicon)]


def _agree(one: Words, other: Words, lexicon: Lexicon) -> bool:
    """Can two full names belong to one person? A suffix such as "Jr." must be the same."""
    bare_one, bare_other = without_suffixes(one, lexicon), without_suffixes(other, lexicon)
    return one[len(bare_one) :] == other[len(bare_other) :] and agree(one, other, lexicon)


def _fullness(words: Words) -> tuple[int, int, Words]:
    return len(words), sum(map(len, words)), words


def _fuller_bodies(
    spelt: Mapping[Words, Sequence[NameForm]], articles: Mapping[Words, Set[Hashable]], lexicon: Lexicon
) -> dict[Words, Words]:
    """Map the abbreviations of organisations to their long form, if there is only one."""
    by_initials: defaultdict[str, set[Words]] = defaultdict(set)
    for words, forms in spelt.items():
        for letters in _initials(words, [each.name for each in forms]):
            by_initials[letters].add(words)
    joined: dict[Words, Words] = {}
    for words, forms in spelt.items():
        acronyms = _acronyms(each.name for each in forms)
        long_forms = set[Words]().union(*(by_initials.get(letters, ()) for letters in acronyms)) - {words}
        if len(long_forms) == 1 and articles[words].isdisjoint(articles[min(long_forms)]):
            joined[words] = min(long_forms)
    return joined


def _initials(words: Words, names: Iterable[str]) -> set[str]:
    """The abbreviations that the long name of an organisation may have."""
    if len(words) == 1:
        return set()
    capitals = (
        initials(word for word in name.split() if word[0].isupper() and word.casefold() != "the").casefold()
        for name in names
    )
    found = {initials(words), *capitals}
    return {letters for letters in found if len(letters) >= _SHORTEST_ACRONYM}


def _acronyms(names: Iterable[str]) -> set[str]:
    """The folded letters of those names that are abbreviations."""
    bare = (name.replace(".", "") for name in names)
    return {each.casefold() for each in bare if each.isupper() and len(each) >= _SHORTEST_ACRONYM}


def _groups(
    names: Iterable[Words], joined: Mapping[Words, Words], articles: Mapping[Words, Set[Hashable]]
) -> list[list[Words]]:
    """Group the names by speaker. A group is split up if one article uses two of its names."""
    groups: defaultdict[Words, list[Words]] = defaultdict(list)
    for words in names:
        groups[_fullest_joined(words, joined)].append(words)
    found: list[list[Words]] = []
    for group in groups.values():
        together = set(chain.from_iterable(articles[words] for words in group))
        apart = len(together) < sum(len(articles[words]) for words in group)
        found += [[words] for words in group] if apart else [group]
    return found


def _fullest_joined(words: Words, joined: Mapping[Words, Words]) -> Words:
    """Follow the joins from a name to its fullest form."""
    while words in joined:
        words = joined[words]
    return words


def _counted_name(forms: Sequence[NameForm]) -> str:
    """The form that most rows use; surnames alone and abbreviations only if there is no other form."""
    full = [each for each in forms if len(keys(each.name)) > 1] or forms
    return max(full, key=lambda each: (each.quotes, len(each.name), each.name)).name
