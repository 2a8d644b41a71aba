"""The parts of the page of speakers that need no browser: its addresses, the picture's layout, its HTML."""

from itertools import pairwise

import pytest
from made_library import FERRY, row_of
from streamlit.testing.v1 import AppTest

from quotes.dashboard.shared import bars
from quotes.dashboard.speakers_page import flow_picture, speaker
from quotes.dashboard.speakers_page.address import (
    Order,
    SpeakersAsked,
    SpeakersForm,
    SpeakersView,
    read,
    write,
)
from quotes.dashboard.speakers_page.flow_chart import chart_description, clicked_names, flow_chart
from quotes.dashboard.speakers_page.state import widget_values, with_widget_values
from quotes.insight import (
    MOST_CHANNELS,
    MOST_SPEAKERS,
    flow_layout,
    order_nodes,
    speaker_pairs,
    speakers_by_outlet,
)
from quotes.library import Filter, Library, Totals, similar_speakers
from quotes.types import Article

PAIRS = [
    ("Ada Quill", "TNA", 40),
    ("Ada Quill", "Coast Radio", 3),
    ("Bo Reed", "TNA", 1),
    ("Cy Marl", "Coast Radio", 12),
    ("Dee Fell", "Ellin Courier", 7),
    ("Bo Reed", "Ellin Courier", 2),
]
WILD = '"><script>x</script> **bold** &amp;'


@pytest.mark.parametrize(
    "asked",
    [
        SpeakersAsked(),
        SpeakersAsked(find="qu", order=Order.articles, page=3),
        SpeakersAsked(only=Filter(speaker_kinds=("person",), since="2024-01-01", until="2024-12-31")),
        SpeakersAsked(view=SpeakersView.sources, form=SpeakersForm.grid, only=Filter(since="2024-01-01")),
        SpeakersAsked(speaker="Ada Quill", page=2, quote="0f3a"),
        SpeakersAsked(speaker="Ada Quill", other="Bo Reed", only=Filter(words='"at dawn"'), page=2),
        SpeakersAsked(speaker="Ada Quill", other="Bo Reed", only=Filter(outlets=("Port Post",))),
        SpeakersAsked(only=Filter(words="ferry", outlets=("Port Post", None), sources=("TNA",)), find="qu"),
        SpeakersAsked(view=SpeakersView.tags, only=Filter(tags=("court",))),
        SpeakersAsked(view=SpeakersView.outlets, only=Filter(outlets=("Port Post",), sources=(None,))),
    ],
)
def test_an_address_gives_back_what_was_asked(asked):
    assert read(write(asked)) == asked


def test_on_the_way_back_from_a_ribbons_quotes_the_picture_is_shown():
    picture = SpeakersAsked(view=SpeakersView.outlets, only=Filter(since="2024-01-01"))
    between = {"speaker": ["Ada Quill"], "outlet": ["Port Post"], "since": ["2024-01-01"]}
    assert read(between, picture) == picture
    ranking = SpeakersAsked(only=Filter(outlets=("Port Post",)))
    assert read(write(ranking), picture) == ranking


def test_an_address_that_makes_no_sense_asks_for_nothing():
    nonsense = {"view": ["x"], "by": ["x"], "as": ["x"], "page": ["0"], "speaker": [""], "with": ["a" * 2000]}
    assert read(nonsense) == SpeakersAsked()


def test_the_picture_has_the_most_quoted_and_says_what_it_leaves_out(library):
    found = speaker_pairs(library, "source")
    assert sorted(found.pairs) == [
        ("Ada Quill", "Ellin Courier", 1),
        ("Cy Marl", "Coast Radio", 1),
        ("officials", "Ellin Courier", 1),
    ]
    assert (found.quotes, found.named, found.shown) == (6, 3, 3)
    assert flow_picture.told(found, "source") == (
        "Showing <b>3</b> of 3 quotes with a source. 3 quotes without a source are not shown."
    )
    smaller = speaker_pairs(library, "source", Filter(since="2024-01-01"), speakers=1, channels=1)
    assert smaller.pairs == (("Ada Quill", "Ellin Courier", 1),)
    assert (smaller.quotes, smaller.named, smaller.shown) == (5, 2, 1)


