"""Corrupt, encrypted, mislabelled and hostile files: one clear line each, and nothing of them taken."""

import io
import random
import subprocess
import sys
import zipfile

import pandas as pd
import pytest
from made_files import STORY, TEXT, docx_of, pdf_of, read_both, refusal, write, xlsx_of, zip_of

from quotes.reading import READERS

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PAGE = f"<!DOCTYPE html><html><body><article><p>{STORY[0]}</p></article></body></html>".encode()
CONTENTS = {
    ".txt": TEXT.encode(),
    ".html": PAGE,
    ".pdf": pdf_of([STORY[:1]]),
    ".docx": docx_of(STORY),
    ".xlsx": xlsx_of({"A": [["text"], [TEXT]]}),
    ".zip": zip_of({"a.txt": TEXT}),
    "old office": OLD_OFFICE,
    "rtf": rb"{\rtf1 Text.}",
    "gzip": b"\x1f\x8b\x08\x00 text",
    "picture": b"\xff\xd8\xff\xe0" + bytes(20),
}
LABELS = {
    ".txt": CONTENTS.keys() - {".txt"},
    ".md": CONTENTS.keys() - {".txt", ".html"},
    ".html": CONTENTS.keys() - {".html", ".txt"},
    ".pdf": CONTENTS.keys() - {".pdf"},
    ".docx": CONTENTS.keys() - {".docx"},
    ".xlsx": CONTENTS.keys() - {".xlsx"},
    ".parquet": CONTENTS.keys(),
    ".csv": CONTENTS.keys() - {".txt"},
    ".json": CONTENTS.keys(),
    ".jsonl": CONTENTS.keys(),
}


@pytest.mark.parametrize(
    ("label", "content"), [(label, content) for label in LABELS for content in sorted(LABELS[label])]
)
def test_mislabelled(tmp_path, label, content):
    articles, remarks = read_both(write(tmp_path / f"a{label}", CONTENTS[content]))
    assert articles == []
    assert {remark.outcome for remark in remarks} == {"failed"}
    if content not in (".txt", ".zip"):
        assert len(remarks) == 1


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_empty(tmp_path, suffix):
    assert refusal(write(tmp_path / f"a{suffix}", b"")) == ": the file is empty"


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".html", ".json", ".jsonl"])
def test_blank(tmp_path, suffix):
    assert "empty" in refusal(write(tmp_path / f"a{suffix}", b"\xef\xbb\xbf \r\n\t\n"))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_office_files_with_a_password(tmp_path, suffix):
    assert "without a password" in refusal(write(tmp_path / f"a{suffix}", OLD_OFFICE))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf", ".parquet"])
def test_cut_short(tmp_path, suffix):
    content = CONTENTS.get(suffix) or parquet()
    for share in (0.1, 0.5, 0.9):
        articles, remarks = read_both(write(tmp_path / f"a{suffix}", content[: int(share * len(content))]))
        assert len(articles) + len(remarks) == 1


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf", ".parquet", ".zip", ".html", ".csv"])
def test_damaged_bytes_never_end_in_a_traceback(tmp_path, suffix):
    content = CONTENTS.get(suffix) or (parquet() if suffix == ".parquet" else f'text\n"{TEXT}"\n'.encode())
    chance = random.Random(suffix)
    for _ in range(25):
        damaged = bytearray(content)
        for _ in range(chance.choice((1, 5, 50))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        articles, remarks = read_both(write(tmp_path / f"a{suffix}", bytes(damaged)))
        assert articles or remarks


def parquet():
    content = io.BytesIO()
    pd.DataFrame({"text": [TEXT, "“No,” she said."]}).to_parquet(content)
    return content.getvalue()


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE bomb [<!ENTITY a0 "ha">{LAUGHS}]>'


def test_an_xml_bomb_in_a_word_file(tmp_path):
    message = refusal(write(tmp_path / "a.docx", docx_of(["&a9;"], prolog=BOMB)))
    assert "word/document.xml in it declares XML entities" in message


def test_an_xml_bomb_that_hides_in_another_encoding(tmp_path):
    members = members_of(docx_of(["&a9;"], prolog=BOMB))
    members["word/document.xml"] = members["word/document.xml"].decode().encode("utf-16")
    assert "declares XML entities" in refusal(write(tmp_path / "a.docx", zip_of(members)))


def test_an_entity_that_names_a_file_of_this_machine(tmp_path):
    prolog = '<!DOCTYPE a [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    assert "declares XML entities" in refusal(
        write(tmp_path / "a.docx", docx_of(["&secret;"], prolog=prolog))
    )


def test_an_xml_bomb_in_a_workbook(tmp_path):
    members = members_of(CONTENTS[".xlsx"])
    strings = members["xl/sharedStrings.xml"].decode()
    members["xl/sharedStrings.xml"] = strings.replace("?>", f"?>{BOMB}", 1).replace(STORY[0], "&a9;").encode()
    assert "declares XML entities" in refusal(write(tmp_path / "a.xlsx", zip_of(members)))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_an_office_file_that_is_a_zip_bomb(tmp_path, suffix):
    members = members_of(CONTENTS[suffix]) | {"media.bin": bytes(200_000_000)}
    assert "zip bomb" in refusal(write(tmp_path / f"a{suffix}", zip_of(members)))


@pytest.mark.parametrize("cell", ['r="XFD1048576"', "r = 'XFD1048576'", 'r="xfd1048576"', 'r="A1048576"'])
def test_a_sheet_of_two_cells_that_spans_everything(tmp_path, cell):
    """Run by itself, because the library below ends the whole process when memory is out."""
    far = xlsx_of({"A": [["text", "x"], [TEXT, "y"]]})
    members = members_of(far)
    sheet = members["xl/worksheets/sheet1.xml"].decode()
    members["xl/worksheets/sheet1.xml"] = sheet.replace('r="B2"', cell).encode()
    path = write(tmp_path / "a.xlsx", zip_of(members))
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000,) * 2);"
        "from quotes.reading import read_outcomes; print(len(list(read_outcomes(sys.argv[1:]))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    if "1048576" in cell and cell != 'r="A1048576"':
        assert "too many to read" in refusal(path)


def test_a_workbook_of_another_program_is_not_read_as_one(tmp_path):
    members = members_of(CONTENTS[".xlsx"]) | {"content.xml": "<office/>"}
    assert "its name says Excel file, but" in refusal(write(tmp_path / "a.xlsx", zip_of(members)))


def test_formulas_and_scripts_are_only_text(tmp_path):
    text = '=cmd|"/C calc"!A0 <script>alert(1)</script> “No,” she said.'
    (article,), remarks = read_both(write(tmp_path / "a.xlsx", xlsx_of({"A": [["text"], [f" {text}"]]})))
    assert (article.text, remarks) == (f" {text}", [])


def members_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
