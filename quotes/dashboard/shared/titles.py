"""What pages show as the title of an article that has none: its first words."""

from collections.abc import Iterable
from dataclasses import replace

from quotes.library import Library
from quotes.types import Quote


def with_titles(library: Library, rows: Iterable[Quote]) -> list[Quote]:
    """Give rows of untitled articles their articles' first words as titles."""
    given = list(rows)
    untitled = {row.doc_id for row in given if row.title is None}
    openings = library.openings(untitled) if untitled else {}
    return [replace(row, title=openings.get(row.doc_id)) if row.title is None else row for row in given]
