"""What programs get from a server: what the library gives, within bounds, or one line on what is wrong."""

import asyncio
import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pandas as pd
import pytest
import schemathesis
from filter_values import filters
from forked_dashboard import forked_dashboard
from hypothesis import HealthCheck, given, settings
from made_library import DAWN, FERRY, add_all
from own_loop import run_apart
from page_socket import ask
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation

from quotes import extract
from quotes.library import FILTER_FIELDS, Filter, Library, Sort
from quotes.serve.refusals import RequestError
from quotes.serve.request_limits import RequestPace, RequestTurns
from quotes.types import COLUMNS

SENT = {"Content_Type": "application/json"}
ONCE = settings(max_examples=3, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Library]]:
    """The address of a server that takes texts, and its library."""
    folder = tmp_path_factory.mktemp("served")
    with Library(folder / "press.db") as library:
        add_all(library)
        library.link()
        with forked_dashboard(folder / "press.db", folder / "log", QUOTES_API_EXTRACT="1") as address:
            yield address, library
    assert "Traceback" not in (folder / "log").read_text()


def get(address: str, path: str, **headers: str) -> dict:
    status, found, body = ask(address, "GET", path, **headers)
    assert (status, found["content-type"]) == (200, "application/json"), body
    return json.loads(body)


def all_pages(address: str, path: str) -> list[dict]:
    """The lines of all pages of a list, by the links from page to page."""
    lines, target = [], path
    while target:
        status, headers, body = ask(address, "GET", target)
        assert status == 200, body
        answer = json.loads(body)
        lines += answer["items"]
        parts = urlsplit(headers.get("link", "").partition(">")[0].lstrip("<"))
        assert bool(parts.query) == bool(answer["next"])
        target = f"{parts.path}?{parts.query}" if parts.query else ""
    return lines


@pytest.mark.parametrize("order", Sort)
def test_the_pages_of_quotes_make_up_the_whole_list(served: tuple[str, Library], order: Sort) -> None:
    address, library = served
    found = all_pages(address, f"/api/quotes?sort={order.value}&limit=2")
    rows = [{name: asdict(row)[name] for name in COLUMNS} for row in library.rows(sort=order)]
    assert [{name: each[name] for name in COLUMNS} for each in found] == rows


def test_every_filter_of_the_library_is_one_of_the_address(served: tuple[str, Library]) -> None:
    address, library = served
    with closing(Library(library.path, read_only=True)) as own:

        @ONCE
        @given(filters())
        def compare(only: Filter) -> None:
            fields = FILTER_FIELDS.items()
            texts = {field.parameter: field.to_address(getattr(only, name)) for name, field in fields}
            query = urlencode({name: text for name, text in texts.items() if text}, doseq=True)
            ids = [each["quote_id"] for each in all_pages(address, f"/api/quotes?limit=4&{query}")]
            assert ids == [row.quote_id for row in own.rows(only)]
            articles = all_pages(address, f"/api/articles?limit=1&{query}")
            assert sum(each["quotes"] for each in articles) == len(ids)
            assert {each["doc_id"] for each in articles} == {row.doc_id for row in own.rows(only)}
            speakers = all_pages(address, f"/api/speakers?limit=2&{query}")
            assert sum(each["quotes"] for each in speakers) == len(ids)

        compare()


def test_one_quote_one_article_and_their_links(served: tuple[str, Library]) -> None:
    address, _ = served
    quote = get(address, f"/api/quotes/{DAWN.quote_id}")
    assert (quote["quote"], quote["speaker_known_as"]) == (DAWN.quote, "Ada Quill")
    assert quote["link"] == f"{address}?quote={DAWN.quote_id}"
    article = get(address, "/api/articles/ferry")
    assert article["text"] == FERRY.text
    assert article["text"][quote["start"] : quote["end"]] == quote["quote"]
    assert [each["outlet"] for each in article["publications"]] == ["Port Post"]
    outlets = [(each["name"], each["quotes"]) for each in get(address, "/api/outlets")["items"]]
    assert outlets == [("Port Post", 3), ("Ellin Daily", 2), (None, 1)]
    assert get(address, "/api/sources?containing=radio")["items"] == [
        {"name": "Coast Radio", "quotes": 1, "articles": 1}
    ]
    assert {each["quotes"] for each in all_pages(address, "/api/utterances?limit=4&sort=newest")} == {1}


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("quotes?speker=Ada", 400, "speker"),
        ("quotes?since=2024-02-31", 400, "since"),
        ("quotes?least=2", 400, "least"),
        ("quotes?kind=shout", 400, "kind"),
        ("quotes?unsure=maybe", 400, "unsure"),
        ("quotes?carried=0", 400, "carried"),
        ("quotes?limit=0", 400, "limit"),
        ("quotes?limit=1001", 400, "limit"),
        ("quotes?limit=1&limit=2", 400, "limit"),
        ("quotes?cursor=WyJvbGRlc3QiLDFd", 400, "cursor"),
        ("quotes?cursor=%00", 400, "cursor"),
        ("quotes?sort=loudest", 400, "sort"),
        ("quotes?words=" + "a+" * 51, 400, None),
        ("quotes?words=" + "a" * 1001, 400, "words"),
        ("quotes/none", 404, None),
        ("articles/none", 404, None),
        ("nothing", 404, None),
    ],
)
def test_what_is_wrong_is_one_line(
    served: tuple[str, Library], path: str, status: int, field: str | None
) -> None:
    found, headers, body = ask(served[0], "GET", f"/api/{path}")
    assert (found, headers["content-type"]) == (status, "application/json")
    told = json.loads(body)
    assert told.get("field") == field
    assert "\n" not in told["error"]


