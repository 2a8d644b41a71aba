from .calibration import Bin, expected_error, reliability, share_confident_and_wrong
from .gold import Gold, article_to_extract, read_gold
from .measures import MeasureCounts, Mistake, Result, evaluate
from .name_matching import mention_is_right, same_name
from .regions import region_of

__all__ = [
    "Bin",
    "Gold",
    "MeasureCounts",
    "Mistake",
    "Result",
    "article_to_extract",
    "evaluate",
    "expected_error",
    "mention_is_right",
    "read_gold",
    "region_of",
    "reliability",
    "same_name",
    "share_confident_and_wrong",
]
