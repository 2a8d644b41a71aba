"""The language that the tool reads: vocabulary, grammar and fitted weights, in files that people can edit.

In: a folder such as ``data/en``. Out: one frozen `Language`, which every stage of the extraction takes as an
argument. `english` returns the one that comes with the package; `read_language` reads another one. A second
language is a second folder, without a change to the code.

Each part has its files and its module:

- ``lexicon``: word lists, one entry a line, which ``word_lists`` reads. The header of each file says what
  belongs there. Look words up with `fold`, which writes them like the keys of the lists:
  ``language.lexicon.roles.get(fold(word))``.
- ``grammar``: ``grammar.toml``, with closed classes of words, patterns and the labels of the parser.
- ``weights``: two tables of fitted weights. `score` adds up weights; `softmax` and `logistic` turn sums into
  probabilities.
- ``feature_groups``: features that share their facts, filled and weighed once for each combination of facts.
"""

from quotes.language.feature_groups import FeatureGroup, Features, GroupScores
from quotes.language.grammar import ClosedWords, Grammar, ParserLabels
from quotes.language.language import Language, english, read_language
from quotes.language.lexicon import Lexicon
from quotes.language.weights import logistic, score, softmax
from quotes.language.word_lists import Outlet, fold

__all__ = [
    "ClosedWords",
    "FeatureGroup",
    "Features",
    "Grammar",
    "GroupScores",
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
