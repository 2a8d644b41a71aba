"""Read the word lists of a language into one frozen `Lexicon`.

Each file has one entry a line. Blank lines and lines that begin with ``#`` are skipped. The header of a
file says what belongs there and how to write a line. Keys are in lower case with straight apostrophes, so
fold words before you look them up: ``lexicon.roles.get(fold(word))``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from types import MappingProxyType

from quotes.language import word_lists
from quotes.language.word_lists import Entries, Outlet, Value


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
    meeting_verbs: frozenset[str]
    """Forms of verbs for what people meet with that others say ("faced")."""
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
    place_words: frozenset[str]
    """Words that end the names of buildings and places ("tower")."""
    programme_words: frozenset[str]
    """Words that end the name of a programme ("breakfast")."""
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
    descent_particles: frozenset[str]
    """Family particles for "son of" or "daughter of", which are inside a name ("bin")."""
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
    irregular_pasts: frozenset[str]
    """Pasts of irregular verbs, which end the description of a name ("met")."""
    turn_labels: frozenset[str]
    """Labels before the turns of a transcript that name nobody ("moderator")."""
    ordinary_words: frozenset[str]
    """Words that are mostly printed in small letters ("health"), in many forms."""
    trial_nouns: frozenset[str]
    """Nouns for somebody on trial ("accused")."""
    trial_verbs: frozenset[str]
    """Forms of verbs for what happens to somebody on trial ("acquitted")."""
    court_parties: frozenset[str]
    """Nouns for those about whom a court case is ("complainant")."""
    court_officers: frozenset[str]
    """Roles of those who act in a court case and are no party to it ("prosecutor")."""
    child_nouns: frozenset[str]
    """Nouns for a child ("girl")."""
    adult_roles: frozenset[str]
    """Roles that no child has, beside titles ("manager")."""
    company_trades: frozenset[str]
    """Trades of people that behind "the" are mostly a company's ("operator")."""
    roles_of_bodies: frozenset[str]
    """Roles that a body may have, too ("supplier")."""
    namesake_relations: frozenset[str]
    """What somebody may be to another of the same name ("son")."""
    past_words: frozenset[str]
    """Words before an office that somebody no longer has ("former")."""
    lower_ranks: frozenset[str]
    """Words before an office that make it a lower one ("deputy")."""
    outlet_companies: frozenset[str]
    """Words for a body that may end the name of an outlet behind a word for one ("association")."""
    reporting_staff: frozenset[str]
    """Nouns for those within an outlet who gather news ("bureau")."""
    gatherings: frozenset[str]
    """Nouns for many people together ("crowd")."""
    shouting_verbs: frozenset[str]
    """Forms of verbs for what many people do aloud ("chanting")."""
    calling_verbs: frozenset[str]
    """Forms of verbs with which somebody calls something so ("described")."""
    showing_verbs: frozenset[str]
    """Forms of verbs with which a picture or recording lets somebody speak ("showed")."""
    country_abbreviations: Mapping[str, str]
    """Short form of a country's name ("u.s.") -> its name."""
    general_titles: frozenset[str]
    """Titles that people of many other offices have as well ("officer")."""
    leading_offices: frozenset[str]
    """Offices of whoever leads a body ("president")."""
    portfolio_offices: frozenset[str]
    """Offices whose complement is a matter and not a place ("minister")."""
    place_parts: frozenset[str]
    """Words before or behind the own name of a place ("north")."""
    before_roles: frozenset[str]
    """Words between a name and the article of its role ("once")."""
    prepositions: frozenset[str]
    """Words after which a name is not the subject ("for", "despite")."""
    regnal_titles: frozenset[str]
    """Titles that belong to the name of people who use only a given name ("pope")."""
    role_synonyms: Mapping[str, frozenset[str]]
    """Title or role ("sen.") -> those used for the same person ("senator"), including itself."""


