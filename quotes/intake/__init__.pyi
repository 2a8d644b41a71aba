from .adding import AddedArticle, add_articles
from .background_run import MOST_NAMED, AddingRun, NewArticle, RunOutcome, RunProgress, article_title
from .batches import Batch, WaitingArticle, remarks_csv

__all__ = [
    "MOST_NAMED",
    "AddedArticle",
    "AddingRun",
    "Batch",
    "NewArticle",
    "RunOutcome",
    "RunProgress",
    "WaitingArticle",
    "add_articles",
    "article_title",
    "remarks_csv",
]
