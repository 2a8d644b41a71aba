"""Set up the app, check who may see it, and choose the page to show."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from quotes.dashboard import (
    add_page,
    article_page,
    check_page,
    context_page,
    followed_page,
    quotes_page,
    review_page,
    speakers_page,
)
from quotes.dashboard.login import (
    Visitor,
    current_visitor,
    draw_account,
    draw_gate,
    lead_to_asked_page,
    lets_in,
    login_before_pages,
    note_login,
)
from quotes.dashboard.server import LostAct, admit_uploads, is_first_run, lost_act
from quotes.dashboard.settings import current_settings
from quotes.dashboard.shared import (
    OpeningLibraryError,
    PageContext,
    confirm_address,
    draw_opening,
    keep_loaded,
    masthead,
    name_tab,
    notice,
    open_library,
)
from quotes.types import InputError

_HERE = Path(__file__).parent
_HAS_MENU = "has_menu"
_DO_AGAIN = {
    LostAct.press: "The button did nothing: the connection to the server was new, so the page was drawn "
    "again first. Check what it shows now, and press again.",
    LostAct.choice: "What you chose or typed did nothing: the connection to the server was new, so the page "
    "was drawn again first. Check what it shows now, and do it again.",
}
_ADDRESSES = ("quotes", "article", "speakers", "context", "check", "add", "followed", "review", "account")


def main() -> None:
    """Draw the dashboard; the page script calls this on every run."""
    st.set_page_config(page_icon=str(_HERE / "shared" / "icon.svg"), layout="wide")
    visitor, is_first = current_visitor(), is_first_run()
    pages: list[st.Page] = []
    try:
        login = login_before_pages()
        if login is None:
            pages = _pages(visitor)
            shown = _begin(pages)
        elif lets_in(login, visitor.user):
            note_login(visitor)
            pages = _pages(visitor, with_account=True)
            shown = _begin(pages)
            lead_to_asked_page()
        else:
            shown = _in_place_of_every_page(partial(draw_gate, login, visitor), "Log in")
    except OpeningLibraryError as error:
        shown = _in_place_of_every_page(partial(draw_opening, error.opening), "quotes")
    except InputError as error:
        shown = _in_place_of_every_page(partial(_draw_shut, str(error)), "quotes")
    name_tab(shown.title)
    try:
        shown.run()
        confirm_address(shown.url_path)
    except InputError as error:
        st.html(notice(str(error), error=True))
    finally:
        if is_first and (lost := lost_act()):
            _draw_lost_act(lost)
        _draw_menu(pages)
    keep_loaded(shown.url_path)


def _draw_lost_act(lost: LostAct) -> None:
    """Say that an act was lost, in sight wherever the visitor has scrolled to."""
    with st.container(key="lost-press"):
        st.html(notice(_DO_AGAIN[lost], error=True))


def _begin(pages: list[st.Page]) -> st.Page:
    """The page to show. On arrival without the menu, which would be drawn first while the page waits."""
    return st.navigation(pages, position="top" if _HAS_MENU in st.session_state else "hidden")


def _draw_menu(pages: list[st.Page]) -> None:
    """Draw the menu on arrival, after the page. It stays while the visitor is here."""
    if pages and _HAS_MENU not in st.session_state:
        st.navigation(pages, position="top")
        st.session_state[_HAS_MENU] = True


def _pages(visitor: Visitor, *, with_account: bool = False) -> list[st.Page]:
    """The pages of the library, as long as the visitor has access to it."""
    pages: dict[str, st.Page] = {}
    library = open_library().guarded(visitor.check_access).acting_as(visitor.name_and_address)
    context = PageContext(library, current_settings().read_only, pages)

    def add(
        draw: Callable[[PageContext], None], url_path: str, title: str, icon: str, *, in_menu: bool = True
    ) -> None:
        pages[url_path] = st.Page(
            partial(draw, context),
            title=title,
            url_path=url_path,
            icon=icon,
            default=url_path == "quotes",
            visibility="visible" if in_menu else "hidden",
        )

    add(quotes_page.draw, "quotes", "Quotes", ":material/format_quote:")
    add(article_page.draw, "article", "Articles", ":material/article:")
    add(speakers_page.draw, "speakers", "Speakers", ":material/record_voice_over:")
    add(context_page.draw, "context", "In context", ":material/format_align_center:")
    add(check_page.draw, "check", "Check", ":material/fact_check:")
    in_menu = context.read_only  # otherwise the page Add leads there
    add(followed_page.draw, "followed", "Sources followed", ":material/rss_feed:", in_menu=in_menu)
    if not context.read_only:
        admit_uploads(visitor.session, visitor.check_access)
        add(add_page.draw, "add", "Add", ":material/add_circle:")
        add(review_page.draw, "review", "Review", ":material/rule:")
    if with_account:
        draw = partial(draw_account, visitor=visitor)
        add(draw, "account", "Account", ":material/account_circle:")
    if context.read_only:
        return [*pages.values(), *(_hidden(_draw_read_only, "Read only", name) for name in ("add", "review"))]
    return list(pages.values())


def _in_place_of_every_page(draw: Callable[[], None], title: str) -> st.Page:
    """A page that is shown at every address, so that the browser keeps the address it asked for."""
    pages = [_hidden(draw, title, address) for address in _ADDRESSES]
    return st.navigation(pages, position="hidden")


def _hidden(draw: Callable[[], None], title: str, address: str) -> st.Page:
    return st.Page(draw, title=title, url_path=address, default=address == "quotes", visibility="hidden")


def _draw_read_only() -> None:
    st.html(masthead("Read only"))
    st.html(notice("This library is read-only. You cannot add or change anything."))


def _draw_shut(why: str) -> None:
    st.html(masthead("quotes"))
    st.html(notice(why, error=True))


def main_script() -> Path:
    """The file for ``streamlit run``, which holds the app with its middleware.

    Streamlit reads its settings from the ``.streamlit`` folder beside it. In an installed wheel both are in
    ``serve/``, in a working copy at its root.
    """
    installed = _HERE / "serve" / "streamlit_app.py"
    return installed if installed.exists() else _HERE.parents[1] / "streamlit_app.py"


def page_script() -> Path:
    """The script that draws the pages."""
    return _HERE / "script.py"
