"""Zip archives, standard input, folders of mixed files, and the same article twice."""

import io
import json
import os
import sys
import tracemalloc
import zipfile

import pandas as pd
import pytest
from made_files import STORY, TEXT, docx_of, pdf_of, read_both, refusal, write, xlsx_of, zip_of

from quotes.reading import read_articles, read_path, read_uploads
from quotes.text import digest_words
from quotes.types import InputError

SHORT = "“No,” she said."
PAGE = f"<html><body><article>{''.join(f'<p>{words}</p>' for words in STORY)}</article></body></html>"


def bombed(name="a.txt", megabytes=200):
    return zip_of({name: b"A" * 1_000_000 * megabytes})


def test_members_of_every_kind_in_order(tmp_path):
    members = {
        "b/one.txt": "title: One\n\nText one.",
        "a.jsonl": '{"id": "x", "text": "Text two."}\n{"text": "Text three."}\n',
        "t.csv": "id,text\n7,Text four.\n",
        "s.xlsx": xlsx_of({"A": [["text"], ["Text five."]]}),
        "d.docx": docx_of(["Text six."]),
        "p.pdf": pdf_of([["Text seven."]]),
        "w.html": PAGE,
    }
    articles, remarks = read_both(write(tmp_path / "news.zip", zip_of(members)))
    assert remarks == []
    assert [article.id for article in articles] == ["one", "x", "", "7", "", "d", "p", "w"]
    assert [article.text.split()[-1] for article in articles[:6]] == [
        f"{word}." for word in ["one", "two", "three", "four", "five", "six"]
    ]
    assert articles[-1].text == TEXT


def test_members_that_are_no_articles(tmp_path):
    members = {"photo.jpg": b"\xff\xd8\xff", "in.zip": zip_of({"a.txt": "x"}), "a.txt": SHORT}
    members |= {"__MACOSX/._a.txt": "x", ".hidden": "x", "d/.DS_Store": "x"}
    articles, remarks = read_both(write(tmp_path / "news.zip", zip_of(members)))
    assert [article.text for article in articles] == [SHORT]
    assert [(remark.place.rpartition(": ")[2], remark.outcome) for remark in remarks] == [
        ("photo.jpg", "skipped"),
        ("in.zip", "skipped"),
    ]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "b/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_a_path_that_climbs_out_is_refused_and_nothing_written(tmp_path, name):
    path = write(tmp_path / "in" / "news.zip", zip_of({name: "Climbed.", "b.txt": SHORT}))
    (article,), (remark,) = read_both(path)
    assert (article.text, remark.outcome) == (SHORT, "failed")
    assert "leads out of the archive" in remark.reason
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == [path]


