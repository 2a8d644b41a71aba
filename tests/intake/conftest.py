"""A site that is followed, and the library that follows it."""

import pytest
from news_site import NewsSite

from quotes.library import Library


@pytest.fixture
def site():
    running = NewsSite()
    yield running
    running.close()


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "press.db") as opened:
        yield opened
