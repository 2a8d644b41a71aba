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
_CHANGED = "speakers_changed"
_REPLACED = "speakers_replaced"
_REPLACED_NOW = "speakers_replaced_now"
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
    _set_widgets(widget_values(asked))
    st.session_state[_UNFOLDED] = any((only.words, only.outlets, only.sources, only.tags))


def begins_unfolded() -> bool:
    """Whether the filters that are folded away were used when the page was shown first.

    It stays as it is while the visitor uses them: a change would draw the widgets again while they are used.
    """
    return bool(st.session_state.get(_UNFOLDED))


def note_change(key: str) -> None:
    """Note that a widget has changed; `follow_changes` shows what it says. Widgets call this."""
    st.session_state[_CHANGED] = (*st.session_state.get(_CHANGED, ()), key)


def follow_changes() -> None:
    """Show what the widgets say that have changed. The page calls this before it draws them.

    The browser sends the values of all widgets. On a slow line it may not have got those yet that an act
    before has set. Of several changes, those back to such a value are none that the visitor has made.
    """
    changed: tuple[str, ...] = st.session_state.pop(_CHANGED, ())
    replaced: dict[str, Any] = st.session_state.pop(_REPLACED, {})
    late = {key for key in changed if key in replaced and replaced[key] == st.session_state[key]}
    if late == {*changed}:
        late = set()
    meant = {key: st.session_state[key] for key in changed if key not in late}
    if meant:
        dates = _dates_of(meant.pop(PERIOD)) if PERIOD in meant else {}
        asked = with_widget_values(current_asked(), meant | dates)
        store_asked(asked)
        _set_widgets({key: widget_values(asked)[key] for key in (*late, *dates, PERIOD)})
    st.session_state[_REPLACED] = st.session_state.pop(_REPLACED_NOW, {})


def discard_changes() -> None:
    """Forget what has changed in the widgets, because the page shows something else now."""
    st.session_state.pop(_CHANGED, None)


def _set_widgets(values: Mapping[str, Any]) -> None:
    """Set widgets that have other values, and remember those, which the browser may still send."""
    others = {key: value for key, value in values.items() if st.session_state.get(key) != value}
    replaced = {key: st.session_state[key] for key in others if key in st.session_state}
    st.session_state[_REPLACED_NOW] = st.session_state.get(_REPLACED_NOW, {}) | replaced
    st.session_state.update(others)


def _dates_of(period: str | None) -> dict[str, date | None]:
    """The dates of a recent period; none if there is no period."""
    since = recent_periods(date.today()).get(period or "")
    return {"speakers_since": date.fromisoformat(since) if since else None, "speakers_until": None}


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
