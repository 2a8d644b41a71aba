"""The bar for all quotes that are ticked: corrects their speaker in one act, and edits their tags."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial

import streamlit as st

from quotes.dashboard.quotes_page.gone_ticks import untick_gone
from quotes.dashboard.quotes_page.state import QuotesState, current_state, update
from quotes.dashboard.quotes_page.ticked_tags import draw_ticked_tags
from quotes.dashboard.shared import (
    SPEAKER_KIND_WORDS,
    ListTicks,
    PageContext,
    TickedQuotes,
    notice,
    number_with_noun,
    report_change,
    report_on_page,
)
from quotes.display import shortened, widget_label
from quotes.library import Filter, Library, SpeakerKind
from quotes.types import InputError

_MOST_OFFERED = 100
_LONGEST_NAME = 300
_NAME, _KIND = "ticked-speaker", "ticked-kind"
_MOST_SHOWN, _LONGEST_SHOWN = 3, 60
_label = partial(widget_label, limit=50)


def list_ticks(context: PageContext, only: Filter) -> ListTicks | None:
    """What the list needs so that quotes can be ticked; None if the visitor does not select or may not."""
    if context.read_only or not current_state().selects:
        return None
    return ListTicks(
        ticked=lambda: current_state().ticked,
        tick=partial(_tick, context.library),
        draw=lambda: _draw(context.library, only),
    )


def _tick(library: Library, ticked: TickedQuotes) -> None:
    """Keep what is ticked, and who says the quotes that are new among it."""
    before = current_state().ticked_speakers
    new = _speakers(library, [each for each in ticked.quotes if each not in before])
    speakers = {**before, **new}
    update(QuotesState.tick, ticked, {each: speakers[each] for each in ticked.quotes if each in speakers})


def _speakers(library: Library, quotes: Iterable[str]) -> dict[str, str | None]:
    """Who says these quotes now; those that the library does not have are left out."""
    found = {}
    for each in quotes:
        with suppress(InputError):
            found[each] = library.quote(each).speaker
    return found


def _draw(library: Library, only: Filter) -> None:
    """Draw the bar: how many are ticked, who said them, and their tags."""
    report_on_page()
    with st.container(key="ticked", gap="small"):
        _draw_speaker(library, only)
        draw_ticked_tags(library)


def _draw_speaker(library: Library, only: Filter) -> None:
    """Draw the number of ticked quotes, who said them, and the button to save."""
    ticked = current_state().ticked.quotes
    with (
        st.form("ticked-form", border=False),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        st.html(f'<p class="number" role="status"><b>{len(ticked):,}</b> selected</p>', width="content")
        st.selectbox(
            "Speaker of the selected quotes",
            _offered(library, only),
            index=None,
            key=_NAME,
            format_func=_label,
            placeholder="Choose or type the speaker",
            accept_new_options=True,
            label_visibility="collapsed",
            width=220,
        )
        st.segmented_control(
            "Kind of speaker",
            list(SPEAKER_KIND_WORDS),
            format_func=lambda kind: SPEAKER_KIND_WORDS[kind],
            key=_KIND,
            default=SpeakerKind.person,
            required=True,
            label_visibility="collapsed",
            width="content",
        )
        pressed = st.form_submit_button(
            f"Save for {number_with_noun(len(ticked), 'quote')}",
            key="ticked-save",
            type="primary",
            disabled=not ticked,
            on_click=_save,
            args=(library,),
        )
    if pressed and not _typed():
        st.html(notice("Choose or type the speaker first.", error=True))


def _typed() -> str:
    """The name that is chosen or typed, "" if none is."""
    return " ".join((st.session_state[_NAME] or "").split())[:_LONGEST_NAME]


def _offered(library: Library, only: Filter) -> list[str]:
    """The speakers with most quotes: first of those that the filter shows, then of all."""
    counted = (library.counts("speaker", each, limit=_MOST_OFFERED)["speaker"] for each in (only, Filter()))
    return list(dict.fromkeys(name for names in counted for name in names.dropna()))


def _save(library: Library) -> None:
    """Correct the speaker of the ticked quotes to the one that is typed, and report it.

    If somebody else changed one since it was ticked, report that instead; the next press saves.
    """
    name, kind = _typed(), st.session_state[_KIND]
    ticked, seen = current_state().ticked.quotes, current_state().ticked_speakers
    if not (name and ticked) or untick_gone(library):
        return
    now = _speakers(library, ticked)
    if changed := [each for each in now if now[each] != seen.get(each, now[each])]:
        update(QuotesState.tick, current_state().ticked, now)
        report_change(_what_changed(library, changed))
        return
    try:
        act = library.correct_speakers(ticked, name, kind)
    except InputError as error:
        report_change(str(error))
        return
    report_change(f"Saved: {name} ({kind}) said {number_with_noun(len(ticked), 'quote')}.", act)
    update(QuotesState.show_selection, shown=False)


def _what_changed(library: Library, changed: Sequence[str]) -> str:
    """Say which ticked quotes have another speaker than when they were ticked."""
    words = [
        f"“{shortened(row.quote, _LONGEST_SHOWN)}” – {row.speaker or 'no speaker'}"
        for row in map(library.quote, changed[:_MOST_SHOWN])
    ]
    more = [f"{len(changed) - _MOST_SHOWN:,} more"] if len(changed) > _MOST_SHOWN else []
    number = number_with_noun(len(changed), "selected quote")
    told = "; ".join(words + more)
    return f"Nothing saved yet. Somebody has changed {number}: {told}. Save again to replace that."
