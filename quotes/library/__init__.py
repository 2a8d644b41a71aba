"""A library in a file: articles, their quotes, and what people have corrected."""

from quotes.filters import UNSURE_BELOW, Filter, Sort
from quotes.library.connection import LibraryError
from quotes.library.corrections import Correction, What
from quotes.library.history import Said
from quotes.library.queries import By
from quotes.library.store import Added, Library, StoredArticle
from quotes.library.tallies import Totals

__all__ = [
    "UNSURE_BELOW",
    "Added",
    "By",
    "Correction",
    "Filter",
    "Library",
    "LibraryError",
    "Said",
    "Sort",
    "StoredArticle",
    "Totals",
    "What",
]
