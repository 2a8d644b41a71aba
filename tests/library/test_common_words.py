"""Searches that find more quotes than can be ranked or sorted at once."""

import pytest
from made_library import row_of

from quotes.library import Filter, Library, Sort, UtteranceOrder, sorted_quotes
from quotes.types import Article

SAID = ("Storm after storm", "The storm is near", "A storm", "Storm, storm, storm", "Rain and a storm")
STORM = Filter(words="storm")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library in which every quote has the same word, that tests only read."""
    with Library(tmp_path_factory.mktemp("common") / "press.db") as library:
        for number, words in enumerate(SAID):
            article = Article(
                f"“{words},” Ada Quill said.", f"a{number}", published=f"2024-03-{9 - number:02}"
            )
            library.add(article, [row_of(article, f"{words},", speaker="Ada Quill")])
        library.match()
        yield library


@pytest.fixture
def common(monkeypatch):
    """Words are common if more than two quotes have them."""
    monkeypatch.setattr(sorted_quotes, "MOST_RANKED", 3)


def words_of(rows):
    return [row.quote.rstrip(",") for row in rows]


def test_of_many_quotes_the_last_added_are_ranked_and_the_others_follow(library, common):
    best = ["Storm, storm, storm", "A storm", "Rain and a storm", "The storm is near", "Storm after storm"]
    assert words_of(library.rows(STORM, Sort.relevance)) == best
    for limit in (1, 2, 3, 4, 9):
        pages = [
            library.page(STORM, Sort.relevance, limit=limit, offset=offset) for offset in range(0, 9, limit)
        ]
        assert words_of(row for page in pages for row in page) == best
    dry = Filter(words="storm -rain", until="2024-03-08")
    assert words_of(library.rows(dry, Sort.relevance)) == [best[0], best[1], best[3]]


@pytest.mark.parametrize(
    "only", [STORM, Filter(words="storm -rain", speakers=("Ada Quill",)), Filter(words="-rain")]
)
@pytest.mark.parametrize("sort", [sort for sort in Sort if sort is not Sort.relevance])
def test_common_words_are_listed_in_the_order_of_rare_ones(library, monkeypatch, only, sort):
    rare = list(library.rows(only, sort))
    utterances = [library.utterances(only, order) for order in UtteranceOrder]
    monkeypatch.setattr(sorted_quotes, "MOST_RANKED", 3)
    assert list(library.rows(only, sort)) == rare
    assert [library.utterances(only, order) for order in UtteranceOrder] == utterances
