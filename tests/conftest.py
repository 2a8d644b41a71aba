"""What the tests of several modules share."""

import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from quotes.types import Quote

ROW = Quote(
    quote_id="0f3a",
    doc_id="ferry",
    title="The ferry returns",
    outlet=None,
    published="2024-03-05",
    url=None,
    quote="We sail at dawn,",
    kind="full",
    start=11,
    end=27,
    speaker="Ada Quill",
    speaker_kind="person",
    mention="Quill",
    mention_start=29,
    mention_end=34,
    cue="said",
    cue_start=35,
    cue_end=39,
    source=None,
    source_basis=None,
    source_mention=None,
    source_start=None,
    source_end=None,
    rule="clause",
    confidence=0.96,
    context="“We sail at dawn,” Quill said.",
    paragraph=0,
)


@pytest.fixture
def row() -> Callable[..., Quote]:
    """Return a function that makes a row of the table, with the given columns changed."""
    return lambda **changes: replace(ROW, **changes)


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Put the main module back: AppTest puts a page's script in its place, which new processes would run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture
def nothing_is_fetched(monkeypatch):
    """Fail where reading a file asks for a machine or opens an address."""

    def refuse(*given: object, **_: object) -> None:
        raise AssertionError(f"asked for {given}")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
