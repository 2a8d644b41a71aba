"""Find the reporting clauses of a passage: every verb, phrase or noun that may report, and whose words.

A clause is proposed wherever the grammar allows one. `quotes.attribution` decides later which of them reports
a quotation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.language import Language
from quotes.parsing.neighbours import end_of_subject, name_after, name_before, reports_by_place
from quotes.parsing.noun_groups import HYPHENS, mention_span
from quotes.parsing.subjects import own_subject, quoted_as, subject
from quotes.parsing.tokens import Token
from quotes.parsing.views import Passage
from quotes.parsing.word_classes import (
    MARKS,
    cue_class,
    is_date_or_number,
    is_noun_phrase,
    leads_in,
    may_report,
    speaker_class,
)
from quotes.types import Span

_LEADING_IN = frozenset({"name", "role", "he"})
_AGENT_WITHIN = 30
_ACCORDING_LENGTH = 12
_APPOSED_LENGTH = 6
_BODY_AND_ROLE = 3  # at least: "for Peace fellow"
_APPOSED_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Clause:
    """A reporting verb, "according" or a noun of saying, and the head of the speaker's mention.

    ``how`` names the grammatical construction that joins them. The classes are those of `word_classes`.
    ``mention`` is the span in the article of the words that name the speaker, ``said`` that of the cue.
    """

    cue: Token
    speaker: Token
    how: str
    cue_class: str
    speaker_class: str
    mention: Span
    said: Span


def find_clauses(passage: Passage, quoted: frozenset[int], language: Language) -> list[Clause]:
    """Find the clauses of a passage, in the order of their cues, without looking at ``quoted`` tokens."""
    found: list[Clause] = []
    for token in passage.words:
        if token.i in quoted:
            continue
        known: set[int] = set()
        for found_as, how in _speakers_of_cue(token, quoted, language):
            speaker = _end_of_nouns(found_as, token, language)
            if speaker.i in known or speaker.i in quoted or _never_speaks(speaker, language):
                continue
            known.add(speaker.i)
            named = mention_span(passage, speaker, quoted, language)
            said = _cue_span(passage, token, language)
            cue, who = cue_class(token, language), speaker_class(speaker, language)
            if cue == "auxiliary" and who in _LEADING_IN and leads_in(token):
                cue = "verb"
            found.append(Clause(token, speaker, how, cue, who, named, said))
    return found


def names_aside(
    passage: Passage, quoted: frozenset[int], language: Language, end: int | None = None
) -> Iterator[Clause]:
    """The names in the last sentence, nearest to its end first, as if they spoke in its main clause.

    With ``end`` the last sentence is that before the token with this number.

    "The fire took Ada Quill's house": nobody speaks, but the quotation after it may be Ada Quill's.
    ``how`` is the label of the name in the parse.
    """
    labels, words = language.grammar.labels, passage.words[:end]
    if not words:
        return
    start = words[-1].sentence.start
    for token in reversed(words[start:]):
        follows = token.i + 1 < len(words) and token.beside(1).tag in labels.proper_nouns
        if token.tag not in labels.proper_nouns or follows or token.i in quoted or not token.is_title:
            continue
        if not is_date_or_number(token, language):
            cue = next((each for each in token.ancestors if each.tag in labels.verbs), token.head)
            named = mention_span(passage, token, quoted, language)
            classes = cue_class(cue, language), speaker_class(token, language)
            yield Clause(cue, token, f"aside_{token.dep}", *classes, named, passage.span(cue))


def _end_of_nouns(speaker: Token, verb: Token, language: Language) -> Token:
    """The name with which the nouns before a verb end: "Keld police Chief [Quill] said".

    Where the parser does not know the name, it takes the first of these nouns for the subject, or the star of
    "Quill* said", which leads to a note. Behind "of" or "for" a role must stand before the name: "Keld
    Institute for Peace fellow Ada [Quill]".
    """
    labels = language.grammar.labels
    if speaker.text == "*" and speaker.i > 0:
        return speaker.beside(-1)
    between = verb.words[speaker.i + 1 : verb.i]
    name = verb.words[verb.i - 1]
    if not between or not _is_name(name, language):
        return speaker
    nouns_only = all(token.tag in labels.nouns for token in between)
    goes_on = nouns_only or (speaker.tag in labels.proper_nouns and _is_body_role_name(between, language))
    return name if goes_on and not is_date_or_number(name, language) else speaker


def _is_name(token: Token, language: Language) -> bool:
    """Is a word a proper noun with a capital?"""
    return token.tag in language.grammar.labels.proper_nouns and token.is_title


def _is_body_role_name(words: Sequence[Token], language: Language) -> bool:
    """Are words the end of a body's name, a role and a name: "for Peace senior fellow Ada Quill"?"""
    labels, named = language.grammar.labels, len(words)
    while named and (words[named - 1].text in HYPHENS or _is_name(words[named - 1], language)):
        named -= 1
    if named < _BODY_AND_ROLE or named == len(words):
        return False
    before, role = words[named - 2 : named]
    in_list = not language.lexicon.roles.keys().isdisjoint({role.form, f"{before.form} {role.form}"})
    is_role = role.tag in labels.common_nouns and in_list
    joined, *rest = words[:named]
    return (
        is_role
        and joined.dep in labels.prepositions
        and rest[0].is_title
        and all(token.tag in labels.name_tags for token in rest)
    )


