"""Read the word lists of a language into one frozen `Lexicon`.

Each file has one entry a line. Blank lines and lines that begin with ``#`` are skipped. The header of a
file says what belongs there and how to write a line. Keys are in lower case with straight apostrophes, so
fold words before you look them up: ``lexicon.roles.get(fold(word))``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import TypeVar

from quotes.types import InputError

GENDERS = {"m": "m", "f": "f", "-": None}
OUTLET_KINDS = ("agency", "newspaper", "magazine", "broadcaster", "programme", "site")

FOLDED_KEPT = 1 << 15

Value = TypeVar("Value")
Entries = Iterable[tuple[str, Value]]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet or programme: ``name`` is its usual short form, ``kind`` one of `OUTLET_KINDS`."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The vocabulary of a language. Keys are folded (see `fold`), with one blank between words.

    A gender is "m", "f", or None if the word may mean a man or a woman.
    """

    cue_verbs: Mapping[str, str]
    """Inflected form of a verb that always reports speech -> its lemma."""
    weak_cue_verbs: Mapping[str, str]
    """Inflected form of a verb that reports speech in some uses -> its lemma."""
    phrasal_cue_verbs: Mapping[str, str]
    """Inflected form and particle ("pointed out") -> lemma and particle ("point out")."""
    cue_nouns: Mapping[str, str]
    """Form of a noun for a piece of speech ("statements") -> its singular."""
    speech_documents: Mapping[str, str]
    """Form of a noun for a document that acts as the speaker ("rulings") -> its singular."""
    titles: Mapping[str, str | None]
    """Honorific or title before a name ("mr.", "mr", "prime minister") -> gender."""
    honorifics: frozenset[str]
    """Titles that only say how somebody is addressed ("mr.", "madam")."""
    roles: Mapping[str, str | None]
    """Singular noun for what people are ("spokeswoman", "shop steward") -> gender."""
    person_nouns: frozenset[str]
    """Roles that may be anybody's ("woman")."""
    plural_roles: Mapping[str, str]
    """Plural of a role ("shop stewards") -> its singular."""
    outlets: Mapping[str, Outlet]
    """Name or alias of a news outlet or programme -> the outlet."""
    platforms: Mapping[str, str]
    """Name of a platform on which people publish -> its canonical name."""
    platform_verbs: Mapping[str, str]
    """Form of a verb that names its platform ("tweeted") -> the platform's canonical name."""
    speaking_verbs: frozenset[str]
    """Infinitives of verbs after which words are spoken, not posted ("tell")."""
    writing_verbs: frozenset[str]
    """Infinitives of verbs with which a post or letter goes on ("add")."""
    receiving_verbs: frozenset[str]
    """Forms of verbs for what people take in ("saw")."""
    outlet_words: frozenset[str]
    """Words that begin or end the name of an outlet ("gazette", "radio")."""
    press_words: frozenset[str]
    """Words for the press in general ("media")."""
    media_nouns: frozenset[str]
    """Nouns that say what an outlet is ("newspaper", "talk show")."""
    media_adjectives: frozenset[str]
    """Adjectives that say which outlet is meant without naming it ("state")."""
    presenters: frozenset[str]
    """Nouns for people who represent their outlet ("host")."""
    audiences: frozenset[str]
    """Nouns for those who hear or read an outlet ("listener")."""
    issuing_verbs: frozenset[str]
    """Forms of verbs with which somebody issues a document ("released")."""
    relay_verbs: frozenset[str]
    """Participles of verbs for passing on words ("carried")."""
    remark_nouns: frozenset[str]
    """Nouns for what somebody has just said ("remarks")."""
    remark_verbs: Mapping[str, str]
    """Verb that points back to such words -> what follows it: "remarks", "this" or both."""
    credited_nouns: Mapping[str, str]
    """Noun for a piece with which an outlet was credited before ("interview") -> the rule of its credit."""
    occasions: Mapping[str, str]
    """Form of a noun for an occasion or audience of speech ("rallies", "reporters") -> its singular."""
    public_bodies: frozenset[str]
    """Names without an article that are not outlets ("nato", "congress")."""
    nicknames: Mapping[str, frozenset[str]]
    """Given name -> its short forms and the names that it may be short for."""
    first_names: Mapping[str, str | None]
    """Given name -> gender."""
    family_particles: frozenset[str]
    """Words that begin or join a family name ("van der", "bin")."""
    particle_words: frozenset[str]
    """The single words of the family particles ("van", "der")."""
    name_particles: frozenset[str]
    """Words without a capital inside the names of outlets ("of", "del")."""
    quoting_verbs: frozenset[str]
    """Forms of verbs with which one outlet or person repeats another ("quoted X as saying")."""
    name_suffixes: frozenset[str]
    """Words after a name that do not belong to the family name ("jr.", "jr", "iii", "mp")."""
    furniture: tuple[str, ...]
    """First words of lines that are page furniture, folded, longest first."""
    nationalities: Mapping[str, str]
    """Adjective or inhabitant's name ("french") -> country or region ("France")."""
    work_nouns: frozenset[str]
    """Nouns for works whose title is in quotation marks ("film")."""
    function_words: frozenset[str]
    """Words and marks that show how a quotation joins the word before it ("as", ":")."""
    before_numbers: frozenset[str]
    """Short forms with a capital whose full stop ends no sentence before a number, folded."""
    small_words: frozenset[str]
    """Words that are in lower case within a title ("of")."""
    naming_words: frozenset[str]
    """Words that announce a name or a term ("dubbed", "so-called")."""
    organisation_words: frozenset[str]
    company_forms: frozenset[str]
    """Words that mark the name of an organisation ("ministry", "inc.")."""
    opening_words: frozenset[str]
    """Words that have a capital before a name only because they begin a sentence ("when", "on")."""
    turn_labels: frozenset[str]
    """Labels before the turns of a transcript that name nobody ("moderator")."""
    ordinary_words: frozenset[str]
    """Words that are mostly printed in small letters ("health"), in many forms."""
    before_roles: frozenset[str]
    """Words between a name and the article of its role ("once")."""
    prepositions: frozenset[str]
    """Words after which a name is not the subject ("for", "despite")."""
    regnal_titles: frozenset[str]
    """Titles that belong to the name of people who use only a given name ("pope")."""
    role_synonyms: Mapping[str, frozenset[str]]
    """Title or role ("sen.") -> those used for the same person ("senator"), including itself."""


