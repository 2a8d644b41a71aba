"""Memory that this process no longer uses goes back to the system.

The C library keeps what is freed for later. Over thousands of articles that adds up to a tenth of the memory
in use.
"""

import ctypes
import sys

_trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


def give_back_memory() -> None:
    """Give free memory back, where the C library can (glibc). Takes less than a millisecond."""
    if _trim:
        _trim(0)
