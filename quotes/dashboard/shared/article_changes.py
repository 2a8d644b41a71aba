"""Deleting and amending articles on a page: the menu, its dialogs, and the line that offers to undo it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Thread

import streamlit as st

from quotes.dashboard.shared.bars import number_with_noun
from quotes.dashboard.shared.cards import hint, notice
from quotes.dashboard.shared.context import PageContext
from quotes.library import DAYS_IN_BIN, Filter, Library
from quotes.types import InputError

_KEY = "article_change"
_REASON, _ERROR, _DONE = "deletion-note", "amendment-error", "articles-changed"
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


def report_on_page() -> None:
    """Draw the whole page again if it has yet to report a change. A part that is drawn alone calls this."""
    change: ArticleChange | None = st.session_state.get(_KEY)
    if change is not None and change.page is None:
        st.rerun()


def undo_change(library: Library, act: int) -> None:
    """Undo an act, and report it. Buttons call this."""
    try:
        library.undo(act)
    except InputError as error:
        st.session_state[_KEY] = ArticleChange(str(error), is_error=True)
        return
    st.session_state[_KEY] = ArticleChange("Undone.")
    _link_later(library)


def draw_deletion(library: Library, chosen: ChosenArticles) -> None:
    """Open the dialog that asks whether to delete articles, and deletes them."""
    st.session_state.pop(_DONE, None)
    _draw_deletion(library, chosen)


def draw_amendment(library: Library, chosen: ChosenArticles) -> None:
    """Open the dialog that asks for the right title, outlet, date and web address of articles."""
    st.session_state.pop(_DONE, None)
    _draw_amendment(library, chosen)


@st.dialog("Delete articles")
def _draw_deletion(library: Library, chosen: ChosenArticles) -> None:
    _close_when_done()
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
    st.text_input("Reason (optional)", autocomplete="off", key=_REASON, max_chars=500)
    with st.container(horizontal=True, gap="small"):
        label = f"Delete {number_with_noun(len(doc_ids), 'article')}"
        args = (library, chosen, doc_ids)
        st.button(label, key="deletion-now", type="primary", on_click=_delete, args=args)
        st.button("Cancel", key="deletion-cancel", on_click=_done)


@st.dialog("Amend articles")
def _draw_amendment(library: Library, chosen: ChosenArticles) -> None:
    _close_when_done()
    doc_ids = chosen.find()
    if not doc_ids:
        st.html(notice("There are no articles to amend."))
        return
    before = _known(library, doc_ids)
    if len(doc_ids) > 1:
        st.html(hint(_what_is_chosen(library, chosen, doc_ids)))
        st.html(hint("Fields that you leave empty stay as they are."))
    fields = {
        field: label
        for field, label in _FIELDS.items()
        if len(doc_ids) == 1 or field in ("outlet", "published")
    }
    with st.form("amendment", border=False):
        for field, label in fields.items():
            st.text_input(
                label,
                value=before.get(field) or "",
                autocomplete="off",
                key=_key_of(field),
                placeholder=_HINTS.get(field),
                max_chars=2000,
            )
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                f"Amend {number_with_noun(len(doc_ids), 'article')}",
                key="amendment-now",
                type="primary",
                on_click=_amend,
                args=(library, doc_ids, {field: before.get(field) or "" for field in fields}),
            )
            st.form_submit_button("Cancel", key="amendment-cancel", on_click=_done)
    if error := st.session_state.pop(_ERROR, ""):
        st.html(notice(error, error=True))


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


def _delete(library: Library, chosen: ChosenArticles, doc_ids: Sequence[str]) -> None:
    """Delete articles, for the reason that is typed, and report it."""
    act = library.delete(doc_ids, note=st.session_state[_REASON].strip())
    _report(library, "Deleted", doc_ids, act)
    chosen.after()
    _link_later(library)
    _done()


def _amend(library: Library, doc_ids: Sequence[str], before: Mapping[str, str]) -> None:
    """Store the fields that were changed, and report it; the form tells what is wrong with one."""
    typed = {field: st.session_state[_key_of(field)].strip() for field in before}
    changes = {field: value or None for field, value in typed.items() if value != before[field]}
    try:
        if changes:
            _report(library, "Amended", doc_ids, library.amend(doc_ids, changes))
    except InputError as error:
        st.session_state[_ERROR] = str(error)
    else:
        _done()


def _done() -> None:
    """Have the dialog closed when it is next drawn."""
    st.session_state[_DONE] = True


def _close_when_done() -> None:
    """Close the dialog, by drawing the page without it, after what was asked for is done."""
    if st.session_state.pop(_DONE, False):
        st.rerun()


def _key_of(field: str) -> str:
    """The key of the widget in which a field of articles is typed."""
    return f"amendment-{field}"


def _report(library: Library, says: str, doc_ids: Sequence[str], act: int) -> None:
    """Remember what was done, so that a page reports it."""
    report_change(f"{says}: {number_with_noun(len(doc_ids), 'article')}.", act)
    library.totals()  # read what has changed now, and not when the page is drawn


def _link_later(library: Library) -> None:
    """Link names in the background; after a change of many articles it takes seconds."""
    Thread(target=library.link, name="linking names", daemon=True).start()
