"""Datasets: how inputs are divided into parts, and how a folder is read back."""

import json
from dataclasses import replace
from io import BytesIO

import fsspec
import pandas as pd
import pytest
from typer.testing import CliRunner

from quotes import extract
from quotes.cli import app
from quotes.library import Filter, Library
from quotes.reading import FoundArticle, Remark
from quotes.scale import ExtractedArticle, dataset
from quotes.scale.dataset_plan import plan_from_lines, plan_parts, plan_to_lines
from quotes.scale.part_worker import Job, extract_part, read_piece
from quotes.types import COLUMNS, Article, InputError

TEXT = '"We sail at dawn," Ada Quill told the Ellin Courier. She called it "a costly mess".\n\nDay {}.'


def write_lines(path, number=20, first=0):
    lines = [
        {
            "id": f"a{each}",
            "text": TEXT.format("x" * (each % 5 * 30) + str(each)),
            "outlet": "Strait Times",
            "desk": "port",
        }
        for each in range(first, first + number)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return [line["id"] for line in lines]


def made(folder, inputs, part_bytes=1_000):
    """Write a dataset in this process."""
    parts = plan_parts(map(str, inputs), part_bytes=part_bytes)
    for kind in (dataset.ARTICLES, dataset.QUOTES, dataset.REMARKS):
        (folder / kind).mkdir(parents=True)
    (folder / dataset.MANIFEST).write_bytes(dataset.Manifest(dataset.__version__, len(parts)).to_json())
    return [extract_part(Job(folder.as_uri()), part) for part in parts]


@pytest.fixture
def folder(tmp_path):
    """The folder of a dataset of 20 articles in several parts, one of them with a broken line."""
    write_lines(tmp_path / "in.jsonl")
    with (tmp_path / "in.jsonl").open("a") as file:
        file.write("{\n")
    made(tmp_path / "out", [tmp_path / "in.jsonl"])
    return tmp_path / "out"


def add(*arguments):
    return CliRunner().invoke(app, ["add", *map(str, arguments)])


@pytest.mark.parametrize("part_bytes", [1, 7, 100, 181, 182, 183, 1_000, 100_000])
@pytest.mark.parametrize("ending", ["\n", "", "\r\n\r\n"])
def test_every_line_of_a_divided_file_is_in_one_piece(tmp_path, part_bytes, ending):
    ids = write_lines(tmp_path / "in.jsonl", 12)
    content = (tmp_path / "in.jsonl").read_bytes().removesuffix(b"\n") + ending.encode()
    (tmp_path / "in.jsonl").write_bytes(content)
    parts = plan_parts([str(tmp_path / "in.jsonl")], part_bytes=part_bytes)
    found = [each for part in parts for piece in part.pieces for each in read_piece(piece, None)]
    assert [each.article.id for each in found] == ids
    assert sum(part.size for part in parts) == len(content)
    assert (len(parts) > 1) == (part_bytes < len(content))


def test_row_groups_of_parquet_are_divided_and_their_rows_keep_their_numbers(tmp_path):
    frame = pd.DataFrame({"id": [f"a{n}" for n in range(20)], "text": [TEXT.format(n) for n in range(20)]})
    frame.to_parquet(tmp_path / "in.parquet", row_group_size=3)
    parts = plan_parts([str(tmp_path / "in.parquet")], part_bytes=1_000)
    found = [each for part in parts for piece in part.pieces for each in read_piece(piece, None)]
    assert len(parts) > 1
    assert [each.article.id for each in found] == frame["id"].tolist()
    assert [each.place.rpartition(" ")[2] for each in found] == [str(number) for number in range(2, 22)]


def test_small_files_make_a_part_together_and_patterns_and_folders_are_searched(tmp_path):
    for number in range(5):
        (tmp_path / f"f{number}.txt").write_text(TEXT.format(number), "utf-8")
    (tmp_path / ".hidden.txt").write_text("no", "utf-8")
    (tmp_path / "notes.exe").write_text("no", "utf-8")
    by_folder, by_pattern = plan_parts([str(tmp_path)]), plan_parts([f"{tmp_path}/*.txt"])
    assert by_folder == by_pattern
    assert [piece.url[-6:] for piece in by_folder[0].pieces] == [f"f{number}.txt" for number in range(5)]
    assert len(plan_parts([str(tmp_path)], part_bytes=250)) == 3
    assert plan_parts([str(tmp_path), str(tmp_path / "f1.txt")]) == by_folder, "a file is read once"
    assert plan_parts([f"{tmp_path}/f[1-3].txt"])[0].pieces == by_folder[0].pieces[1:4]


def test_a_file_that_has_changed_makes_other_parts(tmp_path):
    write_lines(tmp_path / "in.jsonl", 3)
    before = plan_parts([str(tmp_path / "in.jsonl")])
    assert plan_from_lines(plan_to_lines(before), "here") == before
    assert plan_parts([str(tmp_path / "in.jsonl")]) == before
    write_lines(tmp_path / "in.jsonl", 3, first=4)
    after = plan_parts([str(tmp_path / "in.jsonl")])
    assert after[0].name != before[0].name


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("missing.jsonl", "missing.jsonl: no such file or folder"),
        ("*.nothing", r"\*.nothing: no such file or folder"),
        ("photo.png", "photo.png: .png files cannot be read"),
        ("-", "-: --engine dask cannot read"),
        ("https://ellin-courier.example/ferry", "cannot read web addresses or standard input"),
        ("nowhere://bucket/in.jsonl", "nowhere://bucket/in.jsonl: cannot be reached"),
        ("empty", "empty: no"),
    ],
)
def test_missing_input_is_reported_at_once(tmp_path, monkeypatch, given, reason):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photo.png").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=reason):
        plan_parts([given])


