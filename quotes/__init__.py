"""Direct quotes of news articles: who said what, and which outlet reported it.

The names below are the public ones. They load on first use, so that ``import quotes`` (and with it
``quotes --help``) costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.pipeline import extract, extract_all
    from quotes.rows import Quotes
    from quotes.table import save, to_frame
    from quotes.types import Article, Quote

__version__ = "0.1.0"
__all__ = ["Article", "Quote", "Quotes", "__version__", "extract", "extract_all", "save", "to_frame"]

_HOME = {
    "Article": "quotes.types",
    "Quote": "quotes.types",
    "Quotes": "quotes.rows",
    "extract": "quotes.pipeline",
    "extract_all": "quotes.pipeline",
    "save": "quotes.table",
    "to_frame": "quotes.table",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module on first use."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'quotes' has no attribute {name!r}")
