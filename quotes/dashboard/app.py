"""Set up the page, and choose the one to show."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from quotes.dashboard import add_page, article_page, cards, quotes_page, review_page, speakers_page
from quotes.dashboard.context import Context, is_read_only, open_library
from quotes.types import InputError

_HERE = Path(__file__).parent


def main() -> None:
    """Draw the dashboard; `streamlit_app.py` calls this on every run."""
    st.set_page_config(page_title="quotes", page_icon=str(_HERE / "icon.svg"), layout="wide")
    st.html(_HERE / "style.css")
    try:
        pages = _pages()
        st.navigation(list(pages.values()), position="top").run()
    except InputError as error:
        st.html(cards.notice(str(error), error=True))


def _pages() -> dict[str, st.Page]:
    """Return the pages by the last part of their address."""
    pages: dict[str, st.Page] = {}
    context = Context(open_library(), is_read_only(), pages)

    def add(draw: Callable[[Context], None], url_path: str, title: str, icon: str) -> None:
        default = url_path == "quotes"
        pages[url_path] = st.Page(
            partial(draw, context), title=title, url_path=url_path, icon=icon, default=default
        )

    add(quotes_page.draw, "quotes", "Quotes", ":material/format_quote:")
    add(article_page.draw, "article", "Article", ":material/article:")
    add(speakers_page.draw, "speakers", "Speakers", ":material/record_voice_over:")
    if not context.read_only:
        add(add_page.draw, "add", "Add", ":material/add_circle:")
        add(review_page.draw, "review", "Review", ":material/rule:")
    return pages


def main_script() -> Path:
    """Return the script to give to ``streamlit run``.

    Streamlit reads its settings from the ``.streamlit`` folder beside the script: in an installed wheel
    ``serve/`` holds both, in a working copy they stand at its root.
    """
    installed = _HERE / "serve" / "streamlit_app.py"
    return installed if installed.exists() else _HERE.parents[1] / "streamlit_app.py"
