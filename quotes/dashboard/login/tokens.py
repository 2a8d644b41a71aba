"""Tokens: how the programs of somebody who can log in read the library.

A token counts as long as its person may see the pages. Digests are keyed with the secret of the cookies: the
library alone tells nobody whether a token is right, and a new secret ends all tokens.
"""

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from quotes.dashboard.login.access import Login
from quotes.dashboard.login.visitor import Visitor, lets_in, login_before_pages
from quotes.serve import AccessRefusedError
from quotes.types import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotes.library import Library

_MARK = "quotes_"
_LONGEST = 100
_BYTES = 32
_CLAIMS = ("provider", "sub", "email", "email_verified", "is_logged_in")


def make_token(library: "Library", visitor: Visitor, name: str) -> str:
    """Make a token for a visitor who has logged in. Nobody can read it again later.

    Raises:
        InputError: the library cannot be changed, the token has no name, or nothing tells the visitor from
            others.

    """
    login = login_before_pages()
    if login is None or not visitor.has_identity:
        raise InputError("your account has neither an id nor an email address, so it can have no token")
    token = _MARK + secrets.token_urlsafe(_BYTES)
    claims = {claim: visitor.user[claim] for claim in _CLAIMS if claim in visitor.user}
    library.make_token(name, _digest(login, token), visitor.person, claims)
    return token


def check_token(open_library: "Callable[[], Library]", token: str | None) -> None:
    """Make sure that whoever brings this token may see the library now.

    Raises:
        AccessRefusedError: there is a login, and this is not a valid token.
        InputError: the login is set up wrongly, or the library cannot be read.

    """
    login = login_before_pages()
    if login is None:
        return
    if not token:
        raise AccessRefusedError("this library requires a token; make one on the page Account")
    found = open_library().find_token(_digest(login, token)) if len(token) <= _LONGEST else None
    if found is None or not lets_in(login, found.claims):
        raise AccessRefusedError("this token is not valid")


def _digest(login: Login, token: str) -> str:
    return hmac.new(login.secret.encode(), token.encode(), hashlib.sha256).hexdigest()
