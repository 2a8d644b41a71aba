"""The charts that pages share."""

import altair as alt
import pandas as pd
import streamlit as st

_HEIGHT = 90


def months(counted: pd.DataFrame) -> None:
    """Draw quotes by month; ``counted`` as `quotes.library.Library.months` gives it."""
    if len(counted) < 2:
        return
    first, last = counted["month"].iloc[0], counted["month"].iloc[-1]
    chart = (
        alt.Chart(counted)
        .mark_bar(cornerRadiusEnd=1)
        .encode(
            x=alt.X("yearmonth(month):T", title=None, axis=alt.Axis(grid=False, tickCount=8)),
            y=alt.Y("quotes:Q", title=None, axis=alt.Axis(tickCount=2, format="~s")),
            tooltip=[
                alt.Tooltip("yearmonth(month):T", title="Month", format="%B %Y"),
                alt.Tooltip("quotes:Q", title="Quotes", format=","),
            ],
        )
        .properties(height=_HEIGHT)
    )
    told = f"Quotes by month, {first:%B %Y} to {last:%B %Y}, at most {counted['quotes'].max():,} a month"
    st.altair_chart(chart, key="months", alt=told)
