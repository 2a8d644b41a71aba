"""The picture of who reaches us through whom: ribbons from speakers to sources, or a table of numbers."""

from collections.abc import Sequence
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
from quotes.dashboard.speakers_page.address import SpeakersAsked, SpeakersForm
from quotes.dashboard.speakers_page.flow_chart import SELECTIONS, chart_description, clicked_names, flow_chart
from quotes.dashboard.speakers_page.state import follow_widgets, show
from quotes.display import templates_of
from quotes.insight import (
    Pair,
    SpeakersAndSources,
    flow_layout,
    order_nodes,
    speakers_and_sources,
)
from quotes.library import Filter, Library
from quotes.writing import csv_bytes

_FORMS = {SpeakersForm.flow: "Chart", SpeakersForm.grid: "Table"}
_fill = templates_of("quotes.dashboard.speakers_page")


def draw(context: PageContext, asked: SpeakersAsked) -> None:
    """Draw the picture of the quotes that match the filter."""
    found = speakers_and_sources(context.library, asked.only)
    with st.container(key="picture-figures", horizontal=True, vertical_alignment="center"):
        st.html(summary([told(found)]))
        if found.pairs:
            draw_switch("Show as", _FORMS, "speakers_form", follow_widgets)
            st.download_button(
                "CSV",
                data=partial(_file, context.library, asked.only),
                file_name="speakers-and-sources.csv",
                mime="text/csv",
                icon=":material/download:",
                on_click="ignore",
                help="Download all speakers, their sources and the number of quotes",
            )
    if not found.pairs:
        st.html(notice(_nothing(found)))
        return
    if asked.form is SpeakersForm.grid:
        st.html(grid(found.pairs, asked.only))
    else:
        _ribbons(context, asked.only, found)


def told(found: SpeakersAndSources) -> Markup:
    """Draw how many quotes the picture shows, and how many it leaves out."""
    shown = Markup("Showing {}").format(
        counted(found.shown, f"of {number_with_noun(found.named, 'quote')} with a source.")
    )
    without = found.quotes - found.named
    if not without:
        return shown
    verb = "is" if without == 1 else "are"
    return shown + f" {number_with_noun(without, 'quote')} without a source {verb} not shown."


def _nothing(found: SpeakersAndSources) -> str:
    if not found.quotes:
        return "No quotes match these filters. Clear a filter to see more."
    return "None of these quotes has a source."


def _file(library: Library, only: Filter) -> bytes:
    return csv_bytes(library.speakers_by_source(only))


def grid(pairs: Sequence[Pair], only: Filter) -> Markup:
    """Draw the table of speakers by sources; each number links to its quotes."""
    speakers, sources = order_nodes(pairs)
    numbers = {(speaker, source): number for speaker, source, number in pairs}
    most = max(numbers.values())
    rows = [
        (
            speaker,
            f"speakers?{urlencode({'speaker': speaker})}",
            [_cell(only, speaker, source, numbers.get((speaker, source), 0), most) for source in sources],
        )
        for speaker in speakers
    ]
    return _fill("grid", sources=[(source, _link(only, source=source)) for source in sources], rows=rows)


def _cell(only: Filter, speaker: str, source: str, number: int, most: int) -> dict[str, object] | None:
    """Describe a cell; None for an empty one. The shade is a percentage, darker for more quotes."""
    if not number:
        return None
    return {
        "number": number,
        "words": f"{speaker} via {source}: {number_with_noun(number, 'quote')}",
        "link": _link(only, speaker=speaker, source=source),
        "shade": round(8 + 42 * (number / most) ** 0.5),
    }


def _link(only: Filter, **names: str) -> str:
    """Write the address of the page of quotes, relative to this page's."""
    parameters = to_parameters(Asked(only)) | {name: [value] for name, value in names.items()}
    return f"./?{urlencode(parameters, doseq=True)}"


def _ribbons(context: PageContext, only: Filter, found: SpeakersAndSources) -> None:
    """Draw the ribbons; a click on one of them, or on a name, leads there."""
    drawn = flow_layout(found.pairs)
    clicked = st.altair_chart(
        flow_chart(drawn),
        key="ribbons",
        on_select=_to_speaker,
        selection_mode=list(SELECTIONS),
        alt=chart_description(drawn),
    )
    st.html(
        '<p class="none">Thicker ribbons mean more quotes. Choose a ribbon or a source to see its quotes, '
        "or a speaker to see the speaker’s page. See the table for the numbers.</p>"
    )
    wanted = clicked_names(clicked["selection"])
    if "source" in wanted:
        parameters = to_parameters(Asked(only)) | {name: [value] for name, value in wanted.items()}
        st.switch_page(context.pages["quotes"], query_params=parameters)


def _to_speaker() -> None:
    """Lead to a speaker whose name was clicked."""
    wanted = clicked_names(st.session_state["ribbons"]["selection"])
    if "source" not in wanted and "speaker" in wanted:
        show(SpeakersAsked(speaker=wanted["speaker"]))
