"""What an empty library shows: what the tool is for, and what to do next."""

from pathlib import Path

import streamlit as st

from quotes.dashboard.shared import adding_progress, cards
from quotes.dashboard.shared.context import PageContext
from quotes.display import templates_of
from quotes.intake import AddingRun, Batch
from quotes.reading import read_outcomes

_DASHBOARD = Path(__file__).parents[1]
_RUN = "first_run"
_UNDER_WAY: dict[Path, AddingRun] = {}
"""The last adding of the samples to each library, so that a page that is loaded again finds it."""
_NO_QUOTES = "The articles in the library have no direct quotes. Add other articles."
_EMPTY = "The library is empty. Its owner can add articles on the command line: quotes add FILES"


def offer_samples(context: PageContext) -> None:
    """Draw what to do in a library without quotes."""
    st.html(_DASHBOARD / "shared" / "add.css")
    if context.read_only:
        st.html(cards.notice(_EMPTY))
        return
    run: AddingRun | None = st.session_state.get(_RUN) or _UNDER_WAY.get(context.library.path)
    if run and not run.is_over:
        adding_progress.draw_progress(run)
        return
    if _RUN in st.session_state and run and run.tally.problem:
        st.html(cards.notice(run.tally.problem, error=True))
    if len(context.library.articles(limit=1)):
        st.html(cards.notice(_NO_QUOTES))
    else:
        st.html(templates_of("quotes.dashboard.shared")("welcome"))
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="first-steps"):
        if samples().is_dir():
            st.button("Load the sample articles", type="primary", on_click=_load, args=(context,))
        st.page_link(context.pages["add"], label="Add your own articles", icon=":material/add_circle:")


def samples() -> Path:
    """Find the folder of sample articles: beside the settings in a wheel, otherwise at the root."""
    installed = _DASHBOARD / "serve" / "seeds"
    return installed if installed.exists() else _DASHBOARD.parents[1] / "seeds"


def _load(context: PageContext) -> None:
    """Start adding the sample articles."""
    batch = Batch()
    for _ in batch.read(context.library, read_outcomes([samples()])):
        pass
    run = st.session_state[_RUN] = AddingRun(context.library, batch)
    _UNDER_WAY[context.library.path] = run
