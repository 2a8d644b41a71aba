"""A request of a program: what it asks for, of which library, and where links lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import URL
from starlette.requests import Request

from quotes.library import Filter, Library, Place
from quotes.serve.cursors import from_cursor
from quotes.serve.query_parameters import QueryParameter, filter_of, read_query
from quotes.serve.refusals import RequestError

TOKEN = "token"
"""The parameter with which a feed reader sends its token, which it cannot put into a header."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a request asks.

    Attributes:
        library: the library.
        values: the parameters, by name.
        path: the parts of the path that vary, by name.
        home: the address of the dashboard, without a slash at its end.
        address: the whole address of the request, without its token.

    """

    library: Library
    values: Mapping[str, Any]
    path: Mapping[str, str]
    home: str
    address: str

    @property
    def only(self) -> Filter:
        """The filter."""
        return filter_of(self.values)

    @property
    def limit(self) -> int:
        """How many lines."""
        return int(self.values["limit"])

    def next_page(self, cursor: str) -> str:
        """The address of the page that begins at a cursor."""
        return str(URL(self.address).include_query_params(cursor=cursor))

    def after(self, kind: str) -> Place | None:
        """Where the page before ended, in a list of one kind.

        Raises:
            RequestError: the cursor is not one of this list.

        """
        if not self.values["cursor"]:
            return None
        try:
            return from_cursor(kind, self.values["cursor"])
        except ValueError as error:
            raise RequestError(400, f"cursor: {error}", field="cursor") from None

    def skipped(self, kind: str) -> int:
        """How many lines the pages before had, in a list whose places are numbers of lines."""
        place = self.after(kind) or (0,)
        return int(place[0]) if place else 0


def ask_library(
    request: Request, library: Library, parameters: tuple[QueryParameter, ...], home: str, base: str
) -> Question:
    """Read what a request asks.

    Raises:
        RequestError: a parameter is wrong.

    """
    given = [(name, text) for name, text in request.query_params.multi_items() if name != TOKEN]
    path = quote(request.scope["path"].removeprefix(base))
    address = f"{home}{path}" + (f"?{urlencode(given)}" if given else "")
    return Question(library, read_query(given, parameters), request.path_params, home, address)
