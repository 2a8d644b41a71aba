"""What stays in memory is left out when garbage is collected.

Streamlit collects garbage after every run of a page. To search all code, vocabulary and the library would
take longer than to draw the page, and every visitor would wait.
"""

import gc
from functools import cache


def exempt_loaded() -> None:
    """Exempt what is loaded by now from garbage collection."""
    gc.collect()
    gc.freeze()


@cache
def keep_loaded(page: str = "") -> None:
    """Exempt what is loaded by now, once for each page."""
    exempt_loaded()
