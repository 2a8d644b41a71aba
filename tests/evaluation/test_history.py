"""The history of accuracy: each run adds its lines, and the page shows all of them."""

import json

import history

from quotes import extract

TEXT = "“The ferry sails at dawn,” Ada Quill told the Ellin Courier."


def case(speaker, source="Ellin Courier"):
    return [{"quote": "The ferry sails at dawn", "speaker": speaker, "source": source}]


def test_a_run_adds_a_line_for_each_file_and_draws_all(tmp_path, capsys):
    start = TEXT.index("The")
    label = {"start": start, "end": TEXT.index("”"), "is_quote": True, "speaker": "Ada Quill"}
    label |= {"kind": "person", "source_name": "Ellin Courier", "basis": "stated"}
    gold, cases = tmp_path / "tiny.json", tmp_path / "kinds.jsonl"
    gold.write_text(json.dumps([{"id": "a", "text": TEXT, "quotes": [label]}]), "utf-8")
    lines = [{"kind": "plain", "text": TEXT, "want": case(name)} for name in ("Ada Quill", "Bo Tarn")]
    cases.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    page, kept = tmp_path / "page.md", tmp_path / "history.csv"
    page.write_text("<!-- history: bars -->\n<!-- end -->\n<!-- measured: other -->\n<!-- end -->\n", "utf-8")
    for note in ("first", "second"):
        arguments = [str(gold), "--cases", str(cases), "--note", note]
        assert history.main([*arguments, "--history", str(kept), "--fill", str(page)]) == 0
    capsys.readouterr()
    entries = history.read_history(kept)
    assert [(each["note"], each["set"]) for each in entries] == [
        (note, name) for note in ("first", "second") for name in ("tiny", "kinds")
    ]
    tiny, kinds, *_ = entries
    assert (tiny["detect_f1"], tiny["person_strict"], tiny["source_r"], tiny["basis"]) == ("1.000",) * 4
    assert (tiny["mention_f1"], tiny["cases_right"], kinds["cases_right"]) == ("", "", "0.500")
    assert page.read_text("utf-8").count("| person strict ") == 2


def test_a_bad_file_adds_nothing(tmp_path, capsys):
    kept = tmp_path / "history.csv"
    assert history.main([str(tmp_path / "none.json"), "--history", str(kept)]) == 2
    assert "none.json: no such file or folder" in capsys.readouterr().err
    assert not kept.exists()


def test_a_case_is_right_if_nothing_is_wrong_missing_or_left_over():
    rows = extract(TEXT)
    assert history.case_is_right(case(["Bo Tarn", "Ada Quill"], "the Ellin Courier"), rows)
    assert not history.case_is_right(case("Bo Tarn"), rows)
    assert not history.case_is_right(case("Ada Quill", None), rows)
    assert not history.case_is_right([], rows)
    assert not history.case_is_right(case("Ada Quill") * 2, rows)