def test_nothing_can_be_changed(served: tuple[str, Library]) -> None:
    for method in ("POST", "PUT", "DELETE"):
        status, headers, body = ask(served[0], method, "/api/quotes")
        assert (status, json.loads(body)) == (405, {"error": "this cannot be done here"})
        assert sorted(headers["allow"].split(", ")) == ["GET", "HEAD"]


def test_what_has_not_changed_is_not_sent_again(served: tuple[str, Library]) -> None:
    address, library = served
    _, headers, _ = ask(address, "GET", "/api/quotes")
    tag = headers["etag"]
    status, headers, body = ask(address, "GET", "/api/quotes", If_None_Match=f'"other", {tag}')
    assert (status, headers["etag"], body) == (304, tag, b"")
    library.undo(library.correct_speaker(DAWN.quote_id, "Bo Reed"))
    assert ask(address, "GET", "/api/quotes", If_None_Match=tag)[0] == 200


def test_the_rules_for_pages_hold_for_programs(served: tuple[str, Library]) -> None:
    address, _ = served
    status, _, body = ask(address, "GET", "/api/quotes", Host="quotes.evil.example")
    assert (status, body) == (400, b"this address is not served here\n")
    _, headers, _ = ask(address, "GET", "/api/quotes", Origin="http://evil.example")
    assert not [name for name in headers if name.startswith("access-control")]
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert headers["cache-control"] == "private, no-cache"
    assert ask(address, "POST", "/api/extract", b"{}", Origin="http://evil.example", **SENT)[0] == 403


def test_a_text_that_a_program_sends(served: tuple[str, Library]) -> None:
    address, library = served
    before = library.changes()
    body = json.dumps({"text": FERRY.text, "outlet": "Port Post", "published": "2024-03-05"}).encode()
    status, _, answer = ask(address, "POST", "/api/extract", body, **SENT)
    assert status == 200, answer
    rows = [(each["quote"], each["speaker"], each["outlet"]) for each in json.loads(answer)["items"]]
    assert rows == [(row.quote, row.speaker, "Port Post") for row in extract(FERRY)]
    assert library.changes() == before


@pytest.mark.parametrize(
    ("body", "kind", "status", "field"),
    [
        (b'{"text": ""}', "application/json", 400, "text"),
        (b'{"text": "x", "published": "soon"}', "application/json", 400, "published"),
        (b'{"text": "x", "author": "y"}', "application/json", 400, "author"),
        (b'{"text": "\\ud800"}', "application/json", 400, None),
        (b"[" * 10_000, "application/json", 400, None),
        (b'{"text": "x"}', "text/plain", 415, None),
        (b'{"text": "' + b"x" * 200_000 + b'"}', "application/json", 413, None),
    ],
)
def test_a_text_that_is_not_taken(
    served: tuple[str, Library], body: bytes, kind: str, status: int, field: str | None
) -> None:
    found, _, answer = ask(served[0], "POST", "/api/extract", body, Content_Type=kind)
    assert (found, json.loads(answer).get("field")) == (status, field), answer


def test_the_server_does_what_its_description_says(served: tuple[str, Library]) -> None:
    """A client that is made from the description sends what is allowed and what is not."""
    schema = schemathesis.openapi.from_url(f"{served[0]}api/openapi.json")
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) == 12
    for operation in operations:
        send_cases(operation, GenerationMode.POSITIVE)
        if operation.path in ("/api/quotes", "/api/extract"):  # the others take the same parameters
            send_cases(operation, GenerationMode.NEGATIVE)


def send_cases(operation: APIOperation, mode: GenerationMode) -> None:
    """Send requests of an operation, right or wrong ones, and compare the answers with the description."""

    @ONCE
    @given(operation.as_strategy(generation_mode=mode))
    def send(case: Case) -> None:
        if mode is GenerationMode.POSITIVE:
            for name in ("cursor", "topic"):  # no schema can say which texts are cursors or topics
                case.query.pop(name, None)
        case.call_and_validate()

    send()


def test_the_page_for_people_names_every_path(served: tuple[str, Library]) -> None:
    address, _ = served
    status, headers, body = ask(address, "GET", "/api")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    page = body.decode()
    assert all(path in page for path in get(address, "/api/openapi.json")["paths"])
    assert "<script" not in page


def test_the_documentation_is_right(served: tuple[str, Library]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
    page = page.replace("http://localhost:8501/", served[0]).replace("https://quotes.example.org/", served[0])
    (python,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    found: dict[str, pd.DataFrame] = {}
    exec(python, found)
    assert found["table"]["quote"].tolist() == ["Votes are counted at noon,", "We sail at dawn,"]
    commands = "".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))
    for line in commands.replace("\\\n", "").splitlines():
        if shutil.which("curl") is not None:
            printed = subprocess.run(shlex.split(line), capture_output=True, check=True).stdout
            assert "error" not in json.loads(printed), line


def test_one_client_may_ask_only_so_much() -> None:
    pace = RequestPace(burst=2, rate=0.001)
    for client in ("one", "one", "another"):
        pace.count(client)
    with pytest.raises(RequestError, match="too many requests") as refused:
        pace.count("one")
    assert refused.value.status == 429
    assert refused.value.seconds > 900
    pace.count("another")


def test_only_so_many_requests_wait() -> None:
    async def ask_at_once(number: int) -> list[object]:
        turns = RequestTurns(at_once=2, waiting=3)

        async def ask_once() -> None:
            async with turns.turn():
                await asyncio.sleep(0)

        return await asyncio.gather(*(ask_once() for _ in range(number)), return_exceptions=True)

    assert run_apart(ask_at_once(5)) == [None] * 5
    *answered, refused = run_apart(ask_at_once(6))
    assert answered == [None] * 5
    assert isinstance(refused, RequestError)
    assert (refused.status, refused.seconds) == (503, 5)
