"""Reporting clauses of a parsed passage: every verb or phrase that may report, and whose words.

A clause is proposed wherever the grammar allows one; which of them reports a given quotation is decided
later.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from quotes.language import load_lexicon
from quotes.parsing.tokens import Token
from quotes.parsing.views import Passage
from quotes.parsing.word_classes import NOUNS, cue_class, is_date_or_number, may_report, speaker_class
from quotes.types import Span

_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_RELATIVES = frozenset({"who", "that", "which", "whom"})
_PRONOUNS = frozenset(
    {"i", "he", "she", "they", "we", "it", "one", "some", "many", "others", "another", "most"}
)
_LEFT_OF_NAME = frozenset(
    {"det", "compound", "amod", "nmod", "poss", "nummod", "predet", "quantmod", "case", "advmod", "npadvmod"}
)
_NAME_TAGS = NOUNS | {"DT", "JJ", "JJR", "JJS", "CD", "POS", "PRP$", "HYPH", "VBG", "VBN", "$", "NFP", "FW"}
_BETWEEN = frozenset({"RB", "MD", "VBD", "VBZ", "VBP", "VBN", "VBG", "VB", "TO"})
_SHARES_SUBJECT = {
    "conj": "shared", "advcl": "participle", "xcomp": "infinitive", "ccomp": "complement",
    "pcomp": "participle", "prep": "shared", "dep": "shared", "parataxis": "shared",
    "aux": "shared", "auxpass": "shared",
}  # fmt: skip
_AGENT_WITHIN = 30
_STEPS_UP = 6
_NAME_LENGTH = 12
_PARENTHESIS_LENGTH = 25
_ACCORDING_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Clause:
    """A reporting verb, "according" or a noun of saying, and the head of the speaker's mention.

    ``how`` tells by which construction they belong together; the classes are those of `word_classes`.
    ``mention`` is the article's span of the speaker's words, ``said`` that of the cue, "according to" whole.
    """

    cue: Token
    speaker: Token
    how: str
    cue_class: str
    speaker_class: str
    mention: Span
    said: Span


def find_clauses(passage: Passage, quoted: frozenset[int]) -> list[Clause]:
    """Return the clauses of a passage outside its ``quoted`` tokens, in the order of their cues."""
    found: list[Clause] = []
    for token in passage.words:
        if token.i in quoted:
            continue
        known: set[int] = set()
        for speaker, how in _proposals(token):
            if speaker.i not in known and speaker.i not in quoted and not is_date_or_number(speaker):
                known.add(speaker.i)
                named, said = mention(passage, speaker, quoted), _cue_span(passage, token)
                found.append(
                    Clause(token, speaker, how, cue_class(token), speaker_class(speaker), named, said)
                )
    return found


def _cue_span(passage: Passage, cue: Token) -> Span:
    """Return the article's span of a cue, "according to" whole."""
    whole = cue.lower == "according" and cue.i + 1 < len(cue.words) and cue.beside(1).lower == "to"
    return passage.span(cue, cue.beside(1) if whole else cue)


def quoted_tokens(passage: Passage) -> frozenset[int]:
    """Return the numbers of the tokens that lie within the passage's quotations, marks included."""
    inside: set[int] = set()
    spans = iter(passage.view.quoted)
    span = next(spans, None)
    for token in passage.words:
        while span and token.start >= span.end:
            span = next(spans, None)
        if span and token.start >= span.start:
            inside.add(token.i)
    return frozenset(inside)


def mention(passage: Passage, head: Token, quoted: frozenset[int]) -> Span:
    """Return the article's span of the words that name a speaker: the noun ``head`` and what precedes it."""
    first = head
    for child in reversed(head.children):
        if child.i > head.i:
            continue
        if child.dep not in _LEFT_OF_NAME or any(token.i in quoted for token in child.subtree):
            break
        first = child.left_edge
    while first.i < head.i and first.text in ("``", '"', "''", ",", "-", "--"):
        first = first.beside(1)
    first = _glued(first, -1)
    while first.i > 0 and first.i - 1 not in quoted and _belongs_to_name(first.beside(-1), first):
        first = _glued(first.beside(-1), -1)
    return passage.span(first, _glued(head, 1))


def _belongs_to_name(token: Token, following: Token) -> bool:
    """Tell whether ``following`` goes on with the name that ``token`` is a part of: "de la" Cruz."""
    if following.tag not in ("NNP", "NNPS") and following.lower not in load_lexicon().particle_words:
        return False
    return (token.tag == "NNP" and token.is_title) or token.lower in load_lexicon().particle_words


def _glued(token: Token, step: int) -> Token:
    """Return the last token on one side that hyphens join to ``token`` without a blank."""
    words = token.words
    while 0 <= token.i + 2 * step < len(words):
        hyphen, other = token.beside(step), token.beside(2 * step)
        left, right = (other, hyphen) if step < 0 else (token, hyphen)
        if hyphen.text not in ("-", "–") or left.spaced or right.spaced or not other.is_alpha:
            break
        token = other
    return token


def _proposals(token: Token) -> Iterator[tuple[Token, str]]:
    """Yield whom ``token`` may report, and by which construction."""
    if token.tag.startswith("VB"):
        yield from _by_verb(token)
    if may_report(token):
        yield from _by_neighbours(token)
    if token.lower in ("according", "per") or (token.lower in ("for", "to") and token.opens):
        yield from _by_preposition(token)
    if token.tag in ("NN", "NNS"):
        yield from _by_noun(token)


