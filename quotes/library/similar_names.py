"""Speakers whose names are like a name that the library does not have."""

from rapidfuzz import fuzz, process, utils

from quotes.library.store import Library

_MOST_WORDS = 4
_CANDIDATES = 50
_BEGINNING = 3
_LEAST_ALIKE = 60


def similar_speakers(library: Library, name: str, *, limit: int = 6) -> list[str]:
    """List up to ``limit`` speakers whose names are most like ``name``, the most similar first.

    Only names that share a word with it, or the beginning of a word, are compared.
    """
    words = sorted(set(name.split()), key=lambda word: (-len(word), word))[:_MOST_WORDS]
    candidates = {found for word in words for found in _with(library, word)}
    scored = process.extract(
        name,
        sorted(candidates),
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=_LEAST_ALIKE,
        limit=limit,
    )
    return [found for found, _, _ in scored]


def _with(library: Library, word: str) -> list[str]:
    """Find speakers with a word in their names, or otherwise with its first letters."""
    for letters in (word, word[:_BEGINNING]):
        found = library.counts("speaker", limit=_CANDIDATES, containing=letters)["speaker"].dropna()
        if len(found):
            return [str(each) for each in found]
    return []
