"""Pages from the web. The server is a real one on this machine, which only the tests may reach."""

import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from made_files import STORY, TEXT

from quotes.reading import ReadingError, read_articles, read_path, urls
from quotes.types import InputError

PAGE = f"<html><body><article>{''.join(f'<p>{words}</p>' for words in STORY)}</article></body></html>"


class Pages(BaseHTTPRequestHandler):
    """Answers to the tests' requests, by path."""

    def do_GET(self):
        name, _, argument = self.path.lstrip("/").partition("/")
        getattr(self, f"give_{name}", self.give_nothing)(argument)

    def answer(self, content, media_type="text/html; charset=utf-8", status=200, **headers):
        self.send_response(status)
        if media_type:
            self.send_header("Content-Type", media_type)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def give_page(self, _):
        self.answer(PAGE.encode())

    def give_old(self, _):
        self.answer(PAGE.encode("cp1252"), "text/html; charset=ISO-8859-1")

    def give_text(self, _):
        self.answer(TEXT.encode(), "text/plain")

    def give_type(self, media_type):
        self.answer(b"%PDF-1.4", media_type)

    def give_nothing(self, _):
        self.answer(b"", status=404)

    def give_again(self, times):
        self.answer(b"", status=302, Location=f"/again/{int(times) - 1}" if int(times) > 1 else "/page")

    def give_elsewhere(self, address):
        self.answer(b"", status=302, Location=address)

    def give_large(self, _):
        self.answer(b"<html>")
        self.pour(b"x" * 1_000_000)

    def give_bomb(self, _):
        self.answer(gzip.compress(b"x" * 100_000_000), Content_Encoding="gzip")

    def give_drops(self, _):
        self.answer(b"<html>")
        self.pour(b"x", pause=0.05)

    def give_silence(self, _):
        time.sleep(10)

    def pour(self, drop, pause=0.0):
        try:
            for _ in range(200):
                self.wfile.write(drop)
                time.sleep(pause)
        except OSError:
            self.server.hung_up.set()

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    class Quiet(ThreadingHTTPServer):
        hung_up = threading.Event()

        def handle_error(self, *_):
            pass

    with Quiet(("127.0.0.1", 0), Pages) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def site(server):
    return f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def reachable(monkeypatch):
    """Let the reading fetch from this machine, as it does from public addresses."""
    fetch = urls.fetch_page
    monkeypatch.setattr(urls, "fetch_page", lambda url: fetch(url, allow_loopback=True))


def refused(url, **options):
    with pytest.raises(ReadingError) as caught:
        urls.fetch_page(url, **options)
    assert caught.value.remark.place == url
    assert "\n" not in str(caught.value)
    return caught.value.remark.reason


def here(url, **options):
    return refused(url, allow_loopback=True, **options)


@pytest.mark.parametrize("path", ["page", "old", "text", "again/5"])
def test_a_page_is_read(site, reachable, path):
    (article,) = read_path(f"{site}/{path}")
    assert article.text == TEXT
    assert article.url == f"{site}/{'page' if 'again' in path else path}"
    assert article.id == ""


def test_pages_among_files(site, reachable, tmp_path):
    (tmp_path / "a.txt").write_text("First.", "utf-8")
    remarks = []
    found = read_articles([tmp_path / "a.txt", f"{site}/none", f"{site}/page"], report=remarks.append)
    assert [article.text for article in found] == ["First.", TEXT]
    assert [str(remark) for remark in remarks] == [f"{site}/none: the server answered 404 Not Found"]


def test_loopback_is_refused(site, capfd):
    with pytest.raises(InputError, match="this web address is not public"):
        list(read_path(f"{site}/page"))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "LOCALHOST",
        "0",
        "168.63.129.16",
        "2852039166",
        "0xa9fea9fe",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:0a00:1]",
        "[::127.0.0.1]",
        "[::ffff:0:127.0.0.1]",
        "[2002:7f00:1::]",
        "[2002:a9fe:a9fe::]",
        "[2001:0:7f00:1::]",
        "[fec0::1]",
        "[ff02::1]",
        "[64:ff9b::7f00:1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
def test_addresses_that_are_not_public(host):
    assert (
        refused(f"http://{host}/latest/meta-data/") == "this web address is not public, so it is not fetched"
    )
    assert "not public" in refused(f"https://user:word@{host}:8443/")


def test_a_name_that_leads_to_this_machine(site, monkeypatch):
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: resolve("127.0.0.1", *rest, **more)
    )
    assert "not public" in refused(f"http://news.example:{site.rpartition(':')[2]}/page")


def answering(*addresses):
    """A resolver by which every name has all these addresses, in this order."""

    def resolve(host, port, *_, **__):
        return [answer(address, port) for address in ([host] if host.startswith("9.") else addresses)]

    def answer(address, port):
        if ":" in address:
            return socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0)
        return socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)

    return resolve


