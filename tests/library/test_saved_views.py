"""Saved views: filters under a name, what is new in each to whom, and what was delivered."""

import sqlite3
from contextlib import closing

import pytest
from made_library import ALL, CAFE, DAWN, FERRY, HARBOUR, HOUR, NOON, STRIKE, UNDATED

from quotes.library import EVER, Arrived, Filter, Library, MarkUse, Reached, Sort
from quotes.types import InputError


@pytest.fixture
def empty(tmp_path):
    with Library(tmp_path / "press.db") as library:
        yield library.acting_as("Ada")


def add(library, *articles):
    for article in articles:
        library.add(article, ALL[article])


def test_a_view_keeps_the_filter_and_the_order_of_an_address_and_each_change_is_an_act(library):
    view = library.save_view(
        "  Via  Courier ", "?source=Ellin+Courier&kind=odd&sort=added&page=3&quote=x&x=y"
    )
    assert (view.name, view.query) == ("Via Courier", "source=Ellin+Courier&sort=added")
    assert view.filter == Filter(sources=("Ellin Courier",))
    assert library.saved_view("Via Courier") == library.find_view(view.id) == view
    other = library.save_view("all", "")
    assert library.saved_views() == [other, view]
    for name in ("all", " \n "):
        with pytest.raises(InputError, match=r"another view has this name|give the view a name"):
            library.rename_view(view, name)
    library.rename_view(view, "Courier")
    library.totals()
    assert [each.name for each in library.listed_views()] == ["all", "Courier"]
    library.delete_view(other)
    assert [each.name for each in library.listed_views()] == ["all", "Courier"]  # nothing was counted since
    library.totals()
    assert [each.name for each in library.listed_views()] == ["Courier"]
    deleted, renamed, *_ = library.acts()
    assert (deleted.in_words, renamed.in_words) == (
        "deleted the view “all”",
        "renamed the view “Via Courier” to “Courier”",
    )
    with pytest.raises(InputError, match="no saved view"):
        library.saved_view("all")
    with pytest.raises(InputError, match="was deleted"):
        library.rename_view(other, "none")
    library.undo(renamed.id)
    library.undo(deleted.id)
    assert library.saved_views() == [other, view]
    saved = next(act for act in library.acts() if act.in_words == "saved the view “all”")
    library.undo(saved.id)
    assert library.saved_views() == [view]
    library.save_view("all", "")
    with pytest.raises(InputError, match="another view has this name"):
        library.rename_view(view, "all")


def test_new_is_what_came_in_since_each_person_last_looked_whatever_its_date(empty):
    add(empty, HARBOUR)
    view = empty.save_view("Courier", "source=Ellin+Courier")
    everything = empty.save_view("all", "")
    broken = empty.save_view("broken", f"words={'+'.join(['dawn'] * 60)}")
    assert empty.view_counts() == {view.id: 0, everything.id: 0, broken.id: 0}
    add(empty, FERRY, UNDATED)  # both are older than what was there, or have no date
    assert empty.view_counts() == {view.id: 1, everything.id: 4, broken.id: 0}
    empty.correct_speaker(CAFE.quote_id, "Bo Reed")
    empty.add(FERRY, ALL[FERRY], again=True)
    assert empty.view_counts()[view.id] == 1
    before = empty.looked_at(view)
    assert before.reached == Reached(1)
    assert empty.page(view.filter, Sort.added, arrived=Arrived(before.reached)) == [DAWN]
    assert empty.new_among({DAWN.quote_id, NOON.quote_id}, Arrived(before.reached)) == {DAWN.quote_id}
    assert empty.view_counts() == {view.id: 0, everything.id: 4, broken.id: 0}
    assert empty.view_counts("Bo") == {view.id: 1, everything.id: 4, broken.id: 0}
    assert empty.looked_at(view).reached == Reached(3)


def test_what_arrived_is_the_same_in_every_order(library):
    ferry, harbour, undated = ({row.quote for row in ALL[each]} for each in (FERRY, HARBOUR, UNDATED))
    for sort in Sort:
        for arrived, expected in (
            (EVER, ferry | harbour | undated),
            (Arrived(Reached(1)), harbour | undated),
            (Arrived(Reached(0), Reached(2)), ferry | harbour),
            (Arrived(Reached(1), Reached(2)), harbour),
            (Arrived(Reached(3)), set()),
        ):
            assert {row.quote for row in library.rows(sort=sort, arrived=arrived)} == expected
    assert library.page(sort=Sort.added, limit=4) == [HOUR, *ALL[HARBOUR], DAWN]
    assert set(library.frame(arrived=Arrived(Reached(2)))["quote"]) == undated
    assert library.arrived_since("1999-01-01") == Arrived(Reached(0))
    assert library.arrived_since("2999-01-01") == Arrived(Reached(3))


def test_an_article_that_gets_the_number_of_a_purged_one_is_new(empty):
    add(empty, FERRY, HARBOUR)
    view = empty.save_view("all", "")
    empty.move_view_mark(view, MarkUse.export, empty.how_far())
    act = empty.delete(["harbour"])
    with closing(sqlite3.connect(empty.path)) as connection, connection:
        connection.execute("UPDATE acts SET made = '2020-01-01T00:00:00+00:00' WHERE id = ?", (act,))
    assert empty.purge() == 1
    add(empty, UNDATED)
    assert empty.view_counts() == {view.id: 1}
    assert list(empty.rows(arrived=Arrived(empty.view_mark(view, MarkUse.export).reached))) == [HOUR]


def test_a_delivery_that_was_not_noted_as_sent_comes_again_and_none_overlaps_another(empty):
    add(empty, FERRY)
    view = empty.save_view("all", "")
    assert empty.delivery(view, "one") is None
    whole = empty.delivery(view, "two", after=Reached(0))
    assert whole.arrived == Arrived(Reached(0), Reached(1))
    add(empty, HARBOUR)
    first = empty.delivery(view, "one")
    assert first.arrived == Arrived(Reached(1), Reached(2))
    add(empty, UNDATED)
    with Library(empty.path) as restarted:
        assert restarted.delivery(view, "one") == first
        assert restarted.delivery(view, "two", after=Reached(2)) == whole
        restarted.note_sent(first)
        second = restarted.delivery(view, "one")
        assert (second.arrived, second.message != first.message) == (Arrived(Reached(2), Reached(3)), True)
        assert [row.quote for row in restarted.rows(arrived=second.arrived)] == [HOUR.quote]
        restarted.note_sent(second)
        assert restarted.delivery(view, "one") is None
        assert STRIKE in list(restarted.rows(arrived=whole.arrived))
        assert NOON not in list(restarted.rows(arrived=whole.arrived))
