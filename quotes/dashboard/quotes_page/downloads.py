"""The downloads of the quotes that are found: a file in each format, named after what it holds."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from quotes.dashboard.shared import GroupedSort, hint
from quotes.library import (
    FILTER_FIELDS,
    AnyField,
    DateField,
    Filter,
    FlagField,
    ImportsField,
    Library,
    NumberField,
    ShareField,
    Sort,
)
from quotes.writing import FILE_FORMATS, Format, to_bytes

if TYPE_CHECKING:
    import pandas as pd

_EVERY_QUOTE = (
    "Files have one row for each of the {:,} quotes. Quotes of the same words have the same utterance_id; "
    "carriers is the number of outlets, wording says how the words compare with the fullest ones."
)
_LONGEST = 60
_BETWEEN = re.compile(r"[\W_]+")


def draw_downloads(library: Library, only: Filter, sort: Sort | GroupedSort, number: int) -> None:
    """Draw the buttons; each says what its format is for. A file is made when the visitor asks for it.

    If the list groups the same words, so do the files.
    """
    if isinstance(sort, GroupedSort):
        st.html(hint(_EVERY_QUOTE.format(number)))
    with st.container(horizontal=True, key="downloads"):
        for file_format in FILE_FORMATS:
            st.download_button(
                f"{file_format.label} – {file_format.purpose}",
                data=partial(_content, library, only, sort, file_format),
                file_name=file_name(only, file_format, date.today()),
                mime=file_format.media_type,
                on_click="ignore",
                key=f"download-{file_format.value}",
                help=f"Download these {number:,} quotes as {file_format.label}",
            )


def file_name(only: Filter, file_format: Format, day: date) -> str:
    """Name a file after the filter and the day of the download.

    >>> file_name(Filter(speakers=("Keir Starmer",)), Format.xlsx, date(2026, 11, 26))
    'quotes_keir-starmer_2026-11-26.xlsx'
    """
    said = (part for name, field in FILTER_FIELDS.items() for part in _parts(field, getattr(only, name)))
    slugs = [slug for part in said if (slug := _BETWEEN.sub("-", part).strip("-").lower())]
    held = "_".join(slugs)
    if len(held) > _LONGEST:
        held = held[:_LONGEST].rpartition("-")[0] or held[:_LONGEST]
    return "_".join(filter(None, ("quotes", held, day.isoformat()))) + file_format.suffix


def _parts(field: AnyField, value: Any) -> Iterator[str]:
    """Yield what one field of the filter adds to the name."""
    if value == field.empty:
        return
    match field:
        case DateField() | ShareField() | NumberField():
            yield f"{field.parameter} {value}"
        case ImportsField():
            yield from (f"{field.parameter} {act}" for act in value)
        case FlagField():
            yield field.parameter
        case _ if isinstance(value, str):
            yield value
        case _:
            yield from (each or f"no {field.parameter}" for each in value)


def _content(library: Library, only: Filter, sort: Sort | GroupedSort, file_format: Format) -> bytes:
    if isinstance(sort, Sort):
        return to_bytes(library.with_own_columns(library.frame(only, sort)), file_format)
    frame = library.with_utterances(library.with_own_columns(library.frame(only, Sort.newest)))
    return to_bytes(_grouped(frame, sort), file_format)


def _grouped(frame: "pd.DataFrame", sort: GroupedSort) -> "pd.DataFrame":
    """Put the rows of the same words together, in the order in which the list has them."""
    place = frame.groupby("utterance_id", sort=False).ngroup()
    order = frame.assign(place=place, most=-frame["carriers"] if sort is GroupedSort.carriers else 0)
    return frame.loc[order.sort_values(["most", "place"], kind="stable").index].reset_index(drop=True)
