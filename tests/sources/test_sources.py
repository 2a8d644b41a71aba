"""Sources with speakers given, so that nothing but the source can be wrong."""

import pytest

from quotes.sources import Outlets, credits, occasions
from quotes.sources import choice as source_choice
from quotes.text import quotation_marks, split_paragraphs
from quotes.types import Article, Attribution, Source, Span, Speaker


def find(text, *names, outlet=None, kind="person"):
    """Return the source of each quotation of ``text``, spoken by ``names`` in turn, the last to the end."""
    quotations = quotation_marks.find_quotations(text)
    given = [names[min(number, len(names) - 1)] for number in range(len(quotations))]
    attributions = [_attribution(text, name) for name in given]
    speakers = [Speaker(name, kind) for name in given]
    return source_choice.find_sources(
        Article(text, outlet=outlet), split_paragraphs(text), quotations, attributions, speakers
    )


def _attribution(text, name):
    start = text.find(name)
    return Attribution("given", Span(start, start + len(name)) if start >= 0 else None)


def told(text, *names, **given):
    return [(source.name, source.basis) for source in find(text, *names, **given)]


STATED = {
    "told": [
        ('"We sail," Ida Holm told Radio Orvane.', "Radio Orvane"),
        ('"We sail," Ida Holm told the Brackwater Gazette on Monday.', "Brackwater Gazette"),
        ('Ida Holm told The Ansell Courier that it was "a mess."', "The Ansell Courier"),
        ('"We sail," Ida Holm told NewsHarbor.', "NewsHarbor"),
        ('"We sail," Ida Holm told tidings.example.com.', "tidings.example.com"),
        ('"We sail," Ida Holm told the Kommet newspaper.', "Kommet"),
        ('"We sail," Ida Holm told Calvessan weekly Zrno.', "Zrno"),
        ('"We sail," Ida Holm told QVTV.', "QVTV"),
        ('"We sail," Ida Holm told Quill Dorn of Radio Orvane.', "Radio Orvane"),
        ('"We sail," Ida Holm told Radio Orvane host Quill Dorn.', "Radio Orvane"),
        ('"We sail," Ida Holm told Radio Orvane\'s Quill Dorn.', "Radio Orvane"),
        ('"We sail," Ida Holm told state media.', "state media"),
        ('"We sail," Ida Holm told a local radio station.', "local radio station"),
    ],
    "interview": [
        ('"We sail," Ida Holm said in an interview with the Vale Mirror.', "Vale Mirror"),
        ('"We sail," Ida Holm said in a rare interview in Pell with the Vale Mirror.', "Vale Mirror"),
        ('In a Vale Mirror interview, Ida Holm called it "a mess."', "Vale Mirror"),
        ('Speaking to the Vale Mirror, Ida Holm called it "a mess."', "Vale Mirror"),
        ('Asked by the Vale Mirror, Ida Holm called it "a mess."', "Vale Mirror"),
        ('"We sail," Ida Holm said in a statement to the Vale Mirror.', "Vale Mirror"),
    ],
    "on air": [
        ('"We sail," Ida Holm said on Radio Orvane.', "Radio Orvane"),
        ('"We sail," Ida Holm said on Radio Orvane\'s “Tide Tonight.”', "Tide Tonight"),
        ('On Monday\'s episode of “Tide Tonight,” Ida Holm called it "a mess."', "Tide Tonight"),
        ('"We sail," Ida Holm said Sunday on “Meet the Press.”', "Meet the Press"),
        ('"We sail," Ida Holm said on the “Low Water” podcast.', "Low Water"),
        ('"We sail," Ida Holm said on Quill Dorn\'s radio show.', "Quill Dorn's radio show"),
    ],
    "written": [
        ('Ida Holm wrote in an op-ed in the weekly Zrno that it was "a mess."', "Zrno"),
        ('"It is a mess," wrote Ida Holm for Harbour Notes.', "Harbour Notes"),
        ('Writing in the Vale Mirror, Ida Holm called it "a mess."', "Vale Mirror"),
        ('In her memoir, The Long Tide, Ida Holm writes that it was "a mess."', "The Long Tide"),
        ('In a book called “Salt,” Ida Holm writes that it was "a mess."', "Salt"),
    ],
    "platform": [
        ('"We sail," Ida Holm tweeted.', "Twitter"),
        ('Ida Holm tweeted on Monday: "We sail."', "Twitter"),
        ('"We sail," Ida Holm said in a tweet.', "Twitter"),
        ('"We sail," Ida Holm wrote on X.', "X"),
        ('"We sail," Ida Holm wrote in a Facebook post.', "Facebook"),
        ('Ida Holm chimed in on Instagram, saying it was "a mess."', "Instagram"),
    ],
    "relay": [
        ('"We sail," Ida Holm said, the Vale Mirror reported.', "Vale Mirror"),
        ('"We sail," Ida Holm said, Nanova reported.', "Nanova"),
        ('"We sail," Ida Holm said, reported the Vale Mirror.', "Vale Mirror"),
        ('The Vale Mirror reported that Ida Holm had called it "a mess."', "Vale Mirror"),
        ('State media quoted Ida Holm as saying: "We sail."', "State media"),
        ('Ida Holm was quoted by state media as saying: "We sail."', "state media"),
        ('According to the Vale Mirror, Ida Holm called it "a mess."', "Vale Mirror"),
        ('"We sail," Ida Holm said, according to a transcript published by the Vale Mirror.', "Vale Mirror"),
        ('"We sail," Ida Holm wrote in an email released by WikiLeaks.', "WikiLeaks"),
        ('In a speech broadcast by Pell One, Ida Holm said: "We sail."', "Pell One"),
    ],
    "short form": [
        ('"We sail," Ida Holm said, the Calvessan Press Agency (CPA) reported.', "CPA"),
        ('The Vale Mirror was first.\n\n"We sail," Ida Holm told the Mirror.', "Vale Mirror"),
        ('The Vale Mirror was first.\n\n"We sail," Ida Holm told the newspaper.', "Vale Mirror"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), [case for cases in STATED.values() for case in cases])
def test_stated(text, name):
    assert {answer for answer in told(text, "Ida Holm") if answer[0]} == {(name, "stated")}


@pytest.mark.parametrize(
    "text",
    [
        '"We sail," Ida Holm told reporters.',
        '"We sail," Ida Holm told Osric Bell.',
        '"We sail," Ida Holm told the Senate.',
        '"We sail," Ida Holm told NATO.',
        '"We sail," Ida Holm told NATO allies in Pell.',
        '"We sail," Ida Holm said in an interview.',
        '"We sail," Ida Holm said in a statement.',
        '"We sail," Ida Holm said at a rally in Pell.',
        'PELL (Reuters) - "We sail," Ida Holm said.',
        'Ida Holm called the attack on CNN "a mess."',
        '"We sail," Ida Holm said after the Vale Mirror reported heavy losses.',
        'Ida Holm, who told the Vale Mirror in May that she was ill, called it "a mess."',
        'Osric Bell told the Vale Mirror that Ida Holm was ill. Ida Holm called it "a mess."',
        'Ida Holm called it "a mess" and tweeted a picture.',
    ],
)
def test_no_source(text):
    assert told(text, "Ida Holm") == [(None, None)]


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ('The Vale Mirror called it "a mess."', "Vale Mirror", "organisation"),
        ('"It is a mess," the Vale Mirror reported.', "Vale Mirror", "organisation"),
        ('According to the Vale Mirror, it was "a mess."', "Vale Mirror", "organisation"),
        ('An editorial in the Vale Mirror called it "a mess."', "editorial", "organisation"),
    ],
)
def test_an_outlet_that_speaks_for_itself_is_no_source(text, speaker, kind):
    assert told(text, speaker, kind=kind) == [(None, None)]


