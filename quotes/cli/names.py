"""``quotes join`` and ``quotes split``: names that are one speaker or outlet, and names that are not."""

from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.migration_lines import MigrationLines
from quotes.cli.terminal import harmless, one_line_for_bad_input, say

if TYPE_CHECKING:
    from quotes.library import Library, NameRole

Names = Annotated[list[str], typer.Argument(metavar="NAME", help="The names.")]
OfOutlets = Annotated[
    bool, typer.Option("--outlet", help="They are names of sources or outlets, not of speakers.")
]
Note = Annotated[str, typer.Option(metavar="TEXT", help="A note for the history.", show_default=False)]


@one_line_for_bad_input
def join(
    names: Names,
    known_as: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help="The name that they are known as. Default: the first."),
    ] = None,
    outlet: OfOutlets = False,
    note: Note = "",
    library: LibraryPlace = None,
) -> None:
    """Say that names are one speaker, or one source or outlet.

    This wins over the names that the tool joins by itself, and holds for articles that come later. The number
    printed is for quotes undo. Exit status 2 means bad input.
    """
    with _opened(library) as opened:
        act = opened.join_names(names, known_as=known_as, role=_role(outlet=outlet), note=note)
        shown = opened.known_as([names[0]], role=_role(outlet=outlet))[names[0]]
    say(harmless(f"joined as {shown}: {act}"))


@one_line_for_bad_input
def split(
    names: Names,
    outlet: OfOutlets = False,
    not_a_name: Annotated[
        bool, typer.Option("--not-a-name", help="The words are no name: their quotes have no speaker then.")
    ] = False,
    note: Note = "",
    library: LibraryPlace = None,
) -> None:
    """Say that names are somebody else than those they are joined with, or not a name at all.

    Names that are given together stay together. The number printed is for quotes undo. Exit status 2 means
    bad input.
    """
    role = _role(outlet=outlet)
    with _opened(library) as opened:
        if not_a_name:
            acts = [opened.not_a_name(name, role=role, note=note) for name in names]
        else:
            acts = [opened.split_names(names, role=role, note=note)]
    say(f"{'not a name' if not_a_name else 'split'}: {', '.join(map(str, acts))}")


def _opened(library: str | None) -> "Library":
    """Open a library that exists."""
    from quotes.library import Library, needs_migration

    if not needs_migration(library):
        Library(library, read_only=True).close()  # reports that there is none
    return Library(library, watch=MigrationLines())


def _role(*, outlet: bool) -> "NameRole":
    from quotes.library import NameRole

    return NameRole.outlet if outlet else NameRole.speaker
