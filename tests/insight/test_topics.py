"""Topics: what some quotes are about and others are not, and what is kept of them in the library."""

import json
import os
import re
import subprocess
import sys

import pandas as pd
import pytest
from topic_quotes import TITLED, add
from typer.testing import CliRunner

from quotes.cli import app
from quotes.insight import compare_topics, topics, topics_frame
from quotes.library import Filter, Library
from quotes.parsing import find_terms
from quotes.types import InputError

QUILL, REED = Filter(speakers=("Ada Quill",)), Filter(speakers=("Bo Reed",))


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library.sqlite") as opened:
        add(opened, "a1", "a2", "a3")
        opened.keep_topics()
        yield opened


def counted(library: Library, only: Filter) -> set[tuple[str, int, int]]:
    return {(each.key, each.wordings, each.in_library) for each in library.term_counts(only, least=1).terms}


def seen(library: Library) -> list[object]:
    """All that a reader sees of the topics of two speakers."""
    return [[counted(library, only), topics(library, only)] for only in (QUILL, REED)]


def test_what_is_peculiar_to_a_speaker_comes_first_and_each_number_is_that_of_its_quotes(library):
    quill, reed = topics(library, QUILL), topics(library, REED)
    assert quill[0].term == "winter ferry"
    # One of its five quotes is in two articles: the same words count once against the rest of the library.
    assert (quill[0].quotes, quill[0].articles, quill[0].months) == (5, 3, {202403: 2, 202404: 2})
    assert {"harbour bridge", "long term care"} <= {each.term for each in reed}
    assert {("winter ferry", 4, 4), ("harbour bridge", 1, 4), ("people", 1, 2)} <= counted(library, QUILL)
    assert not {"quill", "ada quill", "people"} & {each.term.lower() for each in quill}
    for only, found in ((QUILL, quill), (REED, reed)):
        for each in found:
            with_topic = Filter(speakers=only.speakers, topics=(each.term,))
            form = re.compile(r"\b" + each.term[:-1].replace(" ", "[ -]"), re.IGNORECASE)
            searched = {row.quote_id for row in library.rows(only) if form.search(row.quote)}
            assert {row.quote_id for row in library.rows(with_topic)} == searched
            assert library.totals(with_topic).quotes == each.quotes == len(searched)
            assert library.totals(with_topic).articles == each.articles


def test_topics_follow_additions_deletions_corrections_and_undoing(library, tmp_path):
    whole = seen(library)
    deletion = library.delete(["a2"])
    assert topics(library, QUILL)[0].quotes == 3
    assert library.totals(Filter(topics=("harbour bridge",))).quotes == 2
    library.undo(deletion)
    library.find_terms()
    assert seen(library) == whole
    wrong = next(row for row in library.rows(REED) if "every" in row.quote)
    correction = library.correct_speaker(wrong.quote_id, "Ada Quill")
    assert ("harbour bridge", 2, 4) in counted(library, QUILL)
    library.undo(correction)
    assert seen(library) == whole
    with Library(tmp_path / "grown.sqlite") as grown:
        grown.keep_topics()
        for doc_id in ("a3", "a1", "a2"):
            add(grown, doc_id)
        assert [each[0] for each in seen(grown)] == [each[0] for each in whole]
        grown.keep_topics(False)
        assert not grown.term_counts().terms
        with pytest.raises(InputError, match="no topics yet"):
            grown.totals(Filter(topics=("winter ferry",)))


def test_two_speakers_share_topics_and_have_their_own(library):
    compared = compare_topics(library, QUILL, REED)
    assert "winter ferry" in {each.term for each in compared.first}
    assert "long term care" in {each.term for each in compared.second}
    both = {each.term: (each.first, each.second) for each in compared.shared}
    assert not both.keys() & {each.term for each in (*compared.first, *compared.second)}
    together = compare_topics(library, QUILL, Filter())
    assert ("winter ferry", 5, 5) in {(each.term, each.first, each.second) for each in together.shared}


