from .access_tokens import AccessToken
from .act_kinds import ActKind
from .acts import Act
from .amending import check_amendment
from .arrivals import EVER, Arrived, MarkUse, Reached, ViewMark
from .article_storing import Added
from .article_versions import ArticleVersion
from .connection import LibraryError, locate
from .correction_history import HistoryEntry
from .corrections import Correction, CorrectionKind
from .count_queries import Totals
from .deleting import DAYS_IN_BIN
from .deliveries import Delivery
from .filter_addresses import (
    Parameters,
    all_values,
    filter_from_parameters,
    filter_to_parameters,
    ignored_values,
    last_value,
    parse_query,
)
from .filter_fields import (
    NOBODY_IN_ADDRESS,
    AboutField,
    AnyField,
    ArticlesField,
    ChoicesField,
    CountBy,
    DateField,
    FlagField,
    ImportsField,
    NamesField,
    NumberField,
    ShareField,
    SourceOrOutlet,
    TagsField,
    TopicsField,
    WordsField,
)
from .filters import FILTER_FIELDS, Filter, QuoteKind, Sort, SourceBasis, SpeakerKind, UtteranceOrder
from .followed_sources import FollowedSource, SourceKind
from .following import EntryProblem, FollowedEntry, SourceReading
from .link_targets import FollowedLink, LinkState
from .migration_progress import MigratingLibraryError, MigrationProgress, WatchMigration, needs_migration
from .name_decisions import NameRole
from .paging import ArticlePage, ListedArticle, ListedQuote, Place, QuotePage
from .phrase_finding import PhraseText, stems
from .phrase_search import ContextOrder, Phrase, TextKind, flat_words, parse_phrase
from .quote_queries import SHORTEST_ID
from .samples import Sample, SampledQuote
from .saved_views import MOST_COUNTED, SavedView
from .similar_names import similar_speakers
from .sorted_quotes import MOST_RANKED
from .store import Library, StoredArticle
from .tag_queries import Tagged
from .topic_terms import TermCount, TermCounts, TermQuotes
from .utterances import UTTERANCE_COLUMNS, Carrier, Utterance, UtteranceSummary
from .watch_lease import SECONDS_BETWEEN_BEATS, AlreadyWatchedError, LostWatchError, WatchLease
from .word_finding import FoundWords
from .word_highlights import find_words

__all__ = [
    "DAYS_IN_BIN",
    "EVER",
    "FILTER_FIELDS",
    "MOST_COUNTED",
    "MOST_RANKED",
    "NOBODY_IN_ADDRESS",
    "SECONDS_BETWEEN_BEATS",
    "SHORTEST_ID",
    "UTTERANCE_COLUMNS",
    "AboutField",
    "AccessToken",
    "Act",
    "ActKind",
    "Added",
    "AlreadyWatchedError",
    "AnyField",
    "Arrived",
    "ArticlePage",
    "ArticleVersion",
    "ArticlesField",
    "Carrier",
    "ChoicesField",
    "ContextOrder",
    "Correction",
    "CorrectionKind",
    "CountBy",
    "DateField",
    "Delivery",
    "EntryProblem",
    "Filter",
    "FlagField",
    "FollowedEntry",
    "FollowedLink",
    "FollowedSource",
    "FoundWords",
    "HistoryEntry",
    "ImportsField",
    "Library",
    "LibraryError",
    "LinkState",
    "ListedArticle",
    "ListedQuote",
    "LostWatchError",
    "MarkUse",
    "MigratingLibraryError",
    "MigrationProgress",
    "NameRole",
    "NamesField",
    "NumberField",
    "Parameters",
    "Phrase",
    "PhraseText",
    "Place",
    "QuoteKind",
    "QuotePage",
    "Reached",
    "Sample",
    "SampledQuote",
    "SavedView",
    "ShareField",
    "Sort",
    "SourceBasis",
    "SourceKind",
    "SourceOrOutlet",
    "SourceReading",
    "SpeakerKind",
    "StoredArticle",
    "Tagged",
    "TagsField",
    "TermCount",
    "TermCounts",
    "TermQuotes",
    "TextKind",
    "TopicsField",
    "Totals",
    "Utterance",
    "UtteranceOrder",
    "UtteranceSummary",
    "ViewMark",
    "WatchLease",
    "WatchMigration",
    "WordsField",
    "all_values",
    "check_amendment",
    "filter_from_parameters",
    "filter_to_parameters",
    "find_words",
    "flat_words",
    "ignored_values",
    "last_value",
    "locate",
    "needs_migration",
    "parse_phrase",
    "parse_query",
    "similar_speakers",
    "stems",
]
