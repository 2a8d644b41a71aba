"""The tables among the chosen files: their first rows, and which column holds what."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.shared import Draft, KeptFile, notice, plain_label, set_widget
from quotes.display import templates_of
from quotes.reading import NO_CHOICE, ColumnChoice, InputFile, TablePreview, preview_table

_LABELS: Mapping[str, str] = {
    "text": "Text",
    "title": "Title",
    "outlet": "Outlet",
    "published": "Date",
    "url": "Web address",
}
_PREVIEWS = "add_previews"
_MOST_TABLES = 5
_MOST_COLUMNS = 60
_fill = templates_of("quotes.dashboard.add_page")


def draw(draft: Draft, files: Sequence[KeptFile]) -> bool:
    """Draw the tables among some files, those with the same columns once.

    Returns:
        Whether the column of the text is known for each of them.

    """
    tables: dict[tuple[str, ...], tuple[TablePreview, list[str]]] = {}
    for each in files:
        preview = _preview_of(each)
        if preview and len(preview.columns) > 1:
            tables.setdefault(preview.columns, (preview, []))[1].append(each.name)
    known = True
    for preview, names in list(tables.values())[:_MOST_TABLES]:
        known = _table(draft, preview, names) and known
    return known


def choice_of(draft: Draft) -> Callable[[InputFile], ColumnChoice]:
    """What finds the chosen columns of a file."""
    chosen = {names: dict(each) for names, each in draft.columns.items()}

    def find(source: InputFile) -> ColumnChoice:
        preview = preview_table(source) if chosen else None
        return chosen.get(preview.columns, NO_CHOICE) if preview else NO_CHOICE

    return find


def _preview_of(file: KeptFile) -> TablePreview | None:
    """The beginning of a file's table, read once in a session."""
    kept: dict[str, TablePreview | None] = st.session_state.setdefault(_PREVIEWS, {})
    if file.id not in kept:
        kept[file.id] = preview_table(InputFile(file.name, file.name, file.stream))
    return kept[file.id]


def _table(draft: Draft, preview: TablePreview, names: Sequence[str]) -> bool:
    """Draw a table's first rows and the choice of its columns. Gives whether that of the text is known."""
    chosen = draft.columns.setdefault(preview.columns, {field: preview.guess.get(field) for field in _LABELS})
    key = sha256(repr(preview.columns).encode()).hexdigest()[:8]
    others = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    with st.container(key=f"table-{key}"):
        st.html(_fill("columns_heading", name=f"{names[0]}{others}"))
        with st.container(horizontal=True, gap="small", key=f"columns-{key}"):
            for field, label in _LABELS.items():
                _choice(chosen, preview.columns, field, label, f"add_column_{key}_{field}")
        if chosen["text"] is None:
            st.html(notice("Choose the column that holds the text of the articles."))
        st.html(_rows(preview, chosen))
    return chosen["text"] is not None


def _choice(chosen: dict[str, str | None], columns: Sequence[str], field: str, label: str, key: str) -> None:
    """Draw the choice of the column that holds a field."""
    options: list[str | None] = [None, *columns[:_MOST_COLUMNS]]
    if chosen[field] not in options:
        options.append(chosen[field])
    set_widget(key, chosen[field])
    st.selectbox(
        label,
        options,
        key=key,
        format_func=_shown,
        placeholder=_shown(None),
        on_change=partial(_choose, chosen, field, key),
        width=170,
    )


def _choose(chosen: dict[str, str | None], field: str, key: str) -> None:
    """Take a column for a field; no other field then has it."""
    name: str | None = st.session_state[key]
    for other, column in chosen.items():
        if name is not None and column == name:
            chosen[other] = None
    chosen[field] = name


def _shown(name: str | None) -> str:
    return "No column" if name is None else plain_label(name or "(no name)", 40)


def _rows(preview: TablePreview, chosen: Mapping[str, str | None]) -> Markup:
    """Draw the first rows, the columns that hold a field first."""
    held = {name: _LABELS[field] for field, name in chosen.items() if name is not None}
    names = [*held, *(name for name in preview.columns if name not in held)][:_MOST_COLUMNS]
    return _fill(
        "table_preview",
        heads=[(name, held.get(name, "")) for name in names],
        rows=[[row.get(name, "") for name in names] for row in preview.rows],
    )
