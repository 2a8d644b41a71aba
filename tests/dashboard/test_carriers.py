"""Who carried the words of an opened quote, without a browser."""

import re
from collections.abc import Callable

import pytest
from carried_words import DENIED, SHORTENED, WORDS, add_carried
from drawn_pages import drawn_html, text_of
from streamlit.testing.v1 import AppTest

from quotes.dashboard import page_script
from quotes.library import Library


@pytest.fixture
def ids(library: Library, served_with: Callable[..., None]) -> dict[str, str]:
    served_with(library=library.path)
    return add_carried(library)


def carried(quote_id: str) -> str:
    """Who carried the words of a quote, as the page of quotes draws it."""
    drawn = "".join(drawn_html(page(quote=quote_id)))
    return "".join(re.findall(r'<details class="carried">.*?</details>', drawn))


def page(**address: str) -> AppTest:
    app = AppTest.from_file(page_script(), default_timeout=60)
    app.query_params.update(address)
    app.run()
    assert not app.exception
    return app


def test_an_opened_quote_says_who_else_carried_its_words(ids: dict[str, str]) -> None:
    drawn = carried(ids["post"])
    assert text_of(re.findall(r"<summary>(.*?)</summary>", drawn)[0]) == (
        "Also in 4 articles · first: Harbour Wire, 2024-03-01 · 3 wordings · the meaning differs"
        " · given to 2 speakers"
    )
    lines = [text_of(line) for line in re.findall(r"<li><p>(.*?)</p>", drawn)]
    assert [re.sub(r"\s+", " ", line).strip() for line in lines] == [
        "● Harbour Wire · 2024-03-01 · Ada Quill · wording 1, fullest · Open · Original",
        "● Port Post · 2024-03-02 · Ada Quill · wording 1, fullest · this quote · Original",
        "▲ Ellin Daily · 2024-03-03 · Ada Quill, via Ellin Wire · wording 2, shortened · Open · Original",
        "■ Coast Radio · 2024-03-05 · Ada Quill · wording 3, altered · Open · Original",
        "● Evening Star · 2024-03-09 · Bo Reed · wording 1, fullest · Open · Original",
    ]
    words = re.findall(r'<p class="carried-words[^>]*>“(.*?)”</p>', drawn)
    assert [re.sub(r"<del.*?</del>", "", each) for each in words[:2]] == [WORDS, SHORTENED]
    assert '<del class="grave">not</del>' in words[2]
    assert text_of(re.sub(r"<del.*?</del> ?", "", words[2])) == DENIED
    assert "Grave: “not” is missing" in text_of(drawn)


def test_the_picture_has_each_outlet_at_its_days(ids: dict[str, str]) -> None:
    picture = re.findall(
        r'<span class="outlet">(.*?)</span><span class="track">(.*?</span></span>)</span>',
        carried(ids["wire"]),
    )
    places = {text_of(name): re.findall(r"left: ([\d.]+)%.*?look-(\d)", marks) for name, marks in picture}
    assert places == {
        "Harbour Wire": [("0.00", "1")],
        "Ellin Daily": [("25.00", "2")],
        "Port Post": [("12.50", "1")],
        "Coast Radio": [("50.00", "3")],
        "Evening Star": [("100.00", "1")],
    }


def test_words_that_nobody_else_carried_have_no_such_line(ids: dict[str, str]) -> None:
    assert carried(ids["other"]) == ""


def test_the_same_words_are_one_row_and_the_most_carried_come_first(ids: dict[str, str]) -> None:
    app = page(sort="most_carried")
    drawn = "".join(drawn_html(app))
    rows = re.findall(r'data-quote="(.*?)"', drawn)
    assert rows[0] == ids["wire"]
    assert not {ids["post"], ids["star"], ids["radio"]} & set(rows)
    assert len(rows) == 8  # six others of the library, and the one of the rain
    assert text_of("".join(re.findall(r'<p class="carried-by">(.*?)</p>', drawn))) == (
        "carried by 5 outlets · 3 wordings · given to 2 speakers"
    )
    assert app.query_params["sort"] == "most_carried"
