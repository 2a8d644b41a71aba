"""Files and folders of plain texts become articles."""

import json
import os
from dataclasses import astuple
from pathlib import Path

import pytest

from quotes.reading import READERS, list_unread, read_articles, read_outcomes, read_path
from quotes.types import Article, InputError


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only(path: Path) -> Article:
    (article,) = read_path(path)
    return article


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        list(read_articles([path]))
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(path))
    return message.removeprefix(str(path))


def test_text_stays_exactly_as_the_file_has_it(tmp_path):
    text = " One,\r\ntwo.\r\n\r\n\u00a0Three.\n\n"
    assert only(write(tmp_path / "a.b.txt", text)) == Article(text=text, id="a.b")


def test_header_block_is_not_part_of_the_text(tmp_path):
    header = "Title:  Ferry: back again \noutlet: The Ellin Courier\ndate: 2024-03-05T23:10:00+02:00\n"
    content = header + "url: https://e.example/f\n\n Text.\n"
    assert only(write(tmp_path / "ferry.md", content)) == Article(
        text=" Text.\n",
        id="ferry",
        title="Ferry: back again",
        outlet="The Ellin Courier",
        published="2024-03-05",
        url="https://e.example/f",
    )


def test_header_block_takes_windows_line_ends_and_empty_fields(tmp_path):
    article = only(write(tmp_path / "a.txt", "title: Ferry\r\noutlet:\r\n\r\nText.\r\n"))
    assert (article.title, article.outlet, article.text) == ("Ferry", None, "Text.\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "title: Ferry\nText without a blank line.\n",
        "title: Ferry\nauthor: A. Quill\n\nText.\n",
        "\ntitle: Ferry\n\nText.\n",
        "Warning: storms ahead\n\nText.\n",
        "Text.\n\ntitle: Ferry\n\nMore.\n",
    ],
)
def test_what_only_resembles_a_header_is_text(tmp_path, text):
    assert only(write(tmp_path / "a.txt", text)) == Article(text=text, id="a")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_encodings(tmp_path, encoding):
    text = "The mayor of Ostrel had “no choice” but to close the café’s terrace — for now.\n\n“It’s over.”\n"
    assert only(write(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"title: Ferry\n\n \n", "no text after"),
        (b"title: Ferry\ntitle: Boat\n\nText.\n", "twice"),
        (b"date: last Tuesday\n\nText.\n", 'date must be a date like 2024-03-05, not "last Tuesday"'),
        (b"some\0text", "not a text file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a .txt file but a picture"),
        (bytes(range(256)) * 4, "not a text file"),
        (b"\x01\x02\x03\x04 text", "not a text file"),
    ],
)
def test_bad_text_files(tmp_path, content, reason):
    assert reason in refusal(write(tmp_path / "a.txt", content))


def test_missing_and_unknown(tmp_path):
    assert "no such file" in refusal(tmp_path / "missing.txt")
    assert ".txt, " in refusal(write(tmp_path / "page.exe", "text"))
    (tmp_path / "empty").mkdir()
    assert "this folder has no articles" in refusal(tmp_path / "empty")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root and Windows may read every file")
def test_unreadable_file(tmp_path):
    path = write(tmp_path / "a.txt", "text")
    path.chmod(0)
    assert "cannot be read" in refusal(path)


def test_a_missing_path_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(InputError):
        read_articles([write(tmp_path / "a.txt", "text"), tmp_path / "missing.txt"])


def test_json_lines(tmp_path):
    full = {
        "id": "f1",
        "text": " “Yes,” she said.\u2028",
        "title": "Ferry",
        "outlet": "Courier",
        "published": "2024-03-05",
        "url": "https://e.example/f",
    }
    bare = {"text": "No."}
    sparse = {"id": 7, "text": "Yes.", "title": None, "outlet": "", "section": "local"}
    content = "\ufeff" + "\n\n".join(
        json.dumps(record, ensure_ascii=False) for record in [full, bare, sparse]
    )
    first, *others = read_path(write(tmp_path / "a.jsonl", content))
    assert astuple(first) == (
        *(full[field] for field in ("text", "id", "title", "outlet", "published", "url")),
        {},
    )
    assert others == [
        Article(text="No."),
        Article(text="Yes.", id="7", metadata={"section": "local"}),
    ]