@lru_cache(FOLDED_KEPT)
def fold(words: str) -> str:
    """Write ``words`` like the keys of the lexicon: lower case, straight apostrophes, single blanks.

    >>> fold("Eight  O’Clock News")
    "eight o'clock news"
    """
    return " ".join(words.replace("’", "'").casefold().split())


def read_lexicon(folder: Traversable) -> Lexicon:
    """Read every word list in ``folder``.

    Raises:
        InputError: a file is missing, or a line is malformed or a duplicate; the message names file and line.

    """

    def table(name: str, parse: Callable[[str], Entries[Value]]) -> Mapping[str, Value]:
        return MappingProxyType(_table(folder / name, parse))

    particles = table("family_particles.txt", _word)
    return Lexicon(
        cue_verbs=table("cue_verbs.txt", _forms),
        weak_cue_verbs=table("weak_cue_verbs.txt", _forms),
        phrasal_cue_verbs=table("phrasal_cue_verbs.txt", _forms_and_particle),
        cue_nouns=table("cue_nouns.txt", _singular_and_plural),
        speech_documents=table("speech_documents.txt", _singular_and_plural),
        titles=table("titles.txt", _gendered_abbreviation),
        honorifics=frozenset(table("honorifics.txt", _abbreviation)),
        roles=table("roles.txt", _role),
        person_nouns=frozenset(table("person_nouns.txt", _word)),
        plural_roles=table("roles.txt", _plural_role),
        outlets=table("outlets.txt", _outlet),
        platforms=table("platforms.txt", _platform),
        platform_verbs=table("platforms.txt", _platform_verbs),
        speaking_verbs=frozenset(table("speaking_verbs.txt", _word)),
        writing_verbs=frozenset(table("writing_verbs.txt", _word)),
        receiving_verbs=frozenset(table("receiving_verbs.txt", _forms)),
        outlet_words=frozenset(table("outlet_words.txt", _word)),
        press_words=frozenset(table("press_words.txt", _word)),
        media_nouns=frozenset(table("media_nouns.txt", _word)),
        media_adjectives=frozenset(table("media_adjectives.txt", _word)),
        presenters=frozenset(table("presenters.txt", _word)),
        audiences=frozenset(table("audiences.txt", _word)),
        issuing_verbs=frozenset(table("issuing_verbs.txt", _word)),
        relay_verbs=frozenset(table("relay_verbs.txt", _word)),
        remark_nouns=frozenset(table("remark_nouns.txt", _singular_and_plural)),
        remark_verbs=table("remark_verbs.txt", _pair),
        credited_nouns=table("credited_nouns.txt", _pair),
        occasions=table("occasions.txt", _singular_and_plural),
        public_bodies=frozenset(table("public_bodies.txt", _word)),
        nicknames=_both_ways(table("nicknames.txt", _name_and_short_forms)),
        first_names=table("first_names.txt", _gendered),
        family_particles=frozenset(particles),
        particle_words=frozenset(word for words in particles for word in words.split() if word.isalpha()),
        name_particles=frozenset(table("name_particles.txt", _word)),
        quoting_verbs=frozenset(table("quoting_verbs.txt", _forms)),
        name_suffixes=frozenset(table("name_suffixes.txt", _abbreviation)),
        furniture=tuple(sorted(table("furniture.txt", _word), key=len, reverse=True)),
        nationalities=table("nationalities.txt", _pair),
        work_nouns=frozenset(table("work_nouns.txt", _word)),
        function_words=frozenset(table("function_words.txt", _word)),
        before_numbers=frozenset(table("before_numbers.txt", _word)),
        small_words=frozenset(table("small_words.txt", _word)),
        naming_words=frozenset(table("naming_words.txt", _word)),
        organisation_words=frozenset(table("organisation_words.txt", _abbreviation)),
        company_forms=frozenset(table("company_forms.txt", _abbreviation)),
        opening_words=frozenset(table("opening_words.txt", _word)),
        turn_labels=frozenset(table("turn_labels.txt", _word)),
        ordinary_words=_plain_words(folder / "ordinary_words.txt"),
        before_roles=frozenset(table("before_roles.txt", _word)),
        prepositions=frozenset(table("prepositions.txt", _word)),
        regnal_titles=frozenset(table("regnal_titles.txt", _word)),
        role_synonyms=_synonyms(table("role_synonyms.txt", _whole_line)),
    )