NOT_PUBLIC = ("10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "168.63.129.16", "0.0.0.0", "::1")
NOT_PUBLIC_6 = ("fd00:ec2::254", "fe80::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1")


@pytest.fixture
def no_connection(monkeypatch):
    """Fail where a connection is tried at all."""

    tried = []

    def refuse(*given, **_):
        tried.append(given)
        raise OSError("no connection here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr("urllib3.util.connection.create_connection", refuse)
    yield
    assert tried == []


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize(
    "host", ["localhost.", "127。0。0。1", "１２７.0.0.1", "①②⑦.0.0.1", "[fe80::1%25lo]"]
)
def test_other_ways_to_write_this_machine(host):
    reason = refused(f"http://{host}/")
    assert any(words in reason for words in ("not public", "cannot be fetched", "not reachable"))


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("address", [*NOT_PUBLIC, *NOT_PUBLIC_6, "2002:7f00:1::"])
def test_a_name_with_an_address_that_is_not_public(monkeypatch, address):
    for scheme in ("http", "https"):
        monkeypatch.setattr(socket, "getaddrinfo", answering(address))
        assert "not public" in refused(f"{scheme}://news.example/latest/")


def test_a_name_that_has_two_addresses_is_connected_to_the_one_that_was_looked_at(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "urllib3.util.connection.create_connection", lambda address, *_, **__: asked.append(address)
    )
    for addresses in (("9.9.9.9", "127.0.0.1"), ("127.0.0.1", "9.9.9.9")):
        monkeypatch.setattr(socket, "getaddrinfo", answering(*addresses))
        refused("http://news.example/")
    assert {host for host, _ in asked} <= {"9.9.9.9"}


def test_a_name_that_has_another_address_the_second_time_is_asked_for_once(monkeypatch):
    asked, connected = [], []

    def moving(host, port, *_, **__):
        asked.append(host)
        return answering("9.9.9.9" if asked.count("news.example") == 1 else "127.0.0.1")(host, port)

    monkeypatch.setattr(socket, "getaddrinfo", moving)
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: connected.append(address[0]))
    refused("http://news.example/")
    assert "127.0.0.1" not in connected
    assert "9.9.9.9" in connected


@pytest.mark.parametrize("address", [*NOT_PUBLIC, *NOT_PUBLIC_6])
def test_a_redirect_to_a_name_with_an_address_that_is_not_public(site, monkeypatch, address):
    resolve, private = socket.getaddrinfo, answering(address)
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: (private if "news.example" in str(host) else resolve)(
            host, *rest, **more
        ),
    )
    loopback = address in ("::1", "::ffff:127.0.0.1")  # which this test allows
    reason = here(f"{site}/elsewhere/http://news.example:{site.rpartition(':')[2]}/none")
    given_up = ("cannot be fetched", "not reachable", "404") if loopback else ("not public",)
    assert any(words in reason for words in given_up)


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/",
        "http://10.0.0.1/",
        "https://192.168.0.1/",
        "http://[fd00:ec2::254]/",
        "http://2852039166/",
        "//0xa9fea9fe/latest/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
def test_a_redirect_to_an_address_that_is_not_public(site, target):
    reason = here(f"{site}/elsewhere/{target}")
    assert "not public" in reason or ("[" in target and "cannot be fetched" in reason)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a.txt", "gopher://127.0.0.1/"])
def test_a_redirect_out_of_the_web(site, target):
    assert "cannot be fetched" in here(f"{site}/elsewhere/{target}")


def test_too_many_redirects(site):
    assert here(f"{site}/again/6") == "the page redirects more than 5 times"


def test_no_such_page(site):
    assert here(f"{site}/none") == "the server answered 404 Not Found"


@pytest.mark.parametrize(
    "media_type", ["application/pdf", "image/png", "application/octet-stream", "text/css"]
)
def test_types_that_are_no_page(site, media_type):
    assert here(f"{site}/type/{media_type}").startswith(f"this is {media_type}, not a web page")


def test_no_type_at_all(site):
    assert here(f"{site}/type/").startswith("this is no type")


@pytest.mark.parametrize("path", ["large", "bomb"])
def test_a_page_that_is_too_large(site, path):
    assert here(f"{site}/{path}") == "the page is larger than 10 MB"


@pytest.mark.parametrize("path", ["drops", "silence"])
def test_a_page_that_comes_too_slowly(site, path):
    started = time.monotonic()
    reason = here(f"{site}/{path}", seconds=0.3)
    assert time.monotonic() - started < 5  # of the ten that the server takes
    assert "slowly" in reason or "no answer within" in reason


@pytest.mark.parametrize(
    "url", ["http://", "http://:80/", "http://a..b/", "https://[::1/", "http://a b/", "http://\ud83d/"]
)
def test_addresses_that_are_none(url):
    assert refused(url)


def test_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "not reachable" in here(f"http://127.0.0.1:{port}/")
