"""Files and folders to articles, each with its text exactly as the file has it.

A text file may open with a header block, which is not part of the text::

    title: Ferry returns to Port Ellin
    outlet: The Ellin Courier
    date: 2024-03-05
    url: https://ellin-courier.example/ferry

    The ferry came back on Tuesday ...

Any of the four lines may be missing; a line that is none of them makes the whole block part of the text.
A file of JSON Lines has one article a line: an object with "text" and, where known, "id", "title", "outlet",
"published" and "url".
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from quotes.types import Article, InputError

_HEADER_FIELDS = {
    "title": "title",
    "outlet": "outlet",
    "date": "published",
    "published": "published",
    "url": "url",
}
_HEADER_LINE = re.compile(rf"({'|'.join(_HEADER_FIELDS)})[^\S\n]*:(.*)\n?", re.IGNORECASE)
_BLANK_LINE = re.compile(r"[^\S\n]*(?:\n|\Z)")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_OTHER_ENCODINGS = ["utf_16", "cp1252", "mac_roman"]


def read_all(paths: Iterable[str | Path]) -> Iterator[Article]:
    """Return the articles of files and folders, in the order of ``paths``, reading each as it is asked for.

    A folder stands for all files in it and below it of a kind that can be read, sorted by path; hidden ones
    are left out. A file that is reached twice is read once. Where text files of several folders share a name,
    the second article's id ends in "-2", and so on.

    Raises:
        InputError: at once for a path that does not exist or is of an unknown kind; later, when its turn
            comes, for a file with something wrong in it.

    """
    return _with_distinct_ids(list_files(paths))


def read(path: str | Path) -> Iterator[Article]:
    """Yield the articles of one file.

    The id of a text file's article is the file's name without suffix; that of a line of JSON Lines is the one
    it gives, else empty.

    Raises:
        InputError: the file is missing, empty, of an unknown kind or not text, or a line or field is wrong.

    """
    path = Path(path)
    try:
        yield from _reader(path)(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None


def list_files(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files that ``paths`` stand for, in order, each once; folders are searched.

    Raises:
        InputError: a path does not exist, a file is of an unknown kind, or a folder holds none to read.

    """
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        for file in _files_under(path):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def list_unread(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files in the folders among ``paths`` that `read_all` leaves out for their unknown kind."""
    return [
        file
        for folder in map(Path, paths)
        if folder.is_dir()
        for file in _visible_files(folder)
        if file.suffix.lower() not in READERS
    ]


def _files_under(path: Path) -> list[Path]:
    """Return the path itself where it is a file, else the readable files of the folder."""
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if not path.is_dir():
        _reader(path)
        return [path]
    files = [file for file in _visible_files(path) if file.suffix.lower() in READERS]
    if not files:
        raise InputError(f"{path}: no article in this folder; files that can be read are {_known_suffixes()}")
    return files


def _visible_files(folder: Path) -> list[Path]:
    """Return the files in and below the folder, sorted, without those hidden by a leading dot."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def _with_distinct_ids(files: Iterable[Path]) -> Iterator[Article]:
    """Yield the articles of the files; of text files that share a name, the second and later are numbered."""
    seen = Counter[str]()
    for file in files:
        for article in read(file):
            if _reader(file) is _read_text:
                seen[article.id] += 1
                number = seen[article.id]
                yield article if number == 1 else replace(article, id=f"{article.id}-{number}")
            else:
                yield article


def _read_text(path: Path) -> Iterator[Article]:
    """Yield the one article of a text file."""
    content = _decode(path.read_bytes(), path)
    if not content.strip():
        raise InputError(f"{path}: the file is empty")
    fields, start = _header(content, path)
    if not content[start:].strip():
        raise InputError(f"{path}: there is a header but no text after it")
    yield Article(text=content[start:], id=path.stem, **fields)


def _read_json_lines(path: Path) -> Iterator[Article]:
    """Yield one article a line, holding one line at a time in memory."""
    empty = True
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                empty = False
                yield _article_of(_json_object(line, f"{path}:{number}"), f"{path}:{number}")
    if empty:
        raise InputError(f"{path}: the file is empty")


READERS: dict[str, Callable[[Path], Iterator[Article]]] = {
    "": _read_text,
    ".txt": _read_text,
    ".text": _read_text,
    ".md": _read_text,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
}
"""The function that reads a file, by the suffix of its name."""


def _reader(path: Path) -> Callable[[Path], Iterator[Article]]:
    """Return the function that reads this kind of file."""
    try:
        return READERS[path.suffix.lower()]
    except KeyError:
        raise InputError(
            f"{path}: {path.suffix} files cannot be read; those that can are {_known_suffixes()}"
        ) from None


def _known_suffixes() -> str:
    """Return the suffixes of the files that can be read, for a message."""
    return ", ".join(suffix for suffix in READERS if suffix)


def _decode(content: bytes, path: Path) -> str:
    """Return the bytes as text: UTF-8, else the likeliest other encoding; line ends stay as they are."""
    text = _decode_utf8(content)
    if text is None:
        text = _decode_by_guess(content)
    if text is None or "\0" in text or len(_CONTROL.findall(text)) > len(text) / 100:
        raise InputError(f"{path}: this is not a text file")
    return text


def _decode_utf8(content: bytes) -> str | None:
    """Return the bytes read as UTF-8 without its byte order mark, None where they are not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _decode_by_guess(content: bytes) -> str | None:
    """Return the bytes read in the other encoding that makes most sense of them, None where none does."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  (rarely needed)

    best = from_bytes(content, cp_isolation=_OTHER_ENCODINGS).best()
    return str(best) if best else None


def _header(content: str, path: Path) -> tuple[dict[str, str], int]:
    """Return the fields of the header block and the offset at which the text begins (0 without a header)."""
    fields: dict[str, str] = {}
    position = 0
    while line := _HEADER_LINE.match(content, position):
        field = _HEADER_FIELDS[line[1].lower()]
        if field in fields:
            raise InputError(f"{path}: the header gives {line[1].lower()} twice")
        fields[field] = line[2].strip()
        position = line.end()
    blank = _BLANK_LINE.match(content, position)
    if not fields or not blank:
        return {}, 0
    if fields.get("published"):
        fields["published"] = _iso_date(fields["published"], f"{path}: date")
    return {field: value for field, value in fields.items() if value}, blank.end()


def _json_object(line: bytes, place: str) -> dict[str, object]:
    """Return the object that a line holds; ``place`` is file and line, for the message."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: this line is not valid JSON ({error})") from None
    if not isinstance(value, dict):
        raise InputError(f'{place}: this line is not an object like {{"text": "..."}}')
    return value


def _article_of(record: dict[str, object], place: str) -> Article:
    """Return the article that a JSON object describes."""
    if "text" not in record:
        raise InputError(f'{place}: there is no "text"')
    text = _string(record, "text", place)
    if text is None:
        raise InputError(f'{place}: "text" must be a string, not null')
    identifier = record.get("id")
    if isinstance(identifier, int) and not isinstance(identifier, bool):
        record = record | {"id": str(identifier)}
    published = _string(record, "published", place)
    return Article(
        text=text,
        id=_string(record, "id", place) or "",
        title=_string(record, "title", place) or None,
        outlet=_string(record, "outlet", place) or None,
        published=_iso_date(published, f'{place}: "published"') if published else None,
        url=_string(record, "url", place) or None,
    )


def _string(record: dict[str, object], field: str, place: str) -> str | None:
    """Return a field that must be a string that can be written again, or null, or missing."""
    value = record.get(field)
    if value is not None and not isinstance(value, str):
        raise InputError(f'{place}: "{field}" must be a string, not {json.dumps(value)[:40]}')
    if value is not None and not value.isascii() and re.search("[\ud800-\udfff]", value):
        raise InputError(f'{place}: "{field}" holds half a character (a lone surrogate)')
    return value


def _iso_date(value: str, place: str) -> str:
    """Return the ISO date of an ISO date or time; ``place`` says whose it is, for the message."""
    try:
        return datetime.fromisoformat(value).date().isoformat()
    except ValueError:
        raise InputError(f'{place} must be a date like 2024-03-05, not "{value[:40]}"') from None
