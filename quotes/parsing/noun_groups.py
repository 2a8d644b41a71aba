"""The words that belong to the head of a mention: article, title, given names, particles."""

from quotes.language import Language
from quotes.parsing.tokens import Token
from quotes.parsing.views import Passage
from quotes.parsing.word_classes import is_by_age, is_phrasal_cue
from quotes.types import Span

HYPHENS = ("-", "–")
_APOSTROPHES = ("'", "’")
_MOST_PARTICLES = 4
_MOST_NAMES = 4


def mention_span(passage: Passage, head: Token, quoted: frozenset[int], language: Language) -> Span:
    """Span in the article of the words that name a speaker: the noun ``head`` and the words before it."""
    first = _first_of_mention(head, quoted, language)
    end = _end_of_quantity(head, language) or _end_of_joined(head, quoted, language)
    role = _title_before(head, first, quoted, language)
    return passage.span(first if role is None else _first_of_mention(role, quoted, language), end)


def _first_of_mention(head: Token, quoted: frozenset[int], language: Language) -> Token:
    """The first word of the noun group that ends in ``head``."""
    first, left_of_name = head, language.grammar.labels.left_of_name
    for child in reversed(head.children):
        if child.i > head.i or child.text in HYPHENS:
            continue
        if child.dep not in left_of_name or any(token.i in quoted for token in child.subtree):
            break
        first = _behind_opening(child.left_edge, head, language)
    if first.i < head.i and _is_inverted_cue(first, language):
        first = first.beside(1)
    while first.i < head.i and first.text in ("``", '"', "''", ",", "-", "--"):
        first = first.beside(1)
    first = _end_of_hyphenated(first, -1)
    while first.i > 0 and first.i - 1 not in quoted and _belongs_to_name(first.beside(-1), first, language):
        first = _end_of_hyphenated(first.beside(-1), -1)
    by_age = is_by_age(head, language) and first.i > 0 and first.i - 1 not in quoted
    return first.beside(-1) if by_age and first.beside(-1).dep in left_of_name else first


def _behind_opening(first: Token, head: Token, language: Language) -> Token:
    """The first word behind "In an interview with Vantor magazine," if the parser joins that to the name."""
    if first.dep not in language.grammar.labels.prepositions:
        return first
    comma = next((word for word in reversed(first.words[first.i : head.i]) if word.text == ","), None)
    return first if comma is None else comma.beside(1)


def _is_inverted_cue(token: Token, language: Language) -> bool:
    """Is a word that looks like part of a name the reporting verb: "Added Otto Marsh: …"?"""
    lexicon, form = language.lexicon, token.form
    lemma = lexicon.cue_verbs.get(form) or lexicon.weak_cue_verbs.get(form)
    if lemma is None or lemma == form or not token.is_title or form in lexicon.first_names:
        return False
    return token.i == 0 or not (token.beside(-1).text[-1].isalnum() or token.beside(-1).text == ",")


def _title_before(head: Token, first: Token, quoted: frozenset[int], language: Language) -> Token | None:
    """The role that stands before a name without a comma: "chief of staff Ada Quill"."""
    role = head.head
    is_beside = head.dep in language.grammar.labels.appositions and role.i < first.i and role.i not in quoted
    return role if is_beside and first.beside(-1).is_alpha else None


def _end_of_joined(head: Token, quoted: frozenset[int], language: Language) -> Token:
    """The last name of several that speak together: "Ada Quill and Otto Alder"; else the end of ``head``."""
    labels = language.grammar.labels
    last, following = head, head
    while following.tag in labels.proper_nouns and following.i not in quoted:
        last = following
        joined = [each for each in last.children if each.dep in labels.joined and each.i > last.i]
        if not joined:
            break
        following = joined[-1]
    if last is not head and last.is_title and last.form in language.lexicon.roles:
        last = _behind_office(last, quoted, language)
    return _end_of_hyphenated(_behind_particles(last, language), 1)


def _behind_office(office: Token, quoted: frozenset[int], language: Language) -> Token:
    """The end of the name behind an office: "Quill" of "Trade, Industry and Energy Minister Ada Quill"."""
    last = office
    for token in office.words[office.i + 1 : office.i + 1 + _MOST_NAMES]:
        if token.tag not in language.grammar.labels.proper_nouns or not token.is_title or token.i in quoted:
            break
        last = token
    return last


def _behind_particles(last: Token, language: Language) -> Token:
    """The family name behind the particles with which a name ends: "Otto von" of "Otto von und zu Keld"."""
    particles, words = language.lexicon.particle_words, last.words
    if last.lower not in particles or last.tag not in language.grammar.labels.proper_nouns:
        return last
    for token in words[last.i + 1 : last.i + 1 + _MOST_PARTICLES]:
        if token.is_title and token.text[0].isalpha():
            return token
        if token.lower not in particles and token.text not in _APOSTROPHES:
            break
    return last


def _end_of_quantity(head: Token, language: Language) -> Token | None:
    """The noun of "one of the nurses" and "one nurse"; None if ``head`` is no word for how many."""
    words, labels = language.grammar.words, language.grammar.labels
    if head.lower not in words.quantities:
        return None
    counted = head.beside(1) if head.i + 1 < len(head.words) else head
    if counted.form in language.lexicon.roles and counted.tag in labels.common_nouns:
        return counted
    for child in head.children:
        if child.i == head.i + 1 and child.lower in words.quantity_of:
            return next((each for each in child.children if each.dep in labels.prepositional_objects), None)
    return None


def _belongs_to_name(token: Token, following: Token, language: Language) -> bool:
    """Do ``token`` and the ``following`` word belong to one name, as in "de la Cruz"?"""
    particles, labels = language.lexicon.particle_words, language.grammar.labels
    if following.tag not in labels.proper_nouns and following.lower not in particles:
        return False
    if token.i > 0 and is_phrasal_cue(token.beside(-1), language):
        return False
    if _is_inverted_cue(token, language):
        return False
    return (token.tag in labels.singular_proper_nouns and token.is_title) or token.lower in particles


def _end_of_hyphenated(token: Token, step: int) -> Token:
    """The last token that hyphens join to ``token``: to its left if ``step`` is -1, to its right if 1."""
    words = token.words
    while 0 <= token.i + 2 * step < len(words):
        hyphen, other = token.beside(step), token.beside(2 * step)
        left, right = (other, hyphen) if step < 0 else (token, hyphen)
        if hyphen.text not in HYPHENS or left.spaced or right.spaced or not other.text[0].isalnum():
            break
        token = other
    return token
