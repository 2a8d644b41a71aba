"""Reporting clauses of a parsed passage: every verb or phrase that may report, and whose words.

A clause is proposed wherever the grammar allows one; which of them reports a given quotation is decided
later.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from quotes.lexicon import load
from quotes.types import Span
from quotes.views import Passage
from quotes.wordclasses import NOUNS, cue_class, is_date_or_number, may_report, speaker_class

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

    ``how`` tells by which construction they belong together; the classes are those of `quotes.wordclasses`.
    ``mention`` is the article's span of the speaker's words.
    """

    cue: Token
    speaker: Token
    how: str
    cue_class: str
    speaker_class: str
    mention: Span


def clauses(passage: Passage, quoted: frozenset[int]) -> list[Clause]:
    """Return the clauses of a passage outside its ``quoted`` tokens, in the order of their cues."""
    found: list[Clause] = []
    for token in passage.doc:
        if token.i in quoted:
            continue
        known: set[int] = set()
        for speaker, how in _proposals(token):
            if speaker.i not in known and speaker.i not in quoted and not is_date_or_number(speaker):
                known.add(speaker.i)
                named = mention(passage, speaker, quoted)
                found.append(Clause(token, speaker, how, cue_class(token), speaker_class(speaker), named))
    return found


def quoted_tokens(passage: Passage) -> frozenset[int]:
    """Return the numbers of the tokens that lie within the passage's quotations, marks included."""
    inside: set[int] = set()
    spans = iter(passage.view.quoted)
    span = next(spans, None)
    for token in passage.doc:
        while span and token.idx >= span.end:
            span = next(spans, None)
        if span and token.idx >= span.start:
            inside.add(token.i)
    return frozenset(inside)


def mention(passage: Passage, head: Token, quoted: frozenset[int]) -> Span:
    """Return the article's span of the words that name a speaker: the noun ``head`` and what precedes it."""
    first = head
    for child in sorted(head.lefts, key=lambda token: -token.i):
        if child.dep_ not in _LEFT_OF_NAME or any(token.i in quoted for token in child.subtree):
            break
        first = child.left_edge
    while first.i < head.i and first.text in ("``", '"', "''", ",", "-", "--"):
        first = first.nbor()
    first = _glued(first, -1)
    while first.i > 0 and first.i - 1 not in quoted and _belongs_to_name(first.nbor(-1), first):
        first = _glued(first.nbor(-1), -1)
    return passage.span(first, _glued(head, 1))


def _belongs_to_name(token: Token, following: Token) -> bool:
    """Tell whether ``following`` goes on with the name that ``token`` is a part of: "de la" Cruz."""
    if following.tag_ not in ("NNP", "NNPS") and following.lower_ not in load().particle_words:
        return False
    return (token.tag_ == "NNP" and token.is_title) or token.lower_ in load().particle_words


def _glued(token: Token, step: int) -> Token:
    """Return the last token on one side that hyphens join to ``token`` without a blank."""
    doc = token.doc
    while 0 <= token.i + 2 * step < len(doc):
        hyphen, other = token.nbor(step), token.nbor(2 * step)
        left, right = (other, hyphen) if step < 0 else (token, hyphen)
        if hyphen.text not in ("-", "–") or left.whitespace_ or right.whitespace_ or not other.is_alpha:
            break
        token = other
    return token


def _proposals(token: Token) -> Iterator[tuple[Token, str]]:
    """Yield whom ``token`` may report, and by which construction."""
    if token.tag_.startswith("VB"):
        yield from _by_verb(token)
    if may_report(token):
        yield from _by_neighbours(token)
    if token.lower_ in ("according", "per") or (token.lower_ in ("for", "to") and token.is_sent_start):
        yield from _by_preposition(token)
    if token.tag_ in ("NN", "NNS"):
        yield from _by_noun(token)


def _by_verb(verb: Token) -> Iterator[tuple[Token, str]]:
    """Yield a verb's agent, and its subject or whatever serves as one."""
    for child in verb.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            for speaker in child.children:
                if speaker.dep_ == "pobj":
                    yield speaker, "passive"
    agent = _agent_behind_marks(verb)
    if agent is not None:
        yield agent, "passive"
    found = subject(verb)
    if found:
        yield found


