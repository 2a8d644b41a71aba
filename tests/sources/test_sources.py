"""Sources, where a case table cannot ask: what a row does not hold, the article's own outlet, time."""

import time

import pytest
from case_table import part_parameters

from quotes import extract
from quotes.language import english
from quotes.sources import Outlets, find_sources
from quotes.text import mark_article
from quotes.types import Article, Attribution, Span, Speaker


def sources_of(text):
    """Find the source of each quotation of a text in which Ida Holm says everything."""
    name = "Ida Holm"
    start = text.find(name)
    marked = mark_article(Article(text), english())
    attributions = [Attribution("given", Span(start, start + len(name)))] * len(marked.quotations)
    speakers = [Speaker(name, "person")] * len(marked.quotations)
    return find_sources(marked, attributions, speakers)


@pytest.mark.parametrize("case", part_parameters("outlets"))
def test_outlets_are_named(case):
    outlets = Outlets(case["text"], english().lexicon)
    assert [named.name for named in outlets.within(Span(0, len(case["text"])))] == case.answers("outlets")


@pytest.mark.parametrize(
    ("text", "name", "others"),
    [
        (
            '"We sail," Ida Holm told Radio Orvane, the Vale Mirror reported.',
            "Radio Orvane",
            ("Vale Mirror",),
        ),
        ('"We sail," Ida Holm told Radio Orvane\'s “Tide Tonight.”', "Tide Tonight", ("Radio Orvane",)),
    ],
)
def test_the_other_links_of_a_chain_are_kept_beside_the_source(text, name, others):
    source = sources_of(text)[0]
    assert (source.name, source.others) == (name, others)


def test_mention_is_where_the_text_names_the_outlet():
    text = '"We sail," Ida Holm told the Vale Mirror.'
    (row,) = extract(text)
    assert row.source_mention == text[row.source_start : row.source_end] == "Vale Mirror"


def test_the_paper_that_prints_the_article_may_call_itself_this_newspaper():
    text = '"We sail," Ida Holm told this newspaper.'
    (own,), (unknown,) = extract(Article(text, outlet="The Vale Mirror")), extract(text)
    assert (own.source, own.source_basis) == ("The Vale Mirror", "stated")
    assert unknown.source == "this newspaper"


def test_us_before_the_words_is_the_outlet_of_the_article():
    text = 'A clerk told us at the time: "We sail." He told us to wait.'
    (known,) = extract(Article(text, outlet="Brackwater Gazette"))
    (unknown,) = extract(Article(text))
    assert (known.source, known.source_basis) == ("Brackwater Gazette", "stated")
    assert unknown.source is None


def test_the_last_word_of_the_articles_own_outlet_is_not_a_listed_one():
    (row,) = extract(Article('Speaking to the Mirror, Ida Holm said: "We sail."', outlet="The Vale Mirror"))
    assert row.source == "The Vale Mirror"


def test_a_programme_of_the_articles_own_outlet_is_the_programme():
    text = '"We sail," Ida Holm said in an interview with the BBC\'s Vale Business Report.'
    (row,) = extract(Article(text, outlet="BBC"))
    assert row.source == "Vale Business Report"


@pytest.mark.faults
def test_time_grows_with_the_length_of_the_text_and_no_faster():
    def seconds(copies):
        text = 'Ida Holm told the Vale Mirror on Monday in Pell that "we sail." ' * copies
        start = time.process_time()
        assert len(sources_of(text)) == copies
        return time.process_time() - start

    seconds(20)
    assert seconds(600) < 30 * max(seconds(60), 0.02)


def test_the_long_form_of_initials_is_the_outlet_of_the_article():
    text = '"We sail," Ida Holm told the Valean Union of News Editors.'
    (known,) = extract(Article(text, outlet="VUNE"))
    assert known.source == "VUNE"
