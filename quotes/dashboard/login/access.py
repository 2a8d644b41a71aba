"""Who may see a library that is served: the login that secrets.toml describes, and the people it lets in.

Invalid settings are refused; they never open the library without a login.
"""

import ipaddress
import re
import stat
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from quotes.types import InputError

Secrets = Mapping[str, object]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
_CALLBACK = "/oauth2callback"
_SHORTEST_SECRET = 32
_FEWEST_LETTERS = 10
_NAMELESS = "default"
_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_SHARED = ("redirect_uri", "cookie_secret", "expose_tokens")
_AUTH = {*_SHARED, *_PROVIDER, "client_kwargs"}
_PEOPLE = {"allowed", "trust_addresses"}


@dataclass(frozen=True, slots=True)
class Login:
    """The login that every page requires.

    Attributes:
        providers: the names of the login providers; None for the provider without a name.
        home: the dashboard's address for visitors, without a slash at its end; ``{port}`` is the port.
        allowed: e-mail addresses and, with a leading @, domains; None lets in everybody with an account.
        trust_addresses: accept an address if the provider does not say whether it is verified.
        secret: what cookies are signed with, and tokens too.

    """

    providers: tuple[str | None, ...]
    home: str
    allowed: tuple[str, ...] | None = None
    trust_addresses: bool = False
    secret: str = field(default="", repr=False, compare=False)

    @property
    def host(self) -> str:
        """The host name of the dashboard's address."""
        return urlsplit(self.home).hostname or ""


def read_secrets(places: Iterable[Path]) -> dict[str, object]:
    """The blocks of several files of secrets. If two blocks have the same name, the later one counts.

    Raises:
        InputError: a file exists but cannot be read, or is not TOML.

    """
    secrets: dict[str, object] = {}
    for place in places:
        try:
            if not stat.S_ISREG(place.stat().st_mode):
                raise InputError(f"{place}: cannot be read: it is not a file")
            secrets |= tomllib.loads(place.read_text("utf-8"))
        except FileNotFoundError:
            continue
        except UnicodeDecodeError:
            raise InputError(f"{place}: it must be UTF-8") from None
        except OSError as error:
            raise InputError(f"{place}: cannot be read: {error.strerror}") from None
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"{place}: {error}") from None
    return secrets


def required_login(secrets: Secrets, address: str | None, *, always: bool) -> Login | None:
    """The login that the pages require; None if only this machine can reach them and no login is set up.

    Args:
        secrets: the blocks of secrets.toml.
        address: where the server listens; None or "" for everywhere.
        always: require a login even if only this machine can reach the pages.

    Raises:
        InputError: the login is set up wrongly or cannot work, or a required login is missing.

    """
    login = login_of(secrets)
    if login is None and always:
        raise InputError("this library requires a login, but secrets.toml has no [auth]")
    if login is None and not is_local(address):
        raise InputError("other machines can reach this server, so it needs a login: [auth] in secrets.toml")
    if login is not None and find_spec("authlib") is None:
        raise InputError("the login needs Authlib: pip install 'news-quotes[auth]'")
    return login


def login_of(secrets: Secrets) -> Login | None:
    """The login that the secrets describe; None if they describe none.

    Raises:
        InputError: they describe one that cannot work, or people to let in but no login.

    """
    if "auth" not in secrets:
        if "quotes" in secrets:
            raise InputError("secrets.toml says in [quotes] who may log in, but has no [auth] to log in with")
        return None
    auth = _table(secrets, "auth")
    providers = _providers(auth)
    secret = _text("[auth]", auth, "cookie_secret")
    _check_secret(secret)
    home = _home(_text("[auth]", auth, "redirect_uri"))
    people = _table(secrets, "quotes")
    return Login(providers, home, _allowed(people), _trust_addresses(people), secret)


def refusal(login: Login, user: Secrets) -> str | None:
    """Why somebody who has logged in may not see the library, in one line; None if access is allowed.

    Args:
        login: the login that the pages require.
        user: what the provider says about the person: ``email``, ``email_verified``.

    """
    if login.allowed is None:
        return None
    address = user.get("email")
    if not isinstance(address, str) or address.count("@") != 1:
        return "Your account has no email address. This library lets people in by their email address."
    verified = user.get("email_verified")
    if verified not in (True, "true") and not (verified is None and login.trust_addresses):
        return "Your account does not say that your email address is verified."
    folded = _folded(address)
    if folded in login.allowed or folded[folded.index("@") :] in login.allowed:
        return None
    return "Your account does not have access to this library. Ask the person who runs it."


