from .accuracy import (
    CheckedFields,
    FieldAccuracy,
    SampleAccuracy,
    checked_fields,
    next_of_sample,
    sample_accuracy,
)
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
    with_same_mention,
)
from .labels import LabelTally, store_labels
from .missed_quotes import find_words, unextracted_quotations
from .suggestions import Suggestion, suggest_sources, suggest_speakers

__all__ = [
    "ChangedQuoteError",
    "CheckedFields",
    "CheckingProgress",
    "FieldAccuracy",
    "Judgement",
    "LabelTally",
    "SampleAccuracy",
    "SeenQuote",
    "Suggestion",
    "checked_fields",
    "checking_progress",
    "corrections_file",
    "find_words",
    "latest_correction",
    "mark_missed",
    "next_of_sample",
    "next_quote",
    "sample_accuracy",
    "store_judgement",
    "store_labels",
    "suggest_sources",
    "suggest_speakers",
    "unextracted_quotations",
    "with_same_mention",
]
