"""What was read, shown before it is stored: each article with a tick, and what to know about the others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from quotes.dashboard.shared.context import PageContext
from quotes.display import escape_html, shortened
from quotes.intake import Batch, WaitingArticle, article_title, remarks_csv
from quotes.library import Added
from quotes.reading import Remark

ROWS_A_PAGE = 20
_LOOK = 1500
_REMARKS_AT_ONCE = 5
_REMARKS = 100
_SEPARATOR = ' <span class="dot" aria-hidden="true">·</span> '
_STATES = {
    Added.new: "new",
    Added.renewed: "in the library, from an earlier version",
    Added.there: "already in the library",
}
_SAYS = {"failed": "Failed", "skipped": "Skipped", "doubted": "To check"}
_TOLD = (
    (Added.new, "new"),
    (Added.renewed, "to update"),
    (Added.there, "already in the library"),
    ("failed", "failed"),
    ("skipped", "skipped"),
    ("doubted", "to check"),
)


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
    """Draw the articles of a batch, each with a tick."""
    heading = "Preview" if len(batch) else "Nothing could be read"
    st.html(f'<h2 class="step">{heading}</h2>{_counted(batch)}')
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
    """Draw the first remarks of ``number`` in all, and a file of those that were kept.

    ``name`` tells their widgets from those of other lists on the page.
    """
    if not told:
        return
    ordered = sorted(told, key=lambda remark: list(_SAYS).index(remark.outcome))
    rest = ordered[_REMARKS_AT_ONCE:_REMARKS]
    more = f"<details><summary>{len(rest)} more</summary>{remarks_table(rest)}</details>" if rest else ""
    st.html(f'<div class="told">{remarks_table(ordered[:_REMARKS_AT_ONCE])}{more}</div>')
    with st.container(horizontal=True, vertical_alignment="center"):
        if number > _REMARKS:
            st.html(f'<p class="hint">Showing {_REMARKS} of {number:,}.</p>')
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


def remarks_table(told: Sequence[Remark]) -> str:
    """Return remarks as an HTML table."""
    lines = "".join(
        f'<tr class="{remark.outcome}"><td>{_SAYS[remark.outcome]}</td>'
        f"<td><bdi>{escape_html(shortened(remark.place, 120))}</bdi></td>"
        f"<td><bdi>{escape_html(shortened(remark.reason, 400))}</bdi></td></tr>"
        for remark in told
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("What", "Where", "Why"))
    return f'<table class="remarks"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>'


def waiting_card(waiting: WaitingArticle) -> str:
    """Return an article of the batch, with a look at its text, as HTML."""
    article = waiting.article
    text = article.text.strip()
    words = len(text.split())
    facts = [
        f'<span class="state {"there" if waiting.outcome is Added.there else "new"}">'
        f"{_STATES[waiting.outcome]}</span>",
        *(
            f"<bdi>{escape_html(shortened(fact, 60))}</bdi>"
            for fact in (article.outlet, article.published)
            if fact
        ),
        f"{words:,} word{'' if words == 1 else 's'}",
        f"<bdi>{escape_html(shortened(waiting.place, 90))}</bdi>",
    ]
    rest = f'<p class="hint">… and {len(text) - _LOOK:,} characters more</p>' if len(text) > _LOOK else ""
    return (
        f'<div class="waiting"><p class="title"><bdi>{escape_html(article_title(article))}</bdi></p>'
        f'<p class="facts">{_SEPARATOR.join(facts)}</p>'
        "<details><summary>Show text</summary>"
        f'<div class="look" dir="auto">{escape_html(text[:_LOOK])}</div>{rest}</details></div>'
    )


def _number_of_candidates(batch: Batch) -> int:
    return batch.counts[Added.new] + batch.counts[Added.renewed]


def _counted(batch: Batch) -> str:
    """Return how much was read, as HTML."""
    number = len(batch)
    parts = [f"<b>{number:,}</b> article{'' if number == 1 else 's'}"]
    parts += [f"<b>{batch.counts[key]:,}</b> {says}" for key, says in _TOLD if batch.counts[key]]
    return f'<p class="summary" role="status">{_SEPARATOR.join(parts)}</p>'


def _tick_all_buttons(batch: Batch, selection: BatchSelection) -> None:
    """Draw the buttons that tick all articles, or none."""
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
    """Draw an article with its tick. One that the library has already gets a link to it instead."""
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
