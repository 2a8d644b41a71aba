"""The table of rows: types, and safe text in CSV and Excel."""

import csv
import json
import os
import re
import zipfile
from datetime import datetime
from io import BytesIO, StringIO

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from quotes.types import COLUMNS, InputError
from quotes.writing import Format, brief_rows, open_stream, save, to_bytes, to_frame
from quotes.writing.excel_workbook import EXCEL_CELL, EXCEL_CUT, EXCEL_ROWS


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def excel_cells(content: bytes) -> pd.DataFrame:
    """Read the sheet with all columns."""
    return excel_sheets(content)["All columns"]


def excel_sheets(content: bytes) -> dict[str, pd.DataFrame]:
    return pd.read_excel(
        BytesIO(content), sheet_name=None, engine="calamine", dtype=object, keep_default_na=False
    )


def test_columns_and_types_are_the_same_with_rows_and_without(row):
    some = to_frame([row(), row(mention=None, mention_start=None, mention_end=None, confidence=0.0)])
    for frame in (some, to_frame([]), to_frame(iter([row()]))):
        assert tuple(frame.columns) == COLUMNS
        assert_frame_equal(frame.iloc[:0], some.iloc[:0])
    kinds = {name: str(dtype) for name, dtype in some.dtypes.items()}
    assert {name for name, kind in kinds.items() if kind == "int64"} == {"start", "end", "paragraph"}
    assert {name for name, kind in kinds.items() if kind == "Int64"} == {
        f"{what}_{edge}" for what in ("mention", "cue", "source") for edge in ("start", "end")
    }
    assert kinds["confidence"] == kinds["source_confidence"] == "float64"
    assert kinds["speaker"] == kinds["speaker_role"] == kinds["outlet"] == "str"
    assert some["mention_start"].isna().tolist() == [False, True]


@pytest.mark.parametrize("file_format", [Format.csv, Format.xlsx, Format.jsonl, Format.parquet])
def test_roles_and_the_confidence_in_sources_are_in_every_table(row, file_format):
    rows = [row(speaker_role="captain of the ferry", source_confidence=0.25), row(source_confidence=None)]
    frame = to_frame(rows)
    assert [index for index, name in enumerate(COLUMNS) if name in ("speaker_role", "source_confidence")] == [
        COLUMNS.index("speaker_kind") + 1,
        COLUMNS.index("confidence") + 1,
    ]
    content = to_bytes(frame, file_format)
    read = {
        Format.csv: lambda: pd.read_csv(BytesIO(content)),
        Format.xlsx: lambda: pd.read_excel(BytesIO(content), "All columns", engine="calamine"),
        Format.jsonl: lambda: pd.read_json(BytesIO(content), lines=True),
        Format.parquet: lambda: pd.read_parquet(BytesIO(content)),
    }[file_format]()
    assert read["speaker_role"][0] == "captain of the ferry"
    assert read["source_confidence"][0] == 0.25
    assert read[["speaker_role", "source_confidence"]].isna().values.tolist() == [[False] * 2, [True] * 2]


def test_jsonl_gives_back_every_row(row):
    rows = [row(quote="a\u2028b\x85c\nd"), row(cue=None, cue_start=None, cue_end=None)]
    content = to_bytes(to_frame(rows), "jsonl").decode()
    lines = content.splitlines()
    assert [json.loads(line) for line in lines] == [
        {name: getattr(given, name) for name in COLUMNS} for given in rows
    ]
    assert '"mention_start": 29,' in lines[0]
    assert '"cue_start": null,' in lines[1]


def test_parquet_gives_back_the_table(row):
    for rows in ([row(), row(source="KBN", source_start=3, source_end=6)], []):
        frame = to_frame(rows)
        assert_frame_equal(pd.read_parquet(BytesIO(to_bytes(frame, "parquet"))), frame)


