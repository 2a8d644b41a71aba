"""One language as the tool knows it, in one object that is made once and passed along."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from quotes.language.grammar import Grammar, read_grammar
from quotes.language.lexicon import Lexicon, read_lexicon
from quotes.language.weights import read_weights


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """Everything that depends on a language: a second language is a second object, not a second program.

    ``lexicon`` holds the vocabulary, ``grammar`` closed classes of words, patterns and the parser's labels.
    ``attribution_weights`` weigh the features of candidate speakers, ``quote_weights`` those of words in
    quotation marks that may be a quote or not.
    """

    lexicon: Lexicon
    grammar: Grammar
    attribution_weights: Mapping[str, float]
    quote_weights: Mapping[str, float]


def read_language(folder: Traversable) -> Language:
    """Read a language from its folder: word lists, ``grammar.toml`` and the tables of weights.

    Raises:
        InputError: a file is missing or malformed; the message names file and line or key.

    """
    return Language(
        read_lexicon(folder),
        read_grammar(folder / "grammar.toml"),
        read_weights(folder / "attribution_weights.tsv"),
        read_weights(folder / "nonquote_weights.tsv"),
    )


@cache
def english() -> Language:
    """The English that comes with the package; read once.

    >>> english().lexicon.titles["mrs."], sorted(english().grammar.words.say)
    ('f', ['said', 'say', 'says'])
    """
    return read_language(resources.files("quotes.language") / "data" / "en")
