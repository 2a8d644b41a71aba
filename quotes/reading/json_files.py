"""JSON and JSON Lines: objects with "text" and, if known, "id", "title", "outlet", "published", "url".

``column_names.txt`` lists the other names that the fields may have.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import chain

from quotes.reading.article_records import articles_of_record
from quotes.reading.column_choice import ColumnGuess, find_columns, find_usual, guess_columns
from quotes.reading.encodings import decode_text
from quotes.reading.input_files import MOST_CHARACTERS, InputFile, megabytes
from quotes.reading.reading_outcomes import ReadingError, ReadingOutcome, ending_with_remark

_LONGEST_LINE = 16 * MOST_CHARACTERS
_BLANK = b"\xef\xbb\xbf \t\r\n"
_IN_SAMPLE = 200
_BYTES_IN_SAMPLE = 4_000_000


def read_json_lines(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield one article for each line, with one line at a time in memory."""
    if source.opening(2) in (b"\xff\xfe", b"\xfe\xff"):
        raise ReadingError(source.place, "JSON Lines must be in UTF-8; save the file again as UTF-8")
    lines = enumerate(iter(lambda: source.stream.readline(_LONGEST_LINE), b""), start=1)
    first, size = [], 0
    for number, line in lines:
        first.append((number, line))
        size += len(line)
        if len(first) >= _IN_SAMPLE or size >= _BYTES_IN_SAMPLE:
            break
    guess = guess_keys(_parsed_quietly(line for _, line in first), source)
    yield from guess.remarks(source.place)
    empty = True
    for number, line in chain(first, lines):
        if line.strip(_BLANK):
            empty = False
            yield from ending_with_remark(_of_line(line, source, guess, f"{source.place}:{number}"))
    if empty:
        raise ReadingError(source.place, "the file is empty")


def read_json(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the articles of a JSON file: one object, a list of them, or an object that holds one list."""
    content = decode_text(source.content(), source.place, source.charset)
    if not content.strip():
        raise ReadingError(source.place, "the file is empty")
    value = _parsed(content, source.place, "this file")
    items = _list_in(value, source)
    guess = guess_keys([value] if items is None else items, source)
    yield from guess.remarks(source.place)
    if items is None:
        yield from _of_object(value, source, guess, source.place)
        return
    if not items:
        raise ReadingError(source.place, "the list of articles is empty")
    for number, item in enumerate(items, start=1):
        yield from ending_with_remark(_of_object(item, source, guess, f"{source.place}: article {number}"))


def objects_in(source: InputFile) -> list[Mapping[str, object]]:
    """The first objects of a JSON or JSON Lines file that can be parsed."""
    if source.suffix != ".json":
        lines = (
            source.content(_BYTES_IN_SAMPLE)
            if source.size() <= _BYTES_IN_SAMPLE
            else source.opening(_BYTES_IN_SAMPLE)
        )
        return _objects(_parsed_quietly(lines.splitlines()))
    value = _parsed(decode_text(source.content(), source.place, source.charset), source.place, "this file")
    items = _list_in(value, source)
    return _objects([value] if items is None else items)


def guess_keys(values: Iterable[object], source: InputFile) -> ColumnGuess:
    """Find out from some of the objects which of their keys hold which field."""
    sample = _objects(values)
    names = list(dict.fromkeys(key for each in sample for key in each))
    chosen = {field: name for field, name in source.columns.items() if name is None or name in names}
    return guess_columns(names, chosen, source.place, sample)


def _objects(values: Iterable[object]) -> list[Mapping[str, object]]:
    found: list[Mapping[str, object]] = []
    for value in values:
        if isinstance(value, dict):
            found.append(value)
        if len(found) == _IN_SAMPLE:
            break
    return found


def _parsed_quietly(lines: Iterable[bytes]) -> Iterator[object]:
    """Parse lines; those that are not JSON are left out."""
    for line in lines:
        with suppress(ValueError, RecursionError):
            yield json.loads(line.decode("utf-8-sig"))


def _list_in(value: object, source: InputFile) -> list[object] | None:
    """Find the list of articles: the value itself, or the only list in an object that is not an article."""
    if isinstance(value, dict) and not _has_text(value, source):
        lists = [item for item in value.values() if isinstance(item, list)]
        return lists[0] if len(lists) == 1 else None
    return value if isinstance(value, list) else None


def _of_line(line: bytes, source: InputFile, guess: ColumnGuess, place: str) -> Iterator[ReadingOutcome]:
    """Read one line; skip the rest of a line that is too long."""
    if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
        while (rest := source.stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        raise ReadingError(place, f"this line is longer than {megabytes(_LONGEST_LINE)}")
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadingError(place, f"this line is not valid JSON ({error})") from None
    yield from _of_object(_parsed(text, place, "this line"), source, guess, place)


def _of_object(value: object, source: InputFile, guess: ColumnGuess, place: str) -> Iterator[ReadingOutcome]:
    if not isinstance(value, dict):
        raise ReadingError(place, 'this is not an object like {"text": "..."}')
    usual = find_usual(list(value))
    chosen: dict[str, str | None] = {
        field: name if field == "text" or name in value else None for field, name in source.columns.items()
    }
    for field in guess.by_content:
        if usual[field] is None and (name := guess.columns[field]) in value:
            chosen.setdefault(field, name)
    if usual["text"] is None and "text" not in chosen:
        raise ReadingError(place, 'there is no "text"')
    where = find_columns(value, chosen, place)
    yield from articles_of_record(value, replace(where, day_first=guess.day_first), place)


def _has_text(record: Mapping[str, object], source: InputFile) -> bool:
    """Whether one of the keys names an article's text."""
    try:
        find_columns(record, source.columns, source.place)
    except ReadingError:
        return False
    return True


def _parsed(text: str, place: str, what: str) -> object:
    """Parse JSON; ``what`` names it in the error line."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadingError(place, f"{what} is not valid JSON ({error})") from None
