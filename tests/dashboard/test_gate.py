"""Who may see the dashboard, and that nothing doubtful opens it."""

import os
import re
import socket
import tomllib
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from drawn_pages import text_of
from streamlit import config
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from quotes.cli import app
from quotes.dashboard import DashboardSettings, main_script, page_script, use_settings
from quotes.dashboard.login import access, read_secrets, required_login
from quotes.dashboard.login.access import Login, has_valid_login, login_of, refusal
from quotes.dashboard.settings import current_settings
from quotes.library import Library
from quotes.types import InputError

PROVIDER = {
    "client_id": "quotes",
    "client_secret": "hush",
    "server_metadata_url": "https://login.example/.well-known/openid-configuration",
}
SHARED = {
    "redirect_uri": "https://quotes.example.org/oauth2callback",
    "cookie_secret": "0123456789abcdefghijklmnopqrstuv",
}
AUTH = SHARED | PROVIDER
PEOPLE = {"allowed": ["Ada@Example.org", "@desk.example"]}


def test_the_logins_of_the_documentation_work():
    page = (Path(__file__).parents[2] / "docs" / "dashboard.md").read_text("utf-8")
    blocks = [dedent(block) for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL)]
    logins = [login_of(tomllib.loads(block.replace("…", SHARED["cookie_secret"]))) for block in blocks]
    assert [login.providers for login in logins] == [(None,), ("google", "okta")]
    assert logins[0].allowed == ("ada@example.org", "@desk.example")
    assert {login.host for login in logins} == {"quotes.example.org"}


def test_without_an_auth_block_there_is_no_login():
    assert login_of({}) is None
    assert login_of({"database": {"password": "x"}}) is None


def test_a_login_with_one_provider_or_several():
    assert login_of({"auth": AUTH}) == Login((None,), "https://quotes.example.org")
    several = {"auth": SHARED | {"google": PROVIDER, "okta": PROVIDER}}
    assert login_of(several).providers == ("google", "okta")
    assert login_of({"auth": AUTH | {"okta": PROVIDER}}).providers == (None, "okta")
    assert login_of({"auth": SHARED | {"default": PROVIDER}}).providers == (None,)
    assert login_of({"auth": AUTH | {"client_kwargs": {"prompt": "login"}}}).providers == (None,)
    here = login_of({"auth": AUTH | {"redirect_uri": "http://localhost:{port}/press/oauth2callback"}})
    assert (here.home, here.host) == ("http://localhost:{port}/press", "localhost")


@pytest.mark.parametrize(
    ("secrets", "reason"),
    [
        ({"auth": "yes"}, "auth must be a block"),
        ({"auth": {}}, "[auth] needs client_id"),
        ({"auth": SHARED}, "[auth] needs client_id"),
        ({"auth": AUTH | {"client_secret": " "}}, "[auth] needs client_secret"),
        ({"auth": PROVIDER}, "[auth] needs cookie_secret"),
        ({"auth": AUTH | {"cookie_secret": "xxx"}}, "cookie_secret needs at least 32"),
        ({"auth": AUTH | {"cookie_secret": "x" * 64}}, "cookie_secret needs at least 32"),
        ({"auth": AUTH | {"redirect_uri": "https://quotes.example.org/"}}, "must end with /oauth2callback"),
        ({"auth": AUTH | {"redirect_uri": "http://quotes.example.org/oauth2callback"}}, "https://"),
        ({"auth": AUTH | {"redirect_uri": "https://[x/oauth2callback"}}, "https://"),
        (
            {"auth": AUTH | {"server_metadata_url": "login.example"}},
            "server_metadata_url must begin",
        ),
        ({"auth": AUTH | {"allowed": ["@a.example"]}}, "unknown entry, allowed; move it to [quotes]"),
        ({"auth": AUTH | {"clientid": "x"}}, "clientid"),
        ({"auth": SHARED | {"our_okta": PROVIDER}}, "letters, digits and hyphens"),
        ({"auth": SHARED | {"okta": {"client_id": "x"}}}, "[auth.okta] needs client_secret"),
        ({"auth": AUTH, "quotes": {"allow": ["@a.example"]}}, "allow"),
        ({"auth": AUTH, "quotes": {"allowed": []}}, "must be a list"),
        ({"auth": AUTH, "quotes": {"allowed": "@a.example"}}, "must be a list"),
        ({"auth": AUTH, "quotes": {"allowed": ["a.example"]}}, "a.example is not an e-mail address"),
        ({"auth": AUTH, "quotes": {"allowed": ["ada@"]}}, "ada@ is not an e-mail address"),
        ({"auth": AUTH, "quotes": {"trust_addresses": "yes"}}, "true or false"),
        ({"auth": AUTH, "quotes": ["@a.example"]}, "quotes must be a block"),
        ({"quotes": PEOPLE}, "has no [auth]"),
    ],
)
def test_a_broken_login_is_reported_and_opens_nothing(secrets, reason):
    with pytest.raises(InputError, match=re.escape(reason)) as refused:
        login_of(secrets)
    assert "\n" not in str(refused.value)
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize(
    ("user", "welcome"),
    [
        ({"email": "ada@example.org", "email_verified": True}, True),
        ({"email": "ADA@example.ORG", "email_verified": "true"}, True),
        ({"email": "bo@desk.example", "email_verified": True}, True),
        ({"email": "bo@example.org", "email_verified": True}, False),
        ({"email": "bo@evil-desk.example", "email_verified": True}, False),
        ({"email": "bo@sub.desk.example", "email_verified": True}, False),
        ({"email": "bo@evil.example@desk.example", "email_verified": True}, False),
        ({"email": "ada@example.org", "email_verified": False}, False),
        ({"email": "ada@example.org", "email_verified": "false"}, False),
        ({"email": "ada@example.org"}, False),
        ({"email": ["ada@example.org"], "email_verified": True}, False),
        ({"name": "ada@example.org"}, False),
    ],
)
def test_who_is_let_in(user, welcome):
    login = login_of({"auth": AUTH, "quotes": PEOPLE})
    assert (refusal(login, user) is None) == welcome
    assert refusal(login_of({"auth": AUTH}), user) is None


