"""Everything the tool knows about one language, in one object that is read once and passed along."""

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
    """Everything that depends on the language of the articles.

    ``lexicon`` has the vocabulary; ``grammar`` has closed classes of words, patterns and the parser's labels.
    ``attribution_weights`` are for the features of candidate speakers, ``quote_weights`` for the features of
    marked words that may be a quote, ``speaker_weights`` for those of somebody to whom a mention may refer,
    ``confidence_weights`` for what the confidence of a row depends on, ``name_weights`` for those of words
    that may be a name, ``name_kind_weights`` for what a name may be: person, body, place or other, and
    ``quoted_name_weights`` for whom or what a name inside a quotation may mean, and ``asked_name_weights``
    for the same where the model's recogniser of names was asked.
    ``source_weights`` are for the features of credits that may be a quote's source, ``source_basis_weights``
    and ``source_confidence_weights`` for those of the chosen one.
    """

    lexicon: Lexicon
    grammar: Grammar
    attribution_weights: Mapping[str, float]
    quote_weights: Mapping[str, float]
    speaker_weights: Mapping[str, float]
    confidence_weights: Mapping[str, float]
    name_weights: Mapping[str, float]
    name_kind_weights: Mapping[str, float]
    quoted_name_weights: Mapping[str, float]
    asked_name_weights: Mapping[str, float]
    source_weights: Mapping[str, float]
    source_basis_weights: Mapping[str, float]
    source_confidence_weights: Mapping[str, float]


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
        read_weights(folder / "speaker_weights.tsv"),
        read_weights(folder / "confidence_weights.tsv"),
        read_weights(folder / "name_weights.tsv"),
        read_weights(folder / "name_kind_weights.tsv"),
        read_weights(folder / "quoted_name_weights.tsv"),
        read_weights(folder / "asked_name_weights.tsv"),
        read_weights(folder / "source_weights.tsv"),
        read_weights(folder / "source_basis_weights.tsv"),
        read_weights(folder / "source_confidence_weights.tsv"),
    )


@cache
def english() -> Language:
    """The English that comes with the package, read at first use and then kept.

    >>> english().lexicon.titles["mrs."], sorted(english().grammar.words.say)
    ('f', ['said', 'say', 'says'])
    """
    return read_language(resources.files("quotes.language") / "data" / "en")
