"""CSV, Excel and Parquet: which columns are read, and what is wrong with a row."""

import csv
import datetime

import pandas as pd
import pytest
from made_files import TEXT, csv_of, only, read_both, refusal, write, xlsx_of

from quotes.reading import find_columns, iso_date
from quotes.reading.column_choice import usual_names
from quotes.types import Article

HEADER = ["Headline", "Publication", "Date", "URL", "ID", "Section", "Full Text"]
ROW = ["Ferry back", "The Ellin Courier", "2024-03-05", "https://e.example/f", "a7", "local", TEXT]
ARTICLE = Article(
    text=TEXT,
    id="a7",
    title="Ferry back",
    outlet="The Ellin Courier",
    published="2024-03-05",
    url="https://e.example/f",
    metadata={"Section": "local"},
)
SHORT = "“No,” she said."


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_by_the_usual_names(tmp_path, delimiter, encoding):
    content = csv_of([HEADER, ROW], delimiter=delimiter).encode(encoding)
    assert only(write(tmp_path / "a.csv", content)) == ARTICLE


def test_tsv(tmp_path):
    assert only(write(tmp_path / "a.tsv", csv_of([HEADER, ROW], delimiter="\t"))) == ARTICLE


def test_xlsx(tmp_path):
    row = [*ROW[:2], datetime.date(2024, 3, 5), *ROW[3:]]
    assert only(write(tmp_path / "a.xlsx", xlsx_of({"News": [HEADER, row]}))) == ARTICLE


def test_parquet(tmp_path):
    frame = pd.DataFrame([ROW], columns=HEADER)
    frame["Date"] = pd.to_datetime(frame["Date"])
    frame.to_parquet(tmp_path / "a.parquet")
    assert only(tmp_path / "a.parquet") == ARTICLE


def test_parquet_of_many_rows_keeps_their_order(tmp_path):
    pd.DataFrame({"id": range(1000), "text": [f"Text {number}" for number in range(1000)]}).to_parquet(
        tmp_path / "a.parquet"
    )
    articles, remarks = read_both(tmp_path / "a.parquet")
    assert [article.id for article in articles] == [str(number) for number in range(1000)]
    assert remarks == []


def test_the_text_column_can_be_named(tmp_path):
    path = write(tmp_path / "a.csv", csv_of([["a", "b"], ["first", "second"]]))
    assert [article.text for article in read_both(path, text="b")[0]] == ["second"]
    _, (remark,) = read_both(path, text="c")
    assert remark.reason == 'there is no column "c"; the columns are a, b'


def test_without_a_column_of_text(tmp_path):
    message = refusal(write(tmp_path / "a.csv", "name,count\nx,1\n"))
    assert "--text-column" in message
    assert message.endswith("the columns are name, count")


def test_the_first_usual_name_is_taken():
    found = find_columns(["content", "Text", "source", "outlet"], {}, "")
    assert (found.text, found.outlet) == ("Text", "outlet")


def test_usual_names_are_unambiguous():
    names = [name for usual in usual_names().values() for name in usual]
    assert len(names) == len(set(names))
    assert all(name.isalnum() and name == name.lower() for name in names)


def test_a_broken_row_hides_no_other(tmp_path):
    lines = ["title,text", 'A,"One, she said."', "B,Two, she said.", "C", 'D,"a "word" here"', "E,Five"]
    articles, remarks = read_both(write(tmp_path / "a.csv", "\n".join(lines)))
    assert [article.title for article in articles] == ["A", "E"]
    assert [remark.place.rpartition(": ")[2] for remark in remarks] == ["row 3", "row 4", "row 5"]
    assert remarks[0].reason.startswith("the row has 3 cells, the header has 2")
    assert "doubled" in remarks[2].reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_excels_line_that_names_the_delimiter(tmp_path, delimiter, encoding):
    table = csv_of([HEADER, ROW], delimiter=delimiter)
    content = f"sep={delimiter}\r\n{table}".encode(encoding)
    assert only(write(tmp_path / "a.csv", content)) == ARTICLE


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        (['"We sail," she said.', "x"], ['"We sail," she said.', "x"]),
        (['"We sail at dawn."'], ['"We sail at dawn."']),
        (['"We sail', "and stay"], ['"We sail', "and stay"]),
        (['"We sail," she said. "Twice."', "x"], ['"We sail," she said. "Twice."', "x"]),
        (['"We ""sail"" at dawn."'], ['We "sail" at dawn.']),
        (['"We sail\nat dawn."'], ["We sail\nat dawn."]),
        (['"We\tsail"'], ["We\tsail"]),
    ],
)
def test_marks_in_a_table_with_tabs_are_text_unless_they_are_quoting(tmp_path, cells, texts):
    lines = [f"{number}\t{cell}" for number, cell in enumerate(cells)]
    articles, remarks = read_both(write(tmp_path / "a.tsv", "\n".join(["id\ttext", *lines])))
    assert ([article.text for article in articles], remarks) == (texts, [])


def test_a_table_with_tabs_in_which_all_cells_are_quoted(tmp_path):
    content = csv_of([HEADER, ROW], delimiter="\t", quoting=csv.QUOTE_ALL)
    assert only(write(tmp_path / "a.tsv", content)) == ARTICLE