def test_an_unverified_address_counts_only_where_the_provider_says_nothing_and_is_trusted():
    login = login_of({"auth": AUTH, "quotes": PEOPLE | {"trust_addresses": True}})
    assert refusal(login, {"email": "ada@example.org"}) is None
    assert refusal(login, {"email": "ada@example.org", "email_verified": False})


def test_a_login_of_a_provider_that_has_gone_counts_no_more():
    user = {"is_logged_in": True, "provider": "okta"}
    assert has_valid_login(Login(("okta",), "h"), user)
    assert not has_valid_login(Login(("google",), "h"), user)
    assert not has_valid_login(Login((None,), "h"), user)
    assert has_valid_login(Login((None,), "h"), user | {"provider": "default"})
    assert not has_valid_login(Login((None,), "h"), {"is_logged_in": True})
    assert not has_valid_login(Login((None,), "h"), {"is_logged_in": "yes", "provider": "default"})
    assert not has_valid_login(Login((None,), "h"), {})


def test_others_reach_the_pages_only_through_a_login(monkeypatch):
    assert required_login({}, "127.0.0.1", always=False) is None
    for address in ("0.0.0.0", "::", "", None, "192.168.1.5", "quotes.example.org"):
        with pytest.raises(InputError, match="needs a login"):
            required_login({}, address, always=False)
        assert required_login({"auth": AUTH}, address, always=False)
    with pytest.raises(InputError, match="requires a login"):
        required_login({}, "127.0.0.1", always=True)
    monkeypatch.setattr(access, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=re.escape("pip install 'news-quotes[auth]'")):
        required_login({"auth": AUTH}, "127.0.0.1", always=False)


def test_secrets_of_several_files_and_files_that_cannot_be_read(tmp_path):
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text('[auth]\nclient_id = "a"\n[other]\nx = 1\n')
    second.write_text('[auth]\nclient_id = "b"\n')
    assert read_secrets([tmp_path / "none.toml", first, second]) == {
        "auth": {"client_id": "b"},
        "other": {"x": 1},
    }
    for content in (b"[auth\n", b"\xff\xfe[auth]"):
        second.write_bytes(content)
        with pytest.raises(InputError, match=r"second\.toml"):
            read_secrets([first, second])
    with pytest.raises(InputError, match="not a file"):
        read_secrets([tmp_path])


@pytest.fixture
def served_from_environment():
    """The server reads its settings from the environment, as where Streamlit is started by itself."""
    use_settings(None)
    yield
    use_settings(None)


