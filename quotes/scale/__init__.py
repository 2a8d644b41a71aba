"""Many articles: several processes here (`workers`), many machines elsewhere (`cluster`, `frames`).

The names below are for use from Python; they load on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.scale.frames import extract_frame
    from quotes.scale.workers import extract_in_order

__all__ = ["extract_frame", "extract_in_order"]

_HOME = {"extract_frame": "quotes.scale.frames", "extract_in_order": "quotes.scale.workers"}


def __getattr__(name: str) -> object:
    """Load a name from its module on first use."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'quotes.scale' has no attribute {name!r}")
