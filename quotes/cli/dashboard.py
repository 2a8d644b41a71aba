"""``quotes dashboard``: the library in a browser."""

import errno
import os
import socket
from contextlib import nullcontext
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace, add
from quotes.cli.terminal import note, one_line_for_bad_input, say
from quotes.cli.termination import ending_without_error
from quotes.cli.watch import AllowAddress
from quotes.cli.watch_process import following_beside
from quotes.dashboard import DashboardSettings, use_settings
from quotes.dashboard.login import read_secrets, required_login
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.dashboard.login import Login

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
    api_extract: Annotated[
        bool,
        typer.Option(
            "--api-extract", help="Programs may send texts to extract quotes from; or QUOTES_API_EXTRACT=1."
        ),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Also follow feeds and folders, as quotes watch does.")
    ] = False,
    allow_address: AllowAddress = None,
) -> None:
    """Open the library in the browser; Ctrl-C ends it.

    Only this machine can reach it; docs/dashboard.md tells how to serve others behind a login.
    """
    from quotes.intake import WatchSettings, allowed_address

    watching = WatchSettings(allowed=frozenset(map(allowed_address, allow_address or ())))
    user = DashboardSettings.from_environment()
    read_only = read_only or user.read_only
    found = required_login(read_secrets(_secrets_files()), address, always=login or user.needs_login)
    _check_can_listen(address, port)
    options = _server_options(address, port, found)
    if paths:
        _add(paths, library)
    path = _check_library(library, read_only=read_only)
    use_settings(
        DashboardSettings(
            library=path,
            read_only=read_only,
            needs_login=found is not None,
            takes_texts=api_extract or user.takes_texts,
            allowed=watching.allowed,
        )
    )
    say("quotes: starting the dashboard; Ctrl-C ends it")
    from streamlit.web.cli import main as run_streamlit

    from quotes.dashboard import main_script
    from quotes.dashboard.shared import read_ahead

    Thread(target=read_ahead, daemon=True).start()
    following = following_beside(path, watching) if watch else nullcontext()
    with ending_without_error(), following:
        run_streamlit(["run", str(main_script()), *options], prog_name="streamlit")


def _check_library(library: str | None, *, read_only: bool) -> Path:
    """Make sure that the library can be opened, and give its path; a new one is created.

    One that an earlier version made is opened by the server, whose pages tell how far its update is.
    """
    from quotes.library import Library, locate, needs_migration

    path = locate(library)
    if read_only or not needs_migration(path):
        Library(path, read_only=read_only).close()
    return path.absolute()


def _check_can_listen(address: str, port: int | None) -> None:
    """Refuse an address or a port on which the server cannot listen.

    Raises:
        InputError: another program uses the port, or this machine has no such address.

    """
    try:
        family, kind, _, _, place = socket.getaddrinfo(
            address or None, port or 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            probe.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(f"port {port} is in use; choose another one with --port") from None
        if error.errno == errno.EACCES:
            raise InputError(f"port {port}: you may not listen on it; choose one above 1023") from None
        raise InputError(f"--address {address}: not an address of this machine") from None


def _server_options(address: str, port: int | None, login: "Login | None") -> list[str]:
    """Streamlit's options for who can reach the dashboard. Prints the address if there is a login."""
    options = [f"--server.address={address}", *([f"--server.port={port}"] if port else [])]
    if login is None:
        return options
    note(f"served behind a login at {login.home.replace('{port}', str(port or _USUAL_PORT))}")
    if login.allowed is None:
        note("everybody with an account can log in; [quotes] in secrets.toml can say who may")
    if _ALLOWED_HOSTS not in os.environ:
        options += [f"--server.allowedHosts={host}" for host in (login.host, *_OWN_NAMES)]
    return options


def _secrets_files() -> list[Path]:
    """The files in which Streamlit looks for secrets."""
    if named := os.environ.get(_SECRETS_FILES):
        return [Path(place) for place in named.split()]
    return [folder / ".streamlit" / "secrets.toml" for folder in (Path.home(), Path.cwd())]


def _add(paths: list[str], library: str | None) -> None:
    """Add articles to the library. The dashboard opens even if some of them fail."""
    try:
        add(paths, library)
    except typer.Exit as ended:
        if ended.exit_code > 1:
            raise