@pytest.mark.parametrize(
    "words", ["plain", 'with "marks", commas', "two\n\nparagraphs", "a\rb", "a\r\nb", "tab\there"]
)
def test_csv_gives_back_the_words(row, words):
    (read,) = csv_rows(to_bytes(to_frame([row(quote=words)]), "csv"))
    assert read["quote"] == words
    assert (read["start"], read["mention_start"], read["source"], read["source_start"]) == (
        "11",
        "29",
        "",
        "",
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_of_a_csv_is_a_formula(row, start):
    (read,) = csv_rows(to_bytes(to_frame([row(quote=f"{start}1+1", title=f"{start}x", outlet="a=b")]), "csv"))
    assert (read["quote"], read["title"], read["outlet"]) == (f"'{start}1+1", f"'{start}x", "a=b")


def test_excel_holds_text_as_text(row):
    words = ["=1+1", "@x", "https://e.example/f", "007", "a\nb", "a\x01b _x0041_"]
    content = to_bytes(to_frame([row(quote=given, source=None) for given in words]), "xlsx")
    cells = excel_cells(content)
    assert tuple(cells.columns) == COLUMNS
    assert cells["quote"].tolist() == words
    assert cells["start"].tolist() == [11] * len(words)
    assert cells["source"].tolist() == [""] * len(words)


def test_files_to_read_name_all_outlets_of_a_text(row):
    rows = [row(outlet="The Ellin Courier", also_in="Coast Radio, Port Post"), row(outlet="Vale Herald")]
    frame = to_frame(rows, also_in=True)
    _, sheet = next(iter(excel_sheets(to_bytes(frame, "xlsx")).items()))
    said = "The Ellin Courier, also in Coast Radio, Port Post"
    assert sheet["Outlet"].tolist() == [said, "Vale Herald"]
    assert said in to_bytes(frame.head(1), "md").decode()
    (article, *_) = json.loads(to_bytes(frame.head(1), "jsonld"))["@graph"]
    assert (article["publisher"]["name"], article["creditText"]) == ("The Ellin Courier", said)
    assert "creditText" not in json.loads(to_bytes(frame.tail(1), "jsonld"))["@graph"][0]


def test_the_first_sheet_is_to_read(row):
    rows = [
        row(outlet="The Ellin Courier", url="https://ellin-courier.example/ferry", speaker_role="captain"),
        row(confidence=0.38, source="KBN", source_confidence=0.5, published="March", url="javascript:x"),
        row(speaker=None, quote="=1+1", source_confidence=0.4),
    ]
    content = to_bytes(to_frame(rows), "xlsx")
    name, sheet = next(iter(excel_sheets(content).items()))
    assert (name, sheet.columns.tolist()) == (
        "Quotes",
        ["Quote", "Speaker", "Role", "Source", "Outlet", "Date", "Title", "Link"],
    )
    assert sheet["Speaker"].tolist() == ["Ada Quill", "Ada Quill? 38% – check", "not identified – check"]
    assert sheet["Source"].tolist() == ["directly", "KBN? 50% – check", "none found – check"]
    assert sheet["Date"].tolist() == [datetime(2024, 3, 5), "March", datetime(2024, 3, 5)]
    assert (sheet["Quote"][2], sheet["Link"][1]) == ("=1+1", "javascript:x")
    with zipfile.ZipFile(BytesIO(content)) as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
        links = book.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert 'state="frozen"' in xml
    assert '<autoFilter ref="A1:H4"/>' in xml
    assert re.findall('Target="([^"]+)"', links) == ["https://ellin-courier.example/ferry"]
    columns = re.findall(r'<col min="(\d)" max="(\d)" width="([\d.]+)"', xml)
    letters = sum((int(last) - int(first) + 1) * float(width) for first, last, width in columns)
    assert 7 * letters < 1400, "the columns fit the width of a laptop, at 7 pixels a letter"


@pytest.mark.parametrize("letter", ["a", "é", "😀"])
def test_excel_cuts_what_it_cannot_hold_and_says_so(row, letter):
    units = 2 if letter == "😀" else 1
    fits, too_long = letter * (EXCEL_CELL // units), letter * (EXCEL_CELL // units + 1)
    frame = to_frame([row(context=fits), row(context=too_long)])
    whole, cut = excel_cells(to_bytes(frame, "xlsx"))["context"]
    assert whole == fits
    assert cut.endswith(EXCEL_CUT)
    assert too_long.startswith(cut.removesuffix(EXCEL_CUT))
    assert EXCEL_CELL - 2 < len(cut.encode("utf-16-le")) // 2 <= EXCEL_CELL
    stream = open_stream(BytesIO(), Format.xlsx)
    stream.write(frame)
    stream.close()
    assert stream.cut == 1


def test_excel_has_numbers_as_numbers_and_any_other_column_as_text(row):
    frame = to_frame([row(), row(mention_start=None)]).assign(far=[1e300, float("inf")], notes=[[1, 2], None])
    cells = excel_cells(to_bytes(frame, "xlsx"))[["start", "mention_start", "confidence", "far", "notes"]]
    assert cells.values.tolist() == [[11, 29, 0.96, 1e300, "[1, 2]"], [11, "", 0.96, "inf", ""]]
    (cut,) = excel_cells(to_bytes(frame[:1].assign(notes=[["a" * EXCEL_CELL]]), "xlsx"))["notes"]
    assert cut.endswith(EXCEL_CUT)


def test_excel_refuses_more_rows_than_it_holds(row):
    frame = to_frame([row()]).iloc[[0] * EXCEL_ROWS]
    with pytest.raises(InputError, match="Excel holds 1,048,575"):
        to_bytes(frame, "xlsx")


def test_brief_rows_cannot_steer_a_terminal(row):
    frame = to_frame([row(quote="a\x1b[31m\n b\x9b\tc", speaker=None)])
    assert brief_rows(frame.itertuples()) == [("a [31m b c", "full", "", "", "")]
    assert to_bytes(frame, "table").decode().splitlines()[1] == "a [31m b c\tfull\t\t\t"


@pytest.mark.parametrize("file_format", Format)
def test_save_replaces_the_file_and_leaves_nothing_beside_it(tmp_path, row, file_format):
    path = tmp_path / "rows"
    path.write_text("old")
    save(to_frame([row()]), path, file_format)
    assert path.read_bytes() != b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["rows"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask()


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_save_that_fails_leaves_the_old_file(tmp_path, row, monkeypatch):
    path = tmp_path / "rows.csv"
    path.write_text("old")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(InputError, match="No space left"):
        save(to_frame([row()]), path, "csv")
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["rows.csv"]


def test_save_writes_through_a_link_and_into_a_pipe(tmp_path, row):
    frame = to_frame([row()])
    target, link = tmp_path / "rows.csv", tmp_path / "link.csv"
    link.symlink_to(target)
    save(frame, link, "csv")
    assert link.is_symlink()
    assert target.read_bytes() == to_bytes(frame, "csv")
    save(frame, os.devnull, "csv")
    assert not os.path.isfile(os.devnull)  # noqa: PTH113  (the device itself is meant)


def test_unknown_format(row):
    with pytest.raises(InputError, match="csv, xlsx, jsonl"):
        to_bytes(to_frame([row()]), "doc")
