"""A dataset: a folder of Parquet files with articles, their quotes, and remarks.

    quotes-dataset.json                                 marks the folder; which version of quotes made it
    plan.jsonl                                          what each part is made of, to continue a run
    articles/part-000000-1f3a9c20.parquet               the articles with their texts, see `ARTICLE_COLUMNS`
    quotes/part-000000-1f3a9c20.parquet                 the table's columns, ``text_digest`` and ``reason``
    remarks/part-000000-1f3a9c20.parquet                what failed, was skipped or is doubtful

The three files of a part have the same name. The file of quotes appears last, so a part that has one is
complete. Articles and quotes are in the same order and share ``text_digest``. Any program that reads Parquet
can read the folders; nothing in them is ever unpickled.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pandas as pd

from quotes import __version__
from quotes.reading import FoundArticle, ReadingOutcome, Remark
from quotes.scale.article_portions import ExtractedArticle
from quotes.text import digest_text, make_doc_id, make_quote_id
from quotes.types import COLUMNS, Article, InputError, Quote, Span
from quotes.writing import to_frame

MANIFEST = "quotes-dataset.json"
ARTICLES, QUOTES, REMARKS = "articles", "quotes", "remarks"
ARTICLE_COLUMNS = (
    "text_digest",
    "doc_id",
    "title",
    "outlet",
    "published",
    "url",
    "text",
    "metadata",
    "place",
)
"""The columns of articles: the fields of `quotes.types.Article`, with ``metadata`` as JSON, and the place."""
QUOTE_COLUMNS = (*COLUMNS, "text_digest", "reason")
REMARK_COLUMNS = ("outcome", "place", "reason")
FORMAT = 1

_ROWS_AT_ONCE = 256
_READ_AT_ONCE = 1 << 20
_OUTCOMES: dict[str, Literal["skipped", "doubted"]] = {"skipped": "skipped", "doubted": "doubted"}
_KINDS = {
    "kind": ("full", "fragment"),
    "speaker_kind": ("person", "organisation", "unnamed", None),
    "source_basis": ("stated", "carried", None),
}


class Manifest(NamedTuple):
    """A dataset's own description: the version of quotes that made it, and its number of parts."""

    version: str
    parts: int
    text_column: str | None = None

    def to_json(self) -> bytes:
        """Encode the manifest as the content of its file."""
        facts = {"what": "quotes dataset", "format": FORMAT, **self._asdict()}
        return (json.dumps(facts, indent=2) + "\n").encode()

    @classmethod
    def from_json(cls, content: bytes, place: str) -> "Manifest":
        """Decode the content of a manifest's file.

        Raises:
            InputError: it is not a manifest, or this version of quotes cannot read such datasets.

        """
        try:
            facts = json.loads(content)
            known = facts["what"] == "quotes dataset" and facts["format"] == FORMAT
            manifest = cls(str(facts["version"]), int(facts["parts"]), facts.get("text_column"))
        except (ValueError, KeyError, TypeError):
            known = False
        if not known:
            raise InputError(
                f"{place}: this is not the manifest of a dataset that this version of quotes can read"
            )
        return manifest


def is_dataset(path: str | Path) -> bool:
    """Whether a path is the folder of a dataset on this machine."""
    try:
        return (Path(path) / MANIFEST).is_file()
    except OSError:  # it cannot be reached, or its name is too long
        return False


def article_frame(extracted: Sequence[ExtractedArticle]) -> pd.DataFrame:
    """Make the table of a dataset's articles: `ARTICLE_COLUMNS`, all ``str``."""
    lines = []
    for each in extracted:
        article = each.article
        digest = digest_text(article.text)
        metadata = json.dumps(dict(article.metadata), ensure_ascii=False) if article.metadata else None
        lines.append(
            (
                digest,
                article.id or make_doc_id(digest),
                article.title,
                article.outlet,
                article.published,
                article.url,
                article.text,
                metadata,
                each.place,
            )
        )
    return _text_frame(lines, ARTICLE_COLUMNS)


def quote_frame(extracted: Sequence[ExtractedArticle]) -> pd.DataFrame:
    """Make the table of a dataset's quotes: the usual one plus ``text_digest`` and ``reason`` (``str``)."""
    rows = [row for each in extracted for row in each.rows]
    digests = [digest_text(each.article.text) for each in extracted for _ in each.rows]
    return to_frame(rows).assign(
        text_digest=pd.Series(digests, dtype="str"),
        reason=pd.Series([row.reason for row in rows], dtype="str"),
    )


def remark_frame(remarks: Sequence[Remark]) -> pd.DataFrame:
    """Make the table of a dataset's remarks: `REMARK_COLUMNS`, all ``str``."""
    return _text_frame([(each.outcome, each.place, each.reason) for each in remarks], REMARK_COLUMNS)


