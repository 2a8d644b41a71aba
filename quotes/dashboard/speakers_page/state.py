"""What a visitor of the speakers page has chosen to see, kept in the session and shown in the widgets."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from quotes.dashboard.shared import recent_periods
from quotes.dashboard.speakers_page.address import SpeakersAsked
from quotes.library import Filter

PERIOD = "speakers_period"
"""The key of the widget that chooses a recent period."""

_KEY = "speakers_asked"
_UNFOLDED = "speakers_unfolded"


def current_asked() -> SpeakersAsked:
    """What this visitor has chosen to see."""
    asked: SpeakersAsked = st.session_state[_KEY]
    return asked


def last_asked() -> SpeakersAsked | None:
    """What this visitor's session showed last; None on the first visit."""
    return st.session_state.get(_KEY)


def store_asked(asked: SpeakersAsked) -> None:
    """Store what is shown, and leave the widgets as they are."""
    st.session_state[_KEY] = asked


def show(asked: SpeakersAsked) -> None:
    """Show something else: store it, and set the widgets to it. Buttons call this."""
    only = asked.only
    store_asked(asked)
    st.session_state.update(widget_values(asked))
    st.session_state[_UNFOLDED] = any((only.words, only.outlets, only.sources, only.tags))


def begins_unfolded() -> bool:
    """Whether the filters that are folded away were used when the page was shown first.

    It stays as it is while the visitor uses them: a change would draw the widgets again while they are used.
    """
    return bool(st.session_state.get(_UNFOLDED))


def follow_widgets() -> None:
    """Show what the widgets say. Widgets call this when they change."""
    asked = with_widget_values(current_asked(), dict(st.session_state))
    store_asked(asked)
    st.session_state[PERIOD] = _period(asked.only)


def follow_period() -> None:
    """Show the dates of the period that was chosen, or of all quotes if it was taken back."""
    since = recent_periods(date.today()).get(st.session_state[PERIOD] or "")
    st.session_state.update(speakers_since=since and date.fromisoformat(since), speakers_until=None)
    follow_widgets()


def widget_values(asked: SpeakersAsked) -> dict[str, Any]:
    """The values of the widgets, by their keys."""
    only = asked.only
    return {
        "speakers_find": asked.find,
        "speakers_view": asked.view,
        "speakers_order": asked.order,
        "speakers_form": asked.form,
        "speakers_kinds": list(only.speaker_kinds),
        PERIOD: _period(only),
        "speakers_since": only.since and date.fromisoformat(only.since),
        "speakers_until": only.until and date.fromisoformat(only.until),
        "speakers_words": only.words,
        "speakers_outlets": list(only.outlets),
        "speakers_sources": list(only.sources),
        "speakers_tags": list(only.tags),
    }


def with_widget_values(asked: SpeakersAsked, widgets: Mapping[Any, Any]) -> SpeakersAsked:
    """What to show, from the first page on, after a widget has changed. Not every widget is drawn.

    >>> with_widget_values(SpeakersAsked(find="qu", page=3), {"speakers_words": "ferry"}).only.words
    'ferry'
    """
    values = widget_values(asked)
    values |= {key: widgets[key] for key in values if key in widgets}
    only = replace(
        asked.only,
        words=values["speakers_words"] or "",
        outlets=tuple(values["speakers_outlets"]),
        sources=tuple(values["speakers_sources"]),
        tags=tuple(values["speakers_tags"]),
        speaker_kinds=tuple(values["speakers_kinds"]),
        since=_iso(values["speakers_since"]),
        until=_iso(values["speakers_until"]),
    )
    return replace(
        asked,
        only=only,
        find=values["speakers_find"] or "",
        view=values["speakers_view"] or asked.view,
        order=values["speakers_order"] or asked.order,
        form=values["speakers_form"] or asked.form,
        page=1,
        quote=None,
    )


def _period(only: Filter) -> str | None:
    """What the dates of a filter are called, if they are a recent period."""
    found = (words for words, since in recent_periods(date.today()).items() if since == only.since)
    return None if only.until else next(found, None)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
