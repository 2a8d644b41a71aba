"""Speakers by tag: how many quotes, speakers and articles have each tag, and a file of speakers by tag."""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from quotes.dashboard.shared import Asked, PageContext, figure, notice, summary, to_parameters
from quotes.dashboard.speakers_page.address import SpeakersAsked
from quotes.display import templates_of
from quotes.insight import counts_by_tag, speakers_by_tag
from quotes.library import Filter, Library
from quotes.writing import csv_bytes

_HOW = "No tags yet. Add one on a speaker’s page, on an article, or on a chosen quote of an article."
_fill = templates_of("quotes.dashboard.speakers_page")


def draw(context: PageContext, asked: SpeakersAsked) -> None:
    """Draw the table of the quotes that match the filter."""
    found = counts_by_tag(context.library, asked.only)
    if found.empty:
        st.html(notice(_HOW))
        return
    with st.container(key="picture-figures", horizontal=True, vertical_alignment="center"):
        st.html(summary([figure(len(found), "tag")]))
        st.download_button(
            "CSV",
            data=partial(_file, context.library, asked.only),
            file_name="speakers-by-tag.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            help="Download all speakers by tag, with their numbers of quotes",
        )
    rows = [
        (tag, f"./?{urlencode(to_parameters(Asked(asked.only)) | {'tag': [tag]}, doseq=True)}", numbers)
        for tag, *numbers in found.itertuples(index=False, name=None)
    ]
    st.html(_fill("tag_table", rows=rows))


def _file(library: Library, only: Filter) -> bytes:
    return csv_bytes(speakers_by_tag(library, only))
