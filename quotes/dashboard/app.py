"""Set up the page, and choose the part of the dashboard to show."""

from functools import partial
from pathlib import Path

import streamlit as st

from quotes.dashboard import quotes_page
from quotes.dashboard.collection import given_paths

_HERE = Path(__file__).parent


def main() -> None:
    """Draw the dashboard; `streamlit_app.py` calls this on every run."""
    st.set_page_config(page_title="quotes", page_icon=str(_HERE / "icon.svg"), layout="wide")
    st.html(_HERE / "style.css")
    paths = given_paths(main_script())
    pages = [st.Page(partial(quotes_page.draw, paths), title="Quotes", url_path="quotes", default=True)]
    st.navigation(pages, position="hidden").run()


def main_script() -> Path:
    """Return the script to give to ``streamlit run``.

    Streamlit reads its settings from the ``.streamlit`` folder beside the script: in an installed wheel
    ``serve/`` holds both, in a working copy they stand at its root.
    """
    installed = _HERE / "serve" / "streamlit_app.py"
    return installed if installed.exists() else _HERE.parents[1] / "streamlit_app.py"
