"""``quotes about``: who speaks about whom."""

from dataclasses import dataclass
from typing import Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.filter_options import check_imports, takes_one
from quotes.cli.output import Output
from quotes.cli.targets import PRINTED, check_targets
from quotes.cli.terminal import harmless, note, one_line_for_bad_input, say
from quotes.library import Filter
from quotes.types import InputError
from quotes.writing import Format, format_of_file

_EVERYTHING = Filter()
_FORMATS = (Format.csv, Format.xlsx, Format.jsonl)

Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many lines to print.")]


@dataclass(frozen=True, slots=True)
class AboutRequest:
    """Which quotes to count, and where to."""

    library: LibraryPlace = None
    output: Output = None
    only: Filter = _EVERYTHING
    limit: Limit = 50


@one_line_for_bad_input
@takes_one(AboutRequest)
def about(asked: AboutRequest) -> None:
    """Count who speaks about whom: the persons and bodies that speakers name in their quotes.

    Each line has the number of quotes, the speaker, and who is named. Only quotes that match every filter
    count. With -o, all lines go to a csv, xlsx or jsonl file. Exit status 2 means bad input.
    """
    if asked.output and format_of_file(asked.output) not in _FORMATS:
        raise InputError(f"{asked.output}: this table is written as csv, xlsx or jsonl")
    from quotes.library import Library, locate

    check_targets({"-o" if asked.output else PRINTED: asked.output}, library=locate(asked.library))
    library = Library(asked.library, read_only=True)
    check_imports(library, asked.only)
    found = library.speakers_about(asked.only)
    if asked.output:
        from quotes.writing import save

        save(found, asked.output)
    else:
        for speaker, named, quotes in found.head(asked.limit).itertuples(index=False):
            say(harmless(f"{quotes:6,}  {speaker}  about {named}"))
    if found.empty and not library.has_quoted_names():
        note(
            "no quote names a person or a body; if an earlier version added the articles, quotes add --again "
            "finds the names"
        )
