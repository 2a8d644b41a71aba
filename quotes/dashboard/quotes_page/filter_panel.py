"""The filters of the page of quotes, in the sidebar."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from quotes.display import widget_label
from quotes.library import UNSURE_BELOW, CountBy, Filter, Library, QuoteKind, SourceBasis, SpeakerKind
from quotes.types import InputError

_MOST_CHOICES = 200
_LABEL = 36
_NONE = {"speaker": "No speaker settled", "source": "No source", "outlet": "No outlet", "article": ""}
_FIELDS: dict[CountBy, str] = {
    "speaker": "speakers",
    "source": "sources",
    "outlet": "outlets",
    "article": "articles",
}
_KINDS: Mapping[str, str] = {QuoteKind.full: "Full", QuoteKind.fragment: "Fragment"}
_BASES: Mapping[str, str] = {SourceBasis.stated: "Stated", SourceBasis.carried: "Carried on"}
_SPEAKER_KINDS: Mapping[str, str] = {
    SpeakerKind.person: "Person",
    SpeakerKind.organisation: "Organisation",
    SpeakerKind.unnamed: "Unnamed",
}
_PARTS = {"speaker_kind": "speaker_kinds", "kind": "kinds", "basis": "bases"}
KEYS = ("words", "since", "until", "confidence", "corrected", "unsure", *_FIELDS, *_PARTS)
"""The widgets' keys in the session."""


def take(only: Filter) -> None:
    """Put a filter into the widgets."""
    least, most = only.least_confidence, only.most_confidence
    st.session_state.update(
        words=only.words,
        since=only.since and date.fromisoformat(only.since),
        until=only.until and date.fromisoformat(only.until),
        confidence=(_percent(least, 0), _percent(most, 100)),
        corrected=only.corrected,
        unsure=only.unsure,
        **{by: list(getattr(only, field)) for by, field in _FIELDS.items()},
        **{key: list(getattr(only, field)) for key, field in _PARTS.items()},
    )


def first_page() -> None:
    """Go back to the first page of the list, as what is listed has changed."""
    st.session_state["page"] = 1


def asked_for(library: Library) -> Filter:
    """Return the filter that the widgets stand for, drawn already or not."""
    state = st.session_state
    state["speaker"] = _known(library, state["speaker"])
    least, most = state["confidence"]
    since, until = state["since"], state["until"]
    return Filter(
        words=state["words"] or "",
        speakers=tuple(state["speaker"]),
        sources=tuple(state["source"]),
        outlets=tuple(state["outlet"]),
        articles=tuple(state["article"]),
        speaker_kinds=tuple(state["speaker_kind"]),
        kinds=tuple(state["kind"]),
        bases=tuple(state["basis"]),
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
        least_confidence=least / 100 if least > 0 else None,
        most_confidence=most / 100 if most < 100 else None,
        corrected=state["corrected"],
        unsure=state["unsure"],
    )


def draw(library: Library, asked: Filter) -> None:
    """Draw the filters, which ask for ``asked``."""
    with st.sidebar:
        st.text_input(
            "Words",
            key="words",
            type="search",
            placeholder='ferry "at dawn" -harbour',
            help='All words, in any form; "a phrase"; sail* for all that begins so; -word to leave out',
            on_change=first_page,
        )
        _choice("Speaker", "speaker", library, asked)
        _choice("Source", "source", library, asked)
        _choice("Outlet", "outlet", library, asked)
        _choice("Article", "article", library, asked)
        since, until = st.columns(2, gap="small")
        since.date_input("From", key="since", value=None, format="YYYY-MM-DD", on_change=first_page)
        until.date_input("To", key="until", value=None, format="YYYY-MM-DD", on_change=first_page)
        _parts("Kind of speaker", "speaker_kind", _SPEAKER_KINDS)
        _parts("Kind of quote", "kind", _KINDS)
        _parts("Source is", "basis", _BASES)
        st.slider(
            "Confidence",
            0,
            100,
            step=5,
            key="confidence",
            format="%d%%",
            help="The probability that the speaker is right",
            on_change=first_page,
        )
        st.toggle("Only corrected", key="corrected", on_change=first_page)
        st.toggle(
            "Only unsure",
            key="unsure",
            help=f"Confidence below {UNSURE_BELOW:.0%}, or no speaker settled",
            on_change=first_page,
        )
        st.button("Clear the filters", key="clear", disabled=asked.is_empty, on_click=_clear, width="stretch")


