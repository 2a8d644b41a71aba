"""``quotes amend``: title, outlet, date and web address of articles in the library."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.chosen_articles import DryRun, Note, Yes, choose_and_confirm, is_confirmed
from quotes.cli.filter_options import takes_one
from quotes.cli.migration_lines import MigrationLines
from quotes.cli.terminal import one_line_for_bad_input, say
from quotes.library import Filter
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.library import Library

_EVERYTHING = Filter()


def _new(option: str, metavar: str, what: str) -> typer.models.OptionInfo:
    help_text = f"The right {what}; an empty text for none."
    info: typer.models.OptionInfo = typer.Option(option, metavar=metavar, help=help_text, show_default=False)
    return info


@dataclass(frozen=True, slots=True)
class AmendmentRequest:
    """Which articles to amend, and how."""

    library: LibraryPlace = None
    only: Filter = _EVERYTHING
    title: Annotated[str | None, _new("--set-title", "TEXT", "title")] = None
    set_outlet: Annotated[str | None, _new("--set-outlet", "NAME", "outlet")] = None
    published: Annotated[str | None, _new("--set-date", "DATE", "date")] = None
    url: Annotated[str | None, _new("--set-url", "URL", "web address")] = None
    rename_outlet: Annotated[
        str | None,
        typer.Option(
            "--rename-outlet",
            metavar="NAME",
            help="Give this outlet the name in --set-outlet wherever it is, also in copies.",
            show_default=False,
        ),
    ] = None
    dry_run: DryRun = False
    yes: Yes = False
    note: Note = ""

    def changes(self) -> dict[str, str | None]:
        """The new values, by field."""
        given = {
            "title": self.title,
            "outlet": self.set_outlet,
            "published": self.published,
            "url": self.url,
        }
        return {field: value for field, value in given.items() if value is not None}


@one_line_for_bad_input
@takes_one(AmendmentRequest)
def amend(asked: AmendmentRequest) -> None:
    """Correct the title, outlet, date or web address of articles.

    The articles are those of the quotes that match every filter. With --import alone, those without quotes
    are among them. What was first added is kept, and quotes undo brings it back. Exit status 2 means bad
    input, also if no article matches or would change.
    """
    from quotes.library import Library, check_amendment

    changes = asked.changes()
    if not changes:
        raise InputError("say what to change: --set-title, --set-outlet, --set-date or --set-url")
    check_amendment(changes)
    with Library(asked.library, watch=MigrationLines()) as library:
        if asked.rename_outlet:
            _rename(library, asked, changes)
            return
        chosen = choose_and_confirm(library, asked, "Amend these articles?")
        if not chosen:
            say("nothing was changed")
            return
        act = library.amend(chosen, changes, note=asked.note)
        say(f"amended; quotes undo {act} takes it back")


def _rename(library: "Library", asked: AmendmentRequest, changes: dict[str, str | None]) -> None:
    """Rename an outlet wherever it is."""
    name = changes.get("outlet")
    if not name or len(changes) > 1 or not asked.only.is_empty:
        raise InputError("--rename-outlet goes with --set-outlet, and with no filter")
    old = asked.rename_outlet or ""
    number = library.number_of_publications(old)
    say(f"articles from {old}: {number:,}")
    if asked.dry_run or not number or not is_confirmed(f"Rename {old} to {name}?", yes=asked.yes):
        say("nothing was changed")
        return
    act = library.rename_outlet([old], name, note=asked.note)
    say(f"renamed; quotes undo {act} takes it back")