def _agent_behind_marks(verb: Token) -> Token | None:
    """Return whom "by" names right behind a quotation that a passive verb governs: was called "..." by X."""
    if verb.tag_ != "VBN" or not any(child.dep_ == "auxpass" for child in verb.children):
        return None
    doc = verb.doc
    for token in doc[verb.i + 1 : verb.i + _AGENT_WITHIN]:
        if token.lower_ == "by" and token.nbor(-1).text in ("''", '"', "``"):
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
        if current.dep_ in ("acl", "relcl"):
            return current.head, "modifier" if current.dep_ == "acl" else "relative"
        if current.dep_ not in _SHARES_SUBJECT or current.head.i == current.i:
            return None
        if how == "active":
            how = _SHARES_SUBJECT[current.dep_]
        current = current.head
    return None


def _own_subject(verb: Token, how: str) -> tuple[Token, str] | None:
    """Return the subject that a verb has itself; ``how`` tells how the verb in question came to it."""
    for child in verb.children:
        if child.dep_ == "nsubjpass" and how == "active":
            return child, "passive_subject"
        if child.dep_ in _SUBJECTS or child.dep_ == "nsubjpass":
            if child.lower_ not in _RELATIVES:
                return child, how
            if verb.dep_ == "relcl":
                return verb.head, "relative"
    return None


def _quoted_as(verb: Token) -> Token | None:
    """Return X of "quoted X as saying" and "X was quoted as saying", for the verb "saying"."""
    if verb.tag_ != "VBG" or verb.i == 0 or verb.nbor(-1).lower_ != "as":
        return None
    quoting = verb.nbor(-1).head
    if quoting.lower_ not in load().quoting_verbs:
        return None
    return next((child for child in quoting.children if child.dep_ in ("dobj", "nsubjpass")), None)


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
    how = "viewpoint" if token.lower_ in ("for", "to") else "according_to"
    for child in token.subtree:
        if child.dep_ == "pobj" and 0 < child.i - token.i < _ACCORDING_LENGTH:
            yield child, how
            return


def _by_noun(noun: Token) -> Iterator[tuple[Token, str]]:
    """Yield "X's claim", "a statement by X"."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield child, "possessive"
        elif child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
            for speaker in child.children:
                if speaker.dep_ == "pobj":
                    yield speaker, "noun"


def name_after(token: Token) -> Token | None:
    """Return the head of the noun group that follows ``token`` at once: "said [a New Hampshire official]"."""
    doc, reached = token.doc, token.i + 1
    if reached < len(doc) and doc[reached].lower_ in _PRONOUNS:
        return doc[reached]
    head = None
    while reached < len(doc) and reached - token.i < _NAME_LENGTH and doc[reached].tag_ in _NAME_TAGS:
        if doc[reached].tag_ in NOUNS:
            head = doc[reached]
        reached += 1
    return head


def name_before(token: Token) -> Token | None:
    """Return the head of the noun group that ends just before ``token``.

    Adverbs, auxiliaries and a short parenthesis ("Ramos, 58, told") may stand between.
    """
    doc, reached = token.doc, token.i - 1
    while (
        reached >= 0 and doc[reached].tag_ in _BETWEEN and token.i - reached < 4 and not doc[reached].is_title
    ):
        reached -= 1
    if reached >= 0 and doc[reached].text in (",", ")"):
        opening = "(" if doc[reached].text == ")" else ","
        start = reached - 1
        while (
            start >= 0
            and reached - start < _PARENTHESIS_LENGTH
            and doc[start].text not in (opening, ".", "!", "?")
        ):
            start -= 1
        if start < 1 or doc[start].text != opening:
            return None
        reached = start - 1
    if reached < 0:
        return None
    candidate = doc[reached]
    is_name = candidate.tag_ in NOUNS or candidate.lower_ in _PRONOUNS or (candidate.is_title and reached > 0)
    return candidate if is_name else None
