from .calibration import Bin
from .gold import Gold, read_gold
from .measures import MeasureCounts, Mistake, Result, evaluate
from .name_matching import mention_is_right

__all__ = ["Bin", "Gold", "MeasureCounts", "Mistake", "Result", "evaluate", "mention_is_right", "read_gold"]
