"""The chart of two speakers."""

from collections.abc import Mapping

import altair as alt
import pandas as pd
import streamlit as st

from quotes.display import widget_label

_HEIGHT = 90


def draw_two_speakers(counted: Mapping[str, pd.DataFrame]) -> None:
    """Compare the quotes of two speakers by month on one axis: the first upwards, the second downwards.

    ``counted`` has a table of `quotes.library.Library.months` for each speaker's name.
    """
    first, second = counted
    parts = [
        frame.assign(side=side, name=widget_label(name, 60), height=sign * frame["quotes"])
        for (name, frame), side, sign in zip(counted.items(), ("first", "second"), (1, -1), strict=True)
    ]
    both = pd.concat(parts, ignore_index=True)
    if both["month"].nunique() < 2:
        return
    top = int(both["quotes"].max())
    bars = (
        alt.Chart(both)
        .mark_bar(cornerRadiusEnd=1, binSpacing=1, minBandSize=1.5)  # otherwise some are unseen on a phone
        .encode(
            x=alt.X("yearmonth(month):T", title=None, axis=alt.Axis(grid=False, tickCount=8)),
            y=alt.Y(
                "height:Q",
                title=None,
                scale=alt.Scale(domain=[-top, top]),
                axis=alt.Axis(values=[-top, 0, top], labelExpr="format(abs(datum.value), ',')"),
            ),
            color=alt.Color("side:N", legend=None, scale=alt.Scale(domain=["first", "second"])),
            tooltip=[
                alt.Tooltip("name:N", title="Speaker"),
                alt.Tooltip("yearmonth(month):T", title="Month", format="%B %Y"),
                alt.Tooltip("quotes:Q", title="Quotes", format=","),
            ],
        )
    )
    side_color = alt.Color("side:N", legend=None)
    names = [
        alt.Chart(pd.DataFrame({"side": [side], "name": [widget_label(name, 40)]}))
        .mark_text(align="left", dx=4, dy=dy, fontWeight="bold")
        .encode(x=alt.value(0), y=alt.value(y), text="name:N", color=side_color)
        for side, name, y, dy in (("first", first, 0, 6), ("second", second, alt.expr("height"), -6))
    ]
    description = (
        f"Quotes per month, {widget_label(first, 60)} above the line, {widget_label(second, 60)} below it, "
        f"{both['month'].min():%B %Y} to {both['month'].max():%B %Y}, up to {top:,} a month"
    )
    st.altair_chart(alt.layer(bars, *names).properties(height=2 * _HEIGHT), key="months", alt=description)
