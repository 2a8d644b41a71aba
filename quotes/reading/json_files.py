"""JSON and JSON Lines: objects with "text" and, if known, "id", "title", "outlet", "published", "url".

``column_names.txt`` lists the other names that the fields may have.
"""

import json
from collections.abc import Iterator, Mapping

from quotes.reading.article_records import articles_of_record, find_columns
from quotes.reading.encodings import decode_text
from quotes.reading.input_files import MOST_CHARACTERS, InputFile, megabytes
from quotes.reading.reading_outcomes import ReadingError, ReadingOutcome, ending_with_remark

_LONGEST_LINE = 16 * MOST_CHARACTERS
_BLANK = b"\xef\xbb\xbf \t\r\n"


def read_json_lines(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield one article for each line, with one line at a time in memory."""
    if source.opening(2) in (b"\xff\xfe", b"\xfe\xff"):
        raise ReadingError(source.place, "JSON Lines must be in UTF-8; save the file again as UTF-8")
    empty = True
    for number, line in enumerate(iter(lambda: source.stream.readline(_LONGEST_LINE), b""), start=1):
        if line.strip(_BLANK):
            empty = False
            yield from ending_with_remark(_of_line(line, source, f"{source.place}:{number}"))
    if empty:
        raise ReadingError(source.place, "the file is empty")


def read_json(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the articles of a JSON file: one object, a list of them, or an object that holds one list."""
    content = decode_text(source.content(), source.place, source.charset)
    if not content.strip():
        raise ReadingError(source.place, "the file is empty")
    value = _parsed(content, source.place, "this file")
    items = _list_in(value, source)
    if items is None:
        yield from _of_object(value, source, source.place)
        return
    if not items:
        raise ReadingError(source.place, "the list of articles is empty")
    for number, item in enumerate(items, start=1):
        yield from ending_with_remark(_of_object(item, source, f"{source.place}: article {number}"))


def _list_in(value: object, source: InputFile) -> list[object] | None:
    """Find the list of articles: the value itself, or the only list in an object that is not an article."""
    if isinstance(value, dict) and not _has_text(value, source):
        lists = [item for item in value.values() if isinstance(item, list)]
        return lists[0] if len(lists) == 1 else None
    return value if isinstance(value, list) else None


def _of_line(line: bytes, source: InputFile, place: str) -> Iterator[ReadingOutcome]:
    """Read one line; skip the rest of a line that is too long."""
    if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
        while (rest := source.stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        raise ReadingError(place, f"this line is longer than {megabytes(_LONGEST_LINE)}")
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadingError(place, f"this line is not valid JSON ({error})") from None
    yield from _of_object(_parsed(text, place, "this line"), source, place)


def _of_object(value: object, source: InputFile, place: str) -> Iterator[ReadingOutcome]:
    if not isinstance(value, dict):
        raise ReadingError(place, 'this is not an object like {"text": "..."}')
    if source.text_column is None and not _has_text(value, source):
        raise ReadingError(place, 'there is no "text"')
    yield from articles_of_record(value, find_columns(value, source.text_column, place), place)


def _has_text(record: Mapping[str, object], source: InputFile) -> bool:
    """Whether one of the keys names an article's text."""
    try:
        find_columns(record, source.text_column, source.place)
    except ReadingError:
        return False
    return True


def _parsed(text: str, place: str, what: str) -> object:
    """Parse JSON; ``what`` names it in the error line."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadingError(place, f"{what} is not valid JSON ({error})") from None
