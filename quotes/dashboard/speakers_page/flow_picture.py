"""The picture of who reaches us through whom: ribbons from speakers to sources, or a table of numbers."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from urllib.parse import urlencode

import altair as alt
import pandas as pd
import streamlit as st

from quotes.dashboard.shared import Asked, PageContext, notice, number_with_noun, to_parameters
from quotes.dashboard.speakers_page.address import SpeakersAsked, SpeakersForm
from quotes.dashboard.speakers_page.state import follow_widgets, show
from quotes.display import escape_html, shortened, widget_label
from quotes.insight import (
    FlowLayout,
    Node,
    Pair,
    SpeakersAndSources,
    flow_layout,
    order_nodes,
    speakers_and_sources,
)
from quotes.library import Filter, Library
from quotes.writing import csv_bytes

_FORMS = {SpeakersForm.flow: "Chart", SpeakersForm.grid: "Table"}
_LEFT, _RIGHT = "min(230, 0.32 * width)", "min(250, 0.27 * width)"  # the pixels for the names
_ROOM = [alt.expr(_LEFT), alt.expr(f"width - {_RIGHT}")]
_BAR = 0.012
_BESIDE = 6
_STEPS = 12  # with the most speakers and sources Altair’s limit of 5,000 points is kept
_SPEAKER, _SOURCE, _RIBBON = "clicked_speaker", "clicked_source", "clicked_ribbon"


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
        chart(drawn),
        key="ribbons",
        on_select=_to_speaker,
        selection_mode=[_SPEAKER, _SOURCE, _RIBBON],
        alt=description(drawn),
    )
    st.html(
        '<p class="none">Thicker ribbons mean more quotes. Choose a ribbon or a source to see its quotes, '
        "or a speaker to see the speaker’s page. See the table for the numbers.</p>"
    )
    wanted = choice(clicked["selection"])
    if "source" in wanted:
        parameters = to_parameters(Asked(only)) | {name: [value] for name, value in wanted.items()}
        st.switch_page(context.pages["quotes"], query_params=parameters)


def _to_speaker() -> None:
    """Lead to a speaker whose name was clicked."""
    wanted = choice(st.session_state["ribbons"]["selection"])
    if "source" not in wanted and "speaker" in wanted:
        show(SpeakersAsked(speaker=wanted["speaker"]))


def choice(selection: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, str]:
    """Return the speaker, the source or both that were clicked in the chart; nothing without a click.

    >>> choice({"clicked_ribbon": [{"speaker": "Ada", "source": "TNA"}], "clicked_source": []})
    {'speaker': 'Ada', 'source': 'TNA'}
    """
    for name in (_RIBBON, _SPEAKER, _SOURCE):
        for point in selection.get(name) or ():
            return {field: str(point[field]) for field in ("speaker", "source") if field in point}
    return {}


def description(drawn: FlowLayout) -> str:
    """Return what the chart shows, in words, for those who do not see it."""
    most = sorted(drawn.ribbons, key=lambda ribbon: -ribbon.quotes)[:3]
    strongest = "; ".join(_said(ribbon.speaker, ribbon.source, ribbon.quotes) for ribbon in most)
    speakers = number_with_noun(len(drawn.speakers), "speaker")
    sources = number_with_noun(len(drawn.sources), "source")
    return (
        f"{speakers} on the left, {sources} on the right, ribbons between them. The thickest: {strongest}. "
        "See the table for the numbers."
    )


def _said(speaker: str, source: str, quotes: int) -> str:
    return f"{widget_label(speaker, 60)} via {widget_label(source, 60)}: {number_with_noun(quotes, 'quote')}"


def chart(drawn: FlowLayout) -> alt.LayerChart:
    """Return the chart of the picture; 0 to 1 of its x axis is the room between the names."""
    colours = alt.Color(
        "source:N", legend=None, scale=alt.Scale(domain=[node.name for node in drawn.sources])
    )
    clicked = alt.selection_point(name=_RIBBON, fields=["speaker", "source"], toggle=False, empty=False)
    ribbons = (
        alt.Chart(pd.DataFrame(_points(drawn)))
        .mark_area(interpolate="monotone", cursor="pointer", opacity=0.5)
        .encode(
            x=alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False, range=_ROOM)),
            y=alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[drawn.height, 0], nice=False, zero=False)),
            y2="bottom:Q",
            detail=["speaker:N"],
            color=colours,
            tooltip="told:N",
            description="told:N",
        )
        .add_params(clicked)
    )
    layers = [ribbons, *_names("speaker", drawn.speakers, colours), *_names("source", drawn.sources, colours)]
    height = round(drawn.height)
    return alt.LayerChart(layer=layers, height=height, config=alt.Config(view=alt.ViewConfig(stroke=None)))


def _names(side: str, nodes: Sequence[Node], colours: alt.Color) -> list[alt.Chart]:
    """Return the bars and the names of one side."""
    left = side == "speaker"
    at = 0 if left else 1
    table = pd.DataFrame(
        [
            {
                side: node.name,
                "name": f"{widget_label(node.name, 44)} · {node.quotes:,}",
                "told": f"{widget_label(node.name, 80)}: {number_with_noun(node.quotes, 'quote')}",
                "top": node.top,
                "bottom": node.bottom,
                "middle": (node.top + node.bottom) / 2,
                "from": at - _BAR * left,
                "to": at + _BAR * (not left),
            }
            for node in nodes
        ]
    )
    clicked = alt.selection_point(
        name=_SPEAKER if left else _SOURCE, fields=[side], toggle=False, empty=False
    )
    solid = (
        alt.Chart(table)
        .mark_rect(aria=False)
        .encode(
            x=alt.X("from:Q", axis=None),
            x2="to:Q",
            y=alt.Y("top:Q", axis=None),
            y2="bottom:Q",
            color=alt.value("gray") if left else colours,
            tooltip="told:N",
        )
    )
    written = (
        alt.Chart(table)
        .mark_text(
            align="right" if left else "left",
            baseline="middle",
            dx=-_BESIDE if left else _BESIDE,
            limit=alt.expr(f"{_LEFT if left else _RIGHT} - {_BESIDE}"),
            cursor="pointer",
            fontSize=13,
        )
        .encode(
            x=alt.X("from:Q" if left else "to:Q", axis=None),
            y=alt.Y("middle:Q", axis=None),
            text="name:N",
            tooltip="told:N",
            description="told:N",
        )
        .add_params(clicked)
    )
    return [solid, written]


def _points(drawn: FlowLayout) -> Iterable[dict[str, object]]:
    """Yield the edges of the ribbons from left to right, each one smooth curve."""
    for ribbon in drawn.ribbons:
        said = _said(ribbon.speaker, ribbon.source, ribbon.quotes)
        for step in range(_STEPS + 1):
            share = step / _STEPS
            top = ribbon.left + (ribbon.right - ribbon.left) * share * share * (3 - 2 * share)
            yield {
                "speaker": ribbon.speaker,
                "source": ribbon.source,
                "told": said,
                "x": share,
                "top": top,
                "bottom": top + ribbon.thickness,
            }
