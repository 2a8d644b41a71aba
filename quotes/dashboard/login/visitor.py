"""The visitor of a page, who may lose access at any moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from streamlit import config
from streamlit.runtime.scriptrunner import get_script_run_ctx

from quotes.dashboard.login.access import (
    Login,
    has_valid_login,
    read_secrets,
    refusal,
    required_login,
    visitor_name,
)
from quotes.dashboard.settings import current_settings, use_settings
from quotes.library import LibraryError
from quotes.types import InputError

_Signature = tuple[tuple[str, tuple[int, ...] | None], ...]


class NoAccessError(LibraryError):
    """The visitor has not logged in, or no longer has access."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a page open.

    ``user`` is what Streamlit knows about the person. It is empty without a login, and Streamlit empties it
    when the person logs out. ``session`` is the id of Streamlit's session, which every open page has.
    """

    user: Mapping[str, object]
    session: str

    @property
    def person(self) -> str:
        """Who it is, the same in all sessions: every visitor who needs no login is the same."""
        if not self.user.get("is_logged_in"):
            return ""
        known = [str(self.user.get(claim, "")) for claim in ("provider", "sub", "email")]
        return "|".join(known if any(known[1:]) else [*known, self.session])

    @property
    def has_identity(self) -> bool:
        """Whether something tells this person from others in all sessions."""
        return any(self.user.get(claim) for claim in ("sub", "email"))

    @property
    def name_and_address(self) -> str:
        """What the library's history calls this person; empty without a login.

        >>> user = {"is_logged_in": True, "name": "Ada Brook", "email": "ada@example.org"}
        >>> Visitor(user, "").name_and_address
        'Ada Brook <ada@example.org>'
        """
        if not self.user.get("is_logged_in"):
            return ""
        called, name = visitor_name(self.user), self.user.get("name")
        return f"{name} <{called}>" if isinstance(name, str) and name.strip() not in ("", called) else called

    def check_access(self) -> None:
        """Make sure that the visitor may see the library now. Any thread may ask, at any time.

        Raises:
            NoAccessError: the visitor may not.
            InputError: the login is set up wrongly, or is needed and missing.

        """
        login = login_before_pages()
        if login is not None and not lets_in(login, self.user):
            raise NoAccessError("you do not have access to this library")


def current_visitor() -> Visitor:
    """The visitor for whom the page is drawn."""
    context = get_script_run_ctx()
    return Visitor({}, "") if context is None else Visitor(context.user_info, context.session_id)


def lets_in(login: Login, user: Mapping[str, object]) -> bool:
    """Whether somebody has logged in and may see the library."""
    return has_valid_login(login, user) and refusal(login, user) is None


def login_before_pages() -> Login | None:
    """The login that visitors need; None if only this machine can reach the pages.

    Once there was a login there must be one: if the file of secrets is missing for a moment, nothing opens.

    Raises:
        InputError: the login is set up wrongly, or is needed and missing.

    """
    settings = current_settings()
    files = tuple(Path(place) for place in config.get_option("secrets.files"))
    address = config.get_option("server.address")
    login = _login(files, _signature(files), address, always=settings.needs_login)
    if login is not None:
        use_settings(settings.requiring_login())
    return login


def may_name_folders() -> bool:
    """Whether visitors may have folders of this machine read: only if nobody but its own user can reach it.

    Raises:
        InputError: the login is set up wrongly, or is needed and missing.

    """
    return login_before_pages() is None


@lru_cache(maxsize=4)
def _login(files: tuple[Path, ...], _: _Signature, address: str | None, *, always: bool) -> Login | None:
    """Read the files of secrets, again when they have changed; Streamlit itself reads them only once.

    Raises:
        InputError: a file cannot be read. The message does not tell visitors where it is.

    """
    try:
        secrets = read_secrets(files)
    except InputError:
        raise InputError("secrets.toml cannot be read; quotes dashboard tells why when it starts") from None
    return required_login(secrets, address, always=always)


def _signature(files: tuple[Path, ...]) -> _Signature:
    """What changes whenever one of the files does."""
    return tuple((str(file), _state(file)) for file in files)


def _state(file: Path) -> tuple[int, ...] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