def test_a_link_in_an_archive_is_not_followed(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        link = zipfile.ZipInfo("a.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "a link" in refusal(write(tmp_path / "news.zip", content.getvalue()))


def test_a_zip_bomb_is_refused_before_it_grows(tmp_path):
    path = write(tmp_path / "news.zip", bombed())
    tracemalloc.start()
    assert "zip bomb" in refusal(path)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_zip_bomb_that_lies_about_its_size(tmp_path):
    content = bombed(megabytes=60)
    lie = content.replace((60_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lie != content
    message = refusal(write(tmp_path / "news.zip", lie))
    assert "a.txt: this member of the archive is damaged" in message


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_an_archive_cut_short(tmp_path, share):
    content = zip_of({f"{name}.txt": SHORT * 20 + name for name in "abc"})
    path = write(tmp_path / "news.zip", content[: int(share * len(content))])
    assert "this zip archive is damaged" in refusal(path)


def test_a_broken_member_hides_no_other(tmp_path):
    content = zip_of({"a.txt": "First.", "b.txt": "Second.", "c.txt": "Third."}, zipfile.ZIP_STORED)
    articles, (remark,) = read_both(write(tmp_path / "news.zip", content.replace(b"Second.", b"Sacked.")))
    assert [article.text for article in articles] == ["First.", "Third."]
    assert remark.place.endswith("news.zip: b.txt")
    assert "damaged" in remark.reason


def test_an_encrypted_member_is_named(tmp_path):
    content = bytearray(zip_of({"a.txt": SHORT, "b.txt": "Second."}))
    content[content.index(b"PK\x03\x04") + 6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    articles, (remark,) = read_both(write(tmp_path / "news.zip", bytes(content)))
    assert [article.text for article in articles] == ["Second."]
    assert "encrypted" in remark.reason


def test_a_name_that_would_write_on_the_terminal_is_shown_harmlessly(tmp_path):
    _, (remark,) = read_both(
        write(tmp_path / "news.zip", zip_of({"\x1b[2J\n\u202e.exe": "x", "a.txt": SHORT}))
    )
    assert str(remark).isprintable()


def test_an_empty_archive(tmp_path):
    assert "no file in this archive" in refusal(write(tmp_path / "news.zip", zip_of({})))


@pytest.mark.parametrize(
    ("content", "column"),
    [
        (TEXT.encode(), None),
        (f"title: Ferry\n\n{TEXT}".encode(), None),
        (PAGE.encode(), None),
        (json.dumps({"text": TEXT}).encode(), None),
        (json.dumps([{"text": TEXT}], indent=1).encode(), None),
        (json.dumps({"articles": [{"title": "Ferry", "content": TEXT}]}).encode(), None),
        (f'id,words\n7,"{TEXT}"\n'.encode(), "words"),
        (docx_of(STORY), None),
        (xlsx_of({"A": [["text"], [TEXT]]}), None),
        (zip_of({"a.txt": TEXT}), None),
    ],
    ids=["text", "header", "page", "line", "json", "service", "csv", "docx", "xlsx", "zip"],
)
def test_standard_input_of_any_kind(monkeypatch, content, column):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    (article,) = read_path("-", columns={"text": column} if column else {})
    assert article.text == TEXT


def test_an_empty_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    with pytest.raises(InputError, match=r"^standard input: the file is empty"):
        list(read_path("-"))


def test_a_pipe_is_refused_and_stops_no_folder(tmp_path):
    path = tmp_path / "news.docx"
    os.mkfifo(path)
    with pytest.raises(InputError, match="this is a pipe or a device, not a file"):
        list(read_path(path))
    (tmp_path / "other.docx").write_bytes(docx_of(STORY))
    assert [article.text for article in read_path(tmp_path)] == [TEXT]


def test_an_upload_is_read_from_its_bytes():
    (found,) = read_uploads([("../Ferry.docx", io.BytesIO(docx_of(STORY)))])
    assert (found.article.id, found.article.text) == ("Ferry", TEXT)


@pytest.mark.parametrize(
    "name", ["a.txt", "a.csv", "a.xlsx", "a.parquet", "a.zip", "a.pdf", "a.docx", "a.jsonl"]
)
def test_an_upload_stays_open_for_its_owner(name):
    parquet = io.BytesIO()
    pd.DataFrame({"text": [TEXT]}).to_parquet(parquet)
    contents = {
        "a.csv": f'text\n"{TEXT}"\n'.encode(),
        "a.xlsx": xlsx_of({"A": [["text"], [TEXT]]}),
        "a.parquet": parquet.getvalue(),
        "a.zip": zip_of({"a.csv": f'text\n"{TEXT}"\n'}),
        "a.pdf": pdf_of([["Text seven."]]),
        "a.docx": docx_of(STORY),
        "a.jsonl": json.dumps({"text": TEXT}).encode(),
    }
    upload = io.BytesIO(contents.get(name, TEXT.encode()))
    first, second = (list(read_uploads([(name, upload)])) for _ in range(2))
    assert len(first) == 1
    assert first == second


def test_one_bad_file_stops_nothing_where_remarks_are_taken(tmp_path):
    write(tmp_path / "a.txt", "First.")
    write(tmp_path / "b.txt", "")
    write(tmp_path / "c.txt", "Third.")
    remarks = []
    assert [article.id for article in read_articles([tmp_path], report=remarks.append)] == ["a", "c"]
    assert [str(remark) for remark in remarks] == [f"{tmp_path}/b.txt: the file is empty"]


def test_the_same_words_twice_are_one_article(tmp_path):
    first = write(tmp_path / "a.txt", TEXT)
    second = write(
        tmp_path / "b.docx", docx_of([words.replace("“", '"').replace("”", '"') for words in STORY])
    )
    (article,), (remark,) = read_both(first, second)
    assert (article.id, remark.outcome) == ("a", "skipped")
    assert remark.reason == f"the text is the same as that of {first}"


@pytest.mark.parametrize(
    "other",
    ["“We sail”, she\u00a0said.", "\ufeff“We\u200b sa\u00adil”,\r\n\r\nshe said. ", '"WE SAIL", she said.'],
)
def test_digest_of_the_same_words(other):
    assert digest_words(other) == digest_words('"We sail", she said.')


def test_digest_of_other_words():
    assert digest_words("We sail.") != digest_words("We sail!")
    assert digest_words("\ud83d") != digest_words("")
