"""The trial of ``benchmarks/faults.py`` that kills the server, with one kill."""

import sys
from pathlib import Path

import fault_server
import pytest
from playwright.sync_api import Browser

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform == "win32", reason="kills groups of processes"),
]


def test_a_kill_of_the_server(chromium: Browser, tmp_path: Path) -> None:
    trial = fault_server.run(tmp_path, 1, chromium, number=4)
    assert trial.wrong == []
    assert trial.figures["kills"] == 1
