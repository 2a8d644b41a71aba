"""A run that adds articles: its progress while it works, and its result at the end."""

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.shared import batch_list, cards
from quotes.dashboard.shared.address import Asked, from_parameters, to_parameters
from quotes.dashboard.shared.bars import number_with_noun
from quotes.dashboard.shared.context import PageContext
from quotes.dashboard.shared.labels import plain_label
from quotes.dashboard.shared.wording import time_left
from quotes.display import templates_of
from quotes.intake import AddingRun, Batch, RunOutcome, RunProgress
from quotes.library import Added, Filter, Library

_STAYS = "Adding continues while you use other pages. If you stop, articles already added stay."
_ROWS_A_PAGE = 20
_PAGE = "added_page"
_fill = templates_of("quotes.dashboard.shared")


@st.fragment(run_every=0.5)
def draw_progress(run: AddingRun) -> None:
    """Draw the progress of a run until it is over; then draw the whole page again."""
    if run.is_over:
        st.rerun()
    course = run.course()
    st.progress(course.done / max(1, course.total), text=progress_in_words(course))
    st.html(_fill("working_on", name=course.working_on))
    st.button("Stop", on_click=run.stop, disabled=course.is_stopping)
    st.html(cards.hint(_STAYS))


def progress_in_words(course: RunProgress) -> str:
    """Describe the progress of a run.

    >>> progress_in_words(RunProgress(12, 340, rate=3.12, seconds_left=105.0))
    '12 of 340 articles · 3.1 a second · about 2 minutes left'
    """
    if course.is_stopping:
        return "Stopping after the current articles…"
    if course.is_loading:
        return "Loading the language model…"
    parts = [f"{course.done:,} of {course.total:,} article{'' if course.total == 1 else 's'}"]
    if course.rate is not None and course.seconds_left is not None:
        parts += [f"{course.rate:.1f} a second", time_left(course.seconds_left)]
    return " · ".join(parts)


def draw_outcome(context: PageContext, run: AddingRun) -> None:
    """Draw the result of a run, and links to its quotes."""
    tally, batch = run.tally, run.batch
    st.html(_fill("step", heading=_headline(tally)))
    if tally.problem:
        st.html(cards.notice(tally.problem, error=True))
    st.html(_fill("outcome_lines", lines=lines(run)))
    failed = [*batch.remarks, *tally.failures]
    batch_list.remarks(failed, _remarked(batch) + tally.failed, "added")
    _ways(context, tally)
    _new_articles(context, tally)


def lines(run: AddingRun) -> list[Markup]:
    """Draw how many articles were added, were in the library already, failed or were left out."""
    tally, batch = run.tally, run.batch
    there = batch.counts[Added.there] + tally.articles[Added.there]
    copies = tally.articles[Added.copied]
    others = (
        (copies, "noted as a copy" if copies == 1 else "noted as copies"),
        (there, f"{'was' if there == 1 else 'were'} already in the library"),
        (batch.number_to_add - run.total, "not selected"),
        (batch.counts["failed"] + tally.failed, "failed"),
        (batch.counts["skipped"], "skipped"),
        (run.total - tally.came_in - tally.articles[Added.there] - tally.failed, "not added yet"),
    )
    articles, quotes = cards.figure(tally.came_in - copies, "article"), cards.figure(tally.quotes, "quote")
    added = Markup("{} added, with {}").format(articles, quotes)
    return [added, *(cards.counted(number, words) for number, words in others if number)]


def _headline(tally: RunOutcome) -> str:
    if tally.problem:
        return "Adding stopped because of an error"
    return "Stopped" if tally.was_stopped else "Done"


def _ways(context: PageContext, tally: RunOutcome) -> None:
    """Draw the links to the new quotes, if an address can name them, and to all quotes."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="ways-on"):
        only = _of_new_quotes(context.library, tally) if tally.quotes else None
        if only is not None:
            label = f"See the {tally.quotes:,} new quotes" if tally.quotes > 1 else "See the new quote"
            st.page_link(context.pages["quotes"], label=label, query_params=to_parameters(Asked(only)))
        if tally.came_in == 1:
            st.page_link(
                context.pages["article"],
                label="Read the article",
                query_params={"article": tally.added[0].doc_id},
            )
        st.page_link(context.pages["quotes"], label="See all quotes")


def _of_new_quotes(library: Library, tally: RunOutcome) -> Filter | None:
    """The filter that finds the quotes of what was added; None if there is none.

    An article that was extracted again, or came back from the bin, belongs to an earlier import.
    """
    if tally.came_in == 1 or tally.articles[Added.new] != tally.came_in:
        only = Filter(articles=tuple(each.doc_id for each in tally.added))
        is_whole = from_parameters(to_parameters(Asked(only))).only == only  # addresses name only so many
        return only if is_whole and len(tally.added) == tally.came_in else None
    act = library.import_of(tally.added[0].doc_id)
    return None if act is None else Filter(imports=(act,))


def _new_articles(context: PageContext, tally: RunOutcome) -> None:
    """Draw the articles that were added, each with the number of its quotes."""
    if len(tally.added) < 2:
        return
    st.html(_fill("step", heading="Added articles"))
    pages = -(-len(tally.added) // _ROWS_A_PAGE)
    first = (min(st.session_state.get(_PAGE, 1), pages) - 1) * _ROWS_A_PAGE
    with st.container(key="added-articles", gap=None):
        for each in tally.added[first : first + _ROWS_A_PAGE]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                asked = {"article": each.doc_id}
                st.page_link(context.pages["article"], label=plain_label(each.title, 90), query_params=asked)
                st.html(cards.hint(number_with_noun(each.quotes, "quote")))
    if pages > 1:
        st.pagination(pages, key=_PAGE)


def _remarked(batch: Batch) -> int:
    return sum(batch.counts[outcome] for outcome in ("failed", "skipped", "doubted"))
