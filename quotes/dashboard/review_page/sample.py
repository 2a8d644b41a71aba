"""A random sample: its quotes one by one, and how right the tool is as far as they are checked."""

import secrets
from math import ceil, floor

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.review_page import queue
from quotes.dashboard.review_page.state import ReviewMessage, ReviewState, update
from quotes.dashboard.shared import PageContext, notice, summary
from quotes.display import templates_of
from quotes.library import Library, Sample
from quotes.review import FieldAccuracy, SampleAccuracy, next_of_sample, sample_accuracy
from quotes.types import InputError

_SIZE = "review-size"
_SIZES = (10, 5_000)
_USUAL = 100
_MOST_SEEDS = 1_000_000
_MOST_SAMPLES = 10
_FIELDS = {"quote": "Quote", "speaker": "Speaker", "source": "Source"}
_fill = templates_of("quotes.dashboard.review_page")


def draw(context: PageContext, state: ReviewState) -> None:
    """Draw the next quote of the chosen sample, or the samples to choose from."""
    chosen = next((each for each in context.library.samples() if each.id == state.sample), None)
    if chosen is None:
        _choose(context.library, state)
    else:
        _check(context, state, chosen)


def _choose(library: Library, state: ReviewState) -> None:
    """Draw the samples, and the form to draw another one."""
    if state.message:
        st.html(notice(state.message.text, error=state.message.is_error))
    st.html(_fill("sample_intro"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        least, most = _SIZES
        st.number_input("Number of quotes", least, most, _USUAL, 10, key=_SIZE, width=200)
        st.button("Draw a sample", type="primary", on_click=_draw_sample, args=(library,))
    samples = library.samples()
    if samples:
        st.html("<h3>Samples so far</h3>")
    for each in samples[:_MOST_SAMPLES]:
        with st.container(key=f"review-sample-{each.id}", horizontal=True, vertical_alignment="center"):
            st.html(_line(each, sample_accuracy(library.sampled_quotes(each.id))))
            st.button(
                "Open", key=f"sample-{each.id}", on_click=update, args=(ReviewState.check_sample, each.id)
            )


def _draw_sample(library: Library) -> None:
    size = int(st.session_state.get(_SIZE) or _USUAL)
    try:
        sample = library.draw_sample(size, seed=secrets.randbelow(_MOST_SEEDS))
    except InputError as error:
        update(ReviewState.with_message, ReviewMessage(str(error), is_error=True))
        return
    update(ReviewState.check_sample, sample.id)


def _line(sample: Sample, found: SampleAccuracy) -> Markup:
    """Draw a sample: its number of quotes, how many are checked, when it was drawn and by whom."""
    return _fill(
        "sample_line", sample=sample, day=sample.made[:10], checked=found.checked, quotes=found.quotes
    )


def _check(context: PageContext, state: ReviewState, chosen: Sample) -> None:
    """Draw how right the tool is so far, and the next quote."""
    library = context.library
    sampled = library.sampled_quotes(chosen.id)
    found = sample_accuracy(sampled)
    with st.container(horizontal=True, vertical_alignment="center", key="review-sample"):
        st.html(_summary(chosen, found))
        st.button("All samples", type="tertiary", on_click=update, args=(ReviewState.check_sample, None))
    row, problem = queue.quote_asked_for(library, state)
    row = row or next_of_sample(library, sampled, state.skipped)
    if row is not None:
        queue.draw_quote(context, state, row, problem)
        st.html(accuracy_table(found))
        return
    queue.draw_nothing_left(library, state, problem)
    if found.checked < found.quotes:
        st.html(notice(f"You skipped {found.quotes - found.checked:,}. All others are checked."))
        st.button("Show skipped quotes", on_click=update, args=(ReviewState.check_skipped,))
    else:
        st.html(notice("All quotes of this sample are checked."))
    st.html(accuracy_table(found))


def _summary(chosen: Sample, found: SampleAccuracy) -> Markup:
    """Draw how many quotes of a sample are checked, and how often they are right."""
    checked = Markup("<b>{:,}</b> of {:,} checked").format(found.checked, found.quotes)
    shares = (
        f"{_FIELDS[each.field].lower()} right: {_percent(each.share)}%"
        for each in found.fields
        if each.share is not None
    )
    return summary([f"Sample {chosen.id}", checked, *shares])


def accuracy_table(found: SampleAccuracy) -> Markup:
    """Draw how often each field is right, with the interval in which the true share lies."""
    return _fill("accuracy", fields=[(_FIELDS[each.field], each, _share(each)) for each in found.fields])


def _percent(share: float) -> int:
    """Round a share; only all is 100."""
    return 100 if share == 1 else min(99, round(100 * share))


def _share(field: FieldAccuracy) -> str:
    """The share that is right, and its interval, in words.

    >>> _share(FieldAccuracy("speaker", 100, 95)), _share(FieldAccuracy("speaker", 0, 0))
    ('95%, likely between 88% and 98%', 'not checked yet')
    """
    if field.share is None or field.interval is None:
        return "not checked yet"
    low, high = field.interval
    return f"{_percent(field.share)}%, likely between {floor(100 * low)}% and {ceil(100 * high)}%"