def test_the_table_by_outlet_has_every_pair_with_its_share_of_the_outlet(library):
    found = speakers_by_outlet(library)
    assert list(found.columns) == ["outlet", "rank", "speaker", "quotes", "share"]
    assert list(found.itertuples(index=False, name=None)) == [
        ("Port Post", 1, "Ada Quill", 1, 0.3333),
        ("Port Post", 1, "Bo Reed", 1, 0.3333),
        ("Ellin Daily", 1, "Ada Quill", 1, 0.5),
        ("Ellin Daily", 1, "officials", 1, 0.5),
    ]
    pairs = speaker_pairs(library, "outlet", Filter(sources=(None,)))
    assert sorted(pairs.pairs) == [("Ada Quill", "Ellin Daily", 1), ("Bo Reed", "Port Post", 1)]
    assert (pairs.quotes, pairs.named) == (3, 3)
    assert speakers_by_outlet(library, Filter(since="2030-01-01")).empty
    table = flow_picture.grid(pairs.pairs, Filter(), "outlet", {"Ellin Daily": 2, "Port Post": 8})
    assert 'aria-label="Ada Quill in Ellin Daily: 1 quote, 50% of the outlet’s quotes"' in table
    assert "outlet=Port+Post" in table


def test_the_picture_of_nothing(library):
    nothing = speaker_pairs(library, "source", Filter(since="2030-01-01"))
    assert (nothing.pairs, nothing.quotes, nothing.named) == ((), 0, 0)
    assert flow_layout([]).height == 0


def test_names_stand_by_those_they_share_quotes_with_in_any_order_of_pairs():
    speakers, sources = order_nodes(PAIRS)
    assert sources == ("TNA", "Coast Radio", "Ellin Courier")
    assert speakers == ("Ada Quill", "Cy Marl", "Bo Reed", "Dee Fell")
    assert order_nodes(PAIRS[::-1]) == (speakers, sources)


@pytest.mark.parametrize("pairs", [PAIRS, PAIRS[:1], [(f"S{n}", f"O{n % 7}", n + 1) for n in range(40)]])
def test_bars_and_ribbons_have_the_thickness_of_their_quotes_and_never_overlap(pairs):
    drawn = flow_layout(pairs)
    total = sum(number for _, _, number in pairs)
    for nodes in (drawn.speakers, drawn.channels):
        assert sum(node.quotes for node in nodes) == total
        assert nodes[0].top >= 0
        assert nodes[-1].bottom <= drawn.height + 0.001
        for one, next_one in pairwise(nodes):
            assert one.bottom < next_one.top
            middles = [(node.top + node.bottom) / 2 for node in (one, next_one)]
            assert middles[1] - middles[0] >= 15, "each name has room for its line"
    scale = drawn.ribbons[0].thickness / drawn.ribbons[0].quotes
    for side, nodes, start in (
        ("speaker", drawn.speakers, "left"),
        ("channel", drawn.channels, "right"),
    ):
        for node in nodes:
            assert node.bottom - node.top == pytest.approx(node.quotes * scale)
            own = sorted(
                (getattr(ribbon, start), ribbon.thickness)
                for ribbon in drawn.ribbons
                if getattr(ribbon, side) == node.name
            )
            reached = node.top
            for top, thickness in own:
                assert top == pytest.approx(reached)
                reached += thickness
            assert reached == pytest.approx(node.bottom)


def test_the_picture_is_bounded(tmp_path):
    text = "\n\n".join(f"“It is number {n},” said Person{n} Of{n}." for n in range(40))
    article = Article(text, id="many")
    rows = [
        row_of(article, f"It is number {n},", speaker=f"Person{n} Of{n}", source=f"Outlet {n % 20}")
        for n in range(40)
    ]
    with Library(tmp_path / "library.sqlite") as library:
        library.add(article, rows)
        found = speaker_pairs(library, "source")
    assert len({speaker for speaker, _, _ in found.pairs}) == MOST_SPEAKERS
    assert len({source for _, source, _ in found.pairs}) <= MOST_CHANNELS
    assert found.shown == MOST_SPEAKERS < found.named == 40


def test_nothing_of_a_name_becomes_markup():
    table = flow_picture.grid([(WILD, WILD, 2)], Filter(), "source")
    assert "<script>" not in table
    assert 'aria-label="&quot;&gt;&lt;script&gt;' in table
    assert "?speaker=%22%3E%3Cscript%3E" in table
    assert "<script>" not in bars.bar_line(bars.Bar(WILD, "2 quotes", (0.5,)))


def test_a_cell_leads_to_its_quotes_with_the_dates_and_kinds_of_the_picture():
    only = Filter(since="2024-01-01", speaker_kinds=("person",))
    table = flow_picture.grid([("Ada Quill", "TNA", 1200)], only, "source")
    link = "./?since=2024-01-01&amp;speaker_kind=person&amp;speaker=Ada+Quill&amp;source=TNA"
    assert f'href="{link}"' in table
    assert ">1,200</a>" in table