def _never_speaks(token: Token, language: Language) -> bool:
    """Is a word a date, number or hyphen, or the verb of "Speaking to her, he said", "Reacting, he said"?"""
    labels = language.grammar.labels
    if token.text in HYPHENS:
        return True
    if token.opens and token.tag in labels.present_participles:
        alone = token.i + 1 < len(token.words) and token.beside(1).text == ","
        return alone or any(
            child.i > token.i and child.dep in labels.of_participles for child in token.children
        )
    return is_date_or_number(token, language)


def _cue_span(passage: Passage, cue: Token, language: Language) -> Span:
    """Span of a cue in the article. The cue "according" includes its "to"."""
    words = language.grammar.words
    follows = cue.i + 1 < len(cue.words)
    whole = follows and cue.lower in words.according and cue.beside(1).lower in words.according_to
    return passage.span(cue, cue.beside(1) if whole else cue)


def quoted_tokens(passage: Passage) -> frozenset[int]:
    """The numbers of the tokens inside the passage's quotations, marks included."""
    inside: set[int] = set()
    spans = iter(passage.view.quoted)
    span = next(spans, None)
    for token in passage.words:
        while span and token.start >= span.end:
            span = next(spans, None)
        if span and token.start >= span.start:
            inside.add(token.i)
    return frozenset(inside)


def _speakers_of_cue(token: Token, quoted: frozenset[int], language: Language) -> Iterator[tuple[Token, str]]:
    """Each speaker whose words ``token`` may report, and the construction that says so."""
    words, labels = language.grammar.words, language.grammar.labels
    if token.tag in labels.verbs:
        yield from _speakers_of_verb(token, language)
    listed = may_report(token, language) and not is_noun_phrase(token, language)
    if listed or reports_by_place(token, quoted, language):
        yield from _speakers_by_word_order(token, language)
    if token.lower in words.according or (token.lower in words.viewpoint and token.opens):
        yield from _speaker_of_preposition(token, language)
    if token.tag in labels.common_nouns:
        yield from _speakers_of_noun(token, language)


def _speakers_of_verb(verb: Token, language: Language) -> Iterator[tuple[Token, str]]:
    """The agent of a passive verb, and a verb's own or shared subject."""
    words, labels = language.grammar.words, language.grammar.labels
    quoted = quoted_as(verb, language) is not None
    for child in () if quoted else verb.children:
        if child.dep in labels.agents and child.lower in words.agent:
            for speaker in child.children:
                if speaker.dep in labels.prepositional_objects:
                    yield speaker, "passive"
    agent = None if quoted else _agent_behind_marks(verb, language)
    if agent is not None:
        yield agent, "passive"
    found = subject(verb, language)
    if found:
        name = _apposed_name(found[0], language)
        if name is not None:
            yield name, "apposed"
        yield found
    if verb.tag in labels.present_participles and may_report(verb, language):
        nearest, how = found or (None, "")
        if how != "quoted_as":
            yield from _speakers_above(verb, nearest, language)


def _speakers_above(verb: Token, nearest: Token | None, language: Language) -> Iterator[tuple[Token, str]]:
    """Who else a participle may belong to: the subject of a verb further up, or the object of the one above.

    "Quill moved that the panel meet, saying": Quill says it, and not the panel. "Bell attacked Quill for
    saying": Quill said it, and not Bell.
    """
    words, labels = language.grammar.words, language.grammar.labels
    if verb.dep in labels.clauses_of_prepositions and verb.head.lower in words.reproach:
        for child in verb.head.head.children:
            if child.dep in labels.direct_objects:
                yield child, "object_above"
    for upper in verb.ancestors:
        own = own_subject(upper, "active", language) if upper.tag in labels.verbs else None
        if own and own[0] is not nearest and own[1] == "active" and own[0].i < verb.i:
            yield own[0], "participle_above"