def has_valid_login(login: Login, user: Secrets) -> bool:
    """Somebody has logged in, and the login still has that provider."""
    provider = user.get("provider")
    known = (None if provider == _NAMELESS else provider) in login.providers
    return user.get("is_logged_in") is True and provider is not None and known


def visitor_name(user: Secrets) -> str:
    """What to call somebody who has logged in: the address, or a name if there is no address.

    >>> visitor_name({"sub": "7", "name": "Ada Brook"})
    'Ada Brook'
    """
    names = (user.get(claim) for claim in ("email", "preferred_username", "name", "sub"))
    return next((value for value in names if isinstance(value, str) and value.strip()), "somebody")


def is_local(address: str | None) -> bool:
    """Only this machine can reach a server that listens on this address.

    >>> [is_local(address) for address in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "", None)]
    [True, True, True, False, False, False]
    """
    if not address:
        return False
    if address == "localhost" or address.startswith("unix://"):
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def _table(secrets: Secrets, name: str) -> Secrets:
    table = secrets.get(name, {})
    if not isinstance(table, Mapping):
        raise InputError(f"secrets.toml: {name} must be a block that begins with [{name}]")
    return table


def _text(place: str, table: Secrets, name: str) -> str:
    value = table.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"secrets.toml: {place} needs {name}")
    return value


def _providers(auth: Secrets) -> tuple[str | None, ...]:
    """The names of the providers; None for the provider without a name."""
    sections = {name: value for name, value in auth.items() if isinstance(value, Mapping)}
    sections.pop("client_kwargs", None)
    for name in auth.keys() - sections.keys() - _AUTH:
        hint = "; move it to [quotes]" if name in _PEOPLE else ""
        raise InputError(f"secrets.toml: [auth] has an unknown entry, {name}{hint}")
    if _NAMELESS not in sections and (not sections or any(name in auth for name in _PROVIDER)):
        sections = {_NAMELESS: auth, **sections}
    for name, section in sections.items():
        if not _NAME.fullmatch(name):
            raise InputError(f"secrets.toml: [auth.{name}]: a name has letters, digits and hyphens only")
        _check_provider("[auth]" if section is auth else f"[auth.{name}]", section)
    return tuple(None if name == _NAMELESS else name for name in sections)


def _check_provider(place: str, table: Secrets) -> None:
    for name in _PROVIDER:
        value = _text(place, table, name)
    _check_address(f"{place} server_metadata_url", value)


def _check_address(place: str, address: str) -> None:
    """Refuse an address if others could read what is sent to it."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and is_local(host))):
        raise InputError(f"secrets.toml: {place} must begin with https:// (http:// on this machine only)")


def _home(redirect_uri: str) -> str:
    _check_address("[auth] redirect_uri", redirect_uri)
    if not redirect_uri.endswith(_CALLBACK):
        raise InputError(f"secrets.toml: [auth] redirect_uri must end with {_CALLBACK}")
    return redirect_uri.removesuffix(_CALLBACK)


def _check_secret(secret: str) -> None:
    """Refuse a secret that could be guessed: whoever knows it can log in as anybody."""
    if len(secret) < _SHORTEST_SECRET or len(set(secret)) < _FEWEST_LETTERS:
        raise InputError(
            f"secrets.toml: [auth] cookie_secret needs at least {_SHORTEST_SECRET} random letters: "
            'python -c "import secrets; print(secrets.token_hex())" makes some'
        )


def _allowed(people: Secrets) -> tuple[str, ...] | None:
    if unknown := people.keys() - _PEOPLE:
        raise InputError(f"secrets.toml: [quotes] has an unknown entry, {min(unknown)}")
    if "allowed" not in people:
        return None
    allowed = people["allowed"]
    if not isinstance(allowed, list) or not allowed:
        raise InputError('secrets.toml: [quotes] allowed must be a list: ["ada@example.org", "@example.org"]')
    for each in allowed:
        if not isinstance(each, str) or each.count("@") != 1 or each.endswith("@"):
            raise InputError(f"secrets.toml: [quotes] allowed: {each} is not an e-mail address or an @domain")
    return tuple(_folded(each) for each in allowed)


def _trust_addresses(people: Secrets) -> bool:
    trust = people.get("trust_addresses", False)
    if not isinstance(trust, bool):
        raise InputError("secrets.toml: [quotes] trust_addresses must be true or false")
    return trust


def _folded(address: str) -> str:
    """An ASCII address in lower case. Beyond ASCII, upper and lower case may be two addresses."""
    address = address.strip()
    return address.lower() if address.isascii() else address
