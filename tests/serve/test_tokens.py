"""Programs behind a login: they read with a token for as long as its person may see the pages."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from forked_dashboard import forked_dashboard
from guarded_desk import ADA, Desk
from made_library import DAWN, add_all
from page_socket import COOKIE_SECRET, PATIENCE, OpenPage, ask, open_page
from server_and_browser import Server

from quotes.library import Library

BO = "bo@desk.example"
TOKEN = re.compile(r"quotes_[\w-]{43}")
QUOTE = f"/api/quotes/{DAWN.quote_id}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A server behind a login that lets Ada in."""
    home = tmp_path_factory.mktemp("home")
    (home / ".streamlit").mkdir()
    with Library(home / "press.db") as made:
        add_all(made)
        made.link()
    desk_at("http://127.0.0.1:1/", home).allow(ADA)
    settings = {"QUOTES_LOGIN": "1", "HOME": str(home)}
    with forked_dashboard(home / "press.db", home / "log", **settings) as address:
        desk = desk_at(address, home)
        desk.allow(ADA)
        yield desk
    assert "Traceback" not in (home / "log").read_text()


def desk_at(address: str, home: Path) -> Desk:
    """A server by its address and its home folder."""
    return Desk(Server(address, None), home, home / "log")


@pytest.fixture
def token(desk: Desk) -> Iterator[str]:
    """A token that Ada makes on her page; she may log in again after the test."""
    with open_page(desk.address, email=ADA) as page:
        account_of(page)
        made = TOKEN.search(page.run("account", new_token_name="evening digest", make_token="click"))
        assert made is not None
        assert TOKEN.search(page.run("account")), "a second click does not hide it"
        page.run()
        assert not TOKEN.search(page.run("account")), "it is not shown again to who comes back"
    yield made[0]
    desk.allow(ADA)


def account_of(page: OpenPage) -> str:
    """Go to the account page, as soon as the library is open."""
    until = time.monotonic() + PATIENCE
    while "sail at dawn" not in page.run():
        assert time.monotonic() < until
    return page.run("account")


def status(desk: Desk, token: str | None = None, path: str = QUOTE) -> int:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return ask(desk.address, "GET", path, **headers)[0]


def test_without_a_token_a_program_sees_nothing(desk: Desk) -> None:
    for path in ("quotes", f"quotes/{DAWN.quote_id}", "speakers", "sources", "articles/ferry", "utterances"):
        found, headers, body = ask(desk.address, "GET", f"/api/{path}")
        assert (found, headers["www-authenticate"]) == (401, "Bearer")
        assert json.loads(body) == {"error": "this library requires a token; make one on the page Account"}
    assert status(desk, "quotes_" + "x" * 43) == 401
    assert status(desk, "x" * 10_000) == 401
    assert ask(desk.address, "POST", "/api/extract", b"{}", Content_Type="application/json")[0] == 404


def test_a_token_reads_as_its_person(desk: Desk, token: str) -> None:
    assert status(desk, token) == 200
    assert status(desk, path=f"{QUOTE}?token={token}") == 200
    _, headers, body = ask(desk.address, "GET", f"/api/quotes?limit=1&token={token}")
    assert token not in headers["link"] + body.decode()
    assert token.encode() not in desk.library.read_bytes(), "the library has only its digest"
    assert token not in desk.log.read_text()


def test_a_token_ends_with_its_person(desk: Desk, token: str) -> None:
    desk.allow(BO)
    assert status(desk, token) == 401
    desk.allow(ADA, BO)
    assert status(desk, token) == 200


def test_people_revoke_only_their_own_tokens(desk: Desk, token: str) -> None:
    desk.allow(ADA, BO)
    with open_page(desk.address, email=BO) as page:
        assert "evening digest" not in account_of(page)
    with open_page(desk.address, email=ADA) as page, Library(desk.library) as library:
        account_of(page)
        revoke = next(each for each in page.widgets() if "-revoke-" in each).partition("-revoke-")[2]
        (mine,) = (each for each in library.tokens_of(f"default||{ADA}") if str(each.id) == revoke)
        library.revoke_token(mine.id, f"default||{BO}")
        assert status(desk, token) == 200
        page.run("account", **{f"revoke-{revoke}": "click"})
    assert status(desk, token) == 401


def test_a_library_for_reading_only_is_read_with_a_token_that_was_made_before(desk: Desk, token: str) -> None:
    settings = {"QUOTES_LOGIN": "1", "QUOTES_READ_ONLY": "1", "HOME": str(desk.home)}
    with forked_dashboard(desk.library, desk.home / "read", **settings) as address:
        reading = desk_at(address, desk.home)
        assert status(reading, token) == 200
        assert status(reading) == 401
        with open_page(address, email=ADA) as page:
            account_of(page)
            keys = " ".join(page.widgets())
            assert "logout" in keys
            assert "revoke" not in keys
            assert "token" not in keys


def test_a_new_secret_ends_all_tokens(desk: Desk, token: str) -> None:
    """The last test of this server: it learns late that cookies are signed with the old secret again."""
    secrets = desk.home / ".streamlit" / "secrets.toml"
    secrets.write_text(secrets.read_text().replace(COOKIE_SECRET, COOKIE_SECRET[::-1]))
    assert status(desk, token) == 401