def _by_verb(verb: Token) -> Iterator[tuple[Token, str]]:
    """Yield a verb's agent, and its subject or whatever serves as one."""
    for child in verb.children:
        if child.dep in ("agent", "prep") and child.lower == "by":
            for speaker in child.children:
                if speaker.dep == "pobj":
                    yield speaker, "passive"
    agent = _agent_behind_marks(verb)
    if agent is not None:
        yield agent, "passive"
    found = subject(verb)
    if found:
        yield found


def _agent_behind_marks(verb: Token) -> Token | None:
    """Return whom "by" names right behind a quotation that a passive verb governs: was called "..." by X."""
    if verb.tag != "VBN" or not any(child.dep == "auxpass" for child in verb.children):
        return None
    for token in verb.words[verb.i + 1 : verb.i + _AGENT_WITHIN]:
        if token.lower == "by" and token.beside(-1).text in ("''", '"', "``"):
            return name_after(token)
    return None


def subject(verb: Token) -> tuple[Token, str] | None:
    """Return the head of the words that say who does what ``verb`` says, and by which construction.

    Where the verb has no subject of its own, that of the verb on which it depends serves; a relative pronoun
    answers with the noun that it stands for.
    """
    quoted = _quoted_as(verb)
    if quoted is not None:
        return quoted, "quoted_as"
    current, how = verb, "active"
    for _ in range(_STEPS_UP):
        own = _own_subject(current, how)
        if own is not None:
            return own
        if current.dep in ("acl", "relcl"):
            return current.head, "modifier" if current.dep == "acl" else "relative"
        if current.dep not in _SHARES_SUBJECT or current.head.i == current.i:
            return None
        if how == "active":
            how = _SHARES_SUBJECT[current.dep]
        current = current.head
    return None


def _own_subject(verb: Token, how: str) -> tuple[Token, str] | None:
    """Return the subject that a verb has itself; ``how`` tells how the verb in question came to it."""
    for child in verb.children:
        if child.dep == "nsubjpass" and how == "active":
            return child, "passive_subject"
        if child.dep in _SUBJECTS or child.dep == "nsubjpass":
            if child.lower not in _RELATIVES:
                return child, how
            if verb.dep == "relcl":
                return verb.head, "relative"
    return None


def _quoted_as(verb: Token) -> Token | None:
    """Return X of "quoted X as saying" and "X was quoted as saying", for the verb "saying"."""
    if verb.tag != "VBG" or verb.i == 0 or verb.beside(-1).lower != "as":
        return None
    quoting = verb.beside(-1).head
    if quoting.lower not in load_lexicon().quoting_verbs:
        return None
    return next((child for child in quoting.children if child.dep in ("dobj", "nsubjpass")), None)


def _by_neighbours(verb: Token) -> Iterator[tuple[Token, str]]:
    """Yield the names that word order alone suggests, for where the parse is wrong."""
    after = name_after(verb)
    if after is not None:
        yield after, "name_after"
    before = name_before(verb)
    if before is not None:
        yield before, "name_before"


def _by_preposition(token: Token) -> Iterator[tuple[Token, str]]:
    """Yield "according to X", "per X" and, at the head of a sentence, "For X, ..."."""
    how = "viewpoint" if token.lower in ("for", "to") else "according_to"
    for child in token.subtree:
        if child.dep == "pobj" and 0 < child.i - token.i < _ACCORDING_LENGTH:
            yield child, how
            return


def _by_noun(noun: Token) -> Iterator[tuple[Token, str]]:
    """Yield "X's claim", "a statement by X"."""
    for child in noun.children:
        if child.dep == "poss":
            yield child, "possessive"
        elif child.dep == "prep" and child.lower in ("by", "from", "of"):
            for speaker in child.children:
                if speaker.dep == "pobj":
                    yield speaker, "noun"


def name_after(token: Token) -> Token | None:
    """Return the head of the noun group that follows ``token`` at once: "said [a New Hampshire official]"."""
    words, reached = token.words, token.i + 1
    if reached < len(words) and words[reached].lower in _PRONOUNS:
        return words[reached]
    head = None
    while reached < len(words) and reached - token.i < _NAME_LENGTH and words[reached].tag in _NAME_TAGS:
        if words[reached].tag in NOUNS:
            head = words[reached]
        reached += 1
    return head


def name_before(token: Token) -> Token | None:
    """Return the head of the noun group that ends just before ``token``.

    Adverbs, auxiliaries and a short parenthesis ("Ramos, 58, told") may stand between.
    """
    words, reached = token.words, token.i - 1
    while reached >= 0 and token.i - reached < 4 and _may_stand_between(words[reached]):
        reached -= 1
    if reached >= 0 and words[reached].text in (",", ")"):
        opening = "(" if words[reached].text == ")" else ","
        start = reached - 1
        while (
            start >= 0
            and reached - start < _PARENTHESIS_LENGTH
            and words[start].text not in (opening, ".", "!", "?")
        ):
            start -= 1
        if start < 1 or words[start].text != opening:
            return None
        reached = start - 1
    if reached < 0:
        return None
    candidate = words[reached]
    is_name = candidate.tag in NOUNS or candidate.lower in _PRONOUNS or (candidate.is_title and reached > 0)
    return candidate if is_name else None


def _may_stand_between(word: Token) -> bool:
    """Tell whether a word may stand between a subject and its verb: an adverb or auxiliary."""
    return word.tag in _BETWEEN and not word.is_title
