"""``quotes remove``: articles of the library into the bin."""

from dataclasses import dataclass

from quotes.cli.add import LibraryPlace
from quotes.cli.chosen_articles import DryRun, Note, Yes, choose_and_confirm
from quotes.cli.filter_options import takes_one
from quotes.cli.migration_lines import MigrationLines
from quotes.cli.terminal import one_line_for_bad_input, say
from quotes.library import Filter

_EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class RemovalRequest:
    """Which articles to delete."""

    library: LibraryPlace = None
    only: Filter = _EVERYTHING
    dry_run: DryRun = False
    yes: Yes = False
    note: Note = ""


@one_line_for_bad_input
@takes_one(RemovalRequest)
def remove(asked: RemovalRequest) -> None:
    """Delete articles with all their quotes and corrections.

    The articles are those of the quotes that match every filter. With --import alone, those without quotes
    are among them. They are in the bin for 30 days, and quotes undo brings them back. Exit status 2 means bad
    input, also if no article matches.
    """
    from quotes.library import DAYS_IN_BIN, Library

    with Library(asked.library, watch=MigrationLines()) as library:
        chosen = choose_and_confirm(library, asked, "Delete these articles?")
        if not chosen:
            say("nothing was deleted")
            return
        act = library.delete(chosen, note=asked.note)
        say(f"deleted; quotes undo {act} brings them back for {DAYS_IN_BIN} days")
        library.link()
