"""Deleting and amending articles on a page: the menu, its dialogs, and the line that offers to undo it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Thread

import streamlit as st

from quotes.dashboard.shared.bars import number_with_noun
from quotes.dashboard.shared.cards import hint, notice
from quotes.dashboard.shared.context import PageContext
from quotes.library import DAYS_IN_BIN, Filter, Library
from quotes.types import InputError

_KEY = "article_change"
_FIELDS = {"title": "Title", "outlet": "Outlet", "published": "Date", "url": "Web address"}
_HINTS = {"published": "2024-03-05", "url": "https://…"}


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What a visitor has just changed. ``page`` is the page that reports it, None until one does."""

    text: str
    act: int | None = None
    is_error: bool = False
    page: str | None = None


@dataclass(frozen=True, slots=True)
class ChosenArticles:
    """The articles to delete or to amend.

    Attributes:
        name: makes the keys of the widgets differ from those of other menus on the page.
        find: lists their ids; called when a dialog opens.
        only: the filter that shows them, if one does.
        after: called after they were deleted.

    """

    name: str
    find: Callable[[], Sequence[str]]
    only: Filter | None = None
    after: Callable[[], None] = lambda: None


def draw_last_change(library: Library, page: str) -> None:
    """Draw what the visitor changed last, with a button to undo it; on one page, once."""
    change: ArticleChange | None = st.session_state.get(_KEY)
    if change is None:
        return
    if change.page not in (None, page):
        del st.session_state[_KEY]
        return
    st.session_state[_KEY] = replace(change, page=page)
    with st.container(horizontal=True, vertical_alignment="center", key="article-change"):
        st.html(notice(change.text, error=change.is_error))
        if change.act is not None:
            st.button(
                "Undo",
                key="undo-article-change",
                icon=":material/undo:",
                on_click=undo_change,
                args=(library, change.act),
            )


def report_change(text: str, act: int | None = None) -> None:
    """Keep what the next page reports: what an act did, or without an act why nothing was stored."""
    st.session_state[_KEY] = ArticleChange(text, act, is_error=act is None)


def undo_change(library: Library, act: int) -> None:
    """Undo an act, and report it. Buttons call this."""
    try:
        library.undo(act)
    except InputError as error:
        st.session_state[_KEY] = ArticleChange(str(error), is_error=True)
        return
    st.session_state[_KEY] = ArticleChange("Undone.")
    _link_later(library)


@st.dialog("Delete articles")
def draw_deletion(library: Library, chosen: ChosenArticles) -> None:
    """Ask whether to delete articles, and delete them."""
    doc_ids = chosen.find()
    if not doc_ids:
        st.html(notice("There are no articles to delete."))
        return
    st.html(hint(_what_is_chosen(library, chosen, doc_ids)))
    st.html(
        hint(
            "Their quotes and corrections are deleted with them. "
            f"You can undo this for {DAYS_IN_BIN} days, here or under Review, History."
        )
    )
    note = st.text_input("Reason (optional)", key="deletion-note", max_chars=500)
    with st.container(horizontal=True, gap="small"):
        label = f"Delete {number_with_noun(len(doc_ids), 'article')}"
        if st.button(label, key="deletion-now", type="primary"):
            _change(library, lambda: library.delete(doc_ids, note=note.strip()), "Deleted", len(doc_ids))
            chosen.after()
            _link_later(library)
            st.rerun()
        if st.button("Cancel", key="deletion-cancel"):
            st.rerun()


@st.dialog("Amend articles")
def draw_amendment(library: Library, chosen: ChosenArticles) -> None:
    """Ask for the right title, outlet, date and web address of articles, and store them."""
    doc_ids = chosen.find()
    if not doc_ids:
        st.html(notice("There are no articles to amend."))
        return
    before = _known(library, doc_ids)
    if len(doc_ids) > 1:
        st.html(hint(_what_is_chosen(library, chosen, doc_ids)))
        st.html(hint("Fields that you leave empty stay as they are."))
    with st.form("amendment", border=False):
        typed = {
            field: st.text_input(
                label,
                value=before.get(field) or "",
                key=f"amendment-{field}",
                placeholder=_HINTS.get(field),
                max_chars=2000,
            ).strip()
            for field, label in _FIELDS.items()
            if len(doc_ids) == 1 or field in ("outlet", "published")
        }
        with st.container(horizontal=True, gap="small"):
            label = f"Amend {number_with_noun(len(doc_ids), 'article')}"
            wanted = st.form_submit_button(label, key="amendment-now", type="primary")
            cancelled = st.form_submit_button("Cancel", key="amendment-cancel")
    if cancelled:
        st.rerun()
    changes = {field: value or None for field, value in typed.items() if value != (before.get(field) or "")}
    if wanted and changes:
        try:
            _change(library, lambda: library.amend(doc_ids, changes), "Amended", len(doc_ids))
        except InputError as error:
            st.html(notice(str(error), error=True))
            return
        st.rerun()


def draw_change_menu(context: PageContext, chosen: ChosenArticles, label: str) -> None:
    """Draw the menu that deletes or amends articles. It asks the library nothing before a choice."""
    if context.read_only:
        return
    wanted = st.menu_button(label, ("Amend…", "Delete…"), key=f"change-{chosen.name}", icon=":material/edit:")
    if wanted == "Amend…":
        draw_amendment(context.library, chosen)
    elif wanted:
        draw_deletion(context.library, chosen)


def draw_change_buttons(context: PageContext, chosen: ChosenArticles) -> None:
    """Draw the same choice as two buttons."""
    with st.container(horizontal=True, gap="small"):
        if st.button("Amend articles…", key=f"amend-{chosen.name}", icon=":material/edit:"):
            draw_amendment(context.library, chosen)
        if st.button("Delete articles…", key=f"delete-{chosen.name}", icon=":material/delete:"):
            draw_deletion(context.library, chosen)


def _known(library: Library, doc_ids: Sequence[str]) -> dict[str, str | None]:
    """What is known of an article, if it is only one."""
    if len(doc_ids) > 1:
        return {}
    article = library.article(doc_ids[0]).article
    return {field: getattr(article, field) for field in _FIELDS}


def _what_is_chosen(library: Library, chosen: ChosenArticles, doc_ids: Sequence[str]) -> str:
    """Say how many quotes the filter shows, and how many articles that makes with how many quotes."""
    articles = number_with_noun(len(doc_ids), "article")
    quotes = number_with_noun(library.number_of_quotes(doc_ids), "quote")
    if chosen.only is None:
        return f"{articles} with {quotes}."
    shown = number_with_noun(library.totals(chosen.only).quotes, "quote")
    return f"The filters show {shown}, from {articles}. These have {quotes} in all."


def _change(library: Library, change: Callable[[], int], says: str, number: int) -> None:
    """Make a change, and remember it so that a page reports it.

    Raises:
        InputError: it cannot be made.

    """
    act = change()
    report_change(f"{says}: {number_with_noun(number, 'article')}.", act)
    library.totals()  # read what has changed now, and not when the page is drawn


def _link_later(library: Library) -> None:
    """Link names in the background; after a change of many articles it takes seconds."""
    Thread(target=library.link, name="linking names", daemon=True).start()
