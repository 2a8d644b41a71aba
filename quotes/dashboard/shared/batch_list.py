"""The preview of what was read: each article with a box to select it, and what failed or was skipped."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.shared import cards
from quotes.dashboard.shared.bars import number_with_noun
from quotes.dashboard.shared.context import PageContext
from quotes.display import templates_of
from quotes.intake import Batch, WaitingArticle, article_title, remarks_csv
from quotes.library import Added
from quotes.reading import Remark

ROWS_A_PAGE = 20
_LOOK = 1500
_REMARKS_AT_ONCE = 5
_REMARKS = 100
_STATES = {
    Added.new: "new",
    Added.renewed: "in the library, from an earlier version",
    Added.restored: "in the bin",
    Added.copied: "a copy of an article in the library; its outlet is noted",
    Added.there: "already in the library",
}
_SAYS = {"failed": "Failed", "skipped": "Skipped", "doubted": "To check"}
_TOLD = (
    (Added.new, "new"),
    (Added.renewed, "to update"),
    (Added.copied, "copies"),
    (Added.there, "already in the library"),
    ("failed", "failed"),
    ("skipped", "skipped"),
    ("doubted", "to check"),
)
_fill = templates_of("quotes.dashboard.shared")


@dataclass(frozen=True, slots=True)
class BatchSelection:
    """Which articles of a batch to add.

    Attributes:
        left_out: the numbers of the articles that are not to be added.
        leave_out: called with the numbers of articles that the visitor leaves out.
        take_in: called with the numbers of articles that the visitor adds after all.

    """

    left_out: frozenset[int]
    leave_out: Callable[[Iterable[int]], None]
    take_in: Callable[[Iterable[int]], None]


def number_selected(batch: Batch, left_out: frozenset[int]) -> int:
    """How many articles of a batch are to be added."""
    return _number_of_candidates(batch) - len(left_out)


def draw_batch(context: PageContext, batch: Batch, selection: BatchSelection) -> None:
    """Draw the articles of a batch, each with a box to select it."""
    heading = "Preview" if len(batch) else "Nothing could be read"
    st.html(_fill("step", heading=heading) + _figures(batch))
    if batch.undated:
        st.html(cards.notice(_undated(batch)))
    remarks(batch.remarks, sum(batch.counts[outcome] for outcome in _SAYS), "read")
    if _number_of_candidates(batch) > 1:
        _tick_all_buttons(batch, selection)
    pages = -(-len(batch) // ROWS_A_PAGE)
    page = min(st.session_state.get("batch_page", 1), max(1, pages))
    with st.container(key="batch", gap=None):
        for waiting in batch.page((page - 1) * ROWS_A_PAGE, ROWS_A_PAGE):
            _row(context, waiting, selection)
    if pages > 1:
        st.pagination(pages, key="batch_page")


def remarks(told: Sequence[Remark], number: int, name: str) -> None:
    """Draw the first of ``number`` remarks, and a download of those that were kept.

    ``name`` makes the keys of the widgets differ from those of other lists on the page.
    """
    if not told:
        return
    ordered = sorted(told, key=lambda remark: list(_SAYS).index(remark.outcome))
    first, rest = ordered[:_REMARKS_AT_ONCE], ordered[_REMARKS_AT_ONCE:_REMARKS]
    st.html(_fill("remarks", first=remarks_table(first), rest=rest and remarks_table(rest), more=len(rest)))
    with st.container(horizontal=True, vertical_alignment="center"):
        if number > _REMARKS:
            st.html(cards.hint(f"Showing {_REMARKS} of {number:,}."))
        st.download_button(
            "Download this list as CSV",
            data=lambda: remarks_csv(told),
            file_name="not-added.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"remarks_{name}",
            type="tertiary",
            icon=":material/download:",
        )


def remarks_table(told: Sequence[Remark]) -> Markup:
    """Draw remarks as a table."""
    lines = [(each.outcome, _SAYS[each.outcome], each.place, each.reason) for each in told]
    return _fill("remarks_table", remarks=lines)


def waiting_card(waiting: WaitingArticle) -> Markup:
    """Draw an article of the batch; its text is folded away."""
    article = waiting.article
    text = article.text.strip()
    return _fill(
        "waiting",
        title=article_title(article),
        look="there" if waiting.outcome is Added.there else "new",
        state=_STATES[waiting.outcome],
        facts=[fact for fact in (article.outlet, article.published) if fact],
        words=number_with_noun(len(text.split()), "word"),
        place=waiting.place,
        text=text[:_LOOK],
        hidden=max(0, len(text) - _LOOK),
    )


def _number_of_candidates(batch: Batch) -> int:
    return batch.number_to_add


def _figures(batch: Batch) -> Markup:
    """Draw how much was read."""
    kinds = [cards.counted(batch.counts[key], words) for key, words in _TOLD if batch.counts[key]]
    return cards.summary([cards.figure(len(batch), "article"), *kinds])


def _undated(batch: Batch) -> str:
    """Say how many articles have no date."""
    number = _number_of_candidates(batch)
    if number == 1:
        return "No date was found in this article. A filter by date leaves its quotes out."
    found = f"all {number:,}" if batch.undated == number else f"{batch.undated:,} of {number:,}"
    return f"No date was found in {found} articles. A filter by date leaves their quotes out."


def _tick_all_buttons(batch: Batch, selection: BatchSelection) -> None:
    """Draw the buttons that select all articles, or none."""
    with st.container(horizontal=True, gap="medium"):
        all_numbers = range(len(batch))
        st.button(
            "Select all", key="tick_all", type="tertiary", on_click=selection.take_in, args=(all_numbers,)
        )
        st.button(
            "Clear all", key="tick_none", type="tertiary", on_click=_leave_all_out, args=(batch, selection)
        )


def _leave_all_out(batch: Batch, selection: BatchSelection) -> None:
    selection.leave_out(number for number in range(len(batch)) if batch.outcome(number) is not Added.there)


def _row(context: PageContext, waiting: WaitingArticle, selection: BatchSelection) -> None:
    """Draw an article with its box. One that the library has already gets a link instead."""
    number = waiting.number
    with st.container(key=f"waiting-{number}", horizontal=True, gap="small"):
        if waiting.outcome is Added.there:
            with st.container(gap=None):
                st.html(waiting_card(waiting))
                _way_to(context, waiting)
            return
        key = f"tick-{number}"
        st.session_state[key] = number not in selection.left_out
        st.checkbox(
            f"Add article {number + 1}",
            key=key,
            on_change=_tick,
            args=(key, number, selection),
            label_visibility="collapsed",
            width="content",
        )
        st.html(waiting_card(waiting))


def _way_to(context: PageContext, waiting: WaitingArticle) -> None:
    """Draw a link to an article of the library."""
    stored = context.library.to_extract(waiting.article, again=True)
    if stored:
        asked = {"article": stored.id}
        st.page_link(context.pages["article"], label="Open in the library", query_params=asked)


def _tick(key: str, number: int, selection: BatchSelection) -> None:
    change = selection.take_in if st.session_state[key] else selection.leave_out
    change([number])
