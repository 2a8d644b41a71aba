"""Saved views on the page of quotes, without a browser."""

import re
from collections.abc import Callable

import pytest
from drawn_pages import drawn_html, drawn_texts, text_of
from made_library import row_of
from streamlit.testing.v1 import AppTest

from quotes.dashboard import page_script
from quotes.dashboard.quotes_page.state import QuotesState, ViewForm
from quotes.dashboard.shared import Asked
from quotes.library import Filter, Library
from quotes.types import Article

QUILL = Asked(Filter(speakers=("Ada Quill",)))


def page(state: QuotesState | None = None, **address: str) -> AppTest:
    app = AppTest.from_file(page_script(), default_timeout=60)
    app.query_params.update(address)
    if state:
        app.session_state["quotes_state"] = state
    app.run()
    assert not app.exception
    return app


def drawn(app: AppTest) -> str:
    return "".join(drawn_html(app))


def test_what_is_shown_is_saved_under_a_name_that_no_other_view_has(served_library: Library) -> None:
    served_library.save_view("taken", "")
    app = page(QuotesState(asked=QUILL, view_form=ViewForm.save))
    for name, told in (
        ("taken", ["taken: another view has this name"]),
        ("  ", ["give the view a name"]),
        ("Quill", []),
    ):
        next(field for field in app.text_input if field.label == "Name of the view").set_value(name)
        app.button[0].click().run()
        assert not app.exception
        assert drawn_texts(app, "notice error") == told
    (view,) = (each for each in served_library.saved_views() if each.name == "Quill")
    assert (view.filter, view.query) == (QUILL.only, "speaker=Ada+Quill&sort=added")
    assert app.query_params["view"] == str(view.id)


def test_the_tab_is_called_after_the_view_that_is_open(
    served_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = served_library.save_view("Quill in March", "speaker=Ada+Quill")
    named: list[str] = []
    monkeypatch.setattr("streamlit.set_page_config", lambda **given: named.extend(given.values()))
    page(view=str(view.id), speaker="Ada Quill")
    assert named[-1] == "Quill in March · quotes"
    page(view=str(view.id), speaker="Bo Reed")
    assert named[-1] == "Quotes · quotes"


def test_an_opened_view_marks_what_came_in_since_the_look_before(
    served_library: Library, served_with: Callable[..., None]
) -> None:
    view = served_library.save_view("Quill", "speaker=Ada+Quill&sort=oldest")
    assert "nothing new" in drawn(page(view=str(view.id), speaker="Ada Quill"))
    article = Article("“It is late,” Ada Quill said.", id="late", published="2020-01-01")
    served_library.add(article, [row_of(article, "It is late,", speaker="Ada Quill")])
    served_library.link()
    panel = next(html for html in drawn_html(page()) if 'class="filters"' in html)
    assert re.search(r">Quill</bdi></span> <span class=\"number new\">1 new<", panel)
    other = drawn(page(view=str(view.id), speaker="Bo Reed"))
    assert 'class="view"' not in other  # the filter is no longer that of the view
    served_with(library=served_library.path, read_only=True)
    shown = drawn(page(view=str(view.id), speaker="Ada Quill"))
    assert 'class="view"' in shown
    assert 'data-tool="delete-view"' not in shown
    served_with(library=served_library.path, read_only=False)
    app = page(view=str(view.id), speaker="Ada Quill")
    (line,) = re.findall(r'<p class="view">.*?</span>\s*<a', drawn(app), re.DOTALL)
    assert 'href="feeds/Quill.atom"' in drawn(app)
    assert " ".join(text_of(line).split()).startswith("Quill · 1 new quote since ")
    assert re.findall(r'class="new">New</span> “(.*?)”', drawn(app)) == ["It is late,"]
    assert served_library.view_counts() == {view.id: 0}
    assert 'class="view"' not in drawn(page(view="999", speaker="Ada Quill"))
