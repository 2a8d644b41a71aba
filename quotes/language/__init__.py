"""The English that the tool knows: vocabulary, patterns and fitted weights, in readable files.

`load_lexicon` reads the word lists of ``data/en`` once; `load_weights` reads a table of fitted weights. A
look-up needs the words as the lists write them, which `fold` gives: ``lexicon.roles.get(fold(word))``.
"""

from quotes.language.lexicon import Lexicon, Outlet, fold, load_lexicon
from quotes.language.weights import load_weights, score, softmax

__all__ = ["Lexicon", "Outlet", "fold", "load_lexicon", "load_weights", "score", "softmax"]
