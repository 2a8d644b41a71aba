"""Labels in a table (CSV), as people make them in a spreadsheet: a quote in each row.

The columns, of which a table needs those that say which words are meant:

- ``quote_id``, as every export has it; or ``doc_id`` with ``start`` and ``end``; or ``doc_id`` and ``quote``,
  the words themselves;
- ``is_quote``: yes or no; empty means yes;
- ``speaker``: who spoke the words; "-" if nobody can tell; empty if you do not say;
- ``speaker_kind``: person, organisation or unnamed; empty means person;
- ``source``: which outlet reported them; "-" for none; empty if you do not say;
- ``text``: the text of the article, if it is not in the library.

An export can be corrected in place: give it a column ``is_quote``, and change the cells that are wrong.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quotes.library import Library
from quotes.text import digest_text, make_doc_id
from quotes.types import InputError, Span

NOBODY = "-"
"""What a cell says if there is no speaker, or no source."""

_YES = frozenset(["", "yes", "y", "true", "1"])
_NO = frozenset(["no", "n", "false", "0"])
_KINDS = ("person", "organisation", "unnamed")

Row = Mapping[str, str]


def read_label_table(content: str, place: str, library: Library | None = None) -> list[dict[str, Any]]:
    """Read the labelled articles of a table, in the format of `quotes.evaluation.gold`.

    Args:
        content: the table as CSV.
        place: names the file in messages.
        library: has the articles whose text is not in the table.

    Raises:
        InputError: a row is not clear; the message has its number, as a spreadsheet counts.

    """
    csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))
    rows = csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    articles: dict[str, dict[str, Any]] = {}
    try:
        for number, row in enumerate(rows, start=2):
            known = {
                (name or "").strip().lower(): (cell or "").strip() if isinstance(cell, str) else ""
                for name, cell in row.items()
            }
            try:
                _add(articles, known, library)
            except InputError as error:
                raise InputError(f"{place}: row {number}: {error}") from None
    except csv.Error as error:
        raise InputError(f"{place}: this is not a table in CSV ({error})") from None
    if not articles:
        raise InputError(f"{place}: there is no row below the header")
    return list(articles.values())


def read_label_file(path: Path, library: Library | None = None) -> list[dict[str, Any]]:
    """Read the labelled articles of a CSV file.

    Raises:
        InputError: the file cannot be read, or a row is not clear.

    """
    try:
        content = path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InputError(f"{path}: not a CSV file in UTF-8: {error}") from error
    return read_label_table(content, str(path), library)


def _add(articles: dict[str, dict[str, Any]], row: Row, library: Library | None) -> None:
    """Add the label of a row to its article."""
    doc_id, text, span = _words(articles, row, library)
    article = articles.setdefault(doc_id, {"id": doc_id, "text": text, "quotes": []})
    article["quotes"].append({"start": span.start, "end": span.end} | dict(_answers(row)))


def _words(
    articles: Mapping[str, Mapping[str, Any]], row: Row, library: Library | None
) -> tuple[str, str, Span]:
    """Find the words that a row means: the article's id, its text, and the span."""
    if row.get("quote_id") and not row.get("text"):
        if library is None:
            raise InputError("quote_id needs the library that has the quote; or give the column text")
        found = library.extracted(row["quote_id"]) or library.quote(row["quote_id"])
        known = articles.get(found.doc_id)
        text = known["text"] if known else library.article(found.doc_id).article.text
        return found.doc_id, text, Span(found.start, found.end)
    text = row.get("text", "")
    doc_id = row.get("doc_id") or (make_doc_id(digest_text(text)) if text else "")
    if not doc_id:
        raise InputError("quote_id, doc_id or text must say which words are meant")
    if not text:
        if library is None:
            raise InputError(f"{doc_id}: give the library that has the article, or the column text")
        text = library.article(doc_id).article.text
    return doc_id, text, _span(row, text)


def _span(row: Row, text: str) -> Span:
    """Where the words of a row are: at its offsets, or where the text has them once."""
    start, end = row.get("start", ""), row.get("end", "")
    if start.isdecimal() and end.isdecimal():
        if not int(start) < int(end) <= len(text):
            raise InputError(f"{start} to {end} are not words of this article")
        return Span(int(start), int(end))
    words = row.get("quote", "").strip("“”\"'‘’")
    found = text.count(words) if words else 0
    if found != 1:
        what = "has these words more than once" if found else "does not have these words"
        raise InputError(f"the article {what}; give start and end")
    return Span(text.index(words), text.index(words) + len(words))


def _answers(row: Row) -> Iterator[tuple[str, Any]]:
    """Yield what a row says of its words."""
    said = row.get("is_quote", "").lower()
    if said not in _YES | _NO:
        raise InputError(f'is_quote must be yes or no, not "{said[:20]}"')
    yield "is_quote", said in _YES
    if said in _NO:
        return
    if speaker := row.get("speaker", ""):
        kind = row.get("speaker_kind", "").lower() or "person"
        if kind not in _KINDS:
            raise InputError(f'speaker_kind must be person, organisation or unnamed, not "{kind[:20]}"')
        yield "speaker", None if speaker == NOBODY else speaker
        yield "kind", None if speaker == NOBODY else kind
    if source := row.get("source", ""):
        yield "source_name", None if source == NOBODY else source