@pytest.mark.parametrize(
    ("text", "name", "others"),
    [
        (
            '"We sail," Ida Holm told Radio Orvane, the Vale Mirror reported.',
            "Radio Orvane",
            ("Vale Mirror",),
        ),
        ('"We sail," Ida Holm wrote on X, the Vale Mirror reported.', "X", ("Vale Mirror",)),
        ('"We sail," Ida Holm told Radio Orvane\'s “Tide Tonight.”', "Tide Tonight", ("Radio Orvane",)),
    ],
)
def test_a_chain_keeps_the_link_closest_to_the_speaker(text, name, others):
    source = find(text, "Ida Holm")[0]
    assert (source.name, source.others) == (name, others)


def test_each_speaker_of_a_sentence_has_the_nearest_credit():
    text = 'Ida Holm told Radio Orvane it was "a mess," and Osric Bell wrote on X that it was "a joke."'
    assert told(text, "Ida Holm", "Osric Bell") == [("Radio Orvane", "stated"), ("X", "stated")]


def test_mention_is_where_the_text_names_the_outlet():
    text = '"We sail," Ida Holm told the Vale Mirror.'
    assert [source.mention.of(text) for source in find(text, "Ida Holm")] == ["Vale Mirror"]


def test_the_paper_that_prints_the_article_may_call_itself_this_newspaper():
    text = '"We sail," Ida Holm told this newspaper.'
    assert told(text, "Ida Holm", outlet="The Vale Mirror") == [("The Vale Mirror", "stated")]
    assert told(text, "Ida Holm") == [(None, None)]


