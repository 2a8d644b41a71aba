"""Speakers and their sources or outlets: ribbons from one to the other, or a table of numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.shared import (
    Asked,
    PageContext,
    counted,
    draw_switch,
    notice,
    number_with_noun,
    summary,
    to_parameters,
)
from quotes.dashboard.speakers_page.address import SpeakersAsked, SpeakersForm, SpeakersView
from quotes.dashboard.speakers_page.flow_chart import (
    SELECTIONS,
    FlowBy,
    chart_description,
    clicked_names,
    flow_chart,
    pair_in_words,
)
from quotes.dashboard.speakers_page.state import current_asked, note_change, show
from quotes.display import templates_of
from quotes.insight import (
    Pair,
    SpeakerPairs,
    about_pairs,
    flow_layout,
    order_nodes,
    outlet_totals,
    speaker_pairs,
    speakers_by_outlet,
)
from quotes.library import Filter, Library
from quotes.writing import csv_bytes

_FORMS = {SpeakersForm.flow: "Chart", SpeakersForm.grid: "Table"}
_WITH: Mapping[FlowBy, str] = {
    "source": "a source",
    "outlet": "an outlet",
    "about": "a name in them",
}
_CHANNEL: Mapping[FlowBy, str] = {**_WITH, "about": "a name on the right"}
_VIEWS: Mapping[SpeakersView, FlowBy] = {SpeakersView.outlets: "outlet", SpeakersView.about: "about"}
_HEADINGS: Mapping[FlowBy, str] = {"source": "source", "outlet": "outlet", "about": "name in their quotes"}
_FILE_HELP: Mapping[FlowBy, str] = {
    "source": "Download all speakers, their sources and the number of quotes",
    "outlet": "Download who is quoted most in each outlet, with the share of its quotes",
    "about": "Download who speaks about whom, and the number of quotes",
}
_NO_NAMES = (
    "No quote names a person or a body. If an earlier version added the articles, quotes add --again finds "
    "the names."
)
_fill = templates_of("quotes.dashboard.speakers_page")


def draw(context: PageContext, asked: SpeakersAsked) -> None:
    """Draw the picture of the quotes that match the filter."""
    by = _VIEWS.get(asked.view, "source")
    if by == "about":
        if not context.library.has_quoted_names():
            st.html(notice(_NO_NAMES))
            return
        found = about_pairs(context.library, asked.only)
    else:
        found = speaker_pairs(context.library, by, asked.only)
    with st.container(key="picture-figures", horizontal=True, vertical_alignment="center"):
        st.html(summary([told(found, by)]))
        if by == "source" and found.quotes > found.named:
            st.button("Show these by outlet", type="tertiary", on_click=_show_by_outlet)
        if found.pairs:
            draw_switch("Show as", _FORMS, "speakers_form", partial(note_change, "speakers_form"))
            st.download_button(
                "CSV",
                data=partial(_file, context.library, asked.only, by),
                file_name=f"speakers-by-{by}.csv",
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
                help=_FILE_HELP[by],
            )
    if not found.pairs:
        st.html(notice(_nothing(found, by)))
    elif asked.form is SpeakersForm.flow:
        _ribbons(context, asked.only, found, by)
    elif by == "outlet":
        st.html(grid(found.pairs, asked.only, by, outlet_totals(context.library, asked.only)))
    else:
        st.html(grid(found.pairs, asked.only, by))


def told(found: SpeakerPairs, by: FlowBy) -> Markup:
    """Draw how many quotes the picture shows, and how many it leaves out."""
    if by == "about":  # a quote that names several counts for each of them
        return counted(found.named, f"of {number_with_noun(found.quotes, 'quote')} name a person or body.")
    kind = _WITH[by]
    shown = Markup("Showing {}").format(
        counted(found.shown, f"of {number_with_noun(found.named, 'quote')} with {kind}.")
    )
    without = found.quotes - found.named
    if not without:
        return shown
    verb = "is" if without == 1 else "are"
    return shown + f" {number_with_noun(without, 'quote')} without {kind} {verb} not shown."


def _nothing(found: SpeakerPairs, by: FlowBy) -> str:
    if not found.quotes:
        return "No quotes match these filters. Clear a filter to see more."
    if not found.named:
        return f"None of these quotes has {_WITH[by]}."
    return "None of these quotes has a speaker who could be identified."


def _show_by_outlet() -> None:
    """Show by outlet the quotes that have no source."""
    asked = current_asked()
    show(replace(asked, view=SpeakersView.outlets, only=replace(asked.only, sources=(None,)), page=1))


def _file(library: Library, only: Filter, by: FlowBy) -> bytes:
    if by == "about":
        return csv_bytes(library.speakers_about(only))
    return csv_bytes(speakers_by_outlet(library, only) if by == "outlet" else library.speakers_by(by, only))


def grid(pairs: Sequence[Pair], only: Filter, by: FlowBy, totals: Mapping[str, int] | None = None) -> Markup:
    """Draw the table of speakers by sources or outlets; each number links to its quotes.

    With ``totals``, the number of quotes of each channel, a cell also has its share of them.
    """
    speakers, channels = order_nodes(pairs)
    numbers = {(speaker, channel): number for speaker, channel, number in pairs}
    most = max(numbers.values())

    def cell(speaker: str, channel: str) -> dict[str, object] | None:
        number = numbers.get((speaker, channel))
        if not number:
            return None
        share = f"{number / totals[channel]:.0%}" if totals else ""
        words = pair_in_words(speaker, channel, number, by)
        return {
            "number": number,
            "share": share,
            "words": f"{words}, {share} of the outlet’s quotes" if share else words,
            "link": _link(only, **{"speaker": speaker, by: channel}),
            "shade": round(8 + 42 * (number / most) ** 0.5),  # a percentage, darker for more quotes
        }

    rows = [
        (
            speaker,
            f"speakers?{urlencode({'speaker': speaker})}",
            [cell(speaker, channel) for channel in channels],
        )
        for speaker in speakers
    ]
    heads = [(channel, _link(only, **{by: channel})) for channel in channels]
    return _fill("grid", by=_HEADINGS[by], channels=heads, rows=rows, has_shares=bool(totals))


def _link(only: Filter, **names: str) -> str:
    """Write the address of the page of quotes, relative to this page's."""
    parameters = to_parameters(Asked(only)) | {name: [value] for name, value in names.items()}
    return f"./?{urlencode(parameters, doseq=True)}"


def _ribbons(context: PageContext, only: Filter, found: SpeakerPairs, by: FlowBy) -> None:
    """Draw the ribbons; a click on one of them, or on a name, leads there."""
    drawn = flow_layout(found.pairs)
    clicked = st.altair_chart(
        flow_chart(drawn, by),
        key="ribbons",
        on_select=_to_speaker,
        selection_mode=list(SELECTIONS),
        alt=chart_description(drawn, by),
    )
    st.html(
        f'<p class="none">Thicker ribbons mean more quotes. Choose a ribbon or {_CHANNEL[by]} to see its '
        "quotes, or a speaker to see the speaker’s page. See the table for the numbers.</p>"
    )
    wanted = clicked_names(clicked["selection"])
    if "channel" in wanted:
        names = {by if name == "channel" else name: [value] for name, value in wanted.items()}
        parameters = to_parameters(Asked(only)) | names
        st.switch_page(context.pages["quotes"], query_params=parameters)


def _to_speaker() -> None:
    """Lead to a speaker whose name was clicked."""
    wanted = clicked_names(st.session_state["ribbons"]["selection"])
    if "channel" not in wanted and "speaker" in wanted:
        show(replace(current_asked(), speaker=wanted["speaker"], page=1, quote=None))
