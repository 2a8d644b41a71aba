"""Which reader reads a file: by the suffix of its name or, if it has no name, by its first bytes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from quotes.reading import html_files, json_files, pdf_files, table_files, text_files, word_files
from quotes.reading.input_files import InputFile, Reader
from quotes.reading.reading_outcomes import (
    FoundArticle,
    ReadingError,
    ReadingOutcome,
    Remark,
    ending_with_remark,
)
from quotes.reading.zip_archives import archive_members

ONE_ARTICLE: Mapping[str, Reader] = {
    "": text_files.read_text,
    ".txt": text_files.read_text,
    ".text": text_files.read_text,
    ".md": text_files.read_text,
    ".html": html_files.read_html,
    ".htm": html_files.read_html,
    ".xhtml": html_files.read_html,
    ".pdf": pdf_files.read_pdf,
    ".docx": word_files.read_docx,
}
"""Readers of files that hold one article; its id is the file's name."""

_MANY_ARTICLES: Mapping[str, Reader] = {
    ".jsonl": json_files.read_json_lines,
    ".ndjson": json_files.read_json_lines,
    ".json": json_files.read_json,
    ".csv": table_files.read_csv,
    ".tsv": table_files.read_csv,
    ".xlsx": table_files.read_xlsx,
    ".parquet": table_files.read_parquet,
}

_OPENINGS = (
    (b"%PDF-", "a PDF file", (".pdf",)),
    (b"PK\x03\x04", "a zip archive or an office file", (".zip", ".docx", ".xlsx")),
    (b"PK\x05\x06", "an empty zip archive", (".zip",)),
    (b"PAR1", "a Parquet file", (".parquet",)),
    (
        b"\xd0\xcf\x11\xe0",
        "an old or encrypted office file; save it as .docx or .xlsx without a password",
        (),
    ),
    (b"{\\rtf", "an RTF file; save it as .docx", ()),
    (b"\x1f\x8b", "a gzip file; unpack it first", ()),
    (b"Rar!", "a RAR archive; unpack it first", ()),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it first", ()),
    (b"\x89PNG", "a picture", ()),
    (b"\xff\xd8\xff", "a picture", ()),
)
_OF_BYTES = (".pdf", ".zip", ".docx", ".xlsx", ".parquet")
_PAGE_OPENINGS = (b"<!doctype html", b"<html", b"<?xml")


def read_input(source: InputFile) -> Iterator[ReadingOutcome]:
    """Read an input of any kind. If its reader gives up, the last outcome is a remark that says why."""
    read = _read_archive if source.suffix == ".zip" else _read_file
    try:
        yield from ending_with_remark(read(source))
    except OSError:
        raise
    except Exception as error:  # whatever a hostile file makes a parser do, the next file is still read
        yield Remark(source.place, f"cannot be read ({type(error).__name__}: {error})")


def _read_archive(source: InputFile) -> Iterator[ReadingOutcome]:
    """Read a zip archive, member by member."""
    _refuse_mislabelled(source)
    empty = True
    for member in archive_members(source):
        empty = False
        if isinstance(member, Remark):
            yield member
        elif member.suffix not in READERS or member.suffix == ".zip":
            yield Remark(member.place, f"{member.suffix} files in an archive are not read", "skipped")
        else:
            yield from ending_with_remark(_read_file(member))
    if empty:
        raise ReadingError(source.place, "there is no file in this archive")


def _read_file(source: InputFile) -> Iterator[ReadingOutcome]:
    """Read a file that is not an archive; one article without an id takes the file's name."""
    _refuse_mislabelled(source)
    for outcome in READERS[source.suffix](source):
        if isinstance(outcome, FoundArticle) and not outcome.article.id and source.suffix in ONE_ARTICLE:
            yield outcome._replace(article=replace(outcome.article, id=source.stem), named=True)
        else:
            yield outcome


READERS: Mapping[str, Reader] = {**ONE_ARTICLE, **_MANY_ARTICLES, ".zip": _read_archive}
"""The function that reads a file, by the suffix of its name."""


def suffix_of_content(source: InputFile) -> str:
    """Guess the suffix of input that has no name, from its first bytes."""
    opening = source.opening()
    start = opening.removeprefix(b"\xef\xbb\xbf").lstrip()
    if opening.startswith(b"PK"):
        return _suffix_of_zip(source)
    if suffix := next(
        (suffixes[0] for mark, _, suffixes in _OPENINGS if suffixes and opening.startswith(mark)), ""
    ):
        return suffix
    if start.lower().startswith(_PAGE_OPENINGS):
        return ".html"
    if start.startswith((b"{", b"[")):
        line, _, rest = start.partition(b"\n")
        return ".jsonl" if line.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{") else ".json"
    return ".csv" if source.columns else ".txt"


def _suffix_of_zip(source: InputFile) -> str:
    """Distinguish Word and Excel files from other zip archives."""
    import zipfile  # noqa: PLC0415  (only for such files)

    source.stream.seek(0)
    try:
        with zipfile.ZipFile(source.stream) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ".zip"
    return ".docx" if "word/document.xml" in names else ".xlsx" if "xl/workbook.xml" in names else ".zip"


def _refuse_mislabelled(source: InputFile) -> None:
    """Refuse a file whose first bytes do not match its suffix."""
    opening = source.opening()
    if not opening:
        raise ReadingError(source.place, "the file is empty")
    for mark, what, suffixes in _OPENINGS:
        if opening.startswith(mark) and source.suffix not in suffixes:
            kind = f"{source.suffix} file" if source.suffix else "text file"
            raise ReadingError(source.place, f"this is not a {kind} but {what}")
    if source.suffix in _OF_BYTES and not any(
        source.suffix in suffixes and mark in opening[:1024] for mark, _, suffixes in _OPENINGS
    ):
        raise ReadingError(source.place, f"this is not a {source.suffix} file, despite its name")
    start = opening.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if source.suffix in (".txt", ".text", ".csv", ".tsv", ".json", ".jsonl") and start.startswith(
        _PAGE_OPENINGS[:2]
    ):
        raise ReadingError(source.place, "this is a web page; rename it to end in .html")
