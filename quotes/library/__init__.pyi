from .connection import LibraryError, locate
from .corrections import Correction, What
from .filters import UNSURE_BELOW, Basis, Filter, QuoteKind, Sort, SpeakerKind
from .history import Said
from .names import unlink
from .queries import By
from .schema import names
from .similar_names import similar_speakers
from .store import Added, Library, StoredArticle
from .tallies import Totals

__all__ = [
    "UNSURE_BELOW",
    "Added",
    "Basis",
    "By",
    "Correction",
    "Filter",
    "Library",
    "LibraryError",
    "QuoteKind",
    "Said",
    "Sort",
    "SpeakerKind",
    "StoredArticle",
    "Totals",
    "What",
    "locate",
    "names",
    "similar_speakers",
    "unlink",
]
