"""What is asked for, through the address and back."""

import pytest
from filter_values import values_of
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.dashboard.shared import NONE, Asked, from_parameters, to_parameters
from quotes.library import FILTER_FIELDS, Filter, Sort

FULL = Filter(
    words=":red[x] & $y$",
    speakers=("Ada Quill", None),
    sources=("Wire & Co",),
    outlets=(None, "The Ellin Courier"),
    articles=("d1", "d2"),
    speaker_kinds=("person",),
    kinds=("full", "fragment"),
    bases=("carried",),
    since="2024-03-05",
    until="2024-04-01",
    least_confidence=0.05,
    most_confidence=0.7,
    corrected=True,
    unsure=True,
)


@pytest.mark.parametrize("asked", [Asked(), Asked(FULL, Sort.unsure, 3, "q1"), Asked(Filter(words="rain"))])
def test_the_address_gives_back_what_was_asked(asked: Asked) -> None:
    assert from_parameters(to_parameters(asked)) == asked


@pytest.mark.parametrize("page", ["0", "-1", "x", "1e3", "99999999999", "²"])
def test_a_senseless_page_is_the_first(page: str) -> None:
    assert from_parameters({"page": [page]}).page == 1


@pytest.mark.parametrize(
    "parameters",
    [
        {"since": ["2024-02-30"]},
        {"until": ["5 March"]},
        {"since": ["२०२४-०३-०५"]},
        {"least": ["nan"], "most": ["1e400"]},
        {"least": ["-0.1"]},
        {"kind": ["both"], "basis": [""], "speaker_kind": ["<b>"]},
        {"sort": ["random"]},
        {"corrected": ["yes"]},
        {"words": ["x" * 100_000], "speaker": ["y" * 100_000]},
    ],
)
def test_what_makes_no_sense_is_left_out(parameters: dict[str, list[str]]) -> None:
    assert from_parameters(parameters) == Asked()


def test_nobody_has_a_word_of_its_own() -> None:
    assert from_parameters({"source": [NONE]}).only.sources == (None,)


def test_an_address_asks_for_no_more_names_than_a_person_would() -> None:
    assert len(from_parameters({"speaker": [f"Name {number}" for number in range(5000)]}).only.speakers) == 50


@pytest.mark.parametrize("name", FILTER_FIELDS)
@settings(deadline=None)
@given(data=st.data())
def test_the_address_gives_back_every_filter(name: str, data: st.DataObject) -> None:
    value = data.draw(values_of(FILTER_FIELDS[name]))
    only = Filter(**{name: value})
    address = to_parameters(Asked(only))
    assert from_parameters(address).only == only
    assert address.keys() == (set() if only.is_empty else {FILTER_FIELDS[name].parameter})


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from([*to_parameters(Asked(FULL, Sort.speaker, 2, "q"))]), st.lists(st.text()))
)
def test_any_address_is_read(parameters: dict[str, list[str]]) -> None:
    asked = from_parameters(parameters)
    assert from_parameters(to_parameters(asked)) == asked
