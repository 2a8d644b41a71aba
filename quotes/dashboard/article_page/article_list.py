"""The list of articles: those added last, of an import or of all, or those with the words in their titles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.article_page.address import ArticleAsked
from quotes.dashboard.article_page.state import current_state, show
from quotes.dashboard.shared import (
    Asked,
    ChosenArticles,
    PageContext,
    draw_change_menu,
    hint,
    masthead,
    notice,
    number_with_noun,
    offer_samples,
    plain_label,
    set_widget,
    to_parameters,
)
from quotes.display import templates_of
from quotes.intake import article_title
from quotes.library import Act, ActKind, Filter, Library

ROWS_A_PAGE = 20
MOST_FOUND = 200
_FIND = "article_find"
_TICKED = "articles_ticked"
_fill = templates_of("quotes.dashboard.article_page")


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the list, with the number of its quotes."""

    doc_id: str
    title: str | None
    outlet: str | None
    published: str | None
    quotes: int


def draw(context: PageContext, asked: ArticleAsked) -> None:
    """Draw the list."""
    st.html(masthead("Articles"))
    if context.library.articles(limit=1).empty:
        offer_samples(context)
        return
    set_widget(_FIND, asked.find)
    st.text_input(
        "Find an article",
        autocomplete="off",
        key=_FIND,
        type="search",
        placeholder="Words in the title",
        on_change=_find,
        max_chars=200,
    )
    if asked.imported:
        _draw_import(context, asked)
    articles, more = _found(context.library, asked) if asked.find else _latest(context.library, asked)
    if not articles:
        st.html(notice(_nothing(asked)))
    ticked = _ticked()
    if ticked:
        _draw_ticked(context, ticked)
    with st.container(key="articles", gap=None):
        for place, article in enumerate(articles, start=1):
            _row(place, article, ticks=not context.read_only)
    _page_buttons(asked, more=more)


def _find() -> None:
    imported = current_state().asked.imported
    show(ArticleAsked(find=st.session_state[_FIND].strip(), imported=imported))


def _draw_import(context: PageContext, asked: ArticleAsked) -> None:
    """Draw which import's articles are listed, with the ways to its quotes and to all articles."""
    act = context.library.act(asked.imported)
    if act is None or act.what is not ActKind.addition:
        st.html(notice(f"There is no import {asked.imported}.", error=True))
    else:
        st.html(hint(f"Articles of import {act.id}: {act.in_words}, {_day(act)}"))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="articles-import"):
        quotes = to_parameters(Asked(Filter(imports=(asked.imported,))))
        st.page_link(context.pages["quotes"], label="See its quotes", query_params=quotes)
        everything = replace(asked, imported=0, page=1)
        st.button("All articles", key="leave-import", type="tertiary", on_click=show, args=(everything,))


def _day(act: Act) -> str:
    when = datetime.fromisoformat(act.made)
    return f"{when.day} {when:%B %Y}"


def card(article: Listed) -> Markup:
    """Draw a line of the list: the title, the outlet, the date and the number of quotes."""
    return _fill(
        "article_card",
        title=article.title or article.doc_id,
        facts=[fact for fact in (article.outlet, article.published) if fact],
        number="1 quote" if article.quotes == 1 else f"{article.quotes or 'no'} quotes",
    )


def _latest(library: Library, asked: ArticleAsked) -> tuple[list[Listed], bool]:
    """Read a page of the articles added last, and whether there are more."""
    imports = (asked.imported,) if asked.imported else ()
    first = (asked.page - 1) * ROWS_A_PAGE
    lines = library.articles(imports=imports, limit=ROWS_A_PAGE + 1, offset=first)
    columns = ("doc_id", "title", "outlet", "published", "quotes")
    known = lines[list(columns)].astype(object).where(lines[list(columns)].notna(), None)
    openings = library.openings(known["doc_id"])
    found = [
        Listed(doc_id, title or openings.get(doc_id), *others)
        for doc_id, title, *others in known.itertuples(index=False)
    ]
    return found[:ROWS_A_PAGE], len(found) > ROWS_A_PAGE


