"""Find whose verb it is: the subject that a verb has or shares, and whom "X was quoted as saying" quotes."""

from quotes.language import Language
from quotes.parsing.neighbours import NAME_LENGTH, name_after
from quotes.parsing.tokens import Token
from quotes.parsing.word_classes import speaker_class

_PASSES_ON = frozenset({"outlet", "document", "it"})
_MAY_BE_CITED = frozenset({"name", "role"})
_PEOPLE = frozenset({"name", "role", "he", "they"})
_STEPS_UP = 6


def subject(verb: Token, language: Language) -> tuple[Token, str] | None:
    """Find the head of a verb's subject, and the construction that joins the two.

    A verb without a subject shares that of the verb above it. For a relative pronoun the answer is the noun
    that it refers to.
    """
    labels = language.grammar.labels
    quoted = quoted_as(verb, language) or _cited(verb, language)
    how = "quoted_as" if quoted else "participle"
    if other := quoted or _subject_behind(verb, language):
        return other, how
    current, how = verb, "active"
    for _ in range(_STEPS_UP):
        own = own_subject(current, how, language)
        if own is not None:
            return own
        if current.dep in labels.relative_clauses:
            return current.head, "relative"
        if current.dep in labels.modifying_clauses:
            return current.head, "modifier"
        if current.dep not in labels.shares_subject or current.head.i == current.i:
            return None
        if how == "active":
            how = labels.shares_subject[current.dep]
        current = current.head
    return None


def _subject_behind(verb: Token, language: Language) -> Token | None:
    """Who left in "Calling it late, Quill left", where the parser takes "calling" for a subject, too."""
    labels = language.grammar.labels
    if verb.tag not in labels.present_participles or verb.dep not in labels.subjects:
        return None
    return next(
        (child for child in verb.head.children if child.dep in labels.subjects and child.i > verb.i), None
    )


def _is_addressed(noun: Token, verb: Token, language: Language) -> bool:
    """Is a first subject what a participle in front has: "Addressing mourners in Keld, Quill replied"?"""
    labels = language.grammar.labels
    opening = noun.left_edge
    if not opening.opens or opening.tag not in labels.present_participles or opening.head is not noun:
        return False
    return any(other.dep == noun.dep and other.i > noun.i for other in verb.children)


def own_subject(verb: Token, how: str, language: Language) -> tuple[Token, str] | None:
    """The subject that ``verb`` has itself. ``how`` names the construction that led to this verb."""
    words, labels = language.grammar.words, language.grammar.labels
    for child in verb.children:
        if _is_addressed(child, verb, language):
            continue
        is_passive = child.dep in labels.passive_subjects
        if is_passive and how == "active":
            return child, "passive_subject"
        if is_passive or child.dep in labels.subjects:
            if child.lower not in words.relatives:
                return child, how
            if verb.dep in labels.relative_clauses:
                return _nearest_joined(_person_above(verb.head, child, language), child, language), "relative"
    return None


def _person_above(noun: Token, relative: Token, language: Language) -> Token:
    """Who is meant by ", who" behind a body or thing: "Ada [Quill], a founder of the party, who said"."""
    labels = language.grammar.labels
    if speaker_class(relative, language) != "who" or relative.beside(-1).text != ",":
        return noun
    above = noun
    while speaker_class(above, language) not in _PEOPLE:
        if above.dep not in labels.prepositional_objects or above.head.head is above.head:
            return noun
        above = above.head.head
    return above.head if above is not noun and above.dep in labels.appositions else above


def _nearest_joined(noun: Token, relative: Token, language: Language) -> Token:
    """Who stands right before "who" of several that "and" joins: "officials and Ada [Quill] who said"."""
    joined = (each for each in noun.children if each.dep in language.grammar.labels.joined)
    return next((each for each in joined if each.i == relative.i - 1), noun)


def quoted_as(verb: Token, language: Language) -> Token | None:
    """X of "quoted X as saying" and "X was quoted as saying", for the verb "saying"."""
    words, labels = language.grammar.words, language.grammar.labels
    if verb.i == 0 or verb.tag not in labels.present_participles:
        return None
    link = verb.beside(-1)
    if link.lower not in words.quoting_link:
        return None
    if link.head.lower in language.lexicon.quoting_verbs:
        return next((child for child in link.head.children if child.dep in labels.quoted_persons), None)
    return _quoted_by_order(link, language)


def _cited(verb: Token, language: Language) -> Token | None:
    """X of "the Gazette reported, citing X", for the verb "citing": a paper's words are those of its source.

    People cite others beside their own words, so the subject must be an outlet, a document or "it", or must
    report.
    """
    lexicon, labels = language.lexicon, language.grammar.labels
    if verb.tag not in labels.present_participles or verb.lower not in lexicon.quoting_verbs:
        return None
    if verb.form in lexicon.cue_verbs:
        return None
    above, teller = verb.head, _teller(verb, language)
    if verb.dep in labels.modifying_clauses:
        above = above.head
    if teller is None:
        return None
    passes_on = speaker_class(teller, language) in _PASSES_ON and not _is_of_outlet(teller, language)
    if not (passes_on or above.lower in lexicon.quoting_verbs):
        return None
    cited = (child for child in verb.children if child.dep in labels.direct_objects)
    return next((each for each in cited if _may_be_cited(each, language)), None)


def _teller(verb: Token, language: Language) -> Token | None:
    """Who cites: Nanova of "Nanova, quoting X, reported" and of "reported Nanova, citing X"."""
    if verb.dep in language.grammar.labels.modifying_clauses:
        return verb.head
    own = own_subject(verb.head, "active", language)
    return own[0] if own else name_after(verb.head, language)


def _may_be_cited(token: Token, language: Language) -> bool:
    """Can a word mean somebody who told the press: a name, a role, a source?"""
    return speaker_class(token, language) in _MAY_BE_CITED or token.form in language.lexicon.person_nouns


def _is_of_outlet(speaker: Token, language: Language) -> bool:
    """Does a name only begin with that of an outlet: "Post bureau chief Ada Quill"?"""
    lexicon = language.lexicon
    is_proper = speaker.tag in language.grammar.labels.proper_nouns
    return is_proper and speaker.form not in lexicon.outlet_words and speaker.form not in lexicon.outlets


def _quoted_by_order(link: Token, language: Language) -> Token | None:
    """X of "quoted X as", where the parse is wrong and only the order of the words shows it."""
    reached, names = link.i - 1, language.grammar.labels.name_tags
    while reached > 0 and link.i - reached < NAME_LENGTH and link.words[reached].tag in names:
        if link.words[reached].lower in language.lexicon.quoting_verbs:
            break
        reached -= 1
    quoting = link.words[reached]
    is_quoting = quoting.lower in language.lexicon.quoting_verbs
    return name_after(quoting, language) if is_quoting and reached < link.i - 1 else None
