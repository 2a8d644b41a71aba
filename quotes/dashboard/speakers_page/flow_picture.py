"""The picture of who reaches us through whom: ribbons from speakers to sources, or a table of numbers."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from quotes.dashboard.shared import Asked, PageContext, notice, number_with_noun, to_parameters
from quotes.dashboard.speakers_page.address import SpeakersAsked, SpeakersForm
from quotes.dashboard.speakers_page.flow_chart import SELECTIONS, chart_description, clicked_names, flow_chart
from quotes.dashboard.speakers_page.state import follow_widgets, show
from quotes.display import escape_html, shortened
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


def draw(context: PageContext, asked: SpeakersAsked) -> None:
    """Draw the picture of the quotes that pass the filter."""
    found = speakers_and_sources(context.library, asked.only)
    with st.container(key="picture-figures", horizontal=True, vertical_alignment="center"):
        st.html(f'<p class="summary" role="status">{told(found)}</p>')
        if found.pairs:
            st.segmented_control(
                "Show as",
                list(_FORMS),
                format_func=_FORMS.__getitem__,
                key="speakers_form",
                required=True,
                label_visibility="collapsed",
                on_change=follow_widgets,
            )
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


def told(found: SpeakersAndSources) -> str:
    """Return what the picture shows, and what it leaves out."""
    without = found.quotes - found.named
    verb = "is" if without == 1 else "are"
    left_out = f" {number_with_noun(without, 'quote')} without a source {verb} not shown." if without else ""
    return (
        f"Showing <b>{found.shown:,}</b> of {number_with_noun(found.named, 'quote')} with a source.{left_out}"
    )


def _nothing(found: SpeakersAndSources) -> str:
    if not found.quotes:
        return "No quotes match these filters. Clear a filter to see more."
    return "None of these quotes has a source."


def _file(library: Library, only: Filter) -> bytes:
    return csv_bytes(library.speakers_by_source(only))


def grid(pairs: Sequence[Pair], only: Filter) -> str:
    """Return the table of speakers by sources; each number leads to its quotes."""
    speakers, sources = order_nodes(pairs)
    numbers = {(speaker, source): number for speaker, source, number in pairs}
    most = max(numbers.values())
    head = "".join(
        f'<th scope="col"><a href="{_address(only, source=source)}">{_short(source, 26)}</a></th>'
        for source in sources
    )
    body = "".join(
        f'<tr><th scope="row"><a href="speakers?{_query(speaker=speaker)}">{_short(speaker)}</a></th>'
        + "".join(_cell(only, speaker, source, numbers.get((speaker, source), 0), most) for source in sources)
        + "</tr>"
        for speaker in speakers
    )
    return (
        '<p class="none">Number of quotes. Choose a number to see the quotes. Similar rows are grouped.</p>'
        '<div class="grid" role="region" aria-label="Speakers by sources" tabindex="0"><table>'
        f'<thead><tr><td class="corner"></td>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(only: Filter, speaker: str, source: str, number: int, most: int) -> str:
    if not number:
        return "<td></td>"
    said = f"{escape_html(speaker)} via {escape_html(source)}: {number_with_noun(number, 'quote')}".replace(
        '"', "&quot;"
    )
    address = _address(only, speaker=speaker, source=source)
    shade = round(8 + 42 * (number / most) ** 0.5)
    number_link = f'<a href="{address}" title="{said}" aria-label="{said}">{number:,}</a>'
    return f'<td style="--shade:{shade}%">{number_link}</td>'


def _address(only: Filter, **names: str) -> str:
    """Return the link to the page of quotes, which stands where this page's folder begins."""
    parameters = to_parameters(Asked(only)) | {name: [value] for name, value in names.items()}
    return f"./?{urlencode(parameters, doseq=True)}".replace("&", "&amp;")


def _query(**names: str) -> str:
    return urlencode(names)


def _short(name: str, limit: int = 34) -> str:
    return f"<bdi>{escape_html(shortened(name, limit))}</bdi>"


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
