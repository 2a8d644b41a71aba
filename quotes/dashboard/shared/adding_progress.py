"""A run that adds articles: how far it is while it works, and at the end what came of it."""

import streamlit as st

from quotes.dashboard.shared import batch_list, cards
from quotes.dashboard.shared.address import Asked, to_parameters
from quotes.dashboard.shared.context import PageContext
from quotes.display import escape_html
from quotes.intake import MOST_NAMED, AddingRun, Batch, RunOutcome, RunProgress
from quotes.library import Added, Filter


@st.fragment(run_every=0.5)
def draw_progress(run: AddingRun) -> None:
    """Draw how far a run is, until it is over; then the whole page is drawn again."""
    if run.is_over:
        st.rerun()
    course = run.course()
    st.progress(course.done / max(1, course.total), text=told(course))
    name = f"<bdi>{escape_html(course.working_on)}</bdi>" if course.working_on else "&nbsp;"
    st.html(f'<p class="hint">{name}</p>')
    st.button("Stop", on_click=run.stop, disabled=course.is_stopping)
    st.html(
        '<p class="hint">Adding continues while you use other pages. '
        "If you stop, articles already added stay.</p>"
    )


def told(course: RunProgress) -> str:
    """Return how far a run is in words of ours.

    >>> told(RunProgress(12, 340, rate=3.12, seconds_left=105.0))
    '12 of 340 articles · 3.1 a second · about 2 minutes left'
    """
    if course.is_stopping:
        return "Stopping after the current articles…"
    if course.is_loading:
        return "Loading the language model…"
    parts = [f"{course.done:,} of {course.total:,} article{'' if course.total == 1 else 's'}"]
    if course.rate is not None and course.seconds_left is not None:
        parts += [f"{course.rate:.1f} a second", _left(course.seconds_left)]
    return " · ".join(parts)


def draw_outcome(context: PageContext, run: AddingRun) -> None:
    """Draw what came of a run, and the ways on to its quotes."""
    tally, batch = run.tally, run.batch
    st.html(f'<h2 class="step">{_headline(tally)}</h2>')
    if tally.problem:
        st.html(cards.notice(tally.problem, error=True))
    st.html(f'<div class="outcome" role="status">{"".join(f"<p>{line}</p>" for line in lines(run))}</div>')
    failed = [*batch.remarks, *tally.failures]
    batch_list.remarks(failed, _remarked(batch) + tally.failed, "added")
    _ways(context, tally)


def lines(run: AddingRun) -> list[str]:
    """Return what came in, what was there already and what did not come in, as lines of HTML."""
    tally, batch = run.tally, run.batch
    there = batch.counts[Added.there] + tally.articles[Added.there]
    failed = batch.counts["failed"] + tally.failed
    rest = run.total - tally.came_in - tally.articles[Added.there] - tally.failed
    left_out = batch.counts[Added.new] + batch.counts[Added.renewed] - run.total
    told = [
        f"<b>{tally.came_in:,}</b> {_articles(tally.came_in)} added, with <b>{tally.quotes:,}</b> "
        f"quote{'' if tally.quotes == 1 else 's'}"
    ]
    told += [f"<b>{there:,}</b> {'was' if there == 1 else 'were'} already in the library"] if there else []
    told += [f"<b>{left_out:,}</b> not selected"] if left_out else []
    told += [f"<b>{failed:,}</b> failed"] if failed else []
    told += [f"<b>{batch.counts['skipped']:,}</b> skipped"] if batch.counts["skipped"] else []
    return told + ([f"<b>{rest:,}</b> not added yet"] if rest else [])


def _headline(tally: RunOutcome) -> str:
    if tally.problem:
        return "Adding stopped because of an error"
    return "Stopped" if tally.was_stopped else "Done"


def _ways(context: PageContext, tally: RunOutcome) -> None:
    """Draw the links to the quotes that came in, or to all where they are of many articles."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="ways-on"):
        few = 0 < tally.came_in < MOST_NAMED
        if tally.quotes and few:
            only = Filter(articles=tuple(tally.doc_ids))
            label = f"See the {tally.quotes:,} quotes" if tally.quotes > 1 else "See the quote"
            st.page_link(context.pages["quotes"], label=label, query_params=to_parameters(Asked(only)))
        if tally.came_in == 1:
            st.page_link(
                context.pages["article"],
                label="Read the article",
                query_params={"article": tally.doc_ids[0]},
            )
        st.page_link(context.pages["quotes"], label="See all quotes")


def _remarked(batch: Batch) -> int:
    return sum(batch.counts[outcome] for outcome in ("failed", "skipped", "doubted"))


def _articles(number: int) -> str:
    return "article" if number == 1 else "articles"


def _left(seconds: float) -> str:
    """Return a time as people say it.

    >>> _left(0.2), _left(8.4), _left(61), _left(7300)
    ('almost done', 'about 8 seconds left', 'about 1 minute left', 'about 2 hours left')
    """
    for size, unit in ((3600, "hour"), (60, "minute"), (1, "second")):
        number = round(seconds / size)
        if number and seconds >= size:
            return f"about {number} {unit}{'' if number == 1 else 's'} left"
    return "almost done"
