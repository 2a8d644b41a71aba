"""Where the words of a search are: as the index finds them, at their places in the text as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import FERRY, HARBOUR, UNDATED

from quotes.library import Filter, Library, find_words
from quotes.types import Article


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("vote", "Votes are counted; they voted.", ["Votes", "voted"]),
        ("cafe", "Nothing has changed at the café.", ["café"]),
        ('"at dawn" sail*', "We sail at dawn, sailors say at noon.", ["sail", "at dawn", "sailors"]),
        ("ferry -dawn", "The ferry at dawn.", ["ferry"]),
        ("-ferry", "The ferry.", []),
        ("!?", "What!?", []),
        ("b", "a\0b\x01b \x02 b", ["b", "b", "b"]),
    ],
)
def test_words_are_found_as_the_index_finds_them(words: str, text: str, found: list[str]) -> None:
    (spans,) = find_words(words, [text])
    assert [span.of(text) for span in spans] == found


@given(st.text(max_size=80), st.sampled_from(["dawn", "ferry", "a*", '"at dawn"']))
def test_every_place_is_within_its_text(text: str, words: str) -> None:
    (spans,) = find_words(words, [text.encode("utf-8", "replace").decode()])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("words", ["dawn", "votes", '"sail at"', "caf*"])
def test_what_the_library_finds_is_what_is_marked(library: Library, words: str) -> None:
    found = {row.quote_id for row in library.rows(Filter(words=words))}
    rows = list(library.rows())
    marked = find_words(words, [f"{row.quote} {row.context}" for row in rows])
    assert found == {row.quote_id for row, spans in zip(rows, marked, strict=True) if spans}


def test_articles_with_words_in_title_or_text(library: Library) -> None:
    library.add(Article("Nothing is quoted here of the RéGATTA, 5%.", id="r", title="A race"), [])
    assert library.articles_with("ferry", limit=5) == [(FERRY.id, FERRY.title)]
    harbour = " ".join(HARBOUR.text.split())
    assert library.articles_with("dawn", limit=5) == [(UNDATED.id, UNDATED.text), (FERRY.id, FERRY.title)]
    assert library.articles_with("dawn", limit=1) == [(UNDATED.id, UNDATED.text)]
    assert library.articles_with('race "quoted here" -ferry', limit=5) == [("r", "A race")]
    assert library.articles_with("5%", limit=5) == [("r", "A race")]
    assert library.articles_with("-ferry", limit=5) == []
    assert library.articles_with('"votes are counted"', limit=5) == [(HARBOUR.id, harbour)]
