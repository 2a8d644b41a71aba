"""The chart of speakers and their sources or outlets: ribbons from the left to the right.

A channel is a source, an outlet, or a person or body that is named in the quotes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt
import pandas as pd

from quotes.dashboard.shared import number_with_noun
from quotes.display import widget_label
from quotes.insight import FlowLayout, Node

FlowBy = Literal["source", "outlet", "about"]
"""What is on the right of the chart: sources, outlets, or who is named in the quotes."""

_NOUNS: Mapping[FlowBy, str] = {"source": "source", "outlet": "outlet", "about": "name"}
_BETWEEN: Mapping[FlowBy, str] = {"source": "via", "outlet": "in", "about": "about"}
_LEFT, _RIGHT = "min(230, 0.34 * width)", "min(250, 0.34 * width)"  # the pixels for the names
_ROOM = [alt.expr(_LEFT), alt.expr(f"width - {_RIGHT}")]
_BAR = 0.012
_GAP = 6  # pixels between a bar and its name
_STEPS = 12  # with the most speakers and channels Altair’s limit of 5,000 points is kept
_RIBBON = "clicked_ribbon"


@dataclass(frozen=True, slots=True)
class _Side:
    """How the bars and names of one side are drawn.

    Attributes:
        field: the column of the names.
        selection: the name of the selection of clicked names.
        bar: where the bars begin and end on the x axis.
        outer: the end of the bar at which the name is written.
        align: the alignment of the name.
        gap: the pixels from the bar to the name.
        room: the pixels for the name, as an expression.

    """

    field: str
    selection: str
    bar: tuple[float, float]
    outer: str
    align: Literal["left", "right"]
    gap: int
    room: str


_SPEAKERS = _Side("speaker", "clicked_speaker", (-_BAR, 0.0), "from:Q", "right", -_GAP, _LEFT)
_CHANNELS = _Side("channel", "clicked_channel", (1.0, 1 + _BAR), "to:Q", "left", _GAP, _RIGHT)
SELECTIONS = (_RIBBON, _SPEAKERS.selection, _CHANNELS.selection)
"""The selections of the chart, in the order in which they count."""


def clicked_names(selection: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, str]:
    """The speaker, the channel or both that were clicked in the chart; empty without a click.

    >>> clicked_names({"clicked_ribbon": [{"speaker": "Ada", "channel": "TNA"}], "clicked_channel": []})
    {'speaker': 'Ada', 'channel': 'TNA'}
    """
    for name in SELECTIONS:
        for point in selection.get(name) or ():
            return {field: str(point[field]) for field in ("speaker", "channel") if field in point}
    return {}


def chart_description(drawn: FlowLayout, by: FlowBy) -> str:
    """The chart in words, for people who do not see it."""
    most = sorted(drawn.ribbons, key=lambda ribbon: -ribbon.quotes)[:3]
    strongest = "; ".join(pair_in_words(each.speaker, each.channel, each.quotes, by) for each in most)
    speakers = number_with_noun(len(drawn.speakers), "speaker")
    channels = number_with_noun(len(drawn.channels), _NOUNS[by])
    return (
        f"{speakers} on the left, {channels} on the right, ribbons between them. The thickest: {strongest}. "
        "See the table for the numbers."
    )


def pair_in_words(speaker: str, channel: str, quotes: int, by: FlowBy) -> str:
    """A speaker, a source, an outlet or a name, and the number of quotes.

    >>> pair_in_words("Ada Quill", "Port Post", 2, "outlet")
    'Ada Quill in Port Post: 2 quotes'
    """
    names = f"{widget_label(speaker, 60)} {_BETWEEN[by]} {widget_label(channel, 60)}"
    return f"{names}: {number_with_noun(quotes, 'quote')}"


def flow_chart(drawn: FlowLayout, by: FlowBy) -> alt.LayerChart:
    """The chart of a layout. On its x axis, 0 to 1 is the room between the names."""
    colours = alt.Color(
        "channel:N", legend=None, scale=alt.Scale(domain=[node.name for node in drawn.channels])
    )
    clicked = alt.selection_point(name=_RIBBON, fields=["speaker", "channel"], toggle=False, empty=False)
    ribbons = (
        alt.Chart(pd.DataFrame(_points(drawn, by)))
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
    gray = alt.ColorValue("gray")
    layers = [ribbons, *_names(_SPEAKERS, drawn.speakers, gray), *_names(_CHANNELS, drawn.channels, colours)]
    height = round(drawn.height)
    return alt.LayerChart(layer=layers, height=height, config=alt.Config(view=alt.ViewConfig(stroke=None)))


def _names(side: _Side, nodes: Sequence[Node], colour: alt.Color | alt.ColorValue) -> list[alt.Chart]:
    """The bars and the names of one side."""
    start, end = side.bar
    table = pd.DataFrame(
        [
            {
                side.field: node.name,
                "name": f"{widget_label(node.name, 44)} · {node.quotes:,}",
                "told": f"{widget_label(node.name, 80)}: {number_with_noun(node.quotes, 'quote')}",
                "top": node.top,
                "bottom": node.bottom,
                "middle": (node.top + node.bottom) / 2,
                "from": start,
                "to": end,
            }
            for node in nodes
        ]
    )
    clicked = alt.selection_point(name=side.selection, fields=[side.field], toggle=False, empty=False)
    solid = (
        alt.Chart(table)
        .mark_rect(aria=False)
        .encode(
            x=alt.X("from:Q", axis=None),
            x2="to:Q",
            y=alt.Y("top:Q", axis=None),
            y2="bottom:Q",
            color=colour,
            tooltip="told:N",
        )
    )
    written = (
        alt.Chart(table)
        .mark_text(
            align=side.align,
            baseline="middle",
            dx=side.gap,
            limit=alt.expr(f"{side.room} - {_GAP}"),
            cursor="pointer",
            fontSize=alt.expr("width < 480 ? 12 : 13"),  # a phone has room for most full names then
        )
        .encode(
            x=alt.X(side.outer, axis=None),
            y=alt.Y("middle:Q", axis=None),
            text="name:N",
            tooltip="told:N",
            description="told:N",
        )
        .add_params(clicked)
    )
    return [solid, written]


def _points(drawn: FlowLayout, by: FlowBy) -> Iterable[dict[str, object]]:
    """Points along the edges of the ribbons, from left to right. Each edge is a smooth curve."""
    for ribbon in drawn.ribbons:
        said = pair_in_words(ribbon.speaker, ribbon.channel, ribbon.quotes, by)
        for step in range(_STEPS + 1):
            share = step / _STEPS
            top = ribbon.left + (ribbon.right - ribbon.left) * share * share * (3 - 2 * share)
            yield {
                "speaker": ribbon.speaker,
                "channel": ribbon.channel,
                "told": said,
                "x": share,
                "top": top,
                "bottom": top + ribbon.thickness,
            }
