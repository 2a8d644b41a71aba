"""The page that checks a draft: a form, and below it the verdict on each quote."""

from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

import streamlit as st

from quotes.checking import (
    CheckedAgainst,
    DraftCheck,
    ReportFormat,
    check_drafts,
    checked_quotes_html,
    report_bytes,
    report_style,
)
from quotes.checking import (
    summary as summary_of,
)
from quotes.dashboard.check_page import forms
from quotes.dashboard.check_page.forms import HandedDraft
from quotes.dashboard.check_page.state import CheckState, check_another, current_state, store_state
from quotes.dashboard.shared import (
    PageContext,
    address_leads,
    address_parameters,
    hint,
    keep_address,
    masthead,
    notice,
    offer_samples,
    summary,
)
from quotes.reading import Remark
from quotes.types import InputError

_STYLE = Path(__file__).parents[1] / "shared" / "add.css"
_MOST_DRAFTS = 50
_MOST_SHOWN = 200
_WHAT_IT_DOES = (
    "Each quote of your draft is looked up in the quotes of this library and in the text of its articles. "
    "Nothing of the draft is stored."
)


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(f"<style>{report_style()}</style>")
    st.html(_STYLE)
    st.html(masthead("Check a draft"))
    state = current_state()
    if address_leads("check"):
        state = state.at_address(address_parameters())
        store_state(state)
    keep_address(state.address())
    if context.library.articles(limit=1).empty:
        offer_samples(context)
    elif state.checks is None:
        _hand_in(context, state)
    else:
        _results(state, state.checks)


def _hand_in(context: PageContext, state: CheckState) -> None:
    """Draw the form, and check what is handed in."""
    st.html(hint(_WHAT_IT_DOES))
    handed = forms.draw(only_paste=context.read_only)
    if handed:
        state = _check(context, replace(state, problem="", remarks=()), handed)
        store_state(state)
        if state.checks:
            st.rerun()
    if state.problem:
        st.html(notice(state.problem, error=True))
    _draw_remarks(state)


def _check(context: PageContext, state: CheckState, handed: HandedDraft) -> CheckState:
    """Check a draft. Cancel starts a new run of the page, which ends this one."""
    box = st.empty()
    with box.container(horizontal=True, vertical_alignment="center", key="checking"):
        line = st.empty()
        st.button("Cancel", key="check_cancel")
    line.html(hint("Checking…", is_status=True))
    checks: list[DraftCheck] = []
    remarks: list[Remark] = []
    try:
        for each in islice(check_drafts(handed(), context.library), _MOST_DRAFTS):
            if isinstance(each, Remark):
                remarks.append(each)
            else:
                checks.append(each)
            line.html(hint(f"Checking… {len(checks):,} so far", is_status=True))
    except InputError as error:
        return replace(state, problem=str(error))
    finally:
        box.empty()
    problem = "" if checks or remarks else "The draft is empty."
    return replace(state, checks=tuple(checks) or None, remarks=tuple(remarks), problem=problem)


def _results(state: CheckState, checks: tuple[DraftCheck, ...]) -> None:
    """Draw the verdicts, and the reports to download."""
    against = CheckedAgainst(address=_address())
    st.html(summary([f"{summary_of(checks)}."]))
    st.html(hint(against.not_found_means))
    st.button("Check another draft", on_click=check_another, key="check_another")
    with st.container(horizontal=True, vertical_alignment="center", key="check-downloads"):
        st.html(hint("Download the report:"), width="content")
        for each in ReportFormat:
            st.download_button(
                each.label,
                data=partial(report_bytes, checks, each, against),
                file_name=f"check_{date.today().isoformat()}.{each}",
                mime=each.media_type,
                on_click="ignore",
                key=f"check-download-{each}",
                help=f"Download this report: {each.label}",
            )
    _draw_remarks(state)
    st.html(checked_quotes_html(checks, against, _MOST_SHOWN))


def _draw_remarks(state: CheckState) -> None:
    for each in state.remarks:
        st.html(notice(f"{each.place}: {each.reason}", error=each.outcome == "failed"))


def _address() -> str:
    """The address of the first page of this dashboard, whatever address its visitor uses for it."""
    url = st.context.url or ""
    return f"{url.partition('?')[0].removesuffix('/').rpartition('/')[0]}/" if url else "./"
