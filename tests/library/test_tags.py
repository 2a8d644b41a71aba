"""Tags of speakers, articles and quotes, through the real library."""

import pytest
from made_library import CAFE, DAWN, FERRY, HOUR, NOON, STRIKE

from quotes.insight import counts_by_tag, speakers_by_tag
from quotes.library import FILTER_FIELDS, Filter, Tagged
from quotes.types import InputError


def words(library, *tags):
    only = Filter(tags=tags)
    rows = library.page(only)
    assert library.totals(only).quotes == len(rows)
    return {row.quote for row in rows}


def test_a_tag_finds_the_quotes_of_speakers_articles_and_quotes(library):
    library.tag("minister", Tagged.speaker, ["Ada Quill"])
    library.tag("court", Tagged.article, ["ferry"])
    act = library.tag(" court ", Tagged.quote, [HOUR.quote_id, CAFE.quote_id], note="for Friday")
    assert words(library, "minister") == {DAWN.quote, NOON.quote}
    assert words(library, "court") == {DAWN.quote, STRIKE.quote, "A mess,", HOUR.quote, CAFE.quote}
    assert words(library, "minister", "court") == words(library, "court") | {NOON.quote}
    assert words(library, "nobody's") == set()
    assert library.tags() == ["court", "minister"]
    assert library.tags_of(Tagged.quote, [HOUR.quote_id, DAWN.quote_id]) == {
        HOUR.quote_id: ("court",),
        DAWN.quote_id: (),
    }
    assert library.tags_of_rows([DAWN, NOON, CAFE]) == [("court", "minister"), ("minister",), ("court",)]
    assert library.act(act).in_words == "tag “court” for 2 quotes"
    library.undo(act)
    assert words(library, "court") == {DAWN.quote, STRIKE.quote, "A mess,"}


def test_a_removed_tag_is_gone_and_comes_back_with_its_undo(library):
    library.tag("court", Tagged.article, ["ferry", "harbour"])
    removed = library.untag("court", Tagged.article, ["harbour"])
    assert library.totals(Filter(tags=("court",))).articles == 1
    library.undo(removed)
    assert library.totals(Filter(tags=("court",))).articles == 2


def test_a_tag_of_a_speaker_holds_for_all_names_that_are_joined(library):
    library.tag("minister", Tagged.speaker, ["Bo Reed"])
    act = library.join_names(["Bo Reed", "Cy Marl"])
    assert words(library, "minister") == {STRIKE.quote, HOUR.quote}
    assert library.tags_of(Tagged.speaker, ["Cy Marl"]) == {"Cy Marl": ("minister",)}
    removed = library.untag("minister", Tagged.speaker, ["Cy Marl"])
    assert words(library, "minister") == set()
    library.undo(removed)
    library.undo(act)
    assert words(library, "minister") == {STRIKE.quote}


def test_tags_survive_a_new_extraction(library):
    library.tag("checked", Tagged.quote, [STRIKE.quote_id])
    library.add(FERRY, [DAWN, STRIKE], again=True)
    library.correct_speaker(STRIKE.quote_id, "Cy Marl")
    assert words(library, "checked") == {STRIKE.quote}


def test_exports_have_the_tags_and_the_names_over_all_articles(library):
    library.tag("court", Tagged.article, ["ferry"])
    library.tag("minister", Tagged.speaker, ["Ada Quill"])
    library.join_names(["Bo Reed", "Cy Marl"], known_as="Cy Marl")
    frame = library.with_own_columns(library.frame()).set_index("quote_id")
    assert frame.loc[DAWN.quote_id, "tags"] == "court; minister"
    assert frame.loc[STRIKE.quote_id, ["speaker", "speaker_known_as", "tags"]].tolist() == [
        "Bo Reed",
        "Cy Marl",
        "court",
    ]
    assert frame["tags"].isna().sum() == 2
    nothing = library.with_own_columns(library.frame(Filter(since="2030-01-01")))
    assert list(nothing.columns) == list(frame.reset_index()[nothing.columns].columns)


def test_quotes_are_counted_by_tag(library):
    library.tag("minister", Tagged.speaker, ["Ada Quill"])
    library.tag("court", Tagged.article, ["ferry"])
    assert list(counts_by_tag(library).itertuples(index=False, name=None)) == [
        ("court", 3, 2, 1),
        ("minister", 2, 1, 2),
    ]
    assert list(speakers_by_tag(library).itertuples(index=False, name=None)) == [
        ("court", "Ada Quill", 1),
        ("court", "Bo Reed", 1),
        ("minister", "Ada Quill", 2),
    ]


def test_only_what_is_there_is_tagged(library):
    with pytest.raises(InputError, match="no such article"):
        library.tag("court", Tagged.article, ["nowhere"])
    with pytest.raises(InputError, match="name a tag"):
        library.tag("  ", Tagged.article, ["ferry"])
    assert library.tags() == []


def test_an_address_keeps_tags():
    field = FILTER_FIELDS["tags"]
    assert field.from_address(field.to_address(("court", "minister"))) == ("court", "minister")
    assert Filter(tags=("court",)).in_words() == "tag is court"