def _agent_behind_marks(verb: Token, language: Language) -> Token | None:
    """X of ``was called "..." by X``, where the parser does not connect "by" with its verb."""
    words, labels = language.grammar.words, language.grammar.labels
    is_passive = verb.dep in labels.modifying_clauses or any(
        child.dep in labels.passive_auxiliaries for child in verb.children
    )
    if verb.tag not in labels.past_participles or not is_passive:
        return None
    for token in verb.words[verb.i + 1 : verb.i + _AGENT_WITHIN]:
        if token.lower in words.agent and token.beside(-1).text in MARKS:
            return name_after(token, language)
    return None


def _speakers_by_word_order(verb: Token, language: Language) -> Iterator[tuple[Token, str]]:
    """The names just after and before a verb. They help where the parse is wrong."""
    for name in (_name_in_commas(verb, language), _name_behind_role(verb, language)):
        if name is not None:
            yield name, "apposed_by_order"
    after = None if verb.lower in language.grammar.words.telling else name_after(verb, language)
    if after is not None:
        yield after, "name_after"
    before = name_before(verb, language)
    if before is not None:
        yield before, "name_before"


def _speaker_of_preposition(token: Token, language: Language) -> Iterator[tuple[Token, str]]:
    """X of "according to X", "per X" and, at the beginning of a sentence, "For X, ..."."""
    how = "viewpoint" if token.lower in language.grammar.words.viewpoint else "according_to"
    objects = language.grammar.labels.prepositional_objects
    for child in token.subtree:
        if child.dep in objects and 0 < child.i - token.i < _ACCORDING_LENGTH:
            yield child, how
            return


def _speakers_of_noun(noun: Token, language: Language) -> Iterator[tuple[Token, str]]:
    """X of "X's claim" and "a statement by X", but not of "X's boat"."""
    words, labels = language.grammar.words, language.grammar.labels
    if cue_class(noun, language) == "noun":
        return
    for child in noun.children:
        if child.dep in labels.possessors:
            yield child, "possessive"
        elif child.dep in labels.prepositions and child.lower in words.author:
            for speaker in child.children:
                if speaker.dep in labels.prepositional_objects:
                    yield speaker, "noun"


def _is_role(token: Token, language: Language) -> bool:
    """Does a word describe somebody, rather than name them?"""
    return token.tag not in language.grammar.labels.proper_nouns or token.form in language.lexicon.roles


def _apposed_name(speaker: Token, language: Language) -> Token | None:
    """The name that stands beside a role: Ada Quill of "the mayor, Ada Quill"."""
    labels = language.grammar.labels
    if not _is_role(speaker, language):
        return None
    for child in speaker.children:
        if child.dep in labels.appositions and child.i > speaker.i:
            between = speaker.words[speaker.i + 1 : child.i]
            if any(word.text == "(" for word in between):
                return None
            return _apposed_name(child, language) if _is_role(child, language) else child
    return None


def _name_in_commas(verb: Token, language: Language) -> Token | None:
    """Ada Quill of "the head of the mission in Pell, Ada Quill, said", where the parse may be wrong."""
    subjects = subject(verb, language)
    if subjects and not _is_role(subjects[0], language):
        return None
    reached = end_of_subject(verb, language)
    if reached < 0 or verb.words[reached].text != ",":
        return None
    start = reached - 1
    while start >= 0 and reached - start <= _APPOSED_LENGTH and verb.words[start].text != ",":
        start -= 1
    if start < 1 or verb.words[start].text != ",":
        return None
    before = verb.words[start - 1]
    in_letters = before.text == ")" and before.beside(-1).text.isupper()  # "the Crime Branch (CIB), "
    is_behind_words = before.is_alpha or in_letters
    return _last_of_name(verb.words[start + 1 : reached], language) if is_behind_words else None


def _name_behind_role(verb: Token, language: Language) -> Token | None:
    """Ada Quill of "said the head of the mission in Pell, Ada Quill"."""
    head, own = name_after(verb, language), subject(verb, language)
    has_subject_before = own is not None and own[0].i < verb.i
    if head is None or has_subject_before or not _is_role(head, language):
        return None
    words, comma = verb.words, head.i + 1
    limit = min(len(words), head.i + _APPOSED_WITHIN)
    while comma < limit and words[comma].text not in (",", ".", *MARKS):
        comma += 1
    end = comma + 1
    while end < limit and words[end].text not in (",", ".", ";", *MARKS) and words[end].is_title:
        end += 1
    if comma >= limit or words[comma].text != "," or end - comma - 1 < 2:
        return None
    return _last_of_name(words[comma + 1 : end], language)


def _last_of_name(group: Sequence[Token], language: Language) -> Token | None:
    """The last word of a group that looks like a name; None if it does not."""
    if not group or not all(
        word.text[0].isupper() or word.lower in language.lexicon.particle_words for word in group
    ):
        return None
    last = group[-1]
    plain = last.form in language.lexicon.roles or last.form in language.lexicon.nationalities
    return None if plain or not last.text[0].isupper() else last
