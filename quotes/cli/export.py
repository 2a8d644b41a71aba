"""``quotes export``: what the library has, or a part of it, to a file or the terminal."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.output import (
    ByteOrderMark,
    FileFormat,
    Output,
    check_place,
    choose_format,
    print_out,
    put_out,
    write_text,
)
from quotes.cli.terminal import one_line_for_bad_input
from quotes.library import UNSURE_BELOW, Filter, QuoteKind, Sort, SourceBasis, SpeakerKind
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.library import Library

NOBODY = "none"
"""What stands for no speaker, source or outlet among the options' values."""


def _either(values: type[StrEnum]) -> str:
    """Return the values that an option may have, as people write them."""
    *most, last = values
    return f"{', '.join(most)} or {last}"


@one_line_for_bad_input
def export(  # noqa: PLR0913, PLR0917  (an option for each filter)
    library: LibraryPlace = None,
    output: Output = None,
    file_format: FileFormat = None,
    bom: ByteOrderMark = False,
    words: Annotated[
        str,
        typer.Option(
            help='Words that quote or context must have; "a phrase", begin*, -without.', show_default=False
        ),
    ] = "",
    speaker: Annotated[
        list[str] | None,
        typer.Option(
            help="By this speaker. This and the options down to --basis may be given several times.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option(help="Through this reporting source.", show_default=False)
    ] = None,
    outlet: Annotated[list[str] | None, typer.Option(help="In this outlet.", show_default=False)] = None,
    article: Annotated[
        list[str] | None, typer.Option(metavar="DOC_ID", help="In this article.", show_default=False)
    ] = None,
    speaker_kind: Annotated[
        list[SpeakerKind] | None,
        typer.Option(
            metavar="KIND", help=f"By speakers of this kind: {_either(SpeakerKind)}.", show_default=False
        ),
    ] = None,
    kind: Annotated[
        list[QuoteKind] | None,
        typer.Option(metavar="KIND", help=f"Quotes that are {_either(QuoteKind)}.", show_default=False),
    ] = None,
    basis: Annotated[
        list[SourceBasis] | None,
        typer.Option(
            metavar="BASIS", help=f"With a source that is {_either(SourceBasis)}.", show_default=False
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published on this day or later.", show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Published on this day or earlier.", show_default=False)
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="P", help="At least so sure of the speaker.", show_default=False),
    ] = None,
    max_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="P", help="At most so sure of the speaker.", show_default=False),
    ] = None,
    corrected: Annotated[bool, typer.Option("--corrected", help="Only what people have corrected.")] = False,
    unsure: Annotated[
        bool, typer.Option("--unsure", help=f"Only without a speaker, or less than {UNSURE_BELOW} sure.")
    ] = False,
    sort: Annotated[Sort, typer.Option(metavar="ORDER", help=f"The order: {_either(Sort)}.")] = Sort.newest,
    corrections: Annotated[
        bool,
        typer.Option("--corrections", help="Write the corrections as gold data (JSON) for quotes evaluate."),
    ] = False,
) -> None:
    """Print or write the library's quotes, all or a part.

    Only quotes that pass every filter are written, with corrections applied. The word none stands for no
    speaker, source or outlet. Exit status 2 means bad input.
    """
    only = Filter(
        words=words,
        speakers=_names(speaker),
        sources=_names(source),
        outlets=_names(outlet),
        articles=tuple(article or ()),
        speaker_kinds=tuple(speaker_kind or ()),
        kinds=tuple(kind or ()),
        bases=tuple(basis or ()),
        since=since,
        until=until,
        least_confidence=min_confidence,
        most_confidence=max_confidence,
        corrected=corrected,
        unsure=unsure,
    )
    if corrections:
        if file_format or bom or not only.is_empty:
            raise InputError(
                "--corrections writes all corrections as JSON; it goes with --library and -o only"
            )
        if output:
            check_place(output)
        _export_corrections(_open(library), output)
        return
    chosen = choose_format(output, file_format, bom=bom)
    put_out(_open(library).frame(only, sort), output, chosen, bom=bom)


def _open(library: str | None) -> "Library":
    """Return the library, open for reading."""
    from quotes.library import Library

    return Library(library, read_only=True)


def _names(given: list[str] | None) -> tuple[str | None, ...]:
    """Return the names that an option asks for."""
    return tuple(None if name == NOBODY else name for name in given or ())


def _export_corrections(library: "Library", output: Path | None) -> None:
    """Write the corrections as gold data."""
    from quotes.review import corrections_file

    content = corrections_file(library)
    if output:
        write_text(output, content)
    else:
        print_out(content.encode())