OPENING = "Ida Holm told Radio Orvane on Monday that the harbour was closed."


@pytest.mark.parametrize(
    ("following", "answer"),
    [
        ('\n\n"We sail," Ida Holm said.', ("Radio Orvane", "stated")),
        (' "We sail," Ida Holm said.', ("Radio Orvane", "stated")),
        ('\n\nIda Holm continued:\n\n"We sail."', ("Radio Orvane", "stated")),
        (f'\n\n{"The harbour is old. " * 5}\n\n"We sail," Ida Holm said.', ("Radio Orvane", "carried")),
        ('\n\nAt a rally in Pell, Ida Holm said: "We sail."', (None, None)),
        ('\n\n"We sail," Ida Holm told reporters.', (None, None)),
        ('\n\n"We sail," Ida Holm said on Friday.', (None, None)),
        ('\n\n"We sail," Ida Holm said in another interview.', (None, None)),
        ('\n\n"We sail," Ida Holm told the Vale Mirror.', ("Vale Mirror", "stated")),
        (
            "\n\nThe tide came in." * (source_choice.FARTHEST + 1) + '\n\n"We sail," Ida Holm said.',
            (None, None),
        ),
    ],
)
def test_an_interview_goes_on_until_the_occasion_changes(following, answer):
    assert told(OPENING + following, "Ida Holm") == [answer]


def test_another_speaker_gets_nothing_of_it():
    assert told(OPENING + '\n\n"We sail," Osric Bell said.', "Osric Bell") == [(None, None)]


def test_an_outlet_that_passes_words_on_states_its_own_sentence_only():
    text = '"We sail," Ida Holm said, the Vale Mirror reported. "At dawn." Ida Holm called it "a mess."'
    assert told(text, "Ida Holm") == [
        ("Vale Mirror", "stated"),
        ("Vale Mirror", "stated"),
        ("Vale Mirror", "carried"),
    ]


def test_what_is_posted_goes_on_only_while_its_author_writes():
    text = 'Ida Holm wrote on X: "We sail."\n\n"We are gone," Ida Holm {}.'
    assert told(text.format("wrote"), "Ida Holm")[0] == ("X", "stated")
    quotations = quotation_marks.find_quotations(said := text.format("said"))
    cue = said.rindex("said")
    attributions = [Attribution("given"), Attribution("given", cue=Span(cue, cue + 4))]
    given = [Speaker("Ida Holm", "person")] * 2
    assert (
        source_choice.find_sources(Article(said), split_paragraphs(said), quotations, attributions, given)[1]
        == Source()
    )


def test_no_quotation_no_source():
    assert find("Ida Holm told Radio Orvane.", "Ida Holm") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He told the Ansell Courier.", ["Ansell Courier"]),
        ("The Associated Press and AP", ["AP", "AP"]),
        ("the Calvessan Press Agency (CPA) said; CPA said", ["CPA", "CPA", "CPA"]),
        ("Robert Post and Dawn Harker of the National Trades Council", []),
        ("the French newspaper said", []),
    ],
)
def test_outlets_are_named(text, names):
    outlets = Outlets(text)
    assert [named.name for named in outlets.within(Span(0, len(text)))] == names


def test_rules_have_names_of_their_own():
    assert len({rule.__name__ for rule in credits.RULES}) == len(credits.RULES)


def test_time_of_credits_grows_with_the_text_only():
    text = 'Ida Holm told the Vale Mirror on Monday in Pell that "we sail." ' * 2000
    assert len(find(text, "Ida Holm")) == 2000


def test_occasions_and_times():
    assert occasions.occasions("at a rally in Pell") == {"rally"}
    assert occasions.times("on Sunday and last week") == {"sunday", "last week"}
    assert occasions.looks_back("he said last year")