def test_json_lines_are_read_one_at_a_time(tmp_path):
    articles = read_path(write(tmp_path / "a.jsonl", '{"text": "One."}\nnot JSON\n'))
    assert next(articles).text == "One."
    with pytest.raises(InputError):
        next(articles)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "cut', "not valid JSON"),
        ('"text"', "not an object"),
        ('{"title": "Ferry"}', 'no "text"'),
        ('{"text": null}', '"text" must be a string'),
        ('{"text": ["a"]}', '"text" must be a string'),
        ('{"text": "a", "id": true}', '"id" must be a string'),
        ('{"text": "a", "title": {}}', '"title" must be a string'),
        ('{"text": "\\ud83d"}', "half a character"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_bad_json_lines(tmp_path, line, reason):
    message = refusal(write(tmp_path / "a.jsonl", '{"text": "One."}\n\n' + line))
    assert message.startswith(":3: ")
    assert reason in message


def test_bytes_that_are_not_utf8_in_json_lines(tmp_path):
    assert refusal(write(tmp_path / "a.jsonl", b'{"text": "caf\xe9"}')).startswith(":1: ")


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_empty_json_lines(tmp_path, content):
    assert "empty" in refusal(write(tmp_path / "a.jsonl", content))


def test_folders_are_read_in_order_with_what_is_below_them(tmp_path):
    for name in ["b.txt", "a/z.md", "a/y.TXT", ".hidden/h.txt", ".h.txt"]:
        write(tmp_path / name, name)
    write(tmp_path / "c.jsonl", '{"id": "c", "text": "c"}')
    write(tmp_path / "photo.jpg", b"\xff\xd8")
    assert [article.text for article in read_articles([tmp_path])] == ["a/y.TXT", "a/z.md", "b.txt", "c"]
    assert list_unread([tmp_path, tmp_path / "b.txt"]) == [tmp_path / "photo.jpg"]


def test_what_cannot_be_reached_in_a_folder_is_reported(tmp_path):
    write(tmp_path / "in" / "a.txt", "text")
    write(tmp_path / "far" / "b.txt", "text")
    (tmp_path / "in" / "lost.txt").symlink_to("nothing.txt")
    (tmp_path / "in" / "far").symlink_to(tmp_path / "far")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    found = {each.place.rpartition("/")[2]: each for each in read_outcomes([tmp_path / "in"])}
    assert {name: getattr(each, "outcome", "read") for name, each in found.items()} == {
        "a.txt": "read",
        "far": "skipped",
        "lost.txt": "failed",
        "pipe.txt": "skipped",
    }


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path, monkeypatch):
    write(tmp_path / "a.txt", "text")
    write(tmp_path / "shut" / "b.txt", "other text")
    list_folder = os.scandir

    def refuse(place):
        if Path(place).name == "shut":
            raise PermissionError(13, "Permission denied", str(place))
        return list_folder(place)

    monkeypatch.setattr(os, "scandir", refuse)
    remark, found = read_outcomes([tmp_path])
    assert str(remark) == f"{tmp_path / 'shut'}: this folder cannot be read: Permission denied"
    assert (remark.outcome, found.article.text) == ("failed", "text")


def test_a_file_reached_twice_is_read_once(tmp_path):
    path = write(tmp_path / "a.txt", "text")
    assert len(list(read_articles([path, tmp_path, str(path)]))) == 1


def test_files_of_one_name_get_ids_of_their_own(tmp_path):
    for folder in "abc":
        write(tmp_path / folder / "news.txt", folder)
    ids = [article.id for article in read_articles([tmp_path])]
    assert ids == ["news", "news-2", "news-3"]


def test_a_file_named_like_the_second_of_a_name_gets_an_id_of_its_own(tmp_path):
    places = ["a/x.txt", "b/x.txt", "c/x-2.txt", "d/x.txt"]
    files = [write(tmp_path / place, place) for place in places]
    ids = [article.id for article in read_articles(files)]
    assert ids == ["x", "x-2", "x-2-2", "x-3"]


def test_given_ids_stay(tmp_path):
    for folder in "ab":
        write(tmp_path / folder / "news.jsonl", json.dumps({"id": "news", "text": folder}))
    assert [article.id for article in read_articles([tmp_path])] == ["news", "news"]


def test_every_reader_has_a_suffix_as_file_names_have_it():
    assert all(suffix == Path(f"a{suffix}").suffix.lower() for suffix in READERS)
