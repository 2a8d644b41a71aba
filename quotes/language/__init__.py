"""The language that the tool reads: vocabulary, grammar and fitted weights, in readable files.

`english` gives the `Language` that comes with the package; every stage of the extraction takes it as an
argument. Its files are in ``data/en``: word lists with an entry a line, ``grammar.toml`` and two tables of
weights. `fold` writes words as the lists do: ``language.lexicon.roles.get(fold(word))``.
"""

from quotes.language.grammar import Grammar, ParserLabels
from quotes.language.language import Language, english, read_language
from quotes.language.lexicon import Lexicon, Outlet, fold
from quotes.language.weights import logistic, score, softmax

__all__ = [
    "Grammar",
    "Language",
    "Lexicon",
    "Outlet",
    "ParserLabels",
    "english",
    "fold",
    "logistic",
    "read_language",
    "score",
    "softmax",
]