def _found(library: Library, asked: ArticleAsked) -> tuple[list[Listed], bool]:
    """Read a page of the articles with quotes and the words in their titles, and whether there are more."""
    first = (asked.page - 1) * ROWS_A_PAGE
    if first >= MOST_FOUND:
        return [], False
    only = Filter(imports=(asked.imported,) if asked.imported else ())
    counted = library.counts("article", only, limit=first + ROWS_A_PAGE + 1, containing=asked.find)
    page = counted.iloc[first : first + ROWS_A_PAGE]
    found = []
    for doc_id, quotes in zip(page["article"], page["quotes"], strict=True):
        article = library.article(doc_id).article
        found.append(Listed(doc_id, article_title(article), article.outlet, article.published, int(quotes)))
    return found, len(counted) > first + ROWS_A_PAGE and first + ROWS_A_PAGE < MOST_FOUND


def _nothing(asked: ArticleAsked) -> str:
    if asked.page > 1:
        return "There are no more articles."
    if not asked.find:
        return "None of its articles is in the library."
    return f"No article with quotes has “{asked.find}” in its title. Try fewer words."


def _ticked() -> frozenset[str]:
    """The articles that this visitor has ticked."""
    ticked: frozenset[str] = st.session_state.get(_TICKED, frozenset())
    return ticked


def _tick(key: str, doc_id: str) -> None:
    ticked = _ticked()
    st.session_state[_TICKED] = ticked | {doc_id} if st.session_state[key] else ticked - {doc_id}


def _clear_ticks() -> None:
    st.session_state[_TICKED] = frozenset()


def _draw_ticked(context: PageContext, ticked: frozenset[str]) -> None:
    """Draw how many articles are ticked, and what can be done with them."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="articles-ticked"):
        st.html(hint(f"{number_with_noun(len(ticked), 'article')} selected"))
        chosen = ChosenArticles("ticked", lambda: sorted(ticked), after=_clear_ticks)
        draw_change_menu(context, chosen, "Change selected")
        st.button("Clear selection", key="clear-ticks", type="tertiary", on_click=_clear_ticks)


def _row(place: int, article: Listed, *, ticks: bool) -> None:
    """Draw an article; the whole of its card is its button. With ``ticks``, a box beside it selects it."""
    if not ticks:
        _draw_card(place, article)
        return
    with st.container(key=f"line-article-{place}", horizontal=True, gap="small", vertical_alignment="center"):
        # By the article, not by the place: on a slow line another one may be there before a tick comes.
        key = f"tick-article-{article.doc_id}"
        st.session_state[key] = article.doc_id in _ticked()
        label = f"Select {article.title or article.doc_id}"
        st.checkbox(
            plain_label(label, 200),
            key=key,
            on_change=_tick,
            args=(key, article.doc_id),
            label_visibility="collapsed",
            width="content",
        )
        _draw_card(place, article)


def _draw_card(place: int, article: Listed) -> None:
    with (
        st.container(key=f"row-article-{place}", gap=None),
        st.container(key=f"head-article-{place}", gap=None),
    ):
        st.html(card(article))
        chosen = ArticleAsked(article.doc_id)
        st.button(f"Read article {place}", key=f"read-{article.doc_id}", on_click=show, args=(chosen,))


def _page_buttons(asked: ArticleAsked, *, more: bool) -> None:
    """Draw the buttons to the previous and the next page, if there are any."""
    ways: Sequence[tuple[str, str, int, bool]] = (
        ("Back", ":material/arrow_back:", asked.page - 1, asked.page > 1),
        ("More articles", ":material/arrow_forward:", asked.page + 1, more),
    )
    with st.container(horizontal=True, gap="small", key="article-pages"):
        for says, icon, page, there in ways:
            if there:
                st.button(says, icon=icon, on_click=show, args=(replace(asked, page=page),))