def test_only_what_was_clicked_counts():
    assert clicked_names({}) == {}
    assert clicked_names({"clicked_speaker": [{"speaker": "Ada"}]}) == {"speaker": "Ada"}
    assert clicked_names({"clicked_channel": [{"channel": "TNA"}], "clicked_ribbon": []}) == {
        "channel": "TNA"
    }


def test_the_picture_is_told_in_words():
    told = chart_description(flow_layout(PAIRS), "source")
    assert told.startswith("4 speakers on the left, 3 sources on the right")
    assert "Ada Quill via TNA: 40 quotes; Cy Marl via Coast Radio: 12 quotes" in told


def test_the_chart_has_a_point_for_every_ribbon_and_name():
    spec = flow_chart(flow_layout(PAIRS), "source").to_dict()
    data = [spec["datasets"][layer["data"]["name"]] for layer in spec["layer"]]
    assert {(point["speaker"], point["channel"]) for point in data[0]} == {pair[:2] for pair in PAIRS}
    assert [len(each) for each in data[1:]] == [4, 4, 3, 3]
    assert {param["name"] for param in spec["params"]} == {
        "clicked_ribbon",
        "clicked_speaker",
        "clicked_channel",
    }


def test_sources_of_a_speaker_tell_what_is_carried_on(library):
    lines = speaker.source_lines(library, Filter(speakers=("officials",)), 1)
    assert lines == [bars.Bar("Ellin Courier", "1 quote, 1 inferred", (0.0, 1.0))]
    ada = speaker.source_lines(library, Filter(speakers=("Ada Quill",)), 2)
    assert [line.told for line in ada] == ["1 quote", "1 of 2 quotes"]
    assert ada[1].quiet
    assert speaker.source_lines(library, Filter(speakers=("Bo Reed",)), 1)[0].quiet


def test_a_summary_tells_one_day_once():
    told = speaker.speaker_summary(Totals(1, 1, 0, 1), "2024-03-05", "2024-03-05")
    assert told.count("5 March 2024") == 1
    assert "<b>1</b> quote " in told
    assert "<b>0</b> sources" in told


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Bo Ree", ["Bo Reed"]),
        ("ada quil", ["Ada Quill"]),
        ("Marll, Cy", ["Cy Marl"]),
        ("Xyz Xyz", []),
        ("", []),
    ],
)
def test_the_nearest_names(library, name, found):
    assert similar_speakers(library, name)[:1] == found


def test_the_nearest_of_many_are_bounded(library):
    library.add(
        Article(FERRY.text + " Again.", id="again"),
        [],
    )
    assert len(similar_speakers(library, "Ada Bo Cy Marl Reed Quill", limit=2)) <= 2


def test_the_widgets_give_back_what_was_asked():
    only = Filter(
        words="ferry",
        outlets=("Port Post", None),
        tags=("court",),
        speaker_kinds=("person",),
        since="2024-01-01",
    )
    asked = SpeakersAsked(only=only, find="qu", order=Order.articles, form=SpeakersForm.grid)
    assert with_widget_values(asked, widget_values(asked)) == asked


def test_a_changed_widget_starts_at_the_first_page_and_leaves_the_others():
    asked = SpeakersAsked(only=Filter(since="2024-01-01"), find="qu", page=3, quote="0f3a")
    changed = with_widget_values(asked, {"speakers_find": None, "speakers_kinds": ["person"]})
    assert changed == SpeakersAsked(only=Filter(since="2024-01-01", speaker_kinds=("person",)))
    assert with_widget_values(changed, {"speakers_since": None}).only == Filter(speaker_kinds=("person",))


def script() -> None:
    """The filters of the page of speakers, and those of the words in context."""
    import streamlit as st  # noqa: PLC0415

    from quotes.dashboard import context_page, speakers_page  # noqa: PLC0415
    from quotes.dashboard.shared import PageContext, open_library  # noqa: PLC0415

    pages = {"quotes": st.Page(lambda: None, title="Quotes", url_path="quotes")}
    context = PageContext(open_library(), False, pages)
    draw = context_page.draw if st.query_params.get("words") else speakers_page.draw
    pages["speakers"] = st.Page(lambda: draw(context), title="Speakers", default=True)
    st.navigation(list(pages.values())).run()


@pytest.mark.parametrize(
    ("address", "box"),
    [
        ({}, "speakers_outlets"),
        ({}, "speakers_sources"),
        ({"words": "dawn"}, "context_speakers"),
    ],
)
def test_a_choice_moves_no_option_away_under_the_next_press(served_library, address, box):
    app = AppTest.from_function(script, default_timeout=60)
    app.query_params.update(address)
    offered = app.run().multiselect(key=box).options
    chosen = app.multiselect(key=box).select(offered[1]).run()
    assert not app.exception
    assert chosen.multiselect(key=box).options == offered
