"""``quotes extract``: the table of the quotes in articles."""

from typing import Annotated

import typer

from quotes.commands.output import ByteOrderMark, FileFormat, Output, check_place, choose_format, written
from quotes.commands.progress import Course, watched
from quotes.commands.reading import Jobs, TextColumn, note_unread
from quotes.commands.remarks import Errors, Remarks
from quotes.commands.terminal import BAD_INPUT, SOME_FAILED, one_line_for_bad_input


@one_line_for_bad_input
def extract(  # noqa: PLR0913, PLR0917  (an argument for each option)
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Files of articles, folders, web addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    output: Output = None,
    file_format: FileFormat = None,
    bom: ByteOrderMark = False,
    text_column: TextColumn = None,
    errors: Errors = None,
    jobs: Jobs = 1,
) -> None:
    """Print or write the table of the quotes in articles.

    Files: txt, md, html, pdf, docx, csv, tsv, xlsx, parquet, json, jsonl, and zip of these. The table to read
    has the quote, its kind, speaker, source and the source's basis; into a pipe it goes one quote a line, the
    columns divided by tabs. All other formats have every column. Rows are written as they come to csv, jsonl,
    parquet and a pipe; the other formats hold all rows until the end. Exit status 1 means that some articles
    could not be read or extracted, 2 that none could.
    """
    chosen = choose_format(output, file_format, bom=bom)
    if errors:
        check_place(errors)
    from quotes.articles import outcomes  # noqa: PLC0415

    found = outcomes(paths, text_column=text_column)
    note_unread(paths)
    from quotes.reading.inputs import Remark  # noqa: PLC0415
    from quotes.scale.workers import extract_in_order  # noqa: PLC0415

    course = Course(paths)
    remarks = Remarks()
    articles = 0
    with written(output, chosen, bom=bom) as rows:
        for each in watched(extract_in_order(course.watch(found), jobs=jobs), course):
            if isinstance(each, Remark):
                remarks.add(each)
            else:
                articles += 1
                rows.add(each.rows)
        if remarks.some_failed and not articles:
            remarks.tell(errors)
            raise typer.Exit(BAD_INPUT)
    remarks.tell(errors)
    if remarks.some_failed:
        raise typer.Exit(SOME_FAILED)
