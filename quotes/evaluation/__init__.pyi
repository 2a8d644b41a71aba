from .calibration import Bin, expected_error, reliability, share_confident_and_wrong
from .gold import Gold, article_to_extract, parse_gold, read_gold
from .label_tables import read_label_file, read_label_table
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
    "parse_gold",
    "read_gold",
    "read_label_file",
    "read_label_table",
    "region_of",
    "reliability",
    "same_name",
    "share_confident_and_wrong",
]
