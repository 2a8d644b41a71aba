"""What a quote may leave out without a mark and still be a shortened one."""

from collections.abc import Sequence

from quotes.matching.gravity import Side, ends_clause
from quotes.matching.vocabulary import vocabulary

_WORDS_OF_A_CLAUSE = 5
_WORDS_OF_A_HEDGE = 8


def is_abridgement(left_out: Side) -> bool:
    """Are these words a clause of their own, or many? Otherwise to leave them out alters the sentence.

    So does leaving out a hedge ("as far as I know"), wherever it is.
    """
    words, start, end = left_out
    count = end - start
    if count <= _WORDS_OF_A_HEDGE and _has_hedge(left_out.keys):
        return False
    return count >= _WORDS_OF_A_CLAUSE or (
        count > 1 and ends_clause(words, start) and ends_clause(words, end)
    )


def _has_hedge(keys: Sequence[str]) -> bool:
    padded = f" {' '.join(keys)} "
    return any(f" {' '.join(hedge)} " in padded for hedge in vocabulary().hedges)
