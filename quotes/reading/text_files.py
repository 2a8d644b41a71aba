"""Text files, with or without a header block.

A text file may open with a header block, which is not part of the text::

    title: Ferry returns to Port Ellin
    outlet: The Ellin Courier
    date: 2024-03-05
    url: https://ellin-courier.example/ferry

    The ferry came back on Tuesday ...

Any of the four lines may be missing. A line that is not one of them makes the whole block part of the text.
"""

import re
from collections.abc import Iterator

from quotes.reading.dates import header_date
from quotes.reading.encodings import decode_text
from quotes.reading.input_files import MOST_CHARACTERS, InputFile
from quotes.reading.reading_outcomes import FoundArticle, ReadingError, ReadingOutcome
from quotes.types import Article

_FIELDS = {
    "title": "title",
    "outlet": "outlet",
    "date": "published",
    "published": "published",
    "url": "url",
}
_LINE = re.compile(rf"({'|'.join(_FIELDS)})[^\S\n]*:(.*)\n?", re.IGNORECASE)
_BLANK_LINE = re.compile(r"[^\S\n]*(?:\n|\Z)")
_MOST_BYTES = 4 * MOST_CHARACTERS + 4096


def read_text(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the article of a text file, with the text exactly as in the file."""
    content = decode_text(source.content(_MOST_BYTES), source.place, source.charset)
    if not content.strip():
        raise ReadingError(source.place, "the file is empty")
    fields, start = _header(content, source.place)
    if not content[start:].strip():
        raise ReadingError(source.place, "there is a header but no text after it")
    article = Article(
        text=content[start:],
        title=fields.get("title"),
        outlet=fields.get("outlet"),
        published=fields.get("published"),
        url=fields.get("url"),
    )
    yield FoundArticle(source.place, article)


def _header(content: str, place: str) -> tuple[dict[str, str], int]:
    """Read the header block: its fields, and the offset at which the text begins (0 without a header)."""
    fields: dict[str, str] = {}
    position = 0
    while line := _LINE.match(content, position):
        field = _FIELDS[line[1].lower()]
        if field in fields:
            raise ReadingError(place, f"the header gives {line[1].lower()} twice")
        fields[field] = line[2].strip()
        position = line.end()
    blank = _BLANK_LINE.match(content, position)
    if not fields or not blank:
        return {}, 0
    if fields.get("published"):
        fields["published"] = header_date(fields["published"], f"{place}: date")
    return {field: value for field, value in fields.items() if value}, blank.end()
