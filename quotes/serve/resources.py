"""Something that programs can ask for: one entry of a table from which routes and description are made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quotes.serve.query_parameters import QueryParameter
from quotes.serve.question import Question


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that programs can ask for.

    Attributes:
        path: its path, below the base of the server.
        meaning: what it is, in a few words.
        answer: gives the record for a question, or the document if there is a ``media_type``.
        kind: the type of the record.
        parameters: those of the address.
        found_by: what the varying part of the path is, if there is one.
        media_type: that of a document which is more than the JSON of the record.
        version: what the answer depends on, besides articles and quotes and what people say of them.

    """

    path: str
    meaning: str
    answer: Callable[[Question], Any]
    kind: Any
    parameters: tuple[QueryParameter, ...] = ()
    found_by: str = ""
    media_type: str = ""
    version: Callable[[Question], str] = lambda _: ""