def test_a_quotation_mark_that_never_closes_is_named(tmp_path):
    articles, (remark,) = read_both(write(tmp_path / "a.csv", 'title,text\nA,One\nB,"Two\nC,Three\n'))
    assert [article.title for article in articles] == ["A"]
    assert remark.place.endswith("row 3")
    assert "never closes" in remark.reason


def test_rows_count_as_a_spreadsheet_shows_them(tmp_path):
    content = csv_of([["text"], ["One\n\nwith\nlines"], [""], ["x", "y"]])
    _, remarks = read_both(write(tmp_path / "a.csv", content))
    assert [(remark.place.rpartition(": ")[2], remark.outcome) for remark in remarks] == [
        ("row 3", "skipped"),
        ("row 4", "failed"),
    ]


def test_a_cell_as_long_as_an_article_may_be(tmp_path):
    text = "The ferry and the mill of Ellin. " * 30_000
    assert only(write(tmp_path / "a.csv", csv_of([["text"], [text]]))).text == text


def test_a_full_excel_cell_is_doubted(tmp_path):
    text = ("The ferry and the mill. " * 2000)[:32_767]
    (article,), (remark,) = read_both(write(tmp_path / "a.xlsx", xlsx_of({"A": [["text"], [text]]})))
    assert article.text == text
    assert (remark.outcome, "may be missing" in remark.reason) == ("doubted", True)


def test_sheets_without_text_are_left_out_and_reported(tmp_path):
    sheets = {"News": [["text"], [SHORT]], "Notes": [["n"], [1]], "Blank": []}
    (article,), remarks = read_both(write(tmp_path / "a.xlsx", xlsx_of(sheets)))
    assert article.text == SHORT
    assert [(remark.place.rpartition(": ")[2], remark.outcome) for remark in remarks] == [
        ("sheet Notes", "skipped"),
        ("sheet Blank", "skipped"),
    ]


def test_numbers_of_a_spreadsheet(tmp_path):
    article = only(write(tmp_path / "a.xlsx", xlsx_of({"A": [["id", "text"], [7, SHORT]]})))
    assert article.id == "7"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T23:10:00Z", "2024-03-05"),
        ("2024-03-05 23:10:00 UTC", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("2024/3/5", "2024-03-05"),
        ("5 March 2024", "2024-03-05"),
        ("March 5th, 2024 Tuesday", "2024-03-05"),
        ("Tuesday, 5 Mar. 2024", "2024-03-05"),
        ("Tue, 05 Mar 2024 23:10:00 GMT", "2024-03-05"),
        ("Tue, 05 Mar 2024 23:59:00 -0800", "2024-03-05"),
        ("Mar 5, 2024, 4:15 PM GMT", "2024-03-05"),
        ("Updated: March 5, 2024", "2024-03-05"),
        ("Published: 05/03/2024", None),
        ("March 5, 2024 Tuesday Final Edition", "2024-03-05"),
        ("5-Mar-2024", "2024-03-05"),
        ("2024年3月5日", "2024-03-05"),
        ("25.12.2023", "2023-12-25"),
        ("12/25/2023", "2023-12-25"),
        ("3/3/2024", "2024-03-03"),
        ("05/03/2024", None),
        ("05/03/24", None),
        ("31/02/2024", None),
        ("2024/13/5", None),
        ("05/03/2024 10:15 AM", None),
        ("March 5, 24", None),
        ("March 5-6, 2024", None),
        ("March 2024", None),
        ("may", None),
        ("may 2024", None),
        ("12", None),
        ("12:30 2024", None),
        ("2024", None),
        ("yesterday", None),
        ("next week", None),
        ("2 days ago", None),
        ("2024-03-051", None),
        ("", None),
        (20240305, None),
    ],
)
def test_dates_are_read_only_where_they_mean_one_day(value, expected):
    assert iso_date(value) == expected


def test_an_uncertain_date_is_left_empty_and_reported(tmp_path):
    path = write(tmp_path / "a.csv", csv_of([["date", "text"], ["05/03/2024", SHORT]]))
    (article,), (remark,) = read_both(path)
    assert (article.text, article.published) == (SHORT, None)
    assert (remark.outcome, remark.place) == ("doubted", f"{path}: row 2")
    assert "05/03/2024" in remark.reason


def test_two_columns_of_one_name_are_refused(tmp_path):
    assert "two columns" in refusal(write(tmp_path / "a.csv", "text,text\na,b\n"))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_a_header_without_rows(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    if suffix == ".parquet":
        pd.DataFrame({"text": pd.Series(dtype=str)}).to_parquet(path)
    else:
        write(path, "id,text\n" if suffix == ".csv" else xlsx_of({"A": [["id", "text"]]}))
    assert refusal(path) == ": there is no row below the header"


def test_further_columns_are_kept_as_metadata(tmp_path):
    rows = f'headline,text,section,pages,empty\nFerry,"{TEXT}",Harbour,3,\n'
    article = only(write(tmp_path / "news.csv", rows))
    assert article.metadata == {"section": "Harbour", "pages": "3"}
    assert article.title == "Ferry"
