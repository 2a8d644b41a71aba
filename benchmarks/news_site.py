"""A news site on this machine, whose answers are set by path; it notes who asked for what, and when."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Behaviour = Callable[["_Handler"], None]
"""Answers a request in a way of its own."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is at a path."""

    body: bytes
    media_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its path, its headers, and when it came and was answered (monotonic seconds)."""

    path: str
    headers: dict[str, str]
    came: float
    answered: float


@dataclass(slots=True)
class NewsSite:
    """A running site; end it with `close`."""

    machine: str = "127.0.0.1"
    answers: dict[str, "Content | Behaviour"] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    _server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        site = self

        class Handler(_Handler):
            news = site

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_: object) -> None:
                """Say nothing of a client that has hung up."""

        self._server = Server((self.machine, 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def host(self) -> tuple[str, int]:
        """The address for ``--allow-address``."""
        return self.machine, self._server.server_port

    def url(self, path: str) -> str:
        """The web address of a path."""
        return f"http://{self.machine}:{self._server.server_port}{path}"

    def put(
        self, path: str, body: str | bytes, media_type: str = "text/html", status: int = 200, **headers: str
    ) -> str:
        """Put something at a path, and give its web address."""
        content = body.encode() if isinstance(body, str) else body
        named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
        self.answers[path] = Content(content, media_type, status, named)
        return self.url(path)

    def behave(self, path: str, behaviour: Behaviour) -> str:
        """Have a path answered in a way of its own, and give its web address."""
        self.answers[path] = behaviour
        return self.url(path)

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(each.path == path for each in self.asked)

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    news: NewsSite
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer, and note the request."""
        came = time.monotonic()
        found = self.news.answers.get(self.path)
        try:
            if callable(found):
                self.close_connection = True
                found(self)
            else:
                self.give(found or Content(b"", "text/html", 404))
        finally:
            self.news.asked.append(Asked(self.path, dict(self.headers), came, time.monotonic()))

    def give(self, content: Content) -> None:
        """Send some content, unless the client has it."""
        etag = f'"{hashlib.sha256(content.body).hexdigest()[:12]}"'
        is_there = content.status == 200 and self.headers.get("If-None-Match") == etag
        body = b"" if is_there else content.body
        self.send_response(304 if is_there else content.status)
        for name, value in (("Content-Type", content.media_type), ("ETag", etag), *content.headers):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def story_page(number: int, speaker: str = "Ada Quill", added: str = "") -> str:
    """A page with one story, which has one quote."""
    return f"""<html><head><title>Story {number}</title></head><body><article><h1>Story {number}</h1>
        <p>The ferry to Ellin was late again on day {number}, and the harbour was full of people who had
        waited since the early morning. {added}</p>
        <p>“We sail at dawn on day {number},” {speaker} told reporters. The crews had voted for it, and
        nobody would be left behind.</p></article></body></html>"""


def rss(title: str, items: Iterable[tuple[str, str]], described: str = "", day: str = "") -> str:
    """An RSS feed with items of a title and a link each."""
    listed = "".join(
        f"<item><title>{escape(name)}</title><link>{escape(link)}</link><guid>{escape(link)}</guid>"
        f"{f'<pubDate>{day}</pubDate>' if day else ''}<description>{escape(described)}</description></item>"
        for name, link in items
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{escape(title)}</title>'
        f"<link>http://news.example/</link><description>News</description>{listed}</channel></rss>"
    )
