"""Many questions about one state of a library."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from made_library import DAWN, NOON

from quotes.library import Library
from quotes.types import InputError


def test_all_answers_are_of_one_state_whoever_writes_meanwhile(library: Library) -> None:
    everything, quotes = library.totals(), library.page()
    with library.in_one_state() as held, Library(library.path) as elsewhere:
        elsewhere.delete([NOON.doc_id])
        assert held.totals() == everything
        assert held.page() == quotes
        assert held.quotes_by_month() == [(202403, 3), (202404, 2)]
        assert library.totals() != everything
        assert held.listed_views() == ()
    assert held.totals() == library.totals() == elsewhere.totals()


def test_an_older_state_does_not_take_the_place_of_a_later_one(library: Library) -> None:
    with library.in_one_state() as held:
        library.delete([NOON.doc_id])
        later = library.totals()
        held.totals()
        assert library.totals() == later


def test_its_own_write_ends_it(library: Library) -> None:
    with library.in_one_state() as held:
        before = held.totals()
        held.delete([NOON.doc_id])
        assert held.totals() == library.totals() != before


def test_it_holds_for_the_thread_that_asked_for_it(library: Library) -> None:
    with library.in_one_state() as held, ThreadPoolExecutor(1) as thread:
        library.delete([NOON.doc_id])
        assert thread.submit(held.totals).result() == library.totals() != held.totals()


def test_within_a_state_it_is_the_same_one(library: Library) -> None:
    with library.in_one_state() as held:
        with held.in_one_state() as again:
            assert again is held
        library.delete([NOON.doc_id])
        assert held.totals() != library.totals()


def test_access_is_asked_for_once_and_what_the_caller_raises_is_passed_on(library: Library) -> None:
    asked: list[int] = []
    with suppress(LookupError), library.guarded(lambda: asked.append(1)).in_one_state() as held:
        held.totals()
        held.page()
        raise LookupError
    assert asked == [1]
    held.article(DAWN.doc_id)
    assert asked == [1, 1]


def test_errors_are_those_of_the_library(library: Library) -> None:
    with library.in_one_state() as held, pytest.raises(InputError):
        held.article("none")
