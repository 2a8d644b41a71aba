"""The whole path from articles to rows: order, streams, ids, batches, long paragraphs."""

import gc
import time
from itertools import count, islice

import pytest

import quotes
from quotes import Article
from quotes.extraction import ARTICLES_AT_ONCE
from quotes.parsing import load_model
from quotes.types import InputError

TEXTS = (
    '"We sail at dawn," Ada Quill said. "Bring a coat."',
    "Nobody spoke.",
    "The mayor, Otto Rook, called the bridge “a work of art”.\n\n“It stays,” he told Radio Orvane.",
    "‘No,’ said Greta Holm.",
)


def test_one_list_an_article_in_input_order_also_for_articles_without_quotes():
    articles = [Article(text, id=str(number)) for number, text in enumerate(TEXTS)]
    rows = list(quotes.extract_all(articles))
    assert [len(found) for found in rows] == [2, 0, 2, 1]
    assert [{row.doc_id for row in found} for found in rows] == [{"0"}, set(), {"2"}, {"3"}]


def test_rows_come_as_the_articles_do():
    taken = count()
    endless = (Article(TEXTS[0], id=str(next(taken))) for _ in iter(int, 1))
    first = list(islice(quotes.extract_all(endless), 3))
    assert [found[0].doc_id for found in first] == ["0", "1", "2"]
    assert next(taken) <= ARTICLES_AT_ONCE


def test_the_same_text_gives_the_same_rows_in_any_company():
    alone = [list(quotes.extract(text)) for text in TEXTS]
    together = [list(found) for found in quotes.extract_all(Article(text) for text in TEXTS)]
    backwards = [list(found) for found in quotes.extract_all(Article(text) for text in reversed(TEXTS))]
    assert alone == together == backwards[::-1]


def test_every_span_gives_back_its_words():
    for text in TEXTS:
        for row in quotes.extract(text):
            assert row.quote == text[row.start : row.end]
            assert row.mention == text[row.mention_start : row.mention_end]
            if row.cue is not None:
                assert row.cue == text[row.cue_start : row.cue_end]
            if row.source_mention is not None:
                assert row.source_mention == text[row.source_start : row.source_end]


def test_ids_hang_on_text_and_span_alone():
    one, other = quotes.extract(TEXTS[0])
    again = quotes.extract(Article(TEXTS[0], id="named", title="A title"))[0]
    assert one.quote_id == again.quote_id != other.quote_id
    assert again.doc_id == "named"


@pytest.mark.faults
def test_a_paragraph_eight_times_as_long_takes_about_eight_times_as_long():
    sentence = (
        'Ada Quill told reporters that the bridge was "a work of art." Rook said: "We will see," and left. '
    )

    def seconds(copies):
        start = time.process_time()
        assert len(quotes.extract(sentence * copies)) == 2 * copies
        return time.process_time() - start

    seconds(5)
    assert seconds(160) < 20 * seconds(20)


@pytest.mark.faults
def test_eight_times_as_many_marks_of_inches_take_about_eight_times_as_long():
    def seconds(copies):
        start = time.process_time()
        assert quotes.extract('Each plank is 5" x 9" x 12" x 3" wide, and ' * copies) == []
        return time.process_time() - start

    short, long = (min(seconds(copies) for _ in range(3)) for copies in (1_000, 8_000))
    assert long < 20 * short  # of three times the shortest, as other work of the machine disturbs the rest


@pytest.mark.faults
def test_eight_times_as_many_headings_in_marks_take_about_eight_times_as_long():
    words = "the boats lay in the trees behind the quay and nobody slept before the morning came " * 3
    part = f"‘Boats in the trees’\n\n“So {words.strip()},” Ada Quill said.\n\n"

    def seconds(copies):
        start = time.process_time()
        assert len(quotes.extract(part * copies)) == 2 * copies
        return time.process_time() - start

    seconds(5)
    assert seconds(640) < 20 * seconds(80)


def test_a_model_that_is_not_there_is_told_in_one_line():
    with pytest.raises(InputError, match=r"^model no_such_model: not installed; name an installed"):
        load_model("no_such_model")


@pytest.mark.faults
def test_a_text_without_paragraphs_does_not_come_back_with_each_quote() -> None:
    text = " ".join(f"“We sail on day {number},” Ada Quill said." for number in range(400))
    rows = quotes.extract(text)
    assert len(rows) == 400
    assert all(row.quote in row.context and row.context in text for row in rows)
    assert max(len(row.context) for row in rows) < 10_000
    middle = rows[200]
    assert middle.context.startswith("“We sail on day") or middle.context[0].isalnum()
    assert len(middle.context) > 7_000


def test_half_a_character_is_read_over() -> None:
    text = "“We \ud800 sail at dawn,” Ada Quill said.\ud83d"
    (row,) = quotes.extract(text)
    assert (row.quote, row.speaker) == ("We \ud800 sail at dawn,", "Ada Quill")


@pytest.mark.parametrize("runs", [True, False])
def test_the_garbage_collector_is_left_as_it_was(runs):
    was_running = gc.isenabled()
    try:
        (gc.enable if runs else gc.disable)()
        between = [gc.isenabled() for _ in quotes.extract_all([Article('"We sail," said Ada Quill.')] * 2)]
        assert between == [runs, runs]
    finally:
        (gc.enable if was_running else gc.disable)()


def test_what_is_no_text_is_refused():
    with pytest.raises(TypeError, match="takes a text or an Article, not bytes"):
        quotes.extract(TEXTS[0].encode())  # type: ignore[arg-type]
