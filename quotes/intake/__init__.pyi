from .adding import AddedArticle, add_articles
from .background_run import MOST_NAMED, AddingRun, NewArticle, RunOutcome, RunProgress, article_title
from .batches import Batch, WaitingArticle, remarks_csv
from .feed_discovery import with_feeds_found
from .watch_round import RoundOutcome
from .watch_settings import USER_AGENT, WatchSettings, allowed_address, checked_agent
from .watching import Watch, place_of_source, sources_named

__all__ = [
    "MOST_NAMED",
    "USER_AGENT",
    "AddedArticle",
    "AddingRun",
    "Batch",
    "NewArticle",
    "RoundOutcome",
    "RunOutcome",
    "RunProgress",
    "WaitingArticle",
    "Watch",
    "WatchSettings",
    "add_articles",
    "allowed_address",
    "article_title",
    "checked_agent",
    "place_of_source",
    "remarks_csv",
    "sources_named",
    "with_feeds_found",
]
