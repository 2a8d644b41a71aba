"""The plan of a dataset: which pieces of the input files make which part.

A plan only grows: existing parts stay as they are, and new files make new parts.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from quotes.reading import READERS, check_suffix
from quotes.types import InputError

PART_BYTES = 16_000_000
"""How much input goes into a part: about a thousand articles, minutes of work."""

_MOST_FILES = 1_000
_WEB = ("http://", "https://")
_GLOB = re.compile(r"[*?\[]")
_STAMPS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "created")
_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class FilePiece:
    """A file, or a piece of one.

    Attributes:
        url: the file.
        size: about how many bytes the piece has.
        stamp: changes when the file changes.
        start: where the piece begins. Counts bytes in JSON Lines, where a line belongs to the piece in which
            it begins, and row groups in Parquet. None for the whole file.
        end: where the piece ends.

    """

    url: str
    size: int
    stamp: str
    start: int | None = None
    end: int | None = None

    @property
    def suffix(self) -> str:
        """The suffix of the file's name in lower case, with its dot."""
        return PurePosixPath(self.url).suffix.lower()


@dataclass(frozen=True, slots=True)
class DatasetPart:
    """What one task reads and writes: the pieces of input, and the name of its output files."""

    name: str
    pieces: tuple[FilePiece, ...]

    @property
    def size(self) -> int:
        """The approximate number of bytes of input."""
        return sum(piece.size for piece in self.pieces)


def plan_parts(
    inputs: Iterable[str],
    former: Sequence[DatasetPart] = (),
    *,
    part_bytes: int = PART_BYTES,
    leaving_out: str | None = None,
) -> list[DatasetPart]:
    """Plan the parts: the former ones, then new ones for files that are not in them.

    Large JSON Lines and Parquet files are split, small files are put together, and other files stay whole.

    Args:
        inputs: files, folders and glob patterns, here or wherever fsspec reaches.
        former: the parts of an earlier plan for the same dataset.
        part_bytes: about how many bytes of input make a part.
        leaving_out: the URL of a folder to ignore: the one that the parts are written to.

    Raises:
        InputError: a path does not exist or is of an unknown kind, there is nothing to read, or a file of a
            former part has changed or is missing from the inputs.

    """
    files = list(_files(inputs, leaving_out))
    stamps = {file.url: file.stamp for file in files}
    planned = set()
    for piece in (piece for part in former for piece in part.pieces):
        if stamps.get(piece.url) != piece.stamp:
            what = "has changed" if piece.url in stamps else "is missing from the inputs"
            raise InputError(f"{piece.url}: {what} since the dataset was started; choose another folder")
        planned.add(piece.url)
    new = (piece for file in files if file.url not in planned for piece in _divided(file, part_bytes))
    groups = enumerate(_grouped(new, part_bytes), start=len(former))
    return [*former, *(_part(number, group) for number, group in groups)]


def plan_to_lines(parts: Iterable[DatasetPart]) -> bytes:
    """Encode a plan as JSON Lines."""
    lines = (json.dumps([part.name, [astuple(piece) for piece in part.pieces]]) for part in parts)
    return "".join(f"{line}\n" for line in lines).encode()


def plan_from_lines(content: bytes, place: str) -> list[DatasetPart]:
    """Decode a plan from JSON Lines.

    Raises:
        InputError: the lines are not a plan.

    """
    try:
        read = (json.loads(line) for line in content.splitlines())
        return [DatasetPart(str(name), tuple(FilePiece(*facts) for facts in pieces)) for name, pieces in read]
    except (ValueError, TypeError):
        raise InputError(f"{place}: the plan of this dataset is damaged; choose another folder") from None


def filesystem(path: str) -> tuple[Any, str]:
    """Find the file system of a path or URL, and the path within it.

    Raises:
        InputError: there is no such file system, or a package that it needs is not installed.

    """
    from fsspec.core import url_to_fs  # noqa: PLC0415  (an optional extra)

    try:
        found, inner = url_to_fs(path)
    except (ImportError, ValueError, OSError) as error:
        raise InputError(f"{path}: cannot be reached: {error}") from None
    return found, inner


