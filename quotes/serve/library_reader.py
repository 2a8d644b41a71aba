"""Reads a library for programs: the question of a request in, the answer as bytes out."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from quotes.library import Library
from quotes.serve.feeds import FEEDS
from quotes.serve.json_lists import RESOURCES
from quotes.serve.made_answers import MadeAnswer, MadeAnswers
from quotes.serve.query_parameters import read_query
from quotes.serve.question import Question
from quotes.serve.records import RecordList, adapter
from quotes.serve.resources import Resource

_RESOURCES = {each.path: each for each in (*RESOURCES, *FEEDS)}


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A request that may read the library.

    Attributes:
        library: the file of the library.
        resource: the path of the resource in its table.
        parts: the parts of the path that vary, by name.
        given: the parameters, without the token.
        home: the address of the dashboard, without a slash at its end.
        address: the whole address of the request, without its token.
        known: the tags of the answers that whoever asks has already.

    """

    library: Path
    resource: str
    parts: Mapping[str, str]
    given: tuple[tuple[str, str], ...]
    home: str
    address: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer: what is made, or None if whoever asks has it already, and the tag that it is known by."""

    made: MadeAnswer | None
    tag: str


class LibraryReader:
    """Answers requests from a library, which it opens for reading only when the first one comes."""

    def __init__(self) -> None:
        self._library: Library | None = None
        self._made = MadeAnswers()
        self._salt = secrets.token_hex(4)  # the counter of changes may begin again in another file

    def __call__(self, asked: ReadRequest) -> ReadAnswer:
        """Answer a request.

        Raises:
            RequestError: a parameter is wrong, or there is no such thing.
            InputError: the library cannot be read.

        """
        library = self._opened(asked.library)
        resource = _RESOURCES[asked.resource]
        changes = library.changes()
        question = Question(
            library, read_query(asked.given, resource.parameters), asked.parts, asked.home, asked.address
        )
        tag = self._tag(changes, resource.version(question))
        if tag in asked.known or tag.removeprefix("W/") in asked.known:
            return ReadAnswer(None, tag)
        return ReadAnswer(self._made.get(tag, question, partial(_make, resource, question)), tag)

    def _opened(self, path: Path) -> Library:
        if self._library is None or self._library.path != path:
            self._library = Library(path, read_only=True)
        return self._library

    def _tag(self, changes: int, version: str) -> str:
        """What an answer is known by until the library or something else that it depends on changes."""
        digest = hashlib.sha256(f"{self._salt} {changes} {version}".encode()).hexdigest()[:20]
        return f'W/"{digest}"'


def _make(resource: Resource, asked: Question) -> MadeAnswer:
    """Ask the library, and write the answer."""
    found = resource.answer(asked)
    if resource.media_type:
        return MadeAnswer(found)
    after = found.next if isinstance(found, RecordList) else None
    return MadeAnswer(adapter(resource.kind).dump_json(found), asked.next_page(after) if after else None)
