"""A dataset extracted by Dask workers: which parts are missing, and extracting them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from quotes import __version__
from quotes.reading import Remark
from quotes.scale import dataset
from quotes.scale.dataset import Manifest
from quotes.scale.dataset_plan import (
    PART_BYTES,
    DatasetPart,
    filesystem,
    plan_from_lines,
    plan_parts,
    plan_to_lines,
)
from quotes.scale.part_worker import Job, PartDone, extract_part
from quotes.scale.workers import SAFE_PATH, cores, starting_processes
from quotes.types import InputError

if TYPE_CHECKING:
    from distributed import Client

_UNDERWAY = 10_000
_PLAN = "plan.jsonl"
_OWN = (dataset.ARTICLES, dataset.REMARKS, dataset.QUOTES, _PLAN, dataset.MANIFEST)
_CONNECTING_SECONDS = 20
_MISSING = "--engine dask needs Dask: pip install 'news-quotes[dask]'"


@dataclass(frozen=True, slots=True)
class Work:
    """What to do for a dataset: all its parts, and those that are still missing."""

    job: Job
    parts: tuple[DatasetPart, ...]
    missing: tuple[DatasetPart, ...]


def prepare_dataset(
    inputs: Iterable[str], folder: str, *, text_column: str | None = None, part_bytes: int = PART_BYTES
) -> Work:
    """Plan a dataset and prepare its folder. Parts that an earlier run has finished are kept.

    Args:
        inputs: files, folders and glob patterns, here or wherever fsspec reaches.
        folder: the dataset's folder, a path or a URL that all workers reach.
        text_column: the column of tables that holds the text, if its name does not show that.
        part_bytes: about how many bytes of input make a part.

    Raises:
        InputError: an input cannot be found, or the folder holds anything but a dataset of these inputs.

    """
    _need_dask()
    files, top = filesystem(folder)
    url = files.unstrip_protocol(top)
    manifest = Manifest(__version__, 0, text_column)
    try:
        former = _former(files, top, folder, manifest)
        parts = plan_parts(inputs, former, part_bytes=part_bytes, leaving_out=url)
        for kind in (dataset.ARTICLES, dataset.REMARKS, dataset.QUOTES):
            files.makedirs(f"{top}/{kind}", exist_ok=True)
        if len(parts) > len(former):
            _put(files, f"{top}/{_PLAN}", plan_to_lines(parts))
            _put(files, f"{top}/{dataset.MANIFEST}", manifest._replace(parts=len(parts)).to_json())
        remove_unfinished_parts(folder)
        done = {PurePosixPath(path).stem for path in files.glob(f"{top}/{dataset.QUOTES}/part-*.parquet")}
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror or error}") from None
    return Work(Job(url, text_column), tuple(parts), tuple(part for part in parts if part.name not in done))


def remove_unfinished_parts(folder: str) -> None:
    """Delete what workers that were stopped had begun to write; no worker may be running."""
    files, top = filesystem(folder)
    for left in files.glob(f"{top}/*/.part-*.tmp"):
        files.rm_file(left)


def run_parts(client: "Client", work: Work) -> Iterator[PartDone | Remark]:
    """Extract the missing parts; yield the result of each as it finishes, or a remark if it failed.

    If a worker dies, another one repeats its part. Failed parts are left to the next run.
    """
    from distributed import as_completed  # noqa: PLC0415  (an optional extra)

    waiting = iter(work.missing)
    underway: dict[Any, DatasetPart] = {}

    def submit(part: DatasetPart) -> Any:
        future = client.submit(extract_part, work.job, part, pure=False, retries=1)
        underway[future.key] = part
        return future

    finished = as_completed([submit(part) for part in islice(waiting, _UNDERWAY)])
    for future in finished:
        part = underway.pop(future.key)
        try:
            result: PartDone | Remark = future.result()
        except Exception as error:
            result = Remark(_place(part), f"{part.name} failed: {_reason(error)}")
        yield result
        for following in islice(waiting, 1):
            finished.add(submit(following))


@contextmanager
def dask_client(scheduler: str | None, jobs: int = 0) -> Iterator["Client"]:
    """Connect to a scheduler or, without one, start ``jobs`` workers on this machine (0: one for each core).

    Raises:
        InputError: Dask is not installed, or no scheduler answers.

    """
    _need_dask()
    import dask  # noqa: PLC0415
    from distributed import Client, LocalCluster  # noqa: PLC0415

    if scheduler is None:
        for_later_workers = {f"distributed.nanny.pre-spawn-environ.{SAFE_PATH}": 1}
        with starting_processes(), dask.config.set(for_later_workers):
            here = LocalCluster(
                n_workers=jobs or cores(),
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
                silence_logs="CRITICAL",
            )
        with here, Client(here) as client:
            yield client
        return
    try:
        client = Client(scheduler, timeout=_CONNECTING_SECONDS)
    except (OSError, ValueError) as error:
        raise InputError(f"{scheduler}: no Dask scheduler answers there ({error})") from None
    with client:
        yield client


def _need_dask() -> None:
    """Check that the optional extra is installed."""
    try:
        import distributed  # noqa: F401, PLC0415
        import fsspec  # noqa: F401, PLC0415
    except ImportError:
        raise InputError(_MISSING) from None


def _former(files: Any, top: str, folder: str, wanted: Manifest) -> list[DatasetPart]:
    """Read the plan in a folder, if there is one.

    Raises:
        InputError: the folder holds something else, or a dataset made with other settings than ``wanted``.

    """
    if not files.exists(top):
        return []
    if not files.isdir(top):
        raise InputError(f"{folder}: this is a file; choose a folder for the dataset")
    if not files.exists(f"{top}/{dataset.MANIFEST}"):
        if any(not path.endswith(_OWN) for path in files.ls(top, detail=False)):
            raise InputError(f"{folder}: this folder has other files in it; choose an empty or a new one")
        return []
    made = Manifest.from_json(files.cat_file(f"{top}/{dataset.MANIFEST}"), folder)
    for what, before, now in (
        ("quotes", made.version, wanted.version),
        ("--text-column", made.text_column, wanted.text_column),
    ):
        if before != now:
            raise InputError(f"{folder}: made with {what} {before}, not {now}; choose another folder")
    return plan_from_lines(files.cat_file(f"{top}/{_PLAN}"), folder)


def _put(files: Any, path: str, content: bytes) -> None:
    """Write a small file in one step."""
    folder, _, name = path.rpartition("/")
    files.pipe_file(f"{folder}/.{name}", content)
    files.mv(f"{folder}/.{name}", path)


def _place(part: DatasetPart) -> str:
    """Say where a part comes from, for a message."""
    first, *others = (piece.url for piece in part.pieces)
    return f"{first} and {len(others)} more" if others else first


def _reason(error: Exception) -> str:
    """Say in one line why a part failed."""
    from distributed.scheduler import KilledWorker  # noqa: PLC0415

    if isinstance(error, KilledWorker):
        return "it crashed several workers; do they have enough memory?"
    if isinstance(error, InputError):
        return str(error)
    return f"{type(error).__name__}: {error}"