def read_dataset(folder: str | Path) -> Iterator[ReadingOutcome | ExtractedArticle]:
    """Read the articles of a dataset with their rows, and its remarks, part by part.

    If another version of quotes made the dataset, the articles come without rows, to be extracted again.
    Damaged or missing parts become remarks.

    Raises:
        InputError: at once if the folder does not hold a readable dataset.

    """
    place = Path(folder)
    try:
        content = (place / MANIFEST).read_bytes()
    except OSError as error:
        raise InputError(f"{place}: cannot be read: {error.strerror or error}") from None
    return _parts(place, Manifest.from_json(content, str(place / MANIFEST)))


def _parts(folder: Path, manifest: Manifest) -> Iterator[ReadingOutcome | ExtractedArticle]:
    """Read each part, then report missing parts."""
    names = sorted(path.name for path in (folder / QUOTES).glob("part-*.parquet"))
    for name in names:
        yield from _part(folder, name, with_rows=manifest.version == __version__)
    if len(names) != manifest.parts:
        reason = f"{len(names)} of {manifest.parts} parts exist; run the same command again to finish it"
        yield Remark(str(folder), reason)


def _part(folder: Path, name: str, *, with_rows: bool) -> Iterator[ReadingOutcome | ExtractedArticle]:
    """Read the articles of a part, then its remarks; a damaged file ends it with a remark."""
    import pyarrow as pa  # noqa: PLC0415  (heavy, and only for datasets)

    place = str(folder / ARTICLES / name)
    try:
        if with_rows:
            yield from _articles_with_rows(folder, name)
        else:
            yield from (FoundArticle(found, article) for found, _, article in _articles(folder, name))
        for line in _lines(folder / REMARKS / name, REMARK_COLUMNS):
            yield Remark(str(line["place"]), str(line["reason"]), _OUTCOMES.get(line["outcome"], "failed"))
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
        yield Remark(place, f"this part of the dataset is damaged or missing ({error})")


def _articles(folder: Path, name: str) -> Iterator[tuple[str, str, Article]]:
    """Read the articles of a part, each with its place and the digest of its text."""
    for line in _lines(folder / ARTICLES / name, ARTICLE_COLUMNS):
        place, digest = str(line.pop("place")), str(line.pop("text_digest"))
        metadata = json.loads(line.pop("metadata") or "{}")
        yield place, digest, Article(id=line.pop("doc_id"), metadata=metadata, **line)


def _articles_with_rows(folder: Path, name: str) -> Iterator[ReadingOutcome | ExtractedArticle]:
    """Read the articles of a part, each with the rows that have its digest."""
    rows_by_article = groupby(_lines(folder / QUOTES / name, QUOTE_COLUMNS), itemgetter("text_digest"))
    waiting = next(rows_by_article, None)
    for place, digest, article in _articles(folder, name):
        rows: list[Quote] = []
        if waiting and waiting[0] == digest:
            rows.extend(_row(record) for record in waiting[1])
            waiting = next(rows_by_article, None)
        if digest == digest_text(article.text) and all(_fits(row, article) for row in rows):
            yield ExtractedArticle(place, article, rows)
        else:
            yield Remark(place, f"the rows in {folder / QUOTES / name} do not belong to this article")
    if waiting:
        yield Remark(str(folder / QUOTES / name), "there are rows of articles that are not in the dataset")


def _lines(path: Path, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Read a Parquet file as dicts of Python's own types, a few in memory at a time."""
    from pyarrow import parquet  # noqa: PLC0415

    with path.open("rb") as stream:
        file = parquet.ParquetFile(stream, pre_buffer=False, buffer_size=_READ_AT_ONCE)
        for batch in file.iter_batches(_ROWS_AT_ONCE, columns=list(columns)):
            if missing := [name for name in columns if name not in batch.schema.names]:
                raise ValueError(f"{path.name} has no column {missing[0]}")
            yield from batch.to_pylist()


def _row(record: dict[str, Any]) -> Quote:
    """Turn a line into a row."""
    return Quote(**{name: record[name] for name in (*COLUMNS, "reason")})


def _fits(row: Quote, article: Article) -> bool:
    """Whether a row can belong to this article; a dataset from elsewhere may contain anything."""
    return (
        0 <= row.start < row.end <= len(article.text)
        and row.quote_id == make_quote_id(digest_text(article.text), Span(row.start, row.end))
        and 0 <= row.confidence <= 1
        and 0 <= (row.source_confidence or 0) <= 1
        and all(getattr(row, name) in known for name, known in _KINDS.items())
    )


def _text_frame(lines: Sequence[tuple[str | None, ...]], columns: Sequence[str]) -> pd.DataFrame:
    """Make a table of text columns."""
    return pd.DataFrame.from_records(list(lines), columns=list(columns)).astype("str")
