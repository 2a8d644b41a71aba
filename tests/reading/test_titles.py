"""Titles without the outlet's name, and outlets without their mottos."""

from itertools import islice

import pytest
from made_files import write

from quotes.reading import FoundArticle, read_outcomes, usable_articles
from quotes.types import Article


def tidy(*articles: Article) -> list[tuple[str | None, str | None]]:
    found = usable_articles(FoundArticle("a", article) for article in articles)
    return [(each.article.title, each.article.outlet) for each in found if isinstance(each, FoundArticle)]


@pytest.mark.parametrize(
    ("title", "outlet", "url", "wanted"),
    [
        ("Ferry back | CBC News", "CBC", None, ("Ferry back", "CBC")),
        ("Ferry back - The Invented Post", "The Invented Post", None, ("Ferry back", "The Invented Post")),
        ("Ferry back – Post", None, "https://www.post.example/a", ("Ferry back", "Post")),
        (
            "Ferry back | Local | Ellin Courier",
            "Ellin Courier",
            None,
            ("Ferry back | Local", "Ellin Courier"),
        ),
        ("Ellin Courier | Ferry back", "Ellin Courier", None, ("Ferry back", "Ellin Courier")),
        (
            "Ferry back - Morning Harbour Post",
            "mhp.example",
            "https://mhp.example/a",
            ("Ferry back", "Morning Harbour Post"),
        ),
        (
            "Ferry back",
            "The Ellin Courier | News from the coast",
            "https://ellincourier.example/a",
            ("Ferry back", "The Ellin Courier"),
        ),
        ("Ferry back - and late", "Ellin Courier", None, ("Ferry back - and late", "Ellin Courier")),
        ("Sail - Sunday lunch", "Sun", None, ("Sail - Sunday lunch", "Sun")),
        ("Ellin - Port Vale", None, "https://post.example/a", ("Ellin - Port Vale", None)),
        ("| Ellin Courier", "Ellin Courier", None, ("| Ellin Courier", "Ellin Courier")),
        ("Ellin Courier", "Ellin Courier", None, ("Ellin Courier", "Ellin Courier")),
        (" \n", "", "http://[broken", (None, None)),
    ],
)
def test_the_outlets_name_is_cut_off_a_title(title, outlet, url, wanted):
    assert tidy(Article("Rain fell.", title=title, outlet=outlet, url=url)) == [wanted]


def test_a_name_in_which_most_titles_end_is_the_outlet():
    titles = [f"Ferry {number} is late | Ellin Courier" for number in range(5)]
    titles += ["Mist - Port Vale", "Rain on Monday"]
    told = tidy(*(Article(f"Rain fell {title}.", title=title) for title in titles))
    assert told[:5] == [(f"Ferry {number} is late", "Ellin Courier") for number in range(5)]
    assert told[5:] == [("Mist - Port Vale", None), ("Rain on Monday", None)]


def test_what_titles_end_in_is_not_always_a_name():
    titles = [f"Ferry {number} - live updates" for number in range(5)]
    assert tidy(*(Article(f"Rain fell {title}.", title=title) for title in titles)) == [
        (title, None) for title in titles
    ]


def test_articles_are_not_held_back_for_their_titles_for_long():
    articles = (
        FoundArticle(f"{number}", Article(f"Rain fell {number}.", title=f"{number} - Mist"))
        for number in range(10_000)
    )
    assert len(list(islice(usable_articles(articles), 3))) == 3
    assert 9_900 < sum(1 for _ in articles) < 10_000


def test_the_title_of_a_web_page_is_tidy(tmp_path):
    page = write(
        tmp_path / "a.html",
        "<html><head><title>Ferry returns | Ellin Courier</title>"
        '<meta property="og:site_name" content="The Ellin Courier"></head><body><article>'
        + "<p>“We sail at dawn,” Ada Quill said on the quay of Ellin on Friday morning.</p>" * 5
        + "</article></body></html>",
    )
    (found,) = read_outcomes([page])
    assert (found.article.title, found.article.outlet) == ("Ferry returns", "The Ellin Courier")