def test_a_dataset_holds_the_table_the_articles_and_the_remarks(folder):
    articles = pd.read_parquet(folder / "articles")
    rows = pd.read_parquet(folder / "quotes")
    remarks = pd.read_parquet(folder / "remarks")
    assert tuple(articles.columns) == dataset.ARTICLE_COLUMNS
    assert tuple(rows.columns) == (*COLUMNS, "text_digest", "reason")
    assert len(list((folder / "quotes").iterdir())) > 1
    assert articles["doc_id"].tolist() == [f"a{number}" for number in range(20)]
    joined = rows.merge(articles, on="text_digest", suffixes=("", "_of_article"))
    assert len(joined) == len(rows) == 40
    assert all(
        text[start:end] == quote
        for text, start, end, quote in joined[["text", "start", "end", "quote"]].itertuples(index=False)
    )
    assert remarks["outcome"].tolist() == ["failed"]
    assert remarks["place"][0].rpartition(" from byte ")[0].endswith("in.jsonl")
    assert rows["mention_start"].dtype == "Int64"


def test_what_is_read_back_is_what_was_extracted(folder):
    outcomes = list(dataset.read_dataset(folder))
    read = [each for each in outcomes if isinstance(each, ExtractedArticle)]
    assert [each.article.id for each in read] == [f"a{number}" for number in range(20)]
    assert all(each.rows == extract(each.article) for each in read)
    assert [row.reason for row in read[0].rows] == [row.reason for row in extract(read[0].article)]
    assert read[0].article.metadata == {"desk": "port"}
    assert [each.outcome for each in outcomes if isinstance(each, Remark)] == ["failed"]


def test_the_library_takes_a_dataset_without_extracting(folder, tmp_path, monkeypatch):
    import quotes.scale.batch_extraction  # noqa: PLC0415

    monkeypatch.setattr(quotes.scale.batch_extraction, "extract_all", None)
    done = add(folder, "--library", tmp_path / "press.db")
    assert done.exit_code == 1, "the broken line is reported again"
    assert done.stdout == "articles: 20 new, 1 failed; quotes extracted: 40\n"
    again = add(folder, "--library", tmp_path / "press.db")
    assert again.stdout == "articles: 20 already there, 1 failed; quotes extracted: 0\n"
    monkeypatch.undo()
    write_lines(tmp_path / "in.jsonl")
    add(tmp_path / "in.jsonl", "--library", tmp_path / "direct.db")
    with Library(tmp_path / "press.db") as one, Library(tmp_path / "direct.db") as other:
        assert list(one.rows(Filter())) == list(other.rows(Filter()))


def test_rows_of_another_version_are_extracted_again(folder, tmp_path):
    manifest = json.loads((folder / dataset.MANIFEST).read_text("utf-8"))
    (folder / dataset.MANIFEST).write_text(json.dumps(manifest | {"version": "0.0.1"}), "utf-8")
    for path in (folder / dataset.QUOTES).iterdir():
        pd.read_parquet(path).drop(columns=["speaker_role", "source_confidence"]).to_parquet(
            path, index=False
        )
    assert {type(each) for each in dataset.read_dataset(folder)} == {FoundArticle, Remark}
    done = add(folder, "--library", tmp_path / "press.db")
    assert done.stdout == "articles: 20 new, 1 failed; quotes extracted: 40\n"


def test_an_article_of_the_library_in_other_white_space_is_extracted_as_stored(folder, tmp_path, monkeypatch):
    spaced = TEXT.format("0").replace("dawn", "dawn  ").replace(" told", "  told")
    (tmp_path / "spaced.txt").write_text(spaced.replace("dawn  ", "dawn"), "utf-8")
    with monkeypatch.context() as earlier:
        earlier.setattr("quotes.library.article_storing.__version__", "0.0.1")
        assert add(tmp_path / "spaced.txt", "--library", tmp_path / "press.db").exit_code == 0
    done = add(folder, "--library", tmp_path / "press.db")
    assert done.stdout == "articles: 19 new, 1 renewed, 1 failed; quotes extracted: 40\n"


