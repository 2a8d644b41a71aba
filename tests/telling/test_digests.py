"""Digests: what is new in a saved view, printed, and sent to a real mail server and a real web server."""

import json
import socket
import threading
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from forked import COMMAND, Forked, begin_forking
from made_library import ALL, FERRY, HARBOUR, UNDATED, row_of
from typer.testing import CliRunner

from quotes.cli import app
from quotes.library import Library
from quotes.telling import read_targets
from quotes.types import Article, InputError

SECRET = "top5ecret"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A library with one article and a view of all quotes."""
    path = tmp_path / "press.db"
    monkeypatch.setenv("QUOTES_LIBRARY", str(path))
    with Library(path) as library:
        library.add(FERRY, ALL[FERRY])
        library.save_view("All of it", "")
    return path


@pytest.fixture
def hook():
    """A web server that keeps what it is sent; ``answer`` says how it answers."""
    got = SimpleNamespace(requests=[], answer=lambda: 200)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.requests.append((self.headers["Idempotency-Key"], json.loads(body)))
            self.send_response(got.answer())
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    got.address = f"json://desk:{SECRET}@127.0.0.1:{server.server_port}/digests"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield got
    server.shutdown()
    server.server_close()


@pytest.fixture
def mailbox():
    """A mail server that keeps what it is sent."""
    got = SimpleNamespace(messages=[])

    class Handler:
        async def handle_DATA(self, server, session, envelope):  # noqa: N802  (the library's name)
            got.messages.append(
                (envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default))
            )
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Handler(), hostname="127.0.0.1", port=port)
    controller.start()
    got.address = f"mailto://127.0.0.1:{port}?from=quotes@example.org&to=ada@example.org&mode=insecure"
    yield got
    controller.stop()


def add(place, *articles):
    with Library(place) as library:
        for article in articles:
            library.add(article, ALL[article])


def run(*arguments, status=0):
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == status, done.output
    return done.stdout


def send(*addresses, status=0):
    to = [part for address in addresses for part in ("--to", address)]
    return run("digest", "--view", "All of it", "--send", *to, status=status)


def test_a_digest_is_one_table_in_which_articles_cannot_write_markup(place, tmp_path):
    text = "“<b>Stop|it</b> & go,” said Ada Quill."
    wild = Article(
        text, id="wild", title="[x](http://evil.example) <script>", url="https://news.example/a?b=1&c"
    )
    with Library(place) as library:
        library.add(wild, [row_of(wild, "<b>Stop|it</b> & go,", speaker="Ada Quill", source="The *Courier*")])
    printed = run("digest", "--view", "All of it")
    assert printed.startswith("# All of it: 4 new quotes\n")
    line = next(line for line in printed.splitlines() if "Stop" in line)
    assert line == (
        r"| Ada Quill | “\<b\>Stop\|it\</b\> & go,” | The \*Courier\* |  | "
        r"[\[x\](http://evil.example) \<script\>](<https://news.example/a?b=1&c>) |"
    )
    run("digest", "--view", "All of it", "-o", str(tmp_path / "digest.html"))
    page = (tmp_path / "digest.html").read_text("utf-8")
    assert "<td>“&lt;b&gt;Stop|it&lt;/b&gt; &amp; go,”</td>" in page
    assert '<a href="https://news.example/a?b=1&amp;c">[x](http://evil.example) &lt;script&gt;</a>' in page
    assert page.count("<tr") == 5
    assert run("digest", "--view", "All of it", "--since", "2999-01-01") == "# All of it: 0 new quotes\n"
    run("digest", "--view", "Nothing", status=2)
    run("digest", "--view", "All of it", "--since", "5 March", status=2)
    run("digest", "--view", "All of it", "--to", "json://127.0.0.1", status=2)


def test_each_address_gets_what_is_new_once_even_if_another_one_fails(place, hook, mailbox):
    assert send(hook.address, mailbox.address).count("nothing new for") == 2
    add(place, HARBOUR)
    hook.answer = lambda: 500
    assert "sent 2 new quotes to mailto://" in send(hook.address, mailbox.address, status=1)
    add(place, UNDATED)
    hook.answer = lambda: 200
    told = send(hook.address, mailbox.address)
    assert "sent 2 new quotes to json://" in told
    assert "sent 1 new quote to mailto://" in told
    assert SECRET not in told
    assert "sent 1 new quote to json://" in send(hook.address.replace(SECRET, "another"), mailbox.address)
    send(hook.address, mailbox.address)
    (failed, body), (again, same), (other, rest) = hook.requests
    assert failed == again != other
    assert (body, body["digest"], body["title"]) == (same, failed, "All of it: 2 new quotes")
    assert "Votes are counted at noon" in body["message"]
    assert "Dawn is a bad hour" in rest["message"]
    (to, first), (_, second) = mailbox.messages
    assert to == ["ada@example.org"]
    assert (first["Subject"], second["Subject"]) == ("All of it: 2 new quotes", "All of it: 1 new quote")
    html = first.get_body(("html",)).get_content()
    assert "<td><b>Ada Quill</b></td><td>“Votes are counted at noon,”</td>" in html
    assert f"Digest {first['X-Quotes-Digest']}" in html
    assert first["X-Quotes-Digest"] != second["X-Quotes-Digest"]
    content = place.read_bytes()
    assert not any(each in content for each in (SECRET.encode(), b"ada@example.org", b"127.0.0.1"))


def test_an_address_that_cannot_be_used_is_refused_without_its_secrets(place):
    for address in (
        f"carrierpigeon://desk:{SECRET}@loft",
        f"mailto://desk:{SECRET}@example.org?to=ada@example.org,bo@example.org",
    ):
        with pytest.raises(InputError) as raised:
            read_targets([address])
        assert SECRET not in str(raised.value)
    assert run("digest", "--view", "All of it", "--send", status=2) == ""


@pytest.mark.faults
def test_a_kill_after_sending_sends_the_same_again_and_then_no_more(place, hook):
    begin_forking()
    add(place, HARBOUR)
    arguments = ("digest", "--view", "All of it", "--send", "--to", hook.address)
    running = []

    def kill():
        hook.answer = lambda: 200
        running[0].kill()
        running[0].wait()
        return 200

    hook.answer = kill
    running.append(Forked(COMMAND, *arguments, QUOTES_LIBRARY=str(place)))
    assert running[0].wait() != 0
    add(place, UNDATED)
    assert "sent 2 new quotes" in send(hook.address)
    assert "sent 1 new quote" in send(hook.address)
    assert "nothing new" in send(hook.address)
    (killed, first), (again, same), (other, _) = hook.requests
    assert (killed, first) == (again, same)
    assert other != killed
