"""The dashboard behind a login, with a real provider of logins; and the dashboard for reading only."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from warnings import catch_warnings

import pytest
from browsing import (
    SIZES,
    ColorScheme,
    Serve,
    Served,
    expect_accessible,
    expect_no_sideways_scrolling,
    settle,
)
from playwright.sync_api import Page, expect
from windows import Windows

pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated")  # the provider's

ADDRESSES = {"ada": "ada@desk.example", "bo": "bo@elsewhere.example"}
Visit = Callable[..., Page]
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "0123456789abcdefghijklmnopqrstuv"

[auth.{name}]
client_id = "quotes"
client_secret = "hush"
server_metadata_url = "http://localhost:{port}/.well-known/openid-configuration"

[quotes]
allowed = ["@desk.example"]
"""


@pytest.fixture(scope="module")
def served(serve: Serve, collection: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard behind a login, of which the secrets are in the home folder of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    (home / ".streamlit").mkdir()
    with catch_warnings(record=True):  # of what the provider uses
        from oidc_provider_mock import User, run_server_in_thread  # noqa: PLC0415

    users = [
        User(sub=name, claims={"email": address, "email_verified": True})
        for name, address in ADDRESSES.items()
    ]
    with run_server_in_thread(user_claims=users) as provider:
        secrets = SECRETS.format(name="okta", port=provider.server_port)
        (home / ".streamlit" / "secrets.toml").write_text(secrets)
        yield serve(articles=collection, cold=True, HOME=str(home))


@pytest.fixture
def visit(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A function that opens an address in a tab, which has no cookies and may go on to other servers."""
    errors: list[str] = []
    window = windows.take()

    def open_page(link: str = "", *, size: str = "desktop", color_scheme: ColorScheme = "light") -> Page:
        page = window.tab()
        page.set_viewport_size(SIZES[size])
        page.emulate_media(color_scheme=color_scheme)
        page.on("pageerror", lambda error: errors.append(str(error)))
        address = link if link.startswith("http") else request.getfixturevalue("served").address + link
        page.goto(address)
        settle(page)
        return page

    yield open_page
    windows.give_back(window)
    assert errors == []


@pytest.fixture
def log_in(visit: Visit) -> Visit:
    """A function that opens an address and logs in as somebody."""

    def log_in_as(name: str, link: str = "", **settings: str) -> Page:
        page = visit(link, **settings)
        page.get_by_role("button", name="Log in with Okta").click()
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_role("button", name=re.compile("^Log out$|Download")).wait_for()
        settle(page)
        return page

    return log_in_as


@pytest.mark.parametrize(
    ("link", "size", "scheme"),
    [("", "desktop", "light"), ("?words=dawn", "phone", "dark"), ("article?article=wild", "desktop", "dark")],
)
def test_before_the_login_there_is_nothing(visit: Visit, link: str, size: str, scheme: str) -> None:
    page = visit(link, size=size, color_scheme=scheme)
    expect(page.get_by_role("heading", level=1)).to_contain_text("quotes")
    assert page.locator("body").inner_text().split("\n\n")[-2:] == [
        "Log in to see this library.",
        "Log in with Okta",
    ]
    assert page.get_by_role("link").count() == 1  # to the main content
    expect_accessible(page)
    expect_no_sideways_scrolling(page)


def test_the_page_asked_for_opens_after_the_login_and_shuts_after_the_logout(
    log_in: Visit, served: Served
) -> None:
    page = log_in("ada", "?words=dawn")
    expect(page).to_have_url(f"{served.address}?words=dawn")
    expect(page.locator(".quote-card").first).to_contain_text("dawn")
    kept = {cookie["name"]: cookie for cookie in page.context.cookies(served.address)}
    assert {"_streamlit_user", "_streamlit_user_tokens"} <= kept.keys()
    assert all(kept[name]["httpOnly"] and kept[name]["sameSite"] == "Lax" for name in kept if "user" in name)

    page.get_by_role("link", name="Account").click()
    expect(page.get_by_text("You are logged in as ada@desk.example.")).to_be_visible()
    expect_accessible(page)
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="End Session").click()
    page.get_by_role("button", name="Log in with Okta").wait_for()
    assert not [each for each in page.context.cookies(served.address) if "user" in each["name"]]
    page.goto(f"{served.address}?words=dawn")
    settle(page)
    assert page.locator(".quote-card").count() == 0


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_a_visitor_who_is_not_allowed_sees_a_message_and_nothing_else(
    log_in: Visit, size: str, scheme: str
) -> None:
    page = log_in("bo", size=size, color_scheme=scheme)
    expect(page.get_by_role("alert")).to_have_text(
        "Your account does not have access to this library. Ask the person who runs it."
    )
    expect(page.get_by_text("You are logged in as bo@elsewhere.example.")).to_be_visible()
    assert page.locator(".quote-card").count() == 0
    expect_accessible(page)
    expect_no_sideways_scrolling(page)


def test_a_login_made_up_by_somebody_is_none(visit: Visit, served: Served) -> None:
    forged = '{"is_logged_in": true, "provider": "okta", "email": "ada@desk.example", "email_verified": true}'
    cookie = {"name": "_streamlit_user", "value": forged.encode().hex(), "url": served.address}
    page = visit()
    page.context.add_cookies([cookie])
    page.reload()
    settle(page)
    expect(page.get_by_role("button", name="Log in with Okta")).to_be_visible()


@pytest.fixture(scope="module")
def for_reading(serve: Serve, collection: Path) -> Served:
    """A dashboard for reading only."""
    return serve(articles=collection, QUOTES_READ_ONLY="1")


def test_a_read_only_dashboard_offers_no_changes(for_reading: Served, visit: Visit) -> None:
    page = visit(for_reading.address)
    names = [each.inner_text().split("\n")[-1] for each in page.get_by_role("link").all()]
    assert {"Add", "Review", "Correct this quote"} & set(names) == set()
    for address in ("add", "review?quote=x"):
        page.goto(for_reading.address + address)
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Read only")
        expect(page.locator(".notice")).to_have_text(
            "This library is read-only. You cannot add or change anything."
        )
        expect_accessible(page)
    page.get_by_role("link", name="Quotes").click()
    expect(page.locator(".quote-card").first).to_be_visible()


@pytest.mark.parametrize("name", ["served", "for_reading"])
def test_a_web_page_that_moves_its_own_name_to_this_machine_gets_nothing(
    name: str, request: pytest.FixtureRequest
) -> None:
    place = request.getfixturevalue(name).address.split("/")[2]
    assert answer_to_socket(place, place) == 101
    assert answer_to_socket(place, "evil.example") == 403


def answer_to_socket(place: str, host: str) -> int:
    """The status with which a server answers a page of ``host`` that asks for the socket."""
    connection = HTTPConnection(place, timeout=20)
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==", "Host": host, "Origin": f"http://{host}"}
    connection.request("GET", "/_stcore/stream", headers=upgrade | key)
    with closing(connection):
        return connection.getresponse().status


def test_a_new_token_is_shown_until_its_person_leaves_the_page(log_in: Visit) -> None:
    page = log_in("ada")
    page.get_by_role("link", name="Account").click()
    page.get_by_label("Name of the new token").fill("feed reader")
    page.get_by_role("button", name="Make token").dblclick()
    token = page.get_by_test_id("stCode")
    expect(token).to_contain_text("quotes_")
    settle(page)
    expect(token).to_contain_text("quotes_")
    expect(page.locator("bdi").filter(has_text="feed reader")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)

    page.get_by_role("link", name="Quotes").click()
    expect(page.locator(".quote-card").first).to_be_visible()
    page.get_by_role("link", name="Account").click()
    expect(page.locator("bdi").filter(has_text="feed reader")).to_be_visible()
    expect(token).to_have_count(0)
    page.get_by_label("Name of the new token").fill("archive")
    page.get_by_role("button", name="Make token").click()
    expect(token).to_contain_text("quotes_")
    settle(page)
    page.get_by_role("button", name="Revoke").first.click()  # the newest
    expect(token).to_have_count(0)