def _files(inputs: Iterable[str], leaving_out: str | None) -> Iterator[FilePiece]:
    """Yield each file that the inputs mean, once."""
    seen = set()
    for given in inputs:
        if given == "-" or given.startswith(_WEB):
            raise InputError(f"{given}: --engine dask cannot read web addresses or standard input")
        files, where = filesystem(given)
        try:
            found = sorted(_found(files, where, given).items())
        except OSError as error:
            raise InputError(f"{given}: cannot be read: {error.strerror or error}") from None
        for path, facts in found:
            url = files.unstrip_protocol(path)
            if url not in seen and not (leaving_out and url.startswith(f"{leaving_out}/")):
                seen.add(url)
                size = int(facts["size"] or 0)
                changed = next((facts[name] for name in _STAMPS if facts.get(name)), "")
                yield FilePiece(url, size, f"{size} {changed}")


def _found(files: Any, where: str, given: str) -> dict[str, dict[str, Any]]:
    """Find the files that one input means, with the facts that their file system gives."""
    if files.isdir(where):
        listed, top = files.find(where, detail=True, on_error="raise"), where
    elif files.exists(where):
        check_suffix(PurePosixPath(where))
        facts = files.info(where)
        if facts["type"] != "file":
            raise InputError(f"{given}: this is a pipe or a device, not a file")
        return {where: facts}
    else:
        listed, top = files.glob(where, detail=True), _GLOB.split(where)[0]
    if not listed:
        raise InputError(f"{given}: no such file or folder")
    found = {
        path: facts for path, facts in listed.items() if facts["type"] == "file" and _is_wanted(path, top)
    }
    if not found:
        kinds = ", ".join(filter(None, READERS))
        raise InputError(f"{given}: no articles found; readable files are {kinds}")
    return found


def _is_wanted(path: str, top: str) -> bool:
    """Whether a file below ``top`` is of a known kind and not hidden."""
    names = path.removeprefix(top).split("/")
    return PurePosixPath(path).suffix.lower() in READERS and not any(name.startswith(".") for name in names)


def _divided(file: FilePiece, part_bytes: int) -> Iterator[FilePiece]:
    """Split a large file into pieces if its kind allows it."""
    if file.size <= part_bytes or file.suffix not in (*_LINES, ".parquet"):
        yield file
        return
    number = _row_groups(file) if file.suffix == ".parquet" else file.size
    step = max(1, number * part_bytes // file.size)
    for start in range(0, number, step):
        end = min(number, start + step)
        yield replace(file, size=file.size * (end - start) // number, start=start, end=end)


def _row_groups(file: FilePiece) -> int:
    """Count the row groups of a Parquet file; the reader later reports a damaged one."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    files, path = filesystem(file.url)
    try:
        with files.open(path, "rb") as stream:
            return int(parquet.ParquetFile(stream).metadata.num_row_groups)
    except (pa.ArrowException, OSError, ValueError):
        return 1


def _grouped(pieces: Iterable[FilePiece], part_bytes: int) -> Iterator[list[FilePiece]]:
    """Group pieces until they fill a part."""
    group: list[FilePiece] = []
    filled = 0
    for piece in pieces:
        if group and (filled + piece.size > part_bytes or len(group) >= _MOST_FILES):
            yield group
            group, filled = [], 0
        group.append(piece)
        filled += piece.size
    if group:
        yield group


def _part(number: int, pieces: list[FilePiece]) -> DatasetPart:
    """Make a part; its name contains its number and a digest of its pieces."""
    digest = hashlib.sha256(repr(pieces).encode()).hexdigest()[:8]
    return DatasetPart(f"part-{number:06d}-{digest}", tuple(pieces))
