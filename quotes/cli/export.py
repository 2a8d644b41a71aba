"""``quotes export``: the library's quotes, or a part of them, to a file or the terminal."""

import sys
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.filter_options import check_imports, one_of, takes_one
from quotes.cli.output import (
    ByteOrderMark,
    FileFormat,
    Output,
    choose_format,
    print_out,
    put_out,
    write_text,
    written,
)
from quotes.cli.targets import PRINTED, check_targets
from quotes.cli.terminal import one_line_for_bad_input
from quotes.library import Filter, Sort
from quotes.types import InputError
from quotes.writing import Format

if TYPE_CHECKING:
    import pandas as pd

    from quotes.library import Arrived, Library

_EVERYTHING = Filter()
_ROWS_AT_ONCE = 1_000

Order = Annotated[Sort, typer.Option(metavar="ORDER", help=f"The order: {one_of(Sort)}.")]
Corrections = Annotated[
    bool,
    typer.Option("--corrections", help="Write the corrections as labelled data (JSON) for quotes evaluate."),
]
Utterances = Annotated[
    bool,
    typer.Option(
        "--utterances", help="Add utterance_id, carriers and wording: the same words in other articles."
    ),
]


View = Annotated[
    str | None,
    typer.Option("--view", metavar="NAME", help="The quotes of this saved view.", show_default=False),
]
SinceLast = Annotated[
    bool,
    typer.Option(
        "--since-last", help="Only what came in since the last export of this view with --since-last."
    ),
]


WithAbout = Annotated[
    bool, typer.Option("--with-about", help="Add about: the persons and bodies named inside each quote.")
]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Which quotes to export, in which order, and where to."""

    library: LibraryPlace = None
    output: Output = None
    file_format: FileFormat = None
    bom: ByteOrderMark = False
    only: Filter = _EVERYTHING
    sort: Order = Sort.newest
    view: View = None
    since_last: SinceLast = False
    utterances: Utterances = False
    with_about: WithAbout = False
    corrections: Corrections = False


@one_line_for_bad_input
@takes_one(ExportRequest)
def export(asked: ExportRequest) -> None:
    """Print or write the library's quotes, all or a part.

    Only quotes that match every filter are written, with corrections applied. Filters by name, kind and basis
    may be given several times; then one of the values is enough. The word none means no speaker, source
    or outlet. Rows go to csv, jsonl, parquet, xlsx and pipes as they are read; the other formats hold all
    rows until the end. After the columns of a row come the names that speaker, source and outlet are known as
    in the library, and the tags. With --utterances, quotes that are the same words share an utterance_id,
    carriers counts the outlets that carry them, and wording says how the words compare with the fullest ones.
    With --view, the quotes are those of a saved view (quotes views). Exit status 2 means bad input.
    """
    if asked.corrections:
        is_plain = asked.view is None and asked.only.is_empty and not asked.since_last
        if asked.file_format or asked.bom or asked.utterances or not is_plain:
            raise InputError(
                "--corrections writes all corrections as JSON; combine it with --library and -o only"
            )
        _export_corrections(_open(asked), asked.output)
        return
    if asked.view is not None and not asked.only.is_empty:
        raise InputError("--view takes no filters; save another view with quotes views save")
    if asked.since_last and asked.view is None:
        raise InputError("--since-last needs --view")
    chosen = choose_format(asked.output, asked.file_format, bom=asked.bom)
    library = _open(asked)
    if asked.view is None:
        check_imports(library, asked.only)
        _write(asked, library, chosen)
        return
    from quotes.cli.views import order_of

    view = library.saved_view(asked.view)
    seen = replace(asked, only=view.filter, sort=order_of(view, asked.sort))
    if not asked.since_last:
        _write(seen, library, chosen)
        return
    from quotes.library import Arrived, MarkUse

    last = library.how_far()
    before = library.view_mark(view, MarkUse.export)
    _write(seen, library, chosen, Arrived(before.reached, last))
    library.move_view_mark(view, MarkUse.export, last)


def _write(
    asked: ExportRequest, library: "Library", chosen: Format, arrived: "Arrived | None" = None
) -> None:
    """Write the quotes to the file or the terminal."""
    from quotes.library import EVER
    from quotes.writing import STREAMED

    arrived = arrived or EVER
    if chosen not in STREAMED or (chosen is Format.table and sys.stdout.isatty()):  # needs all rows together
        frame = _completed(asked, library, library.frame(asked.only, asked.sort, arrived=arrived))
        put_out(frame, asked.output, chosen, bom=asked.bom)
        return
    found = library.rows(asked.only, asked.sort, arrived=arrived)
    with written(
        asked.output,
        chosen,
        bom=asked.bom,
        also_in=library.has_copies(),
        complete=partial(_completed, asked, library),
    ) as rows:
        while part := list(islice(found, _ROWS_AT_ONCE)):
            rows.add(part)


def _completed(asked: ExportRequest, library: "Library", frame: "pd.DataFrame") -> "pd.DataFrame":
    """Add the columns that only a library has."""
    complete = library.with_own_columns(frame)
    if asked.with_about:
        complete = library.with_about(complete)
    return library.with_utterances(complete) if asked.utterances else complete


def _open(asked: ExportRequest) -> "Library":
    """Open the library for reading; the output must not replace it."""
    from quotes.library import Library, locate

    check_targets({"-o" if asked.output else PRINTED: asked.output}, library=locate(asked.library))
    return Library(asked.library, read_only=not asked.since_last)


def _export_corrections(library: "Library", output: Path | None) -> None:
    """Write the corrections as labelled data."""
    from quotes.review import corrections_file

    content = corrections_file(library)
    if output:
        write_text(output, content)
    else:
        print_out(content.encode())
