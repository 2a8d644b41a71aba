from .display.notebook import Quotes
from .public import extract, extract_all
from .types import Article, Quote
from .writing.table import save, to_frame

__version__: str
__all__ = ["Article", "Quote", "Quotes", "extract", "extract_all", "save", "to_frame"]
