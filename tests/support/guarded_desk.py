"""A server behind a login that lets one person in, and the page that she has open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_library import add_all
from page_socket import COOKIE_SECRET, OpenPage, open_page
from server_and_browser import QUOTES, Server, free_port, serving

from quotes.library import Library

ADA = "ada@desk.example"
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{secret}"
client_id = "quotes"
client_secret = "hush"
server_metadata_url = "https://login.example/.well-known/openid-configuration"

[quotes]
allowed = [{allowed}]
"""


class Desk:
    """A server behind a login, with its home folder."""

    def __init__(self, server: Server, home: Path, log: Path) -> None:
        self.address, self.home, self.log = server.address, home, log
        self.library = home / "press.db"

    def allow(self, *people: str) -> None:
        """Say who may log in."""
        secrets = self.home / ".streamlit" / "secrets.toml"
        port = self.address.rstrip("/").rsplit(":", 1)[1]
        allowed = ", ".join(f'"{each}"' for each in people)
        written = SECRETS.format(port=port, secret=COOKIE_SECRET, allowed=allowed)
        if not secrets.exists() or secrets.read_text() != written:
            # the server may read it at any moment, and must not find half of it
            half = secrets.with_suffix(".new")
            half.write_text(written)
            half.replace(secrets)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A server behind a login that lets Ada in."""
    home = tmp_path_factory.mktemp("home")
    (home / ".streamlit").mkdir()
    with Library(home / "press.db") as made:
        add_all(made)
        made.link()
    port, log = free_port(), home / "log"
    made_desk = Desk(Server(f"http://127.0.0.1:{port}/", None), home, log)  # type: ignore[arg-type]
    made_desk.allow(ADA)
    command = [*QUOTES, "dashboard", "--login", "--library", str(made_desk.library), "--port", str(port)]
    with serving(command, port, folder=home, log=log, HOME=str(home)):
        yield made_desk


@pytest.fixture
def ada(desk: Desk) -> Iterator[OpenPage]:
    """A page that Ada has open; she may log in again after the test."""
    with open_page(desk.address, email=ADA) as page:
        drawn = page.run()
        assert "sail at dawn" in drawn, drawn
        yield page
    desk.allow(ADA)
