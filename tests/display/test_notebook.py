"""Rows in a notebook, and the place of their evidence in their context."""

import pickle
from html.parser import HTMLParser

import pytest

from quotes import extract
from quotes.display import Quotes, context_marks
from quotes.display.row_marks import quote_in_context
from quotes.types import Span

TWO_PARAGRAPHS = 'Ada Quill said: "We sail at dawn.\n\n\n"The sea is calm," she told the Ellin Courier.'


class Tags(HTMLParser):
    """What a page's markup consists of, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text = set(), ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.text += data


def placed(row):
    return {mark.kind: mark.span.of(row.context) for mark in context_marks(row)}


def test_a_list_that_is_still_a_list(row):
    rows = Quotes([row(), row(quote_id="1"), row(quote_id="2")])
    assert rows == list(rows)
    assert isinstance(rows[:2], Quotes)
    assert rows[1] == row(quote_id="1")
    assert pickle.loads(pickle.dumps(rows)) == rows
    assert isinstance(extract("Nothing was said."), Quotes)


def test_a_notebook_shows_the_marked_text(row):
    page = Quotes(
        [row(start=1, end=17, mention_start=19, mention_end=24, cue_start=25, cue_end=29)]
    )._repr_html_()
    assert '<mark class="quote labelled">We sail at dawn,</mark>' in page
    assert '<mark class="speaker labelled">Quill</mark>' in page
    assert "96%" in page
    assert "via" not in Tags(page).text
    assert (
        "via KBN (inferred)" in Tags(Quotes([row(source="KBN", source_basis="carried")])._repr_html_()).text
    )
    assert "speaker not identified" in Quotes([row(speaker=None)])._repr_html_()


def test_a_context_with_two_quotes_is_shown_once():
    rows = extract('"We sail at dawn," Ada Quill said. "The sea is calm."')
    page = rows._repr_html_()
    assert len(rows) == 2
    assert page.count("<blockquote") == 1
    assert page.count('<mark class="quote labelled">') == 2


def test_no_word_of_an_article_is_markup(row):
    evil = "<script>alert(1)</script><img src=x onerror=y> & \u202e"
    given = row(
        quote=evil,
        context=f"“{evil}”",
        speaker=evil,
        source=evil,
        mention=evil,
        rule=evil,
        doc_id=evil,
        start=1,
    )
    tags = Tags(Quotes([given])._repr_html_())
    assert tags.tags <= {"style", "div", "blockquote", "p", "b", "i", "bdi", "br", "small", "mark"}
    assert "<script>alert(1)</script>" in tags.text


def test_a_long_list_says_how_many_more_there_are(row):
    page = Quotes([row(quote_id=str(number), paragraph=number) for number in range(1250)])._repr_html_()
    assert "and 1,050 more" in page


def test_nothing_to_show():
    assert "No direct quotes" in Quotes()._repr_html_()


def test_evidence_is_placed_in_the_context():
    (first,) = extract('The harbour was quiet.\n\n"We sail at dawn," Ada Quill told the Ellin Courier.')
    assert placed(first) == {
        "quote": "We sail at dawn,",
        "speaker": "Ada Quill",
        "cue": "told",
        "source": "Ellin Courier",
    }


def test_a_quote_over_paragraphs_is_placed_whatever_divides_them():
    (long,) = extract(TWO_PARAGRAPHS)
    assert long.quote == "We sail at dawn.\n\nThe sea is calm,"
    assert placed(long)["quote"] == 'We sail at dawn.\n\n"The sea is calm,'
    assert placed(long)["speaker"] in ("Ada Quill", "she")


def test_words_elsewhere_in_the_article_are_left_out():
    first, second = extract('"We sail at dawn," Ada Quill said.\n\n"The sea is calm."')
    assert second.mention == "Ada Quill"
    assert set(placed(second)) == {"quote"}
    assert placed(first)["speaker"] == "Ada Quill"


@pytest.mark.parametrize(("start", "place"), [(101, 1), (107, 7), (109, None)])
def test_of_equal_words_the_evidence_tells_which(row, start, place):
    given = row(
        quote="No",
        context="“No.” “No!” Quill said.",
        start=start,
        end=start + 2,
        mention="Quill",
        mention_start=112,
        mention_end=117,
        cue=None,
        cue_start=None,
        cue_end=None,
    )
    assert quote_in_context(given) == (None if place is None else Span(place, place + 2))


def test_of_equal_words_the_marks_tell_which(row):
    given = row(
        quote="he", context="They wrote “he”, then.", start=112, mention=None, mention_start=None, cue=None
    )
    assert quote_in_context(given) == Span(12, 14)


def test_of_equal_words_without_evidence_none_is_chosen(row):
    given = row(
        quote="No", context="“No.” “No!”", start=101, end=103, mention=None, mention_start=None, cue=None
    )
    assert quote_in_context(given) is None
    assert context_marks(given) == ()
