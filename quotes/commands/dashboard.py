"""``quotes dashboard``: the library in a browser."""

import os
from typing import Annotated

import typer

from quotes.commands.add import LibraryPlace, add
from quotes.commands.terminal import one_line_for_bad_input


@one_line_for_bad_input
def dashboard(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Articles to add first: as for extract.", show_default=False),
    ] = None,
    library: LibraryPlace = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="The port to listen on. Default: 8501 or the next free one."),
    ] = None,
    read_only: Annotated[
        bool,
        typer.Option("--read-only", envvar="QUOTES_READ_ONLY", help="Visitors can change nothing."),
    ] = False,
) -> None:
    """Open the library in the browser; Ctrl-C ends it.

    Only this machine can reach it; docs/dashboard.md tells how to serve others behind a login.
    """
    if paths:
        _add(paths, library)
    from quotes.library import Library  # noqa: PLC0415

    with Library(library, read_only=read_only) as opened:
        os.environ["QUOTES_LIBRARY"] = str(opened.path)
    os.environ["QUOTES_READ_ONLY"] = "1" if read_only else "0"
    from streamlit.web.cli import main as run_streamlit  # noqa: PLC0415

    from quotes.dashboard.app import main_script  # noqa: PLC0415

    options = [f"--server.port={port}"] if port else []
    run_streamlit(["run", str(main_script()), *options], prog_name="streamlit")


def _add(paths: list[str], library: str | None) -> None:
    """Add articles to the library; the dashboard opens even where some of them fail."""
    try:
        add(paths, library)
    except typer.Exit as ended:
        if ended.exit_code > 1:
            raise
