"""What the server needs to know before it draws a page: which library, who may change it, whether to log in.

`quotes dashboard` sets these settings before it starts the server. Where Streamlit is started by itself, they
are read once from the environment.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from quotes.types import InputError

_LIBRARY = "QUOTES_LIBRARY"
_READ_ONLY = "QUOTES_READ_ONLY"
_LOGIN = "QUOTES_LOGIN"
_API_EXTRACT = "QUOTES_API_EXTRACT"
_YES, _NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardSettings:
    """The settings of one server.

    Attributes:
        library: the library's file or SQLite URL; None for the one that `Library()` opens.
        read_only: visitors can change nothing.
        needs_login: no page is shown unless a login is set up.
        takes_texts: programs may send texts, and get the quotes in them.
        allowed: addresses that may be fetched though they are not public, as (host, port).

    """

    library: str | Path | None = None
    read_only: bool = False
    needs_login: bool = False
    takes_texts: bool = False
    allowed: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def from_environment(cls) -> "DashboardSettings":
        """Read what the user has set in the environment.

        Raises:
            InputError: a variable means neither yes nor no.

        """
        return cls(
            library=os.environ.get(_LIBRARY) or None,
            read_only=_is_on(_READ_ONLY, "to serve the library for reading only"),
            needs_login=_is_on(_LOGIN, "to show nothing without a login"),
            takes_texts=_is_on(_API_EXTRACT, "to let programs send texts"),
        )

    def requiring_login(self) -> "DashboardSettings":
        """These settings, with a login."""
        return self if self.needs_login else replace(self, needs_login=True)


@dataclass(slots=True)
class _Holder:
    settings: DashboardSettings | None = None


_HOLDER = _Holder()


def current_settings() -> DashboardSettings:
    """The settings of this server.

    Raises:
        InputError: they come from the environment, and a variable there means neither yes nor no.

    """
    if _HOLDER.settings is None:
        _HOLDER.settings = DashboardSettings.from_environment()
    return _HOLDER.settings


def use_settings(settings: DashboardSettings | None) -> None:
    """Set the settings of this server; None reads the environment again when they are next needed."""
    _HOLDER.settings = settings


def _is_on(variable: str, meaning: str) -> bool:
    """Whether a variable of the environment means yes; ``meaning`` says what 1 does.

    Raises:
        InputError: it means neither yes nor no.

    """
    value = os.environ.get(variable, "").strip().lower()
    if value not in (*_YES, *_NO):
        raise InputError(f"{variable}={value}: say 1 {meaning}, or 0")
    return value in _YES