def _table(file: Traversable, parse: Callable[[str], Entries[Value]]) -> dict[str, Value]:
    """Read the entries of all lines of ``file``. A duplicate key, in any form, is an error."""
    found: dict[str, Value] = {}
    for number, line in _lines(file):
        try:
            entries = [(fold(key), value) for key, value in parse(line)]
        except (ValueError, KeyError) as error:
            raise InputError(
                f"{file.name}:{number}: malformed line {line!r}; see the file's header"
            ) from error
        for key, value in entries:
            if not key:
                raise InputError(f"{file.name}:{number}: empty entry in {line!r}")
            if key in found:
                raise InputError(f"{file.name}:{number}: {key!r} is a duplicate in this file")
            found[key] = value
    return found


def _plain_words(file: Traversable) -> frozenset[str]:
    """Read a list of words as they are. It has tens of thousands of lines, and every command waits for it."""
    return frozenset(line for line in _content(file).splitlines() if line and line[0] != "#")


def _content(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file}: vocabulary file missing; reinstall the package") from error


def _lines(file: Traversable) -> Iterator[tuple[int, str]]:
    """Yield the number and text of each line that has an entry."""
    for number, line in enumerate(_content(file).splitlines(), start=1):
        if (entry := line.strip()) and not line.startswith("#"):
            yield number, entry


def _word(line: str) -> Entries[None]:
    """Read ``van der``."""
    return [(line, None)]


def _whole_line(line: str) -> Entries[str]:
    """Read a whole line, whose parts may be in other lines as well."""
    return [(line, line)]


def _abbreviation(line: str) -> Entries[None]:
    """Read ``Jr.``, with and without its full stops."""
    return [(form, None) for form in _with_and_without_stops(line)]


def _forms(line: str) -> Entries[str]:
    """Read ``say says said saying``."""
    lemma, *inflected = line.split()
    if not inflected:
        raise ValueError(line)
    return [(form, lemma) for form in (lemma, *inflected)]


