"""The downloads of the quotes that are found: a file in each format, named after what it holds."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from quotes.library import (
    FILTER_FIELDS,
    AnyField,
    DateField,
    Filter,
    FlagField,
    Library,
    NumberField,
    ShareField,
    Sort,
)
from quotes.writing import FILE_FORMATS, Format, to_bytes

_LONGEST = 60
_BETWEEN = re.compile(r"[\W_]+")


def draw_downloads(library: Library, only: Filter, sort: Sort, number: int) -> None:
    """Draw the buttons; each says what its format is for. A file is made when the visitor asks for it."""
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
        case FlagField():
            yield field.parameter
        case _ if isinstance(value, str):
            yield value
        case _:
            yield from (each or f"no {field.parameter}" for each in value)


def _content(library: Library, only: Filter, sort: Sort, file_format: Format) -> bytes:
    return to_bytes(library.with_own_columns(library.frame(only, sort)), file_format)
