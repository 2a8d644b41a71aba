"""The articles that ``quotes remove`` and ``quotes amend`` change, and the question before they do."""

import sys
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from quotes.cli.terminal import harmless, say
from quotes.library import Filter
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.library import Library

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="What to say of it in the history.")]


class ChosenChange(Protocol):
    """What somebody asks to change: which articles, and whether to ask before."""

    @property
    def only(self) -> Filter:
        """The filter that chooses them."""

    @property
    def dry_run(self) -> bool:
        """Only say what would change."""

    @property
    def yes(self) -> bool:
        """Do not ask."""


def choose_and_confirm(library: "Library", asked: ChosenChange, question: str) -> list[str]:
    """Choose the articles, say how many, and ask; an empty list if nothing is to be changed.

    Raises:
        InputError: nothing says which articles, or there are none, or nobody can be asked.

    """
    chosen = _choose_articles(library, asked.only)
    _tell_what_is_chosen(library, asked.only, chosen)
    return [] if asked.dry_run or not is_confirmed(question, yes=asked.yes) else chosen


def _choose_articles(library: "Library", only: Filter) -> list[str]:
    """List the articles of the quotes that pass the filter; of an import, all articles.

    Raises:
        InputError: nothing says which articles, or there are none.

    """
    if only.is_empty:
        raise InputError("say which articles: with --article, --import, or any other filter")
    found = library.doc_ids(only)
    if not found:
        raise InputError("no article matches; nothing was changed")
    return found


def _tell_what_is_chosen(library: "Library", only: Filter, doc_ids: list[str]) -> None:
    """Print how many quotes pass the filter, and how many articles that makes with how many quotes."""
    quotes = library.number_of_quotes(doc_ids)
    say(f"quotes that match: {library.totals(only).quotes:,}")
    say(f"articles: {len(doc_ids):,}, with {quotes:,} quotes in all")


def is_confirmed(question: str, *, yes: bool) -> bool:
    """Ask whether to go on.

    Raises:
        InputError: nobody can be asked.

    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise InputError("nobody can be asked here; give --yes to go on without a question")
    return typer.confirm(harmless(question))
