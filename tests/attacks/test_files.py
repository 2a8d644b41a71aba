"""Attacks in archives and by names, and words that are code elsewhere: refused in a line, or read as text."""

import io
import struct
import tracemalloc
import zipfile

import pandas as pd
import pytest
from handing_in import BODY, handed_in, reason, text
from made_files import TEXT, docx_of, pdf_of, xlsx_of, zip_of

from quotes.reading import READERS, Remark

pytestmark = pytest.mark.usefixtures("nothing_is_fetched")


def zip_of_many(number: int) -> bytes:
    """An archive whose directory names a million members that all are the same few bytes."""
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


@pytest.mark.parametrize("suffix", sorted(suffix for suffix in READERS if suffix not in (".zip",)))
def test_scripts_formulas_and_syntax_are_words(tmp_path, suffix):
    """Every kind of file that holds words gives them back as they are."""
    words = "=1+1 <script>alert(1)</script> '; DROP TABLE quotes; -- NEAR(a b) {{7*7}} ${7*7} %s said."
    cells = pd.DataFrame({"text": [words], "title": [words]})
    contents = {
        ".docx": lambda: docx_of([words]),
        ".pdf": lambda: pdf_of([[words]]),
        ".xlsx": lambda: xlsx_of({"A": [["text", "title"], [f" {words}", words]]}),
        ".parquet": cells.to_parquet,
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
