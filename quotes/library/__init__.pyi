from .connection import LibraryError, locate
from .correction_history import HistoryEntry
from .corrections import Correction, CorrectionKind
from .count_queries import Totals
from .filters import UNSURE_BELOW, Filter, QuoteKind, Sort, SourceBasis, SpeakerKind
from .quote_queries import CountBy
from .similar_names import similar_speakers
from .store import Added, Library, StoredArticle

__all__ = [
    "UNSURE_BELOW",
    "Added",
    "Correction",
    "CorrectionKind",
    "CountBy",
    "Filter",
    "HistoryEntry",
    "Library",
    "LibraryError",
    "QuoteKind",
    "Sort",
    "SourceBasis",
    "SpeakerKind",
    "StoredArticle",
    "Totals",
    "locate",
    "similar_speakers",
]