def test_somebody_named_with_a_title_is_one_topic_and_what_is_said_once_counts(tmp_path):
    with Library(tmp_path / "titled.sqlite") as library:
        add(library, "b1", "b2", said=TITLED)
        library.keep_topics()
        listed = [each.term for each in topics(library, QUILL)]
        compared = compare_topics(library, QUILL, REED)
    assert sum("Hollin" in term for term in listed) == 1
    assert {"winter ferry", "swing bridge"} <= set(listed)
    both = (compared.shared, compared.first, compared.second)
    assert [sum("Hollin" in each.term for each in part) for part in both] == [1, 0, 0]


def test_a_name_keeps_its_capital_and_its_end_and_may_have_of_within():
    article = (
        "Orla Hollins met the Tideist League. Hollins won. The Pell Tideists and the Gang of Four lost again."
    )
    said = ("But Hollins wants the Tideist vote", "A Gang of Four is not what most Tideists want")
    found = [term for terms in find_terms([(quote, article) for quote in said]) for term in terms]
    assert {("hollins", "Hollins"), ("tideist vote", "Tideist vote"), ("gang of four", "Gang of Four")} <= {
        (term.key, term.written) for term in found
    }


def test_the_command_finds_topics_once_and_writes_them(tmp_path, monkeypatch):
    monkeypatch.setenv("QUOTES_LIBRARY", str(tmp_path / "library.sqlite"))
    with Library() as opened:
        add(opened, "a1", "a2")

    def run(*arguments):
        done = CliRunner().invoke(app, arguments)
        assert not done.exit_code, done.output
        return done

    refused = CliRunner().invoke(app, ("export", "--topic", "winter ferry"))
    assert (refused.exit_code, "quotes topics" in refused.stderr) == (2, True)
    first = run("topics", "--speaker", "Ada Quill")
    assert "finding the topics" in first.stderr
    assert first.stdout.splitlines()[0].split() == ["4", "2", "winter", "ferry"]
    with Library() as opened:
        add(opened, "a3")  # a library that keeps topics finds those of new quotes by itself
        assert topics_frame(opened, QUILL).iloc[0].tolist()[:3] == ["winter ferry", 5, 3]
    again = run("topics", "--by", "speaker", "-o", str(tmp_path / "topics.csv"))
    assert again.stderr == ""
    written = pd.read_csv(tmp_path / "topics.csv")
    assert written.columns.tolist() == ["speaker", "topic", "quotes", "articles", "score"]
    assert set(written["speaker"]) == {"Ada Quill", "Bo Reed"}
    exported = run("export", "--topic", "Long-term care", "--format", "jsonl").stdout.splitlines()
    assert {json.loads(line)["speaker"] for line in exported} == {"Bo Reed"}
    assert len(exported) == 2
    run("topics", "--forget")
    with Library() as opened:
        assert not opened.keeps_topics()


def test_textacy_is_loaded_for_topics_and_for_nothing_before(tmp_path):
    text = tmp_path / "ferry.txt"
    text.write_text("“The winter ferry needs new engines,” Ada Quill said.\n", "utf-8")
    script = """
import sys
from streamlit.testing.v1 import AppTest
from quotes.dashboard import page_script
from quotes.cli import app

def run(*arguments):
    app(arguments, standalone_mode=False)
    return "textacy" in sys.modules

loaded = [run("extract", sys.argv[1]), run("add", sys.argv[1])]
shown = AppTest.from_file(page_script(), default_timeout=60).run()
assert not shown.exception and any("Ada Quill" in each.body for each in shown.get("html"))
print(loaded, "textacy" in sys.modules, run("topics"))
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(text)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QUOTES_LIBRARY": str(tmp_path / "library.sqlite")},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[False, False] False True"


def test_words_of_tagged_quotes_are_let_go():
    from quotes.parsing import load_model  # noqa: PLC0415

    strings = load_model().vocab.strings
    [*find_terms([("The ferry tax is unfair.", "")])]
    before = len(strings)
    (found,) = find_terms([("The zvqworth tax feeds the brazzt.", "")])
    assert (len(strings), "zvqworth" in strings) == (before, False)
    assert "zvqworth tax" in {term.key for term in found}
