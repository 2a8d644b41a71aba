from .checking_queue import (
    ChangedQuoteError,
    CheckingProgress,
    Judgement,
    SeenQuote,
    checking_progress,
    corrections_file,
    latest_correction,
    mark_missed,
    next_quote,
    store_judgement,
)
from .missed_quotes import find_words, unextracted_quotations
from .suggestions import Suggestion, suggest_sources, suggest_speakers

__all__ = [
    "ChangedQuoteError",
    "CheckingProgress",
    "Judgement",
    "SeenQuote",
    "Suggestion",
    "checking_progress",
    "corrections_file",
    "find_words",
    "latest_correction",
    "mark_missed",
    "next_quote",
    "store_judgement",
    "suggest_sources",
    "suggest_speakers",
    "unextracted_quotations",
]
