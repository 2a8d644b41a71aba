"""``quotes dashboard``: the library in a browser."""

import os
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from quotes.cli.add import LibraryPlace, add
from quotes.cli.terminal import note, one_line_for_bad_input
from quotes.dashboard.login import LOGIN, READ_ONLY, always_login, is_read_only, read_secrets, required_login

_ALLOWED_HOSTS = "STREAMLIT_SERVER_ALLOWED_HOSTS"
_OWN_NAMES = ("localhost", "127.0.0.1", "::1")
_USUAL_PORT = 8501
_SECRETS_FILES = "STREAMLIT_SECRETS_FILES"


@one_line_for_bad_input
def dashboard(  # noqa: PLR0913, PLR0917  (an option for each setting)
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Articles to add first: as for extract.", show_default=False),
    ] = None,
    library: LibraryPlace = None,
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="The port to listen on. Default: 8501 or the next free one."),
    ] = None,
    address: Annotated[
        str, typer.Option(help="The address to listen on; one that others reach needs a login.")
    ] = "127.0.0.1",
    login: Annotated[
        bool, typer.Option("--login", help="Show nothing unless a login is set up; or QUOTES_LOGIN=1.")
    ] = False,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Visitors can change nothing; or QUOTES_READ_ONLY=1.")
    ] = False,
) -> None:
    """Open the library in the browser; Ctrl-C ends it.

    Only this machine can reach it; docs/dashboard.md tells how to serve others behind a login.
    """
    read_only = read_only or is_read_only()
    options = _served_to(address, port, login=login)
    if paths:
        _add(paths, library)
    from quotes.library import Library

    with Library(library, read_only=read_only) as opened:
        os.environ["QUOTES_LIBRARY"] = str(opened.path)
    os.environ[READ_ONLY] = "1" if read_only else "0"
    from streamlit.web.cli import main as run_streamlit

    from quotes.dashboard import main_script
    from quotes.dashboard.shared import read_ahead

    Thread(target=read_ahead, daemon=True).start()
    run_streamlit(["run", str(main_script()), *options], prog_name="streamlit")


def _served_to(address: str, port: int | None, *, login: bool) -> list[str]:
    """Return Streamlit's options for who can reach the dashboard.

    Raises:
        InputError: others would see the library without a login, or the login is not set up rightly.

    """
    found = required_login(read_secrets(_places_of_secrets()), address, always=login or always_login())
    os.environ[LOGIN] = "1" if found else "0"
    options = [f"--server.address={address}", *([f"--server.port={port}"] if port else [])]
    if found is None:
        return options
    note(f"served behind a login at {found.home.replace('{port}', str(port or _USUAL_PORT))}")
    if found.allowed is None:
        note("everybody with an account can log in; [quotes] in secrets.toml can say who may")
    if _ALLOWED_HOSTS not in os.environ:
        options += [f"--server.allowedHosts={host}" for host in (found.host, *_OWN_NAMES)]
    return [
        *options,
        "--logger.hideWelcomeMessage=true",
    ]  # else it asks a server outside for this one's address


def _places_of_secrets() -> list[Path]:
    """Return where Streamlit looks for secrets; the pages themselves ask Streamlit."""
    if named := os.environ.get(_SECRETS_FILES):
        return [Path(place) for place in named.split()]
    return [folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), Path.cwd())]


def _add(paths: list[str], library: str | None) -> None:
    """Add articles to the library; the dashboard opens even where some of them fail."""
    try:
        add(paths, library)
    except typer.Exit as ended:
        if ended.exit_code > 1:
            raise
