"""``quotes extract``: the table of the quotes in articles."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.dask_engine import Engine, EngineName, PartSize, Scheduler, extract_with_dask
from quotes.cli.output import ByteOrderMark, FileFormat, choose_format, written
from quotes.cli.progress import InputProgress, watched
from quotes.cli.reading_options import Columns, Jobs, TextColumn, note_unread
from quotes.cli.remarks import Errors, Remarks
from quotes.cli.targets import PRINTED, check_targets
from quotes.cli.terminal import BAD_INPUT, SOME_FAILED, one_line_for_bad_input
from quotes.types import InputError
from quotes.writing import Format

if TYPE_CHECKING:
    import pandas as pd

    from quotes.reading import ColumnChoice
    from quotes.types import Quote

WithAbout = Annotated[
    bool, typer.Option("--with-about", help="Add about: the persons and bodies named inside each quote.")
]


@one_line_for_bad_input
def extract(  # noqa: PLR0913, PLR0917  (an argument for each option)
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files with articles, folders, web addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="The file to write. It appears whole or not at all. With --engine: the dataset's folder.",
            show_default=False,
        ),
    ] = None,
    file_format: FileFormat = None,
    bom: ByteOrderMark = False,
    with_about: WithAbout = False,
    text_column: TextColumn = None,
    column: Columns = None,
    errors: Errors = None,
    jobs: Jobs = 1,
    engine: EngineName = None,
    scheduler: Scheduler = None,
    part_size: PartSize = 16,
) -> None:
    """Print or write a table of the quotes in articles.

    Readable files: txt, md, html, pdf, docx, csv, tsv, xlsx, parquet, json, jsonl, and zip files of these.
    The printed table shows each quote, its kind, speaker, source and the source's basis; in a pipe, each
    quote is one line with tabs between columns. All other formats have every column. Rows go to csv, jsonl,
    parquet, xlsx and pipes as they are extracted; the others hold all rows until the end. Exit status 1
    means that some articles could not be read or extracted, 2 that none could.
    """
    if engine is Engine.dask:
        if file_format or bom:
            raise InputError(
                "--engine dask writes a dataset of Parquet files; it takes neither --format nor --bom"
            )
        if with_about:
            raise InputError("--engine dask takes no --with-about")
        if column:
            raise InputError("--engine dask takes --text-column, and no --column")
        extract_with_dask(
            paths,
            output,
            text_column=text_column,
            errors=errors,
            jobs=jobs,
            scheduler=scheduler,
            part_size=part_size,
        )
        return
    if scheduler:
        raise InputError("--scheduler needs --engine dask")
    from quotes.reading import columns_from_options

    _extract_here(
        paths,
        None if output is None else Path(output),
        file_format,
        bom=bom,
        with_about=with_about,
        columns=columns_from_options(text_column, column or ()),
        errors=errors,
        jobs=jobs,
    )


def _extract_here(  # noqa: PLR0913  (an argument for each option)
    paths: list[str],
    output: Path | None,
    file_format: Format | None,
    *,
    bom: bool,
    with_about: bool,
    columns: "ColumnChoice",
    errors: Path | None,
    jobs: int,
) -> None:
    """Extract on this machine, and write or print one table."""
    chosen = choose_format(output, file_format, bom=bom)
    check_targets({"-o" if output else PRINTED: output, "--errors": errors}, paths)
    from quotes.reading import read_outcomes

    found = read_outcomes(paths, columns=columns)
    note_unread(paths)
    from quotes.reading import Remark
    from quotes.scale import extract_in_order

    course = InputProgress(paths)
    remarks = Remarks()
    articles = 0
    named: dict[str, str] = {}
    complete = partial(_with_about, named) if with_about else _as_it_is
    with written(output, chosen, bom=bom, complete=complete) as rows:
        for each in watched(extract_in_order(course.watch(found), jobs=jobs, with_about=with_about), course):
            if isinstance(each, Remark):
                remarks.add(each)
            else:
                articles += 1
                if with_about:
                    named.update((row.quote_id, "; ".join(_names(row))) for row in each.rows if row.about)
                rows.add(each.rows)
        if remarks.some_failed and not articles:
            remarks.report(errors)
            raise typer.Exit(BAD_INPUT)
    remarks.report(errors)
    if remarks.some_failed:
        raise typer.Exit(SOME_FAILED)


def _names(row: "Quote") -> dict[str, None]:
    """Who is named inside a quote, each once."""
    return dict.fromkeys(each.name for each in row.about)


def _with_about(named: dict[str, str], frame: "pd.DataFrame") -> "pd.DataFrame":
    """Add the column ``about``. What is written is forgotten."""
    import pandas as pd

    about = [named.pop(quote_id, None) for quote_id in frame["quote_id"]]
    complete = frame.copy(deep=False)
    complete["about"] = pd.Series(about, index=frame.index, dtype="str")
    return complete


def _as_it_is(frame: "pd.DataFrame") -> "pd.DataFrame":
    return frame
