"""Random samples with their accuracy, and labels that other people made."""

import csv
import io
import json
from dataclasses import asdict

import pytest
from made_library import ALL, CAFE, DAWN, FERRY, HARBOUR, HOUR, MESS, NOON, STRIKE
from old_library import make_old_library
from scipy.stats import binomtest
from typer.testing import CliRunner

from quotes.cli import app
from quotes.evaluation import evaluate, parse_gold, read_gold, read_label_file, read_label_table
from quotes.library import CorrectionKind, Library
from quotes.review import (
    FieldAccuracy,
    LabelTally,
    checked_fields,
    next_of_sample,
    sample_accuracy,
    store_labels,
)
from quotes.types import InputError

QUOTES = [DAWN, STRIKE, MESS, NOON, CAFE, HOUR]


def table(*rows: dict[str, str]) -> str:
    content = io.StringIO()
    writer = csv.DictWriter(content, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return content.getvalue()


def counted(library: Library, sample: int) -> dict[str, tuple[int, int]]:
    found = sample_accuracy(library.sampled_quotes(sample))
    return {each.field: (each.right, each.checked) for each in found.fields}


def test_one_seed_gives_one_sample_which_everybody_finds(library):
    first, again, other = (library.draw_sample(3, seed=seed) for seed in (7, 7, 8))
    ids = [[each.quote_id for each in library.sampled_quotes(drawn.id)] for drawn in (first, again, other)]
    assert ids[0] == ids[1] != ids[2]
    assert len(set(ids[0])) == 3
    with Library(library.path, read_only=True) as shared:
        assert [each.seed for each in shared.samples()] == [8, 7, 7]
        assert [each.quote_id for each in shared.sampled_quotes(first.id)] == ids[0]
    assert library.acting_as("Ada Quill").draw_sample(100, seed=1).size == len(QUOTES)
    assert library.samples()[0].who == "Ada Quill"


def test_what_is_half_checked_does_not_count_yet_and_the_last_word_counts(library):
    library.reject(MESS.quote_id)  # a sample has the rejected ones, too: it measures what was extracted
    sample = library.draw_sample(6, seed=0).id
    assert counted(library, sample) == {"quote": (0, 1), "speaker": (0, 0), "source": (0, 0)}
    library.correct_speaker(DAWN.quote_id, " ada  quill")
    assert counted(library, sample) == {"quote": (0, 1), "speaker": (0, 0), "source": (0, 0)}
    library.correct_source(DAWN.quote_id, "Ellin Courier")
    library.correct_speaker(CAFE.quote_id, "Bo Reed")
    number = library.correct_source(CAFE.quote_id, None)
    assert counted(library, sample) == {"quote": (2, 3), "speaker": (1, 2), "source": (1, 2)}
    library.correct_speaker(CAFE.quote_id, "officials", "unnamed")
    library.undo(number)
    assert counted(library, sample) == {"quote": (1, 2), "speaker": (1, 1), "source": (1, 1)}
    left = [each for each in library.sampled_quotes(sample) if not checked_fields(each).is_complete]
    assert {each.quote_id for each in left} == {row.quote_id for row in (STRIKE, NOON, CAFE, HOUR)}
    shown = next_of_sample(library, library.sampled_quotes(sample), {left[0].quote_id})
    assert shown.quote_id == left[1].quote_id


def test_a_library_of_an_earlier_version_takes_samples(tmp_path):
    with Library(make_old_library(tmp_path / "old.db", articles=3)) as old:
        sample = old.draw_sample(4, seed=0)
        assert len({each.quote_id for each in old.sampled_quotes(sample.id)}) == 4


def test_an_empty_library_has_nothing_to_draw_from(tmp_path):
    with Library(tmp_path / "empty.db") as empty:
        with pytest.raises(InputError, match="no quotes"):
            empty.draw_sample(10, seed=0)
        with pytest.raises(InputError, match="at least one"):
            empty.draw_sample(0, seed=0)


@pytest.mark.parametrize(("number", "right"), [(1, 0), (1, 1), (10, 9), (100, 95), (2000, 1999)])
def test_the_interval_is_wilsons(number, right):
    wanted = binomtest(right, number).proportion_ci(method="wilson")
    assert FieldAccuracy("speaker", number, right).interval == pytest.approx((wanted.low, wanted.high))


def test_labels_in_a_table_become_corrections_once(library):
    rows = [
        {"quote_id": DAWN.quote_id, "is_quote": "yes", "speaker": "Bo Reed", "source": "-"},
        {"quote_id": MESS.quote_id, "is_quote": "no"},
        {"doc_id": "harbour", "quote": "“Votes are counted at noon,”", "speaker": "-"},
        {"doc_id": "ferry", "start": "20", "end": "40", "speaker": "Crew", "speaker_kind": "unnamed"},
    ]
    articles = read_label_table("\ufeff" + table(*rows), "labels.csv", library)
    assert store_labels(library, articles) == LabelTally(stored=6)
    assert store_labels(library, articles) == LabelTally(known=5)
    said = [(each.what, each.value, each.kind) for each in library.corrections_of(DAWN.quote_id)][:2]
    assert said == [(CorrectionKind.speaker, "Bo Reed", "person"), (CorrectionKind.source, None, None)]
    assert library.quote(NOON.quote_id).speaker is None
    assert MESS.quote_id not in [row.quote_id for row in library.rows()]


def test_labels_in_json_are_those_that_corrections_are_exported_as(library, tmp_path):
    library.correct_speaker(DAWN.quote_id, "Bo Reed")
    library.reject(MESS.quote_id)
    gold = json.dumps(library.gold()).encode()
    with Library(tmp_path / "other.db") as other:
        for article, rows in ALL.items():
            other.add(article, rows)
        assert store_labels(other, parse_gold(gold, "gold.json")) == LabelTally(stored=2)
        assert other.gold() == library.gold()
    with Library(tmp_path / "none.db") as none:
        assert store_labels(none, parse_gold(gold, "gold.json")) == LabelTally(lost=2)


def test_a_table_with_the_texts_of_its_articles_is_measured_without_a_library(tmp_path):
    rows = [
        {
            "doc_id": "ferry",
            "text": FERRY.text,
            "quote": DAWN.quote,
            "speaker": "Ada Quill",
            "source": "Radio Vale",
        },
        {"doc_id": "ferry", "text": FERRY.text, "quote": STRIKE.quote, "speaker": "Cy Marl"},
        {"doc_id": "harbour", "text": HARBOUR.text, "quote": CAFE.quote, "is_quote": "no"},
    ]
    path = tmp_path / "labels.csv"
    path.write_text(table(*rows), "utf-8")
    measured = evaluate(read_label_file(path), [asdict(row) for row in (DAWN, STRIKE, CAFE)])
    speakers = measured.measures["speaker, strict"]
    assert (speakers.wanted, speakers.right) == (2, 1)
    assert sorted(each.kind for each in measured.mistakes) == ["no quote", "source", "speaker"]
    (tmp_path / "gold.json").write_text(json.dumps(read_label_file(path)), "utf-8")
    assert read_gold(tmp_path / "gold.json") == read_label_file(path)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"speaker": "Ada Quill"}, "row 2: quote_id, doc_id or text must say which words are meant"),
        ({"quote_id": "0" * 16}, "row 2: .* no quote with this id"),
        ({"doc_id": "ferry", "quote": "We never said"}, "row 2: the article does not have these words"),
        ({"doc_id": "ferry", "quote": "e"}, "more than once; give start and end"),
        ({"doc_id": "ferry", "start": "9", "end": "90000"}, "9 to 90000 are not words"),
        ({"doc_id": "ferry", "quote": "A mess,", "is_quote": "maybe"}, "is_quote must be yes or no"),
        ({"doc_id": "ferry", "quote": "A mess,", "speaker": "X", "speaker_kind": "cat"}, "speaker_kind must"),
    ],
)
def test_a_row_that_is_not_clear_is_named(library, row, told):
    with pytest.raises(InputError, match=rf"^labels\.csv: .*{told}"):
        read_label_table(table(row), "labels.csv", library)


def test_the_command_measures_a_table_with_the_articles_of_a_library(library, tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text(table({"quote_id": DAWN.quote_id, "speaker": "Cy Marl"}), "utf-8")
    command = ["evaluate", str(path), "--errors", "1", "--library"]
    measured = CliRunner().invoke(app, [*command, str(library.path)])
    assert measured.exit_code == 0, measured.output
    assert "1 articles, 1 quotes" in measured.stdout
    assert "wanted: Cy Marl   got: Ada Quill" in measured.stdout
    refused = CliRunner().invoke(app, [*command, str(tmp_path / "none.db")])
    assert refused.exit_code == 2
    assert "quote_id needs the library" in refused.stderr
