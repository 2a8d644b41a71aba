"""Memory goes back to the system."""

import sys
from mmap import PAGESIZE
from pathlib import Path

import pytest

from quotes.scale.free_memory import give_back_memory


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory in use from /proc")
def test_free_memory_goes_back():
    def in_use():
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGESIZE

    parts = [bytes(100_000) for _ in range(1000)]
    full = in_use()
    kept = parts[::100]
    del parts
    give_back_memory()
    assert in_use() < full - 50_000_000
    assert len(kept) == 10
