"""Labelled data, the measures of `quotes evaluate`, and the fit of probabilities."""

import dataclasses
import json
import runpy
from pathlib import Path
from xml.etree import ElementTree

import pytest

import quotes
from quotes.evaluation import evaluate, gold, mention_is_right
from quotes.evaluation.calibration import expected_error, reliability
from quotes.evaluation.measures import best_match
from quotes.evaluation.name_matching import same_name
from quotes.types import InputError, Span

ACCURACY = Path(__file__).parents[2] / "benchmarks" / "accuracy.py"

TEXT = (
    '"The ferry sails at dawn," said Ada Quill, harbour master of Ellin. The "night boat" is gone.\n\n'
    'Quill told the Ellin Courier she was "very glad indeed". "We waited for years," Bo Tarn said.\n\n'
    "“They never asked,” he added."
)


def at(words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of some words in TEXT."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


HE = Span(at("he added").start, at(" added").start)


def label(words: str, sources: list[Span], speaker: str, source_name: str | None = None, **others) -> dict:
    start, end = at(words)
    return {
        "start": start,
        "end": end,
        "label": "quote",
        "source": [list(span) for span in sources],
        "is_quote": True,
        "speaker": speaker,
        "kind": "person",
        "source_name": source_name,
        "sure": True,
        **others,
    }


def row(words: str, mention: Span | None, speaker: str | None, **others) -> dict:
    start, end = at(words)
    return {
        "doc_id": "a",
        "start": start,
        "end": end,
        "mention_start": mention and mention.start,
        "mention_end": mention and mention.end,
        "speaker": speaker,
        "source": None,
        "source_basis": None,
        "rule": "inverted",
        "confidence": 0.95,
        **others,
    }


FERRY, BOAT, GLAD = "The ferry sails at dawn,", "night boat", "very glad indeed"
YEARS, ASKED = "We waited for years,", "They never asked,"


def article() -> dict:
    return {
        "id": "a",
        "text": TEXT,
        "quotes": [
            label(FERRY, [at("Ada Quill, harbour master of Ellin")], "Ada Quill"),
            {"start": at(BOAT).start, "end": at(BOAT).end, "label": "other"},
            label(GLAD, [at("Quill", 1)], "Ada Quill", "Ellin Courier"),
            label(YEARS, [at("Bo Tarn")], "Bo Tarn"),
            label(ASKED, [HE], "Bo Tarn", sure=False),
        ],
    }


def right_rows() -> list[dict]:
    return [
        row(FERRY, at("Ada Quill"), "Ada Quill"),
        row(GLAD, at("Quill", 1), "Ada Quill", source="The Ellin Courier", source_basis="stated"),
        row(YEARS, at("Bo Tarn"), "Bo Tarn", rule="clause_after"),
        row(ASKED, HE, "Bo Tarn", rule="clause_after"),
    ]


@pytest.mark.parametrize(
    ("mention", "sources", "right"),
    [
        (at("Ada Quill"), [at("Ada Quill, harbour master of Ellin")], True),
        (at("harbour master"), [at("Ada Quill, harbour master of Ellin")], True),
        (at("Ellin"), [at("Ada Quill, harbour master of Ellin")], False),  # behind the head's post-modifier
        (at("Quill", 1), [at("Quill")], True),  # the same name elsewhere
        (at("Bo Tarn"), [at("Ada Quill")], False),
        (HE, [at("she")], False),
        (at(TEXT[:60]), [at("Ada Quill")], False),  # much longer than the label
        (None, [at("Ada Quill")], False),
    ],
)
def test_mention_is_right(mention, sources, right):
    assert mention_is_right(TEXT, sources, mention) is right


@pytest.mark.parametrize(("between", "right"), [(" then ", True), ("\n\n", False)])
def test_a_pronoun_says_the_same_in_its_own_paragraph_only(between, right):
    text = f"He spoke.{between}He left."
    assert mention_is_right(text, [Span(0, 2)], Span(text.rindex("He"), text.rindex("He") + 2)) is right


@pytest.mark.parametrize(
    ("wanted", "got", "strict", "lenient"),
    [
        ("Ada Quill", "ada quill", True, True),
        ("Ada Quill", "Mayor Ada Quill", True, True),
        ("Ada Quill", "Quill", False, True),
        ("Ada Quill", "Ada Mary Quill’s", False, True),
        ("Ada Quill", "Ada Tarn", False, False),
        ("Ellin Harbour Board", "EHB", True, True),
        ("Ada Quill|Bo Tarn", "Bo Tarn", True, True),
        ("Ada Quill", None, False, False),
        ("the president", "president", False, True),
    ],
)
def test_same_name(wanted, got, strict, lenient):
    assert same_name(wanted, got, lenient=False) is strict
    assert same_name(wanted, got, lenient=True) is lenient


def test_best_match_is_the_shortest_row_that_covers_half():
    wanted = {"start": 10, "end": 20}
    rows = [{"start": 0, "end": 40}, {"start": 9, "end": 21}, {"start": 16, "end": 20}]
    assert best_match(rows, wanted) == {"start": 9, "end": 21}
    assert best_match(rows[2:], wanted) is None


def test_right_rows_have_full_marks():
    labelled = article()
    labelled["quotes"][2]["basis"] = "stated"
    result = evaluate([labelled], right_rows())
    assert {name: measure.f1 for name, measure in result.measures.items()} == dict.fromkeys(
        result.measures, 1.0
    )
    assert result.mistakes == ()
    assert result.quotes == 4
    # A label that is not sure counts for the mention, not for the speaker.
    assert result.measures["mention"].wanted == 4
    assert result.measures["mention, 5+ words"].wanted == 1
    assert result.measures["person, full name"].wanted == 3


def test_every_kind_of_mistake_is_listed():
    rows = [
        row(FERRY, at("Bo Tarn"), "Bo Tarn"),
        row(BOAT, None, None),
        row(GLAD, at("Quill", 1), "Quill", source="The Tarn Post", source_basis="stated"),
        row(ASKED, None, None),
        row("harbour master", None, None),
        row(FERRY, None, None) | {"doc_id": "another article"},
    ]
    result = evaluate([article()], rows)
    told = {(mistake.kind, mistake.span.of(TEXT), mistake.got) for mistake in result.mistakes}
    assert told == {
        ("mention", FERRY, "Bo Tarn"),
        ("speaker", FERRY, "Bo Tarn"),
        ("no quote", BOAT, BOAT),
        ("speaker", GLAD, "Quill"),
        ("source", GLAD, "The Tarn Post"),
        ("missed", YEARS, None),
        ("mention", ASKED, None),
    }
    detect = result.measures["detect"]
    assert (detect.wanted, detect.found, detect.given, detect.right) == (4, 3, 4, 3)
    assert result.measures["source"].precision == 0
    assert result.measures["speaker, lenient"].recall == pytest.approx(1 / 3)
    assert result.outside == 1


def test_a_source_carried_on_is_not_measured():
    rows = right_rows()
    rows[0] |= {"source": "Ellin Courier", "source_basis": "carried"}
    assert evaluate([article()], rows).measures["source"].given == 1


def test_a_label_with_a_basis_measures_inferred_sources_too():
    labelled, rows = article(), right_rows()
    sourced = next(quote for quote in labelled["quotes"] if quote.get("source_name"))
    sourced["basis"] = "stated"
    row_of_it = next(row for row in rows if row["start"] == sourced["start"])
    row_of_it["source_basis"] = "carried"
    before = evaluate([article()], rows).measures
    measures = evaluate([labelled], rows).measures
    assert measures["source"].right == before["source"].right + 1
    assert (measures["source basis"].wanted, measures["source basis"].right) == (1, 0)
    row_of_it["source_basis"] = "stated"
    assert evaluate([labelled], rows).measures["source basis"].right == 1


def test_confident_and_wrong_is_a_share_of_the_confident_rows():
    rows = right_rows()
    assert evaluate([article()], rows).confident_wrong == 0
    rows[0]["speaker"] = "Somebody Else"
    assert evaluate([article()], rows).confident_wrong == pytest.approx(1 / 3)
    rows[0]["confidence"] = 0.8
    assert evaluate([article()], rows).confident_wrong == 0


def test_persons_are_counted_by_the_region_of_the_article():
    rows = [*right_rows(), *({**row, "doc_id": "b"} for row in right_rows())]
    rows[-1]["speaker"] = "Somebody Else"  # its label is not sure
    rows[-2]["speaker"] = "Somebody Else"
    gold_articles = [article() | {"country": "Kenya"}, article() | {"id": "b", "country": "Nepal"}]
    regions = evaluate(gold_articles, rows).regions
    assert {name: (counts.wanted, counts.right) for name, counts in regions.items()} == {
        "Africa": (3, 3),
        "South Asia": (3, 2),
    }
    assert evaluate([article()], right_rows()).regions == {}
    (unknown,) = evaluate([article() | {"country": "Atlantis"}], right_rows()).regions
    assert unknown == "unknown"


def test_each_country_is_in_one_region():
    table = Path(gold.__file__).with_name("regions.tsv").read_text("utf-8").splitlines()[3:]
    countries = [country for line in table for country in line.split("\t")[1].split(", ")]
    assert len(countries) > 190
    assert len(set(countries)) == len(countries)


def test_what_is_known_of_an_article_is_extracted_with_it():
    known = {"title": "The ferry", "outlet": "Ellin Courier", "published": "2024-03-05"}
    found = gold.article_to_extract(article() | known | {"country": "Kenya"})
    assert found == quotes.Article(TEXT, id="a", **known)
    assert gold.article_to_extract(article() | {"outlet": None}).outlet is None


def test_confidence_in_sources_is_measured_where_labels_have_a_basis():
    rows = [row | {"source_confidence": 0.95} for row in right_rows()]
    assert evaluate([article()], rows).source_bins == ()
    labelled = article()
    for quote in labelled["quotes"]:
        quote["basis"] = "stated" if quote.get("source_name") else None
    (only,) = evaluate([labelled], rows).source_bins
    assert (only.answers, only.share_right) == (3, 1.0)
    rows[0]["source"] = "Tarn Post"
    assert evaluate([labelled], rows).source_calibration_error == pytest.approx(0.95 - 2 / 3)


def test_rules_are_counted():
    rows = [*right_rows(), row(BOAT, None, None)]
    by_rule = {tally.rule: tally for tally in evaluate([article()], rows).rules}
    inverted = by_rule["inverted"]
    assert (inverted.fired, inverted.mentions, inverted.mentions_right, inverted.not_quotes) == (3, 2, 2, 1)
    after = by_rule["clause_after"]
    assert (after.fired, after.mentions_right, after.speakers, after.speakers_right) == (2, 2, 1, 1)


def test_calibration_weighs_each_bin_by_its_answers():
    answers = [(0.95, True)] * 3 + [(0.95, False), (0.2, False), (1.0, True)]
    low, high = reliability(answers)
    assert (low.low, low.answers, low.share_right) == (0.2, 1, 0.0)
    assert (high.low, high.answers, high.share_right) == (0.9, 5, 0.8)
    assert expected_error([low, high]) == pytest.approx((1 * 0.2 + 5 * (0.96 - 0.8)) / 6)
    assert expected_error([]) is None


def test_calibration_is_of_rows_that_name_a_speaker_with_a_sure_label():
    rows = right_rows()
    rows[0] |= {"speaker": None, "confidence": 0.1}
    (only,) = evaluate([article()], rows).bins
    assert (only.answers, only.share_right) == (2, 1.0)


def damaged(**fields) -> list[dict]:
    whole = article()
    return [whole | {"quotes": [whole["quotes"][0] | fields]}]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "not a JSON file"),
        ("{}", "must be a JSON list of articles"),
        ([1], "article 0: must be an object"),
        ([{"id": "a", "text": 3, "quotes": []}], "article 0: text must be a string"),
        ([article(), article()], "article 1: id 'a' is given twice"),
        (damaged(end=9999), "article 0: quotes[0]: start and end must be offsets"),
        (damaged(source=[[1]]), "source must be a list"),
        (damaged(label="maybe", is_quote="yes"), "is_quote must be true or false"),
        (damaged(speaker=3), "speaker must be a string or null"),
        (damaged(kind=None), "kind must be given with speaker"),
        ([article() | {"quotes": [{"start": 0, "end": 3}]}], "label must be"),
        ([article() | {"quotes": [7]}], "quotes[0]: must be an object"),
        ([article() | {"country": 7}], "country must be a string or null"),
        ([article() | {"outlet": ["a"]}], "outlet must be a string or null"),
    ],
)
def test_a_malformed_gold_file_is_reported_in_one_line(tmp_path, content, told):
    file = tmp_path / "gold.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(InputError) as error:
        gold.read_gold(file)
    assert str(error.value).startswith(str(file))
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_gold_file_is_reported(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        gold.read_gold(tmp_path / "none.json")


def test_rows_of_the_pipeline_are_measured():
    rows = [dataclasses.asdict(each) for each in quotes.extract(quotes.Article(TEXT, id="a"))]
    result = evaluate([article()], rows)
    assert result.measures["detect"].recall == 1
    assert result.measures["mention"].wanted == 4


@pytest.fixture(scope="module")
def accuracy():
    return runpy.run_path(str(ACCURACY))["main"]


@pytest.fixture
def tiny(tmp_path):
    file = tmp_path / "tiny.json"
    unbalanced = {"id": "b", "text": '"We sail," Ada Quill said. "', "quotes": []}
    file.write_text(json.dumps([article(), unbalanced]), encoding="utf-8")
    return file


def cells(text: str) -> list[list[str]]:
    lines = [line.strip("| ") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def test_the_benchmark_runs_and_compares(accuracy, tiny, capsys):
    assert accuracy([str(tiny), "--peer", "textacy", "--by-rule", "--errors", "9", "--markdown"]) == 0
    told = capsys.readouterr().out
    assert ["gold", "measure", "quotes", "textacy"] in cells(told)
    assert ["tiny", "articles given up", "0 of 2", "1 of 2"] in cells(told)
    assert {"## accuracy", "## tiny by rule", "## tiny calibration"} <= set(told.splitlines())


def test_the_benchmark_fills_pages(accuracy, tiny, capsys):
    page = tiny.with_name("page.md")
    page.write_text("Before\n<!-- measured: accuracy -->\nstale\n<!-- end -->\nAfter\n", encoding="utf-8")
    assert accuracy([str(tiny), "--fill", str(page)]) == 0
    text = page.read_text("utf-8")
    assert text.startswith("Before\n<!-- measured: accuracy -->\n\n| gold")
    assert text.endswith("<!-- end -->\nAfter\n")
    assert "stale" not in text
    assert ["tiny", "articles given up", "0 of 2"] in cells(text)


def test_held_out_rows_are_measured_beside_the_others_and_drawn(accuracy, tiny, capsys):
    (labelled, _) = json.loads(tiny.read_text("utf-8"))
    further = tiny.with_name("further.json")
    further.write_text(json.dumps([labelled | {"country": "Kenya"}]), "utf-8")
    rows = tiny.with_name("rows.jsonl")
    found = [dataclasses.asdict(row) for row in quotes.extract(quotes.Article(TEXT, id="a"))]
    rows.write_text("".join(f"{json.dumps(row)}\n" for row in found), "utf-8")
    picture = tiny.with_name("calibration.svg")
    asked = [tiny, "--held-out", rows, further, "--picture", picture, "--markdown"]
    assert accuracy(list(map(str, asked))) == 0
    lines = cells(capsys.readouterr().out)
    assert ["gold", "measure", "quotes", "held out"] in lines
    assert ["further", "source, precision", "–", "1.000"] in lines
    assert ["further", "held out", "Africa", "1", "3", "1.000", "1.000 to 1.000"] in lines
    drawn = ElementTree.parse(picture).getroot()
    words = {element.text for element in drawn.iter() if element.tag.endswith("text")}
    assert {"tiny", "further, held out", "Speakers: confidence"} <= words


def test_a_page_that_shows_more_than_was_measured_stays_as_it_is(accuracy, tiny, capsys):
    page = tiny.with_name("page.md")
    page.write_text("<!-- measured: other by rule -->\nstale\n<!-- end -->\n", encoding="utf-8")
    assert accuracy([str(tiny), "--fill", str(page)]) == 2
    assert "'other by rule'" in capsys.readouterr().err
    assert "stale" in page.read_text("utf-8")


def test_the_benchmark_tells_bad_gold_in_one_line(accuracy, tmp_path, capsys):
    assert accuracy([str(tmp_path / "none.json")]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
