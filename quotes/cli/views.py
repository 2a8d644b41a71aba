"""``quotes views``: filters under a name, as the dashboard's page Quotes lists them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.filter_options import one_of, takes_one
from quotes.cli.migration_lines import MigrationLines
from quotes.cli.terminal import harmless, note, one_line_for_bad_input, say
from quotes.library import Filter, Sort

if TYPE_CHECKING:
    from quotes.library import Library, SavedView

_EVERYTHING = Filter()

ViewName = Annotated[str, typer.Argument(metavar="NAME", help="The name of the view.")]
Order = Annotated[Sort, typer.Option(metavar="ORDER", help=f"The order: {one_of(Sort)}.")]

views = typer.Typer(name="views", invoke_without_command=True, add_completion=False, rich_markup_mode=None)


@dataclass(frozen=True, slots=True)
class ViewRequest:
    """A view to save: its name, and which quotes it shows in which order."""

    name: ViewName
    library: LibraryPlace = None
    only: Filter = _EVERYTHING
    sort: Order = Sort.newest


@views.callback()
@one_line_for_bad_input
def list_views(context: typer.Context, library: LibraryPlace = None) -> None:
    """List the saved views: filters under a name.

    Each line has the name, the number of quotes that came in since you last looked at the view in the
    dashboard, and the filters. Exit status 2 means bad input.
    """
    if context.invoked_subcommand is not None:
        return
    from quotes.library import Library

    with Library(library, read_only=True) as opened:
        counts, saved = opened.view_counts(), opened.saved_views()
        if not saved:
            note("no views are saved")
        for view in saved:
            number = counts.get(view.id, 0)
            say(harmless(f"{view.name}  {number:,} new  {view.filter.in_words() or 'all quotes'}"))


@views.command()
@one_line_for_bad_input
@takes_one(ViewRequest)
def save(asked: ViewRequest) -> None:
    """Save filters under a name.

    The filters are those of quotes export. Exit status 2 means bad input, also if another view has the name.
    """
    from urllib.parse import urlencode

    from quotes.library import filter_to_parameters

    order = {} if asked.sort is Sort.newest else {"sort": [asked.sort.value]}
    query = urlencode(filter_to_parameters(asked.only) | order, doseq=True)
    with _opened(asked.library) as opened:
        view = opened.save_view(asked.name, query)
    say(harmless(f"saved {view.name}: {view.filter.in_words() or 'all quotes'}"))


@views.command()
@one_line_for_bad_input
def rename(
    name: ViewName,
    new_name: Annotated[str, typer.Argument(metavar="NEW_NAME", help="Its new name.")],
    library: LibraryPlace = None,
) -> None:
    """Give a saved view another name.

    Exit status 2 means bad input, also if another view has the name.
    """
    with _opened(library) as opened:
        view = opened.rename_view(opened.saved_view(name), new_name)
    say(harmless(f"renamed to {view.name}"))


@views.command()
@one_line_for_bad_input
def delete(name: ViewName, library: LibraryPlace = None) -> None:
    """Delete a saved view; the quotes stay.

    Exit status 2 means bad input.
    """
    with _opened(library) as opened:
        act = opened.delete_view(opened.saved_view(name))
    say(harmless(f"deleted {name}; quotes undo {act} brings it back"))


def order_of(view: "SavedView", wanted: Sort) -> Sort:
    """The order in which to write a view's quotes: its own, unless another one than the usual is wanted."""
    from quotes.library import last_value, parse_query

    own = last_value(parse_query(view.query), "sort")
    return Sort(own) if wanted is Sort.newest and own in list(Sort) else wanted


def _opened(library: str | None) -> "Library":
    """Open a library that exists."""
    from quotes.library import Library, needs_migration

    if not needs_migration(library):
        Library(library, read_only=True).close()  # reports that there is none
    return Library(library, watch=MigrationLines())
