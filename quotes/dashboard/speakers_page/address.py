"""What a visitor of the page of speakers asks to see: in the address, in the session and in the widgets."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import streamlit as st

from quotes.dashboard.shared import Asked, Parameters, from_parameters, last_value, to_parameters
from quotes.library import Filter

_STATE = "speakers_asked"
_EVERYTHING = Filter()


class SpeakersView(StrEnum):
    """What the page shows where no speaker is asked for."""

    most = "most"
    sources = "sources"


class Order(StrEnum):
    """What speakers are ranked by."""

    quotes = "quotes"
    articles = "articles"


class SpeakersForm(StrEnum):
    """How speakers and their sources are drawn."""

    flow = "flow"
    grid = "grid"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersAsked:
    """One speaker, or two side by side; without them the ranking, or who reaches us through whom.

    ``only`` has the words that two speakers are compared on, and the kinds and dates of the ranking. ``find``
    are letters of names to rank alone. ``page`` counts from 1; ``quote`` is the one that is open.
    """

    speaker: str | None = None
    other: str | None = None
    only: Filter = _EVERYTHING
    find: str = ""
    view: SpeakersView = SpeakersView.most
    order: Order = Order.quotes
    form: SpeakersForm = SpeakersForm.flow
    page: int = 1
    quote: str | None = None


def read(parameters: Parameters) -> SpeakersAsked:
    """Return what an address asks for; what makes no sense in it is left out.

    One with a source is what Streamlit puts between the picture and the quotes that were chosen in it: a
    visitor who comes back to it finds the picture.

    >>> asked = read({"speaker": ["Ada Quill"], "with": ["Bo Reed"], "words": ["ferry"], "page": ["-1"]})
    >>> asked.speaker, asked.other, asked.only.words, asked.page
    ('Ada Quill', 'Bo Reed', 'ferry', 1)
    """
    asked = from_parameters(parameters)
    view, order, form = (last_value(parameters, name) for name in ("view", "by", "as"))
    only = asked.only
    back = bool(last_value(parameters, "source"))
    return SpeakersAsked(
        speaker=None if back else last_value(parameters, "speaker") or None,
        other=None if back else last_value(parameters, "with") or None,
        only=Filter(words=only.words, speaker_kinds=only.speaker_kinds, since=only.since, until=only.until),
        find=last_value(parameters, "find"),
        view=SpeakersView.sources
        if back
        else SpeakersView(view)
        if view in list(SpeakersView)
        else SpeakersView.most,
        order=Order(order) if order in list(Order) else Order.quotes,
        form=SpeakersForm(form) if form in list(SpeakersForm) else SpeakersForm.flow,
        page=asked.page,
        quote=asked.quote,
    )


def write(asked: SpeakersAsked) -> dict[str, list[str]]:
    """Return the address's parameters for what is shown; what that does not depend on is absent.

    >>> write(SpeakersAsked(speaker="Ada Quill", find="qu", page=2))
    {'speaker': ['Ada Quill'], 'page': ['2']}
    """
    only = asked.only
    if asked.speaker and asked.other:
        kept = to_parameters(Asked(Filter(words=only.words), page=asked.page))
        return {"speaker": [asked.speaker], "with": [asked.other], **kept}
    if asked.speaker:
        return {
            "speaker": [asked.speaker],
            **to_parameters(Asked(page=asked.page, quote=asked.quote)),
        }
    ranked = Filter(speaker_kinds=only.speaker_kinds, since=only.since, until=only.until)
    if asked.view is SpeakersView.sources:
        form = {"as": [asked.form.value]} if asked.form is not SpeakersForm.flow else {}
        return {"view": [asked.view.value], **form, **to_parameters(Asked(ranked))}
    found = {"find": [asked.find]} if asked.find.strip() else {}
    order = {"by": [asked.order.value]} if asked.order is not Order.quotes else {}
    return {**found, **order, **to_parameters(Asked(ranked, page=asked.page))}


def take(asked: SpeakersAsked) -> None:
    """Put what is asked for into the session and the widgets."""
    only = asked.only
    st.session_state.update(
        {
            _STATE: asked,
            "speakers_find": asked.find,
            "speakers_view": asked.view,
            "speakers_order": asked.order,
            "speakers_form": asked.form,
            "speakers_kinds": list(only.speaker_kinds),
            "speakers_since": only.since and date.fromisoformat(only.since),
            "speakers_until": only.until and date.fromisoformat(only.until),
            "speakers_words": only.words,
        }
    )


def asked_now() -> SpeakersAsked:
    """Return what is asked for in this session."""
    asked: SpeakersAsked = st.session_state[_STATE]
    return asked


def shown_instead(asked: SpeakersAsked) -> None:
    """Say what is shown where what was asked for is not there; the widgets stay as they are."""
    st.session_state[_STATE] = asked


def changed() -> None:
    """Take over what the widgets say, from the first page on."""
    state = st.session_state
    asked = asked_now()
    since = state.get("speakers_since")
    until = state.get("speakers_until")
    only = replace(
        asked.only,
        words=state.get("speakers_words", asked.only.words) or "",
        speaker_kinds=tuple(state.get("speakers_kinds", asked.only.speaker_kinds)),
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
    )
    state[_STATE] = replace(
        asked,
        only=only,
        find=state.get("speakers_find", asked.find) or "",
        view=state.get("speakers_view", asked.view),
        order=state.get("speakers_order", asked.order),
        form=state.get("speakers_form", asked.form),
        page=1,
        quote=None,
    )
