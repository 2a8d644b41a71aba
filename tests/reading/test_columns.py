"""Columns that are found by what they hold, shown before a table is read, and chosen."""

import io
import json

import pandas as pd
import pytest
from made_files import TEXT, csv_of, read_both, write, xlsx_of

from quotes.reading import InputFile, columns_from_options, find_columns, preview_table, read_outcomes
from quotes.types import InputError

BODY = f"{TEXT} The crews of the harbour met again. " * 4
HEADER = ["nr", "kopf", "day", "blatt", "where", "summary", "inhalt"]
DAYS = ["05/03/2024", "12/03/2024", "25/03/2024"]


def rows(days: list[str] = DAYS) -> list[list[str]]:
    return [
        [
            str(number),
            f"The ferry of day {number} is late again",
            day,
            "The Ellin Courier",
            f"https://ellin.example/{number}",
            "A longer summary of what the article says. " * 2,
            f"{BODY} Day {number}.",
        ]
        for number, day in enumerate(days)
    ]


def upload(name: str, content: bytes) -> InputFile:
    return InputFile(name, name, io.BytesIO(content))


def contents() -> dict[str, bytes]:
    records = [dict(zip(HEADER, row, strict=True)) for row in rows()]
    parquet = io.BytesIO()
    pd.DataFrame(records).to_parquet(parquet)
    return {
        "a.csv": csv_of([HEADER, *rows()]).encode(),
        "a.tsv": csv_of([HEADER, *rows()], delimiter="\t").encode(),
        "a.xlsx": xlsx_of({"Read me": [["Note"], ["Made by hand"]], "News": [HEADER, *rows()]}),
        "a.parquet": parquet.getvalue(),
        "a.json": json.dumps({"articles": records}).encode(),
        "a.jsonl": "\n".join(map(json.dumps, records)).encode(),
    }


@pytest.mark.parametrize("name", contents())
def test_columns_with_odd_names_are_found_by_what_they_hold_and_shown_before(tmp_path, name):
    content = contents()[name]
    preview = preview_table(upload(name, content))
    assert preview.columns == tuple(HEADER)
    assert preview.guess == {
        "text": "inhalt",
        "title": "kopf",
        "published": "day",
        "url": "where",
        "id": None,
        "outlet": None,
    }
    assert preview.rows[0]["day"] == "05/03/2024"
    assert len(preview.rows[0]["inhalt"]) == 201
    articles, remarks = read_both(write(tmp_path / name, content))
    assert [article.published for article in articles] == ["2024-03-05", "2024-03-12", "2024-03-25"]
    assert articles[0].title == "The ferry of day 0 is late again"
    assert articles[0].url == "https://ellin.example/0"
    assert articles[0].metadata["blatt"] == "The Ellin Courier"
    told = " ".join(str(remark) for remark in remarks if remark.outcome == "doubted")
    assert 'text "inhalt", date "day", web address "where", title "kopf"' in told
    assert 'dates like 05/03/2024 in "day" are read with the day first' in told


SHORT = "Rain fell on the quay for {} days. “Nobody has seen the like,” Ada Venn said."
REMARK = "The desk has read day {} twice. It asks for a picture of the quay, and for a name."


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ({"kopf": "Day {} is late", "inhalt": SHORT}, "inhalt"),
        ({"inhalt": SHORT, "remark": REMARK}, None),  # either may be the text
        ({"kopf": "The ferry of day {} is late again, and nobody on the quay knows why it is"}, None),
    ],
)
def test_short_texts_are_found_if_one_column_alone_has_sentences(columns, text):
    table = [[*columns], *([each.format(number) for each in columns.values()] for number in range(5))]
    preview = preview_table(
        upload("a.csv", csv_of([["nr", *table[0]], *(["1", *row] for row in table[1:])]).encode())
    )
    assert preview.guess["text"] == text


def test_chosen_columns_win_and_none_means_that_no_column_holds_the_field(tmp_path):
    path = write(tmp_path / "a.csv", contents()["a.csv"])
    chosen = columns_from_options("summary", ["outlet=blatt", "title=", "date=", "url="])
    articles, remarks = read_both(path, **chosen)
    assert {(each.outlet, each.title, each.published, each.url) for each in articles} == {
        ("The Ellin Courier", None, None, None)
    }
    assert [str(remark) for remark in remarks if remark.outcome == "doubted"] == []


def test_a_column_that_is_chosen_for_one_field_holds_no_other():
    found = find_columns(["text", "source", "date"], {"published": "source"}, "")
    assert (found.published, found.outlet) == ("source", None)


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (["05/03/2024", "06/03/2024"], [None, None]),  # nothing shows what comes first
        (["05/03/2024", "25/03/2024", "03/25/2024"], [None, "2024-03-25", "2024-03-25"]),
        (["03/05/2024", "03/25/2024"], ["2024-03-05", "2024-03-25"]),
        (["5.3.2024", "25.3.2024"], ["2024-03-05", "2024-03-25"]),
    ],
)
def test_the_dates_of_a_column_show_whether_the_day_comes_first(tmp_path, days, read):
    articles, _ = read_both(write(tmp_path / "a.csv", csv_of([HEADER, *rows(days)])))
    assert [article.published for article in articles] == read


def test_the_day_on_which_an_article_was_fetched_is_not_its_date(tmp_path):
    header = [name.replace("day", "scraped_at") for name in HEADER]
    articles, _ = read_both(write(tmp_path / "a.csv", csv_of([header, *rows()])))
    assert {article.published for article in articles} == {None}


def test_a_file_that_is_no_table_has_no_preview():
    assert preview_table(upload("a.txt", b"Rain fell.")) is None
    assert preview_table(upload("a.xlsx", b"PK\x03\x04 broken")) is None
    assert preview_table(upload("a.csv", b"")) is None


@pytest.mark.parametrize("option", ["day", "when=day", "text="])
def test_an_option_that_names_no_column_is_refused(option):
    with pytest.raises(InputError, match="--column"):
        columns_from_options(None, [option])


def test_a_chosen_column_that_is_not_there_is_named(tmp_path):
    (remark,) = read_outcomes([write(tmp_path / "a.csv", contents()["a.csv"])], columns={"published": "tag"})
    assert 'there is no column "tag"; the columns are nr, kopf' in str(remark)
