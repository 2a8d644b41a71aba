"""Uploads: only from visitors who may add articles, and only as much as the machine can hold.

Streamlit keeps uploaded files in memory until the visitor leaves.
"""

import re
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from quotes.dashboard.server.refusals import log_once_a_line, refuse
from quotes.types import InputError

MOST_FILES = 1_000
"""Files that one visitor may have uploaded at a time."""
MOST_BYTES = 200_000_000
"""Bytes that one visitor may have uploaded at a time."""
MOST_BYTES_OF_ALL = 500_000_000
"""Bytes that all visitors together may have uploaded at a time."""

_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+/?")
_ADMITTED: dict[str, Callable[[], None]] = {}


def admit_uploads(session: str, ask: Callable[[], None]) -> None:
    """Let a session upload files for as long as ``ask``, called for each file, does not raise InputError."""
    if session not in _ADMITTED and runtime.exists():
        for gone in [each for each in _ADMITTED if not runtime.get_instance().is_active_session(each)]:
            _ADMITTED.pop(gone, None)
    _ADMITTED[session] = ask


class UploadCheck:
    """Refuses uploads of sessions that may not upload, and those that are too large or too many."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._coming: dict[str, list[int]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        found = _UPLOAD.search(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        session = found[1]
        length = _content_length(scope)
        if not _is_admitted(session):
            await refuse(scope, receive, send, 403, "you cannot upload files here")
        elif scope["method"] != "PUT":
            await self._app(scope, receive, send)
        elif length is None:
            await refuse(scope, receive, send, 411, "the upload must say how long it is")
        elif not self._has_room(session, length):
            await refuse(scope, receive, send, 413, "too much was uploaded; remove some files first")
        else:
            await self._let_in(session, length, scope, receive, send)

    async def _let_in(self, session: str, length: int, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the file as stored while it comes in. The visitor may leave before it is there."""
        coming = self._coming.setdefault(session, [])
        coming.append(length)
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            log_once_a_line("an upload broke off in the middle")
        finally:
            coming.remove(length)
            if not coming:
                self._coming.pop(session, None)

    def _has_room(self, session: str, length: int) -> bool:
        """Whether a file of this length may come in."""
        stored = _stored_sizes()
        sizes = {each: stored.get(each, []) + self._coming.get(each, []) for each in {*stored, *self._coming}}
        own = sizes.get(session, [])
        return (
            len(own) < MOST_FILES
            and sum(own) + length <= MOST_BYTES
            and sum(map(sum, sizes.values())) + length <= MOST_BYTES_OF_ALL
        )


def _is_admitted(session: str) -> bool:
    ask = _ADMITTED.get(session)
    if ask is None:
        return False
    try:
        ask()
    except InputError:
        return False
    return True


def _stored_sizes() -> dict[str, list[int]]:
    """The sizes of the files that each session has uploaded."""
    manager = runtime.get_instance().uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        return {}
    return {
        session: [len(file.data) for file in list(files.values())]
        for session, files in list(manager.file_storage.items())
    }


def _content_length(scope: Scope) -> int | None:
    given = Headers(scope=scope).get("content-length", "")
    return int(given) if given.isascii() and given.isdecimal() else None
