"""The terms of quotes: phrases and names of two or three words that end in a noun, and single nouns.

A name may have "of" in its middle: "Gang of Eight". A single noun counts only if the article comes back to it
outside the quote; what is mentioned in passing is no topic. The tagger alone finds the nouns; nothing is
parsed. textacy, which takes seconds to load, lists the phrases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from quotes.language import Language, Lexicon, english
from quotes.parsing.model import load_lemmatizer, load_model, new_words_forgotten, one_thread

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

LONGEST_TERM = 3
"""The most words of a term."""

_TEXTS_AT_ONCE = 64  # more are slower: their matrices leave the processor's cache
_QUOTES_IN_ZONE = 1024
_LONGEST_WORD = 40
_PARTS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ"}
_PLURALS = {"NNS", "NNPS"}
# The tagger would divide "long-term" into three words, of which the hyphen belongs to no phrase.
_HYPHENS = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_][\w.’'&]*")


@dataclass(frozen=True, slots=True)
class Term:
    """A noun or a phrase.

    ``key`` is the same for all forms: in lower case, without hyphens, the nouns in the singular. ``written``
    is the term as the text has it, in lower case unless it is a name.
    """

    key: str
    written: str


def find_terms(quotes: Sequence[tuple[str, str]], language: Language | None = None) -> Iterator[list[Term]]:
    """Find the terms of each quote, each once. A quote comes with the text of its article."""
    lexicon = (language or english()).lexicon
    for first in range(0, len(quotes), _QUOTES_IN_ZONE):
        with new_words_forgotten():
            found = [*_terms_of_some(quotes[first : first + _QUOTES_IN_ZONE], lexicon)]
        yield from found


def _terms_of_some(quotes: Sequence[tuple[str, str]], lexicon: Lexicon) -> Iterator[list[Term]]:
    """The terms of quotes that are tagged together."""
    from textacy.extract.utils import get_ngram_candidates  # noqa: PLC0415  (takes seconds)

    lengths = tuple(range(1, LONGEST_TERM + 1))
    for (quote, article), doc in zip(
        quotes, _tagged(_without_hyphens(text) for text, _ in quotes), strict=True
    ):
        found: dict[str, Term] = {}
        in_article = _words(article)
        candidates = get_ngram_candidates(doc, lengths, include_pos=set(_PARTS.values()))
        for words in chain(candidates, _names_with_of(doc)):
            if words[-1].pos_ == "ADJ" or not all(map(_is_word, words)):
                continue
            forms = [_word_forms(word, in_article, lexicon) for word in words]
            term = Term(" ".join(key for key, _ in forms), " ".join(written for _, written in forms))
            if len(words) > 1 or (term.key not in lexicon.first_names and _comes_back(term, quote, article)):
                found.setdefault(term.key, term)
        yield list(found.values())


def _names_with_of(doc: Doc) -> Iterator[tuple[SpacyToken, ...]]:
    """Names of three words with "of" in the middle, which end there."""
    for at in range(1, len(doc) - 1):
        is_within = doc[at].lower_ == "of" and doc[at - 1].pos_ == doc[at + 1].pos_ == "PROPN"
        if is_within and (at + 2 == len(doc) or doc[at + 2].pos_ != "PROPN"):
            yield tuple(doc[at - 1 : at + 2])


def _comes_back(term: Term, quote: str, article: str) -> bool:
    """Whether an article has a noun outside a quote, too, in any number, or always with a capital."""
    everywhere, here = _words(article), _words(quote)
    if term.written != term.written.lower() and not everywhere[term.written.lower()]:
        return True  # always with a capital
    forms = {term.key, term.key + "s", term.written.lower()}
    forms |= {form.capitalize() for form in forms} | {term.written}
    return sum(everywhere[form] for form in forms) > sum(here[form] for form in forms)


@lru_cache(maxsize=64)
def _words(text: str) -> Counter[str]:
    """Count the words of a text."""
    return Counter(_LETTERS.findall(text))


def term_key(text: str) -> str:
    """The key of a term that somebody types; its nouns stay as they are.

    >>> term_key("Long-term  care")
    'long term care'
    """
    return " ".join(_without_hyphens(text).lower().split())


def usual_forms(found: Iterable[Sequence[Term]]) -> dict[str, str]:
    """How the terms of many texts are written most often, by their keys."""
    forms: dict[str, Counter[str]] = {}
    for terms in found:
        for term in terms:
            forms.setdefault(term.key, Counter())[term.written] += 1
    return {key: _usual(written) for key, written in forms.items()}


def _usual(forms: Counter[str]) -> str:
    """The most frequent form; one without capitals, as at the beginning of a sentence, needs half as many."""
    return max(forms, key=lambda form: (forms[form] * (2 if form == form.lower() else 1), form))


def _tagged(texts: Iterable[str]) -> Iterator[Doc]:
    """Tag texts, and note the part of speech of each word, which textacy asks for."""
    import numpy as np  # noqa: PLC0415  (comes with spaCy; reading a library needs neither)

    nlp = load_model()
    parts = {nlp.vocab.strings[tag]: nlp.vocab.strings[part] for tag, part in _PARTS.items()}
    with one_thread():
        for doc in nlp.pipe(texts, disable=["parser"], batch_size=_TEXTS_AT_ONCE):
            of_words: Any = np.array([[parts.get(tag, 0)] for tag in doc.to_array("TAG").tolist()], "uint64")
            doc.from_array(["POS"], of_words)
            yield doc


def _without_hyphens(text: str) -> str:
    return _HYPHENS.sub(" ", text)


def _is_word(token: SpacyToken) -> bool:
    return len(token) <= _LONGEST_WORD and _WORD.fullmatch(token.text) is not None


@lru_cache(1 << 14)
def _singular(word: str) -> str:
    """The singular of a noun in the plural."""
    from spacy.tokens import Doc  # noqa: PLC0415

    lemmatizer = load_lemmatizer()
    (token,) = Doc(lemmatizer.vocab, words=[word], pos=["NOUN"])
    return min(lemmatizer.rule_lemmatize(token), key=len)


def _word_forms(token: SpacyToken, in_article: Counter[str], lexicon: Lexicon) -> tuple[str, str]:
    """A word of a term as part of the key, and as it is written.

    A word that the article never has in small letters keeps its capital. If the tagger takes it for an
    ordinary noun, it keeps its "s", too, unless the article has the singular, or a word made of it: "Sanders"
    is not the plural of a word, "Republicans" is.
    """
    is_name = token.pos_ == "PROPN" or _keeps_capital(token, in_article)
    written = token.text if is_name else token.lower_
    if token.tag_ not in _PLURALS or token.is_upper:  # "ISIS" is no plural
        return token.lower_, written
    singular = _singular(token.lower_)
    if token.tag_ != "NNS" or written == token.lower_ or singular in lexicon.nationalities:
        return singular, written
    begins = singular.capitalize()
    is_plural = any(word.startswith(begins) and word != token.text for word in in_article)
    return singular if is_plural else token.lower_, written


def _keeps_capital(token: SpacyToken, in_article: Counter[str]) -> bool:
    """Whether a word has its capital not only because it begins a sentence."""
    if token.text == token.lower_ or in_article[token.lower_]:
        return False
    begins = not token.i or token.nbor(-1).is_punct or token.nbor(-1).is_space
    return not begins or in_article[token.text] > 1
