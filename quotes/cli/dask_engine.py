"""``quotes extract --engine dask``: extraction on many machines, which writes a dataset."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from enum import StrEnum
from functools import partial
from glob import glob
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli.progress import progress
from quotes.cli.remarks import Remarks
from quotes.cli.targets import PRINTED, check_targets
from quotes.cli.terminal import SOME_FAILED, say
from quotes.cli.termination import cleaning_up
from quotes.types import InputError


class Engine(StrEnum):
    """What extracts instead of this command itself."""

    dask = "dask"


EngineName = Annotated[
    Engine | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="dask: write a dataset part by part, with the workers of a Dask scheduler or --jobs processes "
        "here. PATH may be a pattern; PATH and FILE may be addresses that fsspec reaches. Run again to "
        "extract missing parts.",
        show_default=False,
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="With --engine dask: the scheduler's address, such as tcp://10.0.0.1:8786.",
        show_default=False,
    ),
]
PartSize = Annotated[
    int,
    typer.Option(
        "--part-size", metavar="MB", min=1, help="With --engine dask: how much input makes a part, roughly."
    ),
]


def extract_with_dask(  # noqa: PLR0913  (an argument for each option)
    paths: Sequence[str],
    folder: str | None,
    *,
    text_column: str | None,
    errors: Path | None,
    jobs: int,
    scheduler: str | None,
    part_size: int,
) -> None:
    """Extract the missing parts of a dataset, and print a summary."""
    if folder is None:
        raise InputError("--engine dask needs a folder for the dataset: choose it with -o")
    if scheduler and jobs != 1:
        raise InputError("--jobs starts processes on this machine; it cannot be combined with --scheduler")
    inputs = [found for path in paths for found in glob(path, recursive=True)]  # noqa: PTH207  (any pattern)
    check_targets({PRINTED: None, "--errors": errors}, inputs)
    from quotes.reading import Remark
    from quotes.scale import dask_client, prepare_dataset, run_parts

    work = prepare_dataset(paths, folder, text_column=text_column, part_bytes=part_size * 1_000_000)
    remarks = Remarks()
    counts: Counter[str] = Counter()
    if work.missing:
        with (
            cleaning_up(partial(_remove_unfinished, work.job.folder, scheduler)),
            dask_client(scheduler, jobs) as client,
            progress(sum(part.size for part in work.missing)) as show,
        ):
            for each in run_parts(client, work):
                if isinstance(each, Remark):
                    remarks.add(each)
                    continue
                counts.update(parts=1, bytes=each.part.size, articles=each.articles, quotes=each.quotes)
                for remark in each.remarks:
                    remarks.add(remark)
                show(counts["bytes"], counts["articles"], remarks.counts["failed"])
    remarks.report(errors)
    there = len(work.parts) - len(work.missing)
    missing = len(work.missing) - counts["parts"]
    parts = [f"parts: {counts['parts']:,} written"]
    if there:
        parts.append(f"{there:,} already there")
    if missing:
        parts.append(f"{missing:,} failed")
    failed = f", {remarks.counts['failed']:,} failed" if remarks.some_failed else ""
    say(f"{', '.join(parts)}; articles: {counts['articles']:,}{failed}; quotes: {counts['quotes']:,}")
    if remarks.some_failed:
        raise typer.Exit(SOME_FAILED)


def _remove_unfinished(folder: str, scheduler: str | None) -> None:
    """Delete the unfinished files of this machine's workers. Those of a scheduler may still be writing."""
    from quotes.scale import remove_unfinished_parts

    if scheduler is None:
        with suppress(OSError):
            remove_unfinished_parts(folder)
