"""What the tests of several modules share."""

import shutil
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from made_library import add_all
from made_row import ROW

from quotes.dashboard import DashboardSettings, use_settings
from quotes.library import Library
from quotes.types import Quote

TESTS = Path(__file__).parent
BROWSER_TESTS = TESTS / "dashboard" / "browser"
FAULT_TRIALS = (
    TESTS / "attacks",
    TESTS / "cli" / "test_places.py",
    TESTS / "scale",
    TESTS / "serve",
    TESTS / "library" / "test_damaged.py",
    TESTS / "library" / "test_library_files.py",
    TESTS / "library" / "test_migration_progress.py",
    TESTS / "library" / "test_replaced_files.py",
    TESTS / "reading" / "test_archives.py",
    TESTS / "reading" / "test_bad_input.py",
    TESTS / "reading" / "test_urls.py",
    TESTS / "speakers" / "test_names_exchanged.py",
    TESTS / "test_any_text.py",
    TESTS / "test_faults.py",
)


@pytest.hookimpl(tryfirst=True)  # before pytest selects by mark
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests and fault trials by where they are; every other test is fast.

    The fast ones run last: workers that share tests by file then end at the same time.
    """
    for item in items:
        places = {item.path, *item.path.parents}
        if BROWSER_TESTS in places:
            item.add_marker("browser")
        elif not places.isdisjoint(FAULT_TRIALS):
            item.add_marker("faults")
        elif item.get_closest_marker("faults") is None:
            item.add_marker("fast")
    items.sort(key=lambda item: item.get_closest_marker("fast") is not None)


@pytest.fixture
def row() -> Callable[..., Quote]:
    """A function that makes a row of the table, with the given columns changed."""
    return lambda **changes: replace(ROW, **changes)


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Put the main module back: AppTest puts a page's script in its place, which new processes would run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session")
def components_looked_for_once() -> Iterator[None]:
    """Let AppTest look through all installed packages for Streamlit components once, not on every run."""
    from streamlit.components.v2 import manifest_scanner  # noqa: PLC0415  (few tests need Streamlit)

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(
            manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture
def served_with(components_looked_for_once: None) -> Iterator[Callable[..., None]]:
    """A function that takes the dashboard's settings, for the time of the test, as is what is typed there."""
    from quotes.dashboard.shared import draft_of  # noqa: PLC0415  (few tests need Streamlit)

    yield lambda **chosen: use_settings(DashboardSettings(**chosen))
    use_settings(None)
    draft_of("").clear()


@pytest.fixture(scope="session")
def filled_libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two libraries of the articles in made_library.py; linked.db has its speakers linked."""
    folder = tmp_path_factory.mktemp("filled")
    with Library(folder / "press.db") as made:
        add_all(made)
    shutil.copy(folder / "press.db", folder / "linked.db")
    with Library(folder / "linked.db") as made:
        made.link()
    return folder


@pytest.fixture
def library(tmp_path: Path, filled_libraries: Path) -> Iterator[Library]:
    """A library of the articles in made_library.py, which the test may change."""
    with Library(shutil.copy(filled_libraries / "press.db", tmp_path)) as made:
        yield made


@pytest.fixture
def served_library(
    tmp_path: Path, filled_libraries: Path, served_with: Callable[..., None]
) -> Iterator[Library]:
    """The same with its speakers linked, as the one that the dashboard shows."""
    with Library(shutil.copy(filled_libraries / "linked.db", tmp_path / "press.db")) as made:
        served_with(library=made.path)
        yield made


@pytest.fixture
def nothing_is_fetched(monkeypatch):
    """Fail where reading a file asks for a machine or opens an address."""

    def refuse(*given: object, **_: object) -> None:
        raise AssertionError(f"asked for {given}")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
