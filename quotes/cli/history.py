"""``quotes history`` and ``quotes undo``: what people did to the library, and taking it back."""

from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.filter_options import one_of
from quotes.cli.migration_lines import MigrationLines
from quotes.cli.terminal import harmless, one_line_for_bad_input, say
from quotes.library import ActKind

if TYPE_CHECKING:
    from quotes.library import Act


@one_line_for_bad_input
def history(  # noqa: PLR0913, PLR0917  (an argument for each option)
    library: LibraryPlace = None,
    what: Annotated[
        list[ActKind] | None,
        typer.Option(
            "--what", metavar="KIND", help=f"Only this kind: {one_of(ActKind)}.", show_default=False
        ),
    ] = None,
    who: Annotated[
        str | None, typer.Option("--who", help="Only what this person did or undid.", show_default=False)
    ] = None,
    article: Annotated[
        str | None,
        typer.Option(
            "--article", metavar="DOC_ID", help="Only what concerns this article.", show_default=False
        ),
    ] = None,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="Only on this day or later.", show_default=False)
    ] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="Only on this day or earlier.", show_default=False)
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many, newest first.")] = 20,
) -> None:
    """List what people did to the library: imports, corrections, amendments, deletions, names joined.

    Each line has the number for quotes undo, the time, the person, and what was done. Exit status 2 means
    bad input.
    """
    from quotes.library import Library

    with Library(library, read_only=True) as opened:
        for act in opened.acts(what or (), who=who, article=article, since=since, until=until, limit=limit):
            say(harmless(_line(act)))


@one_line_for_bad_input
def undo(
    act: Annotated[int, typer.Argument(metavar="ACT", help="The number that quotes history shows.")],
    library: LibraryPlace = None,
) -> None:
    """Undo a correction, an amendment or a deletion, whoever did it.

    That you undid it is noted in the history. Exit status 2 means bad input.
    """
    from quotes.library import Library

    with Library(library, watch=MigrationLines()) as opened:
        opened.undo(act)
        say(f"undone: {act}")
        opened.link()


def _line(act: "Act") -> str:
    """Put an act into one line."""
    parts = [f"{act.id:>6}", act.made[:16].replace("T", " "), act.who or "unknown", act.in_words]
    if act.doc_id and act.what is not ActKind.addition:
        parts.append(f"in {act.doc_id}")
    if act.note:
        parts.append(f"({act.note})")
    if act.undone:
        parts.append(f"– undone {act.undone[:16].replace('T', ' ')} by {act.undone_by or 'unknown'}")
    return "  ".join(parts)
