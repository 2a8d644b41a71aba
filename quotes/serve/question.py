"""A request of a program: what it asks for, of which library, and where links lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import URL

from quotes.library import Filter, Library, Place
from quotes.serve.cursors import from_cursor
from quotes.serve.query_parameters import filter_of
from quotes.serve.refusals import RequestError


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
