"""``quotes context``: every use of a word or phrase, with the words around it."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.filter_options import check_imports, one_of, takes_one
from quotes.cli.output import Output
from quotes.cli.targets import PRINTED, check_targets
from quotes.cli.terminal import harmless, note, one_line_for_bad_input, say
from quotes.library import ContextOrder, Filter, TextKind
from quotes.types import InputError
from quotes.writing import Format, format_of_file

if TYPE_CHECKING:
    from quotes.insight import Concordance, ContextLine
    from quotes.library import Library

_EVERYTHING = Filter()
_FORMATS = (Format.csv, Format.xlsx, Format.jsonl)

Words = Annotated[
    list[str],
    typer.Argument(metavar="WORD", help="The word or phrase, as it is spelt; sail* for any ending."),
]
Within = Annotated[
    TextKind, typer.Option("--in", metavar="PLACE", help=f"Where to look: {one_of(TextKind)}.")
]
Order = Annotated[
    ContextOrder,
    typer.Option(
        "--sort", metavar="ORDER", help="By date, by the words to the left or right, or by speaker."
    ),
]
Width = Annotated[
    int, typer.Option("--width", min=10, max=500, metavar="N", help="How many characters on each side.")
]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many lines to print.")]
Beside = Annotated[
    bool, typer.Option("--collocates", help="The words that stand near it more often than elsewhere.")
]


@dataclass(frozen=True, slots=True)
class ContextRequest:
    """Which word or phrase to show, where, in which order, and where to."""

    phrase: Words
    library: LibraryPlace = None
    output: Output = None
    only: Filter = _EVERYTHING
    within: Within = TextKind.quotes
    order: Order = ContextOrder.date
    width: Width = 50
    limit: Limit = 50
    beside: Beside = False


@one_line_for_bad_input
@takes_one(ContextRequest)
def context(asked: ContextRequest) -> None:
    """Show a word or phrase in context: a line for each use, with the word in the middle.

    Each line ends with the speaker, the source, the outlet and the date. Only quotes that match every filter
    count; with --in articles, the articles that have such quotes. With --collocates, the lines are the words
    within five words of it, the strongest first: the strength (logDice, at most 14), in how many quotes or
    articles they are together, and in how many the word is. With -o, all lines go to a csv, xlsx or jsonl
    file. Exit status 2 means bad input.
    """
    if asked.output and format_of_file(asked.output) not in _FORMATS:
        raise InputError(f"{asked.output}: words in context are written as {one_of_formats()}")
    from quotes.insight import words_in_context
    from quotes.library import Library, locate

    check_targets({"-o" if asked.output else PRINTED: asked.output}, library=locate(asked.library))
    library = Library(asked.library, read_only=True)
    check_imports(library, asked.only)
    found = words_in_context(library, " ".join(asked.phrase), asked.only, asked.within, width=asked.width)
    if asked.beside:
        _give_collocates(library, found, asked)
    elif asked.output:
        _write_lines(library, found, asked, asked.output)
    else:
        _print_lines(library, found, asked)


def one_of_formats() -> str:
    """List the formats of files."""
    *most, last = _FORMATS
    return f"{', '.join(most)} or {last}"


def _print_lines(library: "Library", found: "Concordance", asked: ContextRequest) -> None:
    from quotes.insight import context_lines

    for line in context_lines(library, found, asked.order, limit=asked.limit):
        say(harmless(f"{line.left:>{asked.width}}[{line.words}]{line.right:<{asked.width}}  {_who(line)}"))
    noun = "quote" if found.kind is TextKind.quotes else "article"
    plural = "" if found.texts == 1 else "s"
    note(
        f"{len(found.uses):,} use{'' if len(found.uses) == 1 else 's'} in {found.texts:,} {noun}{plural}"
        + (f"; {found.unread:,} older {noun}s were not read" if found.unread else "")
        + (f"; the first {asked.limit:,} are shown" if len(found.uses) > asked.limit else "")
    )


def _who(line: "ContextLine") -> str:
    through = f"{line.speaker} via {line.source}" if line.speaker and line.source else line.speaker
    parts = [through, line.outlet or line.title, line.published]
    return ", ".join(part for part in parts if part) or line.doc_id


def _write_lines(library: "Library", found: "Concordance", asked: ContextRequest, output: Path) -> None:
    from quotes.insight import context_frame
    from quotes.writing import save

    save(context_frame(library, found, asked.order), output)


def _give_collocates(library: "Library", found: "Concordance", asked: ContextRequest) -> None:
    from quotes.insight import collocates

    near = collocates(library, found, limit=asked.limit)
    if asked.output:
        import pandas as pd

        from quotes.writing import save

        names = ["word", "strength", "together", "texts"]
        lines = [[getattr(each, name) for name in names] for each in near]
        save(pd.DataFrame(lines, columns=names), asked.output)
        return
    for each in near:
        say(f"{each.strength:5.2f}  {each.word}  {each.together:,} of {each.texts:,}")
