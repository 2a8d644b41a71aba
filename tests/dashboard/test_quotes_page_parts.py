"""Parts of the page of quotes by themselves: what leads, what is ticked, what a download is called."""

from datetime import date

import pytest
import streamlit as st

from quotes.dashboard.quotes_page import downloads
from quotes.dashboard.shared import address_bar, read_ticks
from quotes.library import Filter
from quotes.writing import Format


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "all",
        {"number": 1},
        {"number": "1", "quotes": ["ferry:0"]},
        {"number": True, "quotes": ["ferry:0"]},
        {"number": 0, "quotes": ["ferry:0"]},
        {"number": 1, "quotes": "ferry:0"},
        {"number": 1, "quotes": ["ferry:0", 7]},
        {"number": 1, "quotes": [["ferry:0"]]},
        {"number": 1, "quotes": [""]},
        {"number": 1, "quotes": ["x" * 5000]},
        {"number": 1, "quotes": [str(number) for number in range(5000)]},
    ],
)
def test_ticks_that_make_no_sense_are_ignored(sent: object) -> None:
    assert read_ticks(sent) is None


def test_the_filters_survive_a_visit_to_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr(address_bar, "address_parameters", dict)
    assert address_bar.address_leads("quotes", remembers=False)
    assert address_bar.address_leads("review")
    assert not address_bar.address_leads("quotes", remembers=True)
    assert address_bar.address_leads("review")
    monkeypatch.setattr(address_bar, "address_parameters", lambda: {"words": ["dawn"]})
    assert address_bar.address_leads("quotes", remembers=True)


@pytest.mark.parametrize(
    ("only", "name"),
    [
        (Filter(), "quotes_2026-11-26.csv"),
        (
            Filter(words='ferry "at dawn" -x', outlets=(None,)),
            "quotes_ferry-at-dawn-x_no-outlet_2026-11-26.csv",
        ),
        (Filter(since="2024-03-05", unsure=True), "quotes_since-2024-03-05_unsure_2026-11-26.csv"),
        (Filter(speakers=("../../Łódź/明",)), "quotes_łódź-明_2026-11-26.csv"),
    ],
)
def test_a_download_is_named_after_what_it_holds(only, name):
    assert downloads.file_name(only, Format.csv, date(2026, 11, 26)) == name


def test_the_name_of_a_download_has_an_end():
    name = downloads.file_name(Filter(words="word " * 99), Format.annotations, date(2026, 11, 26))
    assert len(name) < 110
    assert name.endswith("-word_2026-11-26.annotations.json")
