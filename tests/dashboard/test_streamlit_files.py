"""Streamlit's scripts and the pages' HTML, as the dashboard's server sends them."""

import json
import re
from pathlib import Path

import pytest
import streamlit
from starlette.responses import FileResponse, PlainTextResponse
from starlette.testclient import TestClient

from quotes import dashboard
from quotes.dashboard.server import SecurityHeaders, StreamlitFiles, in_frame, make_middleware
from quotes.dashboard.shared import component_files, component_script

FOLDER = Path(streamlit.__file__).parent / "static"
PLAIN = {"Accept-Encoding": "identity"}
PRELOADED = re.compile(r'<link rel="modulepreload" crossorigin href="\./(.*?)">')


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(
        StreamlitFiles(PlainTextResponse("passed on"), {"": ["Multiselect"], "article": ["Html"]})
    )


def script(name: str) -> str:
    """The address of one of Streamlit's scripts."""
    (file,) = (FOLDER / "static" / "js").glob(f"{name}.*.js")
    return f"/static/js/{file.name}"


@pytest.mark.parametrize("address", ["/", "/article"])
def test_a_page_names_the_scripts_of_its_components(client: TestClient, address: str) -> None:
    text = client.get(address).text
    names = PRELOADED.findall(text)
    assert all((FOLDER / name).is_file() for name in names)
    assert len(names) == len(set(names))
    own = {"/": "Multiselect", "/article": "Html"}[address]
    assert script(own)[1:] in names
    streamlits = re.sub(PRELOADED, "", (FOLDER / "index.html").read_text("utf-8"))
    assert re.sub(PRELOADED, "", text).split() == in_frame(streamlits).split()


@pytest.mark.parametrize("address", ["/", "/article", "/no-such-page"])
def test_every_page_has_its_theme_and_its_stylesheet_before_anything_is_drawn(address: str) -> None:
    streamlits = FileResponse(FOLDER / "index.html")  # its answer for every address that it does not know
    client = TestClient(StreamlitFiles(streamlits, {"": ["Html"], "article": []}, component_files()))
    text = client.get(address).text
    (given,) = re.findall(r"window\.__streamlit = (\{.*\});", text)
    themes = json.loads(given)
    assert [theme["base"] for theme in (themes["LIGHT_THEME"], themes["DARK_THEME"])] == [0, 1]
    assert {theme["headingFont"] for theme in themes.values()} == {"serif"}
    (style,) = re.findall(r'<body>\s*<link rel="stylesheet" href="\.(/static/quotes-.*?/style\.css)">', text)
    assert ".quote-card" in client.get(style).text
    assert client.get(style).headers["content-type"].startswith("text/css")


def test_in_folders_where_no_page_is_there_is_nothing() -> None:
    streamlits = FileResponse(FOLDER / "index.html")
    client = TestClient(StreamlitFiles(streamlits, {"": ["Html"], "article": []}))
    assert client.get("/no-such-page/").status_code == 200
    answer = client.get("/article/quote/7")
    assert (answer.status_code, answer.text) == (404, "there is nothing here\n")


@pytest.mark.parametrize(
    ("comes_from", "apart"),
    [("none", None), ("same-origin", None), ("same-site", "same-origin"), ("cross-site", "same-origin")],
)
def test_a_page_is_cut_off_from_another_site_that_opened_it(comes_from: str, apart: str | None) -> None:
    client = TestClient(SecurityHeaders(PlainTextResponse("page")))
    headers = client.get("/", headers={"Sec-Fetch-Site": comes_from}).headers
    assert headers.get("cross-origin-opener-policy") == apart
    assert headers["x-frame-options"] == "DENY"
    assert (
        client.get("/").headers["cross-origin-opener-policy"] == "same-origin"
    )  # a browser that says nothing


def test_every_page_draws_components_that_streamlit_has() -> None:
    (given,) = (each.kwargs for each in make_middleware() if each.cls is StreamlitFiles)
    for components in given["pages"].values():
        streamlits = [name for name in components if name not in given["files"]]
        assert all(Path(FOLDER, script(name)[1:]).is_file() for name in streamlits)


def test_scripts_of_our_own_are_kept_by_browsers_and_named_by_the_pages_that_need_them() -> None:
    address, words = "static/quotes-1/list.js", b"export default () => {};" * 50
    files = StreamlitFiles(PlainTextResponse("passed on"), {"": ["Html", address]}, {address: words})
    client = TestClient(files)
    zipped, plain = client.get(f"/{address}"), client.get(f"/{address}", headers=PLAIN)
    assert zipped.content == plain.content == words
    assert zipped.headers["content-encoding"] == "gzip"
    assert "immutable" in plain.headers["cache-control"]
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    assert address in PRELOADED.findall(client.get("/").text)


def test_a_components_script_is_served_with_what_it_imports() -> None:
    (files,) = (each.kwargs["files"] for each in make_middleware() if each.cls is StreamlitFiles)
    scripts = {address: words for address, words in files.items() if address.endswith(".js")}
    assert len(scripts) == len(list(Path(dashboard.__file__).parent.rglob("*.js")))  # no two of one name
    imported = re.compile(rb' from "\./(.*?)"')
    for address, words in scripts.items():
        folder, _, name = address.rpartition("/")
        assert f'"{address}"' in component_script(name)
        assert all(f"{folder}/{other.decode()}" in scripts for other in imported.findall(words))


def test_a_script_is_sent_compressed_or_as_it_is(client: TestClient) -> None:
    address = script("Multiselect")
    zipped, plain = client.get(address), client.get(address, headers=PLAIN)
    data = (FOLDER / address[1:]).read_bytes()
    assert zipped.content == plain.content == data
    assert zipped.headers["content-encoding"] == "gzip"
    assert int(zipped.headers["content-length"]) < len(data) / 2
    assert zipped.headers["content-type"] == plain.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in zipped.headers["cache-control"]
    assert "content-encoding" not in plain.headers


def test_a_page_is_asked_for_again_each_time(client: TestClient) -> None:
    answer = client.get("/article", headers=PLAIN)
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "address", ["/other", "/static/js/", "/static/js/none.js", "/static/../x", "/_stcore/health"]
)
def test_other_addresses_are_passed_on(client: TestClient, address: str) -> None:
    assert client.get(address).text == "passed on"


def test_parts_and_other_methods_are_passed_on(client: TestClient) -> None:
    address = script("Html")
    assert client.get(address, headers={"Range": "bytes=0-9"}).text == "passed on"
    assert client.post(address).text == "passed on"
