"""``quotes extract --engine dask``: the quotes of more articles than one machine can do, as a dataset."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from quotes.cli.progress import progress
from quotes.cli.remarks import Remarks
from quotes.cli.terminal import SOME_FAILED
from quotes.types import InputError


class Engine(StrEnum):
    """What extracts instead of this command's own processes."""

    dask = "dask"


EngineName = Annotated[
    Engine | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="dask: write a dataset, part by part, by a Dask scheduler's workers or --jobs processes here. "
        "PATH may be a pattern, PATH and FILE addresses that fsspec reaches. Run again, it does what is "
        "missing.",
        show_default=False,
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="With --engine dask: the scheduler, such as tcp://10.0.0.1:8786.",
        show_default=False,
    ),
]
PartSize = Annotated[
    int,
    typer.Option(
        "--part-size", metavar="MB", min=1, help="With --engine dask: about how much input makes a part."
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
    """Do the missing parts of a dataset, and tell what came of them."""
    if folder is None:
        raise InputError("--engine dask needs a folder for the dataset: name it with -o")
    if scheduler and jobs != 1:
        raise InputError("--jobs is for processes here; a scheduler has workers of its own")
    from quotes.reading import Remark
    from quotes.scale import dask_client, prepare_dataset, run_parts

    work = prepare_dataset(paths, folder, text_column=text_column, part_bytes=part_size * 1_000_000)
    remarks = Remarks()
    counts: Counter[str] = Counter()
    if work.missing:
        with (
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
    remarks.tell(errors)
    there = len(work.parts) - len(work.missing)
    told = [f"parts: {counts['parts']:,} written"]
    told += [f"{there:,} already there"] * bool(there)
    told += [f"{len(work.missing) - counts['parts']:,} not done"] * (counts["parts"] < len(work.missing))
    failed = f", {remarks.counts['failed']:,} failed" * remarks.some_failed
    typer.echo(f"{', '.join(told)}; articles: {counts['articles']:,}{failed}; quotes: {counts['quotes']:,}")
    if remarks.some_failed:
        raise typer.Exit(SOME_FAILED)