def _known(library: Library, names: Iterable[str | None]) -> list[str | None]:
    """Return the names that speakers go by over all articles, each once.

    So an address with one article's form of a name, or with the name that somebody went by before there were
    more articles, still finds the speaker.
    """
    given = list(names)
    known = library.known_as(name for name in given if name is not None)
    return list(dict.fromkeys(name and known.get(name, name) for name in given))


def _clear() -> None:
    take(Filter())
    first_page()
    for by in _FIELDS:
        st.session_state.pop(f"{by}_like", None)


def _choice(heading: str, by: CountBy, library: Library, asked: Filter) -> None:
    """Draw one filter by name: the choices that the other filters leave, with their numbers of quotes.

    What is typed and is none of the choices shown is looked for in the whole library.
    """
    chosen = tuple(st.session_state[by])
    others = _with_names(asked, by, ())
    like = st.session_state.get(f"{by}_like")
    try:
        labels = _labels(library, by, others, chosen, like)
    except InputError:
        labels = {name: str(name) for name in chosen}
    st.multiselect(
        heading,
        list(labels),
        format_func=lambda value: labels.get(value, str(value)),
        key=by,
        placeholder="All; type to find" if not like else f"Those with “{widget_label(like, 20)}”",
        on_change=_chosen,
        args=(by, library, frozenset(labels)),
        select_all=False,
        accept_new_options=True,
    )


def _labels(
    library: Library, by: CountBy, others: Filter, chosen: tuple[str | None, ...], like: str | None
) -> dict[str | None, str]:
    """Return the choices and what to show for each: its name and its number of quotes."""
    found = _numbers(library, by, others, like)
    missing = [value for value in chosen if value not in found]
    if missing:
        known = _with_names(others, by, tuple(missing))
        found |= {value: (str(value or _NONE[by]), 0) for value in missing} | _numbers(library, by, known)
    plain = {value: f"{widget_label(name, _LABEL)} · {number:,}" for value, (name, number) in found.items()}
    return _distinct(plain)


def _numbers(
    library: Library, by: CountBy, only: Filter, like: str | None = None
) -> dict[str | None, tuple[str, int]]:
    """Return the names that have most quotes, each with what to call it and its number of quotes."""
    counted = library.counts(by, only, limit=_MOST_CHOICES, containing=like)
    found: dict[str | None, tuple[str, int]] = {}
    called = counted["title" if by == "article" else by]
    for value, name, number in zip(counted[by], called, counted["quotes"], strict=True):
        key = _text(value)
        found[key] = (_text(name) or key or _NONE[by], int(number))
    if None in found:
        found[None] = found.pop(None)  # it comes last, however many there are
    return found


def _text(value: object) -> str | None:
    """Return a table's text, None where it is missing."""
    return value if isinstance(value, str) else None


def _with_names(only: Filter, by: CountBy, names: tuple[str | None, ...]) -> Filter:
    """Return the filter with other names in one of its fields."""
    match by:
        case "speaker":
            return replace(only, speakers=names)
        case "source":
            return replace(only, sources=names)
        case "outlet":
            return replace(only, outlets=names)
        case "article":
            return replace(only, articles=tuple(name for name in names if name is not None))


def _distinct(labels: Mapping[str | None, str]) -> dict[str | None, str]:
    """Return labels of which no two are the same: the widget tells its choices apart by them."""
    seen: dict[str, int] = {}
    told = {}
    for value, said in labels.items():
        seen[said] = seen.get(said, 0) + 1
        told[value] = said if seen[said] == 1 else f"{said} [{seen[said]}]"
    return told


def _chosen(by: CountBy, library: Library, offered: Iterable[str | None]) -> None:
    """Take what was chosen. What was typed stands for the one name that has it, else for those to offer."""
    first_page()
    state = st.session_state
    state.pop(f"{by}_like", None)
    typed = [value for value in state[by] if value not in offered]
    kept = [value for value in state[by] if value in offered]
    for words in typed:
        found = library.counts(by, limit=2, containing=words)[by].dropna()
        if len(found) == 1:
            kept.append(found.iloc[0])
        else:
            state[f"{by}_like"] = words
    state[by] = list(dict.fromkeys(kept))


def _parts(heading: str, key: str, names: Mapping[str, str]) -> None:
    """Draw one filter of few values."""
    st.segmented_control(
        heading,
        list(names),
        selection_mode="multi",
        format_func=names.__getitem__,
        key=key,
        on_change=first_page,
        width="stretch",
    )


def _percent(share: float | None, otherwise: int) -> int:
    return otherwise if share is None else round(100 * share)
