"""Wordings that share prints: the quick look-up finds what counting one by one finds."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from quotes.library import shared_prints
from quotes.library.wording_tables import CREATE_WORDINGS

wordings = st.dictionaries(
    st.integers(1, 30), st.frozensets(st.integers(0, 2**32 - 1) | st.integers(0, 9), max_size=12)
)


def similar(stored: dict[int, frozenset[int]], prints: frozenset[int]) -> list[int]:
    create_prints = next(each for each in CREATE_WORDINGS if "TABLE prints" in each)
    with create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql(create_prints)
        for number, each in stored.items():
            for one in each:
                connection.exec_driver_sql("INSERT INTO prints VALUES (?, ?, ?)", (one, number, len(each)))
        return shared_prints.similar_wordings(connection, prints)


@settings(max_examples=60)
@given(stored=wordings, prints=st.frozensets(st.integers(0, 9) | st.integers(0, 2**32 - 1), max_size=12))
def test_wordings_that_share_a_fifth_of_their_prints_are_found_those_that_share_most_first(stored, prints):
    shared = {number: len(each & prints) for number, each in stored.items()}
    least = {
        number: shared_prints.LEAST_SHARED * min(len(each), len(prints)) for number, each in stored.items()
    }
    expected = sorted(
        (-times, number) for number, times in shared.items() if times and times >= least[number]
    )
    assert similar(stored, prints) == [number for _, number in expected]


def test_nothing_is_found_by_a_print_that_too_many_wordings_have():
    few = {number: frozenset({1, 2}) for number in range(1, shared_prints.STOCK + 1)}
    assert len(similar(few, frozenset({1}))) == shared_prints.STOCK
    assert similar({**few, 0: frozenset({1, 3})}, frozenset({1})) == []
    assert similar({**few, 0: frozenset({1, 3})}, frozenset({1, 3})) == [0]