def test_a_missing_part_is_reported(folder):
    next((folder / "quotes").iterdir()).unlink()
    *_, last = dataset.read_dataset(folder)
    assert "parts exist; run the same command again to finish it" in last.reason


def change(path, **columns):
    """Rewrite a Parquet file with some columns changed."""
    frame = pd.read_parquet(path)
    frame.assign(**columns).to_parquet(path, index=False)


@pytest.mark.parametrize(
    "columns",
    [
        {"start": -1},
        {"end": 1_000_000},
        {"quote_id": "0f3a"},
        {"kind": "whole"},
        {"speaker_kind": "alien"},
        {"source_basis": "guessed"},
        {"confidence": 7.0},
        {"source_confidence": -0.5},
        {"confidence": float("nan")},
        {"text_digest": "0" * 64},
        {"start": "one"},
    ],
)
def test_rows_that_are_not_the_articles_are_refused(folder, tmp_path, columns):
    path = sorted((folder / "quotes").iterdir())[0]
    change(path, **columns)
    done = add(folder, "--library", tmp_path / "press.db")
    assert (done.exit_code, done.exception.__class__) == (1, SystemExit)
    assert str(path.name) in done.stderr
    assert "Traceback" not in done.stderr
    with Library(tmp_path / "press.db") as library:
        assert library.totals(Filter()).quotes < 40


def test_broken_files_of_a_dataset_stop_no_other_part(folder, tmp_path):
    first, second, third, *_ = sorted((folder / "articles").iterdir())
    first.write_bytes(b"PAR1 and nothing else")
    second.unlink()
    pd.read_parquet(third).drop(columns="place").to_parquet(third, index=False)
    done = add(folder, "--library", tmp_path / "press.db")
    assert done.exit_code == 1
    for path in (first, second, third):
        assert f"{path}: this part of the dataset is damaged or missing" in done.stderr
    assert "new" in done.stdout


@pytest.mark.parametrize("content", ["", "[]", '{"what": "quotes dataset", "format": 99}', "\xff"])
def test_a_manifest_of_another_kind_is_refused_in_one_line(folder, tmp_path, content):
    (folder / dataset.MANIFEST).write_text(content, "latin-1")
    done = add(folder, "--library", tmp_path / "press.db")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "quotes-dataset.json: this is not the manifest" in done.stderr


def test_nothing_is_unpickled(folder):
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    path = sorted((folder / "articles").iterdir())[0]
    table = parquet.read_table(path)
    facts = {
        b"ARROW:extension:name": b"arrow.py_extension_type",
        b"ARROW:extension:metadata": b"cos\nabort\n.",
    }
    fields = [field.with_metadata(facts) if field.name == "text" else field for field in table.schema]
    parquet.write_table(table.cast(pa.schema(fields)), path)
    read = [each for each in dataset.read_dataset(folder) if isinstance(each, ExtractedArticle)]
    assert len(read) == 20


def test_parts_can_lie_in_any_file_system(tmp_path):
    write_lines(tmp_path / "in.jsonl", 6)
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/press/in.jsonl", (tmp_path / "in.jsonl").read_bytes())
    for kind in (dataset.ARTICLES, dataset.QUOTES, dataset.REMARKS):
        memory.makedirs(f"/out/{kind}", exist_ok=True)
    part = plan_parts(["memory://press/*.jsonl"])[0]
    done = extract_part(Job("memory:///out"), part)
    assert (done.articles, done.quotes, done.remarks) == (6, 12, ())
    rows = pd.read_parquet(BytesIO(memory.cat_file(f"/out/quotes/{part.name}.parquet")))
    assert len(rows) == 12
    assert [path for path in memory.find("/out") if ".tmp" in path] == []
    memory.rm("/press", recursive=True)
    memory.rm("/out", recursive=True)


def test_a_part_that_is_cut_short_leaves_nothing(tmp_path, monkeypatch):
    write_lines(tmp_path / "in.jsonl", 6)
    monkeypatch.setattr(dataset, "quote_frame", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        made(tmp_path / "out", [tmp_path / "in.jsonl"])
    assert [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()] == [dataset.MANIFEST]


def test_another_version_of_quotes_does_no_part(tmp_path):
    write_lines(tmp_path / "in.jsonl", 1)
    job = replace(Job(tmp_path.as_uri()), version="0.0.1")
    with pytest.raises(InputError, match="install the same everywhere"):
        extract_part(job, plan_parts([str(tmp_path / "in.jsonl")])[0])


def test_an_article_without_id_has_the_id_of_its_rows():
    article = Article(TEXT.format(1))
    rows = extract(article)
    extracted = [ExtractedArticle("here", article, rows)]
    assert dataset.article_frame(extracted)["doc_id"].tolist() == [rows[0].doc_id]
    assert dataset.quote_frame([]).dtypes.equals(dataset.quote_frame(extracted).dtypes)