def _forms_and_particle(line: str) -> Entries[str]:
    """Read ``point points pointed pointing | out``."""
    verb, particle = _fields(line, 2)
    return [(f"{form} {particle}", f"{lemma} {particle}") for form, lemma in _forms(verb)]


def _singular_and_plural(line: str) -> Entries[str]:
    """Read ``press release | press releases``."""
    singular, plural = _fields(line, 2)
    return [(form, singular) for form in dict.fromkeys((singular, plural))]


def _gendered(line: str) -> Entries[str | None]:
    """Read ``Anna f``."""
    name, gender = line.rsplit(maxsplit=1)
    return [(name, GENDERS[gender])]


def _gendered_abbreviation(line: str) -> Entries[str | None]:
    """Read ``Mr. m``, with and without its full stops."""
    name, gender = line.rsplit(maxsplit=1)
    return [(form, GENDERS[gender]) for form in _with_and_without_stops(name)]


def _role(line: str) -> Entries[str | None]:
    """Read the singular of ``spokeswoman | spokeswomen | f``."""
    singular, _, gender = _fields(line, 3)
    return [(singular, GENDERS[gender])]


def _plural_role(line: str) -> Entries[str]:
    """Read the plural of ``spokeswoman | spokeswomen | f``."""
    singular, plural, _ = _fields(line, 3)
    return [(plural, singular)]


def _outlet(line: str) -> Entries[Outlet]:
    """Read ``KCNA | agency | Korean Central News Agency, ...``; the aliases may be empty."""
    name, kind, aliases = (part.strip() for part in line.split("|"))
    if kind not in OUTLET_KINDS:
        raise ValueError(kind)
    outlet = Outlet(name, kind)
    return [(form, outlet) for form in (name, *_listed(aliases))]


def _platform(line: str) -> Entries[str]:
    """Read the names of ``Twitter | twitter.com | tweet tweets ...``."""
    name, aliases, _ = (part.strip() for part in line.split("|"))
    return [(form, name) for form in (name, *_listed(aliases))]


def _platform_verbs(line: str) -> Entries[str]:
    """Read the verbs of ``Twitter | twitter.com | tweet tweets ...``."""
    name, _, verbs = (part.strip() for part in line.split("|"))
    return [(form, name) for form in verbs.split()]


def _name_and_short_forms(line: str) -> Entries[tuple[str, ...]]:
    """Read ``William Bill Billy Will``."""
    name, *short_forms = line.split()
    if not short_forms:
        raise ValueError(line)
    return [(name, tuple(fold(form) for form in short_forms))]


def _pair(line: str) -> Entries[str]:
    """Read ``French | France``."""
    key, value = _fields(line, 2)
    return [(key, value)]


def _fields(line: str, count: int) -> list[str]:
    """Split a line at its bars into exactly ``count`` parts, none of them empty."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != count or not all(parts):
        raise ValueError(line)
    return parts


def _listed(aliases: str) -> list[str]:
    """Split ``a, b, c``; an empty string gives an empty list."""
    return [alias.strip() for alias in aliases.split(",")] if aliases else []


def _with_and_without_stops(word: str) -> tuple[str, ...]:
    """The two ways to print an abbreviation.

    >>> _with_and_without_stops("Ph.D."), _with_and_without_stops("MP")
    (('Ph.D.', 'PhD'), ('MP',))
    """
    return tuple(dict.fromkeys((word, word.replace(".", ""))))


def _both_ways(short_forms: Mapping[str, tuple[str, ...]]) -> Mapping[str, frozenset[str]]:
    """Map names to short forms and short forms to names."""
    related: defaultdict[str, set[str]] = defaultdict(set)
    for name, forms in short_forms.items():
        for form in forms:
            related[name].add(form)
            related[form].add(name)
    return MappingProxyType({name: frozenset(others) for name, others in related.items()})


def _synonyms(lines: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Map each word of ``a | b | c.`` to all words of its lines, with and without full stops.

    >>> sorted(_synonyms(["boss | chief", "boss | manager"])["boss"])
    ['boss', 'chief', 'manager']
    """
    related: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        words = [form for word in line.split("|") for form in _with_and_without_stops(word.strip())]
        for word in words:
            related[word].update(words)
    return MappingProxyType({word: frozenset(others) for word, others in related.items()})
