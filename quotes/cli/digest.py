"""``quotes digest``: what is new in a saved view, printed, written or sent."""

import os
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.filter_options import one_of
from quotes.cli.migration_lines import MigrationLines
from quotes.cli.output import Output, print_out, write_text
from quotes.cli.targets import PRINTED, check_targets
from quotes.cli.terminal import SOME_FAILED, harmless, note, one_line_for_bad_input, say
from quotes.library import FILTER_FIELDS
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.library import Library

TARGETS = "QUOTES_DIGEST_TO"
"""The environment variable that has the addresses to send digests to, with spaces between them."""

_USUAL_DAYS = 7


class DigestFormat(StrEnum):
    """What a digest is written in."""

    markdown = "markdown"
    html = "html"


@one_line_for_bad_input
def digest(  # noqa: PLR0913, PLR0917  (an argument for each option)
    view: Annotated[str, typer.Option("--view", metavar="NAME", help="The saved view.")],
    library: LibraryPlace = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="What came into the library on this day (UTC) or later. Default: in the last 7 days. With "
            "--send, only for the first digest of an address.",
            show_default=False,
        ),
    ] = None,
    output: Output = None,
    file_format: Annotated[
        DigestFormat | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{one_of(DigestFormat)}. Default: by FILE's suffix; without FILE, markdown.",
            show_default=False,
        ),
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Send what is new since the last digest.")] = False,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="ADDRESS",
            help=f"Where to send it, as apprise writes addresses: mailto://…, json://… Default: {TARGETS}.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print or send what is new in a saved view: one table with speaker, quote, source, outlet and link.

    New is what came into the library, whatever its date. With --send, each address gets what it was not sent
    before, and nothing if nothing is new; run it from cron for a daily digest. What is far more than usual is
    named above the table. Exit status 1 means that an address failed, 2 means bad input.
    """
    if since is not None and not FILTER_FIELDS["since"].from_address([since]):
        raise InputError(f"--since: dates must be like 2024-03-05, not {since}")
    if send:
        if output or file_format:
            raise InputError("--send writes no file; leave out -o and --format")
        _send(view, library, since, to or os.environ.get(TARGETS, "").split())
        return
    if to:
        raise InputError("--to needs --send")
    _print(view, library, since, output, file_format)


def _print(
    name: str, place: str | None, since: str | None, output: Path | None, file_format: DigestFormat | None
) -> None:
    from quotes.library import Library, locate
    from quotes.telling import digest_to_html, digest_to_markdown, make_digest

    check_targets({"-o" if output else PRINTED: output}, library=locate(place))
    first = since or (datetime.now(UTC) - timedelta(days=_USUAL_DAYS)).isoformat(timespec="seconds")
    with Library(place, read_only=True) as library:
        view = library.saved_view(name)
        made = make_digest(library, view, library.arrived_since(first))
    is_html = file_format is DigestFormat.html or (
        file_format is None and output is not None and output.suffix.lower() in (".html", ".htm")
    )
    content = digest_to_html(made) if is_html else digest_to_markdown(made)
    if output:
        write_text(output, content)
    else:
        print_out(content.encode())


def _send(name: str, place: str | None, since: str | None, addresses: list[str]) -> None:
    from quotes.telling import read_targets, send_new

    if not addresses:
        raise InputError(f"name where to send it with --to, or in {TARGETS}")
    targets = read_targets(addresses)
    failed = 0
    with _opened(place) as library:
        view = library.saved_view(name)
        after = library.arrived_since(since).after if since else None
        for outcome in send_new(library, view, targets, after=after):
            if outcome.error:
                failed += 1
                note(f"{outcome.target.shown}: not sent: {outcome.error}")
            else:
                say(harmless(_line(outcome.quotes, outcome.target.shown)))
    if failed:
        raise typer.Exit(SOME_FAILED)


def _line(quotes: int, shown: str) -> str:
    if not quotes:
        return f"nothing new for {shown}"
    return f"sent {quotes:,} new quote{'' if quotes == 1 else 's'} to {shown}"


def _opened(place: str | None) -> "Library":
    """Open a library that exists, to note in it what is sent."""
    from quotes.library import Library, needs_migration

    if not needs_migration(place):
        Library(place, read_only=True).close()  # reports that there is none
    return Library(place, watch=MigrationLines())