def read_lexicon(folder: Traversable) -> Lexicon:
    """Read every word list in ``folder``.

    Raises:
        InputError: a file is missing, or a line is malformed or a duplicate; the message names file and line.

    """

    def table(name: str, parse: Callable[[str], Entries[Value]]) -> Mapping[str, Value]:
        return MappingProxyType(word_lists.read_table(folder / name, parse))

    particles = table("family_particles.txt", word_lists.word)
    return Lexicon(
        cue_verbs=table("cue_verbs.txt", word_lists.forms),
        weak_cue_verbs=table("weak_cue_verbs.txt", word_lists.forms),
        phrasal_cue_verbs=table("phrasal_cue_verbs.txt", word_lists.forms_and_particle),
        cue_nouns=table("cue_nouns.txt", word_lists.singular_and_plural),
        speech_documents=table("speech_documents.txt", word_lists.singular_and_plural),
        titles=table("titles.txt", word_lists.gendered_abbreviation),
        honorifics=frozenset(table("honorifics.txt", word_lists.abbreviation)),
        roles=table("roles.txt", word_lists.role),
        person_nouns=frozenset(table("person_nouns.txt", word_lists.word)),
        plural_roles=table("roles.txt", word_lists.plural_role),
        outlets=table("outlets.txt", word_lists.outlet),
        platforms=table("platforms.txt", word_lists.platform),
        platform_verbs=table("platforms.txt", word_lists.platform_verbs),
        speaking_verbs=frozenset(table("speaking_verbs.txt", word_lists.word)),
        writing_verbs=frozenset(table("writing_verbs.txt", word_lists.word)),
        receiving_verbs=frozenset(table("receiving_verbs.txt", word_lists.forms)),
        meeting_verbs=frozenset(table("meeting_verbs.txt", word_lists.forms)),
        outlet_words=frozenset(table("outlet_words.txt", word_lists.word)),
        press_words=frozenset(table("press_words.txt", word_lists.word)),
        media_nouns=frozenset(table("media_nouns.txt", word_lists.word)),
        media_adjectives=frozenset(table("media_adjectives.txt", word_lists.word)),
        presenters=frozenset(table("presenters.txt", word_lists.word)),
        place_words=frozenset(table("place_words.txt", word_lists.word)),
        programme_words=frozenset(table("programme_words.txt", word_lists.word)),
        audiences=frozenset(table("audiences.txt", word_lists.word)),
        issuing_verbs=frozenset(table("issuing_verbs.txt", word_lists.word)),
        relay_verbs=frozenset(table("relay_verbs.txt", word_lists.word)),
        remark_nouns=frozenset(table("remark_nouns.txt", word_lists.singular_and_plural)),
        remark_verbs=table("remark_verbs.txt", word_lists.pair),
        credited_nouns=table("credited_nouns.txt", word_lists.pair),
        occasions=table("occasions.txt", word_lists.singular_and_plural),
        public_bodies=frozenset(table("public_bodies.txt", word_lists.word)),
        nicknames=word_lists.both_ways(table("nicknames.txt", word_lists.name_and_short_forms)),
        first_names=table("first_names.txt", word_lists.gendered),
        family_particles=frozenset(particles),
        particle_words=frozenset(word for words in particles for word in words.split() if word.isalpha()),
        descent_particles=frozenset(table("descent_particles.txt", word_lists.word)),
        name_particles=frozenset(table("name_particles.txt", word_lists.word)),
        quoting_verbs=frozenset(table("quoting_verbs.txt", word_lists.forms)),
        name_suffixes=frozenset(table("name_suffixes.txt", word_lists.abbreviation)),
        furniture=tuple(sorted(table("furniture.txt", word_lists.word), key=len, reverse=True)),
        nationalities=table("nationalities.txt", word_lists.pair),
        work_nouns=frozenset(table("work_nouns.txt", word_lists.word)),
        function_words=frozenset(table("function_words.txt", word_lists.word)),
        before_numbers=frozenset(table("before_numbers.txt", word_lists.word)),
        small_words=frozenset(table("small_words.txt", word_lists.word)),
        naming_words=frozenset(table("naming_words.txt", word_lists.word)),
        organisation_words=frozenset(table("organisation_words.txt", word_lists.abbreviation)),
        company_forms=frozenset(table("company_forms.txt", word_lists.abbreviation)),
        opening_words=frozenset(table("opening_words.txt", word_lists.word)),
        irregular_pasts=frozenset(table("irregular_pasts.txt", word_lists.word)),
        turn_labels=frozenset(table("turn_labels.txt", word_lists.word)),
        ordinary_words=word_lists.plain_words(folder / "ordinary_words.txt"),
        trial_nouns=frozenset(table("trial_nouns.txt", word_lists.word)),
        trial_verbs=frozenset(table("trial_verbs.txt", word_lists.word)),
        court_parties=frozenset(table("court_parties.txt", word_lists.word)),
        court_officers=frozenset(table("court_officers.txt", word_lists.word)),
        child_nouns=frozenset(table("child_nouns.txt", word_lists.word)),
        adult_roles=frozenset(table("adult_roles.txt", word_lists.word)),
        company_trades=frozenset(table("company_trades.txt", word_lists.word)),
        roles_of_bodies=frozenset(table("roles_of_bodies.txt", word_lists.word)),
        namesake_relations=frozenset(table("namesake_relations.txt", word_lists.word)),
        past_words=frozenset(table("past_words.txt", word_lists.word)),
        lower_ranks=frozenset(table("lower_ranks.txt", word_lists.word)),
        outlet_companies=frozenset(table("outlet_companies.txt", word_lists.word)),
        reporting_staff=frozenset(table("reporting_staff.txt", word_lists.word)),
        gatherings=frozenset(table("gatherings.txt", word_lists.word)),
        shouting_verbs=frozenset(table("shouting_verbs.txt", word_lists.forms)),
        calling_verbs=frozenset(table("calling_verbs.txt", word_lists.forms)),
        showing_verbs=frozenset(table("showing_verbs.txt", word_lists.forms)),
        country_abbreviations=table("country_abbreviations.txt", word_lists.pair),
        general_titles=frozenset(table("general_titles.txt", word_lists.word)),
        leading_offices=frozenset(table("leading_offices.txt", word_lists.word)),
        portfolio_offices=frozenset(table("portfolio_offices.txt", word_lists.word)),
        place_parts=frozenset(table("place_parts.txt", word_lists.word)),
        before_roles=frozenset(table("before_roles.txt", word_lists.word)),
        prepositions=frozenset(table("prepositions.txt", word_lists.word)),
        regnal_titles=frozenset(table("regnal_titles.txt", word_lists.word)),
        role_synonyms=word_lists.synonyms(table("role_synonyms.txt", word_lists.whole_line)),
    )
