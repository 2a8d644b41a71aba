"""The same words elsewhere: are two quotes the same words, and what differs.

In: two quotes, or a quote and any text. Out: a `Comparison`: its `Wording`, and each `Difference`.
Speaker and source play no part here.

- `compare` compares two quotes; `diff_pieces` divides them for drawing side by side.
- `find_passage` finds the words of a quote in a text.
- `home_of_line` and `home_of_wording` say which quotes are one utterance.
- `fingerprint` gives hashes that two forms of one quote share; `word_digest` is the same for the same words.
- `forget_texts` frees memory after many comparisons.
"""

from quotes.matching.clusters import (
    DAYS,
    LONG,
    PHRASE,
    Kinship,
    LongWording,
    SpokenLine,
    days_apart,
    follow_homes,
    home_of_line,
    home_of_wording,
    is_greater,
    split_words,
)
from quotes.matching.comparison import Comparison, Difference, Wording, compare
from quotes.matching.drawing import DiffPiece, diff_pieces
from quotes.matching.fingerprints import fingerprint, word_digest
from quotes.matching.gravity import Gravity
from quotes.matching.passages import FoundPassage, find_passage
from quotes.matching.words import forget_texts

__all__ = [
    "DAYS",
    "LONG",
    "PHRASE",
    "Comparison",
    "DiffPiece",
    "Difference",
    "FoundPassage",
    "Gravity",
    "Kinship",
    "LongWording",
    "SpokenLine",
    "Wording",
    "compare",
    "days_apart",
    "diff_pieces",
    "find_passage",
    "fingerprint",
    "follow_homes",
    "forget_texts",
    "home_of_line",
    "home_of_wording",
    "is_greater",
    "split_words",
    "word_digest",
]
