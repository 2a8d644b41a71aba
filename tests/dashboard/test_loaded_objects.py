"""What stays in memory does not slow the garbage collection after each run of a page."""

import gc
import threading
from collections.abc import Iterator

import pytest

from quotes.dashboard.shared.library_opening import LibraryOpening
from quotes.library import Library


@pytest.fixture(autouse=True)
def thaw() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_what_is_kept_for_matching_is_not_searched_for_garbage(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[list[object]] = []

    def match(_: Library) -> None:
        kept.append([kept])

    monkeypatch.setattr(Library, "match", match)
    library = LibraryOpening(tmp_path / "press.db", read_only=False).library()
    for thread in threading.enumerate():
        if thread.name == "matching quotes":
            thread.join()
    library.close()
    assert kept
    assert not any(each is kept[0] for each in gc.get_objects())
