"""Streamlit's scripts, styles and fonts, and the dashboard's own, from memory.

Streamlit reads each from the disk in pieces and sends it as it is. Here each is read and compressed once. The
HTML of a page also names the scripts that Streamlit would ask for one after another, so that a browser loads
them together. A browser that has been here opens its websocket without asking first where the server is.
"""

import gzip
import json
import mimetypes
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from email.utils import formatdate
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from quotes.dashboard.server.page_frame import in_frame
from quotes.dashboard.server.refusals import refuse

_FOLDER = Path(streamlit.__file__).parent / "static"
_PAGE = "index.html"
_LEVEL = 6
_LEAST_BYTES = 500
_ZIPPED_ALREADY = (".woff2", ".woff", ".png", ".gif")
_KEPT = "public, immutable, max-age=31536000"
_NAMED = re.compile(r'(?:src|href)="\./(static/[^"]+)"')


class StreamlitFiles:
    """Answers requests for Streamlit's files and for the HTML of the dashboard's pages.

    Args:
        app: what answers all other requests.
        pages: the addresses of the pages, each with the names of Streamlit's components that it draws and
            the addresses of the scripts that it needs besides.
        files: the dashboard's own scripts and its stylesheet, by their addresses.

    """

    def __init__(
        self, app: ASGIApp, pages: Mapping[str, Iterable[str]], files: Mapping[str, bytes] | None = None
    ) -> None:
        self._app = app
        base = config.get_option("server.baseUrlPath").strip("/")
        root = f"/{base}/" if base else "/"
        names = (file.relative_to(_FOLDER).as_posix() for file in _FOLDER.glob("static/*/*"))
        self._files = {root + name: name for name in names}
        own = (files or {}).items()
        self._own = {root + name: (data, _zip(data)) for name, data in own}
        self._root = root
        self._pages = {root + page: tuple(components) for page, components in pages.items()}
        Thread(target=self._read_first, daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        path = scope["path"] if _reads_a_whole_file(scope) else ""
        if path in self._files:
            name = self._files[path]
            answer = _answer(name, _file(name, zipped=_takes_zipped(scope)), _KEPT)
        elif path in self._own:
            answer = _answer(path, self._own[path][_takes_zipped(scope)], _KEPT)
        elif path in self._pages:
            answer = _page_answer(self._pages[path], scope)
        else:
            is_page = "/" not in path.removeprefix(self._root).rstrip("/")
            await self._app(scope, receive, _framed(scope, receive, send, is_page=is_page) if path else send)
            return
        await answer(scope, receive, send)

    def _read_first(self) -> None:
        """Read what every browser asks for first. What cannot be read now is read when it is asked for."""
        with suppress(OSError):
            for components in self._pages.values():
                _page(components, zipped=True)
                for name in set(_NAMED.findall(_page_text(components))) - set(components):
                    _file(name, zipped=True)


def _reads_a_whole_file(scope: Scope) -> bool:
    is_read = scope["type"] == "http" and scope["method"] == "GET" and not scope.get("root_path")
    return is_read and "range" not in Headers(scope=scope)


def _takes_zipped(scope: Scope) -> bool:
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


def _framed(scope: Scope, receive: Receive, send: Send, *, is_page: bool) -> Send:
    """Send what Streamlit answers. Its page, which it shows at all other addresses, is sent as ours are.

    In a folder, where no page is, it could not even find its own scripts, so nothing is there.
    """
    is_replaced = False

    async def send_framed(message: Message) -> None:
        nonlocal is_replaced
        if message["type"] == "http.response.start" and _begins_page(message):
            is_replaced = True
            if is_page:
                await _page_answer((), scope)(scope, receive, send)
            else:
                await refuse(scope, receive, send, 404, "there is nothing here")
        elif not is_replaced:
            await send(message)

    return send_framed


def _begins_page(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    is_html = headers.get("content-type", "").startswith("text/html")
    return is_html and headers.get("last-modified") == formatdate(
        (_FOLDER / _PAGE).stat().st_mtime, usegmt=True
    )


def _page_answer(components: tuple[str, ...], scope: Scope) -> Response:
    return _answer(_PAGE, _page(components, zipped=_takes_zipped(scope)), "no-cache")


def _answer(name: str, body: bytes, kept: str) -> Response:
    """The answer with a file; ``kept`` says how long browsers may keep it."""
    headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
    if body.startswith(b"\x1f\x8b"):
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=mimetypes.guess_type(name)[0], headers=headers)


@cache
def _file(name: str, *, zipped: bool) -> bytes:
    """Read one of Streamlit's files."""
    data = (_FOLDER / name).read_bytes()
    return _zip(data) if zipped and not name.endswith(_ZIPPED_ALREADY) else data


@cache
def _page(components: tuple[str, ...], *, zipped: bool) -> bytes:
    """The HTML of a page that draws these components."""
    data = _page_text(components).encode()
    return _zip(data) if zipped else data


def _zip(data: bytes) -> bytes:
    return gzip.compress(data, _LEVEL, mtime=0) if len(data) > _LEAST_BYTES else data


@cache
def _page_text(components: tuple[str, ...]) -> str:
    text = (_FOLDER / _PAGE).read_text("utf-8")
    named = set(_NAMED.findall(text))
    own = [name for name in components if name.endswith(".js")]
    scripts = [name for name in [*_scripts_of(components), *own] if name not in named]
    links = (f'<link rel="modulepreload" crossorigin href="./{name}">\n' for name in scripts)
    return in_frame(text.replace("</head>", f"{''.join(links)}</head>", 1))


def _scripts_of(components: Collection[str]) -> list[str]:
    """The files of components, with those that they import."""
    try:
        manifest: dict[str, dict[str, Any]] = json.loads((_FOLDER / "manifest.json").read_bytes())
    except (OSError, ValueError):  # a browser then finds them one after another
        return []
    wanted = [name for name, entry in manifest.items() if entry.get("name") in components]
    return list(dict.fromkeys(manifest[name]["file"] for name in _with_imports(wanted, manifest)))


def _with_imports(names: Iterable[str], manifest: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield entries of the manifest with all that they import, each once."""
    seen, left = set[str](), list(names)
    while left:
        name = left.pop(0)
        if name not in seen:
            seen.add(name)
            left += manifest[name].get("imports", ())
            yield name