@pytest.fixture
def home(tmp_path, monkeypatch, served_from_environment):
    """A home folder that is the working folder too, with a library."""
    kept = {name: config.get_option(name) for name in ("server.address", "secrets.files")}
    monkeypatch.chdir(tmp_path)
    for name in ("QUOTES_LOGIN", "QUOTES_READ_ONLY", "STREAMLIT_SECRETS_FILES"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("QUOTES_LIBRARY", "press.db")
    (tmp_path / ".streamlit").mkdir()
    config.set_option("secrets.files", [str(tmp_path / ".streamlit" / "secrets.toml")])
    Library("press.db").close()
    yield tmp_path
    for name, value in kept.items():
        config.set_option(name, value)


@pytest.mark.parametrize(
    ("arguments", "secrets", "reason"),
    [
        (["--address", "0.0.0.0"], "", "other machines can reach this server"),
        (["--address", ""], "", "other machines can reach this server"),
        (["--login"], "", "requires a login"),
        ([], "[auth]\n", "[auth] needs client_id"),
        ([], "[auth\n", ".streamlit/secrets.toml: "),
    ],
)
def test_the_command_does_not_serve_what_would_be_open(home, arguments, secrets, reason):
    (home / ".streamlit" / "secrets.toml").write_text(secrets)
    done = CliRunner().invoke(app, ["dashboard", *arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_used_port_and_a_strange_address_are_reported_in_one_line(home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = CliRunner().invoke(app, ["dashboard", "--port", str(port)])
    assert (done.exit_code, done.stderr) == (
        2,
        f"quotes: port {port} is in use; choose another one with --port\n",
    )
    (home / ".streamlit" / "secrets.toml").write_text(AUTH_FILE)
    done = CliRunner().invoke(app, ["dashboard", "--address", "192.0.2.7"])
    assert (done.exit_code, done.stderr) == (
        2,
        "quotes: --address 192.0.2.7: not an address of this machine\n",
    )


@pytest.mark.parametrize("address", ["0.0.0.0", "", None, "192.168.1.5"])
def test_a_page_that_others_reach_says_nothing_of_the_library(home, address):
    told = "other machines can reach this server, so it needs a login: [auth] in secrets.toml"
    assert visited(address) == [told]


@pytest.mark.parametrize(
    ("variable", "said", "reason"),
    [
        ("QUOTES_LOGIN", "1", "this library requires a login, but secrets.toml has no [auth]"),
        ("QUOTES_LOGIN", "perhaps", "QUOTES_LOGIN=perhaps: say 1 to show nothing without a login, or 0"),
        (
            "QUOTES_READ_ONLY",
            "perhaps",
            "QUOTES_READ_ONLY=perhaps: say 1 to serve the library for reading only, or 0",
        ),
    ],
)
def test_odd_and_shut_settings_are_reported_in_one_line(home, monkeypatch, variable, said, reason):
    monkeypatch.setenv(variable, said)
    assert visited("127.0.0.1") == [reason]
    done = CliRunner().invoke(app, ["dashboard"])
    assert (done.exit_code, done.stderr) == (2, f"quotes: {reason}\n")


@pytest.mark.parametrize(
    ("arguments", "variables", "settings"),
    [
        ([], {}, DashboardSettings()),
        (["--read-only"], {}, DashboardSettings(read_only=True)),
        ([], {"QUOTES_READ_ONLY": "yes"}, DashboardSettings(read_only=True)),
        (["--login"], {}, DashboardSettings(needs_login=True)),
        ([], {"QUOTES_LOGIN": "on"}, DashboardSettings(needs_login=True)),
    ],
)
def test_the_command_tells_the_server_its_settings(home, monkeypatch, arguments, variables, settings):
    (home / ".streamlit" / "secrets.toml").write_text(AUTH_FILE if settings.needs_login else "")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    started = []
    monkeypatch.setattr("streamlit.web.cli.main", lambda given, prog_name: started.append(given))
    monkeypatch.setattr("quotes.dashboard.shared.read_ahead", lambda: None)  # would outlive the test
    before = dict(os.environ)
    assert CliRunner().invoke(app, ["dashboard", *arguments]).exit_code == 0
    assert started[0][:2] == ["run", str(main_script())]
    assert current_settings() == replace(settings, library=home / "press.db")
    assert dict(os.environ) == before


def test_settings_of_the_environment_are_read_once(home, monkeypatch):
    monkeypatch.setenv("QUOTES_READ_ONLY", "1")
    assert current_settings() == DashboardSettings(library="press.db", read_only=True)
    monkeypatch.setenv("QUOTES_READ_ONLY", "0")
    assert current_settings().read_only


AUTH_FILE = "[auth]\n" + "".join(f'{name} = "{value}"\n' for name, value in AUTH.items())


@pytest.mark.parametrize(
    "secrets",
    ["[auth]\n", '[auth]\nclient_id = "x"\n', '[quotes]\nallowed = ["@a.example"]\n', "auth = 1", "[auth\n"],
)
def test_a_page_with_a_broken_login_says_nothing_of_the_library(home, secrets):
    (home / ".streamlit" / "secrets.toml").write_text(secrets)
    [told] = visited("127.0.0.1")
    assert told.startswith("secrets.toml")
    assert str(home) not in told


def test_a_login_that_goes_away_while_the_server_runs_opens_nothing(home):
    secrets = home / ".streamlit" / "secrets.toml"
    secrets.write_text(AUTH_FILE)
    assert "Log in to see this library." in visited("127.0.0.1")
    secrets.unlink()
    [told] = visited("127.0.0.1")
    assert "requires a login" in told
    secrets.write_text(AUTH_FILE + "[quotes]\nallow = []\n")
    [told] = visited("127.0.0.1")
    assert told == "secrets.toml: [quotes] has an unknown entry, allow"


def visited(address):
    """The texts of the first page as somebody gets it who has not logged in."""
    config.set_option("server.address", address)
    page = AppTest.from_file(page_script(), default_timeout=60).run()
    assert not page.exception
    _heading, *texts = [text_of(each.body).strip() for each in page.main if each.type == "html"]
    return texts
