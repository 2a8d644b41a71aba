"""The page of followed sources: a form to add some, and the list of them, with buttons to change each."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.followed_page import wording
from quotes.dashboard.login import may_name_folders
from quotes.dashboard.settings import current_settings
from quotes.dashboard.shared import PageContext, hint, masthead, notice
from quotes.display import templates_of
from quotes.intake import WatchSettings, sources_named, with_feeds_found
from quotes.library import FollowedSource, SourceKind
from quotes.types import InputError

_STYLE = Path(__file__).with_name("followed.css")
_ON_A_PAGE = 20
_MOST_PROBLEMS = 20
_BETWEEN_LOOKS = 5.0
_SECONDS_TO_LOOK = 8.0
_SECONDS_TO_READ = 20.0
_TYPED, _FORMS, _PAGE = "followed_typed", "followed_forms", "followed_page"
_FOLLOWED, _CHANGED = "followed_told", "followed_changed"
_fill = templates_of("quotes.dashboard.followed_page")


def draw(context: PageContext) -> None:
    """Draw the page."""
    st.html(_STYLE)
    st.html(masthead("Sources followed"))
    if not context.read_only:
        with st.container(key="followed_form"):
            _form(context)
    st.fragment(partial(_draw_list, context), run_every=_BETWEEN_LOOKS)()
    if "add" in context.pages:
        st.page_link(context.pages["add"], label="Add articles yourself", icon=":material/add_circle:")


def _form(context: PageContext) -> None:
    """Draw the form to follow further sources."""
    takes_folders = may_name_folders()
    st.text_area(
        wording.form_label(takes_folders=takes_folders), key=_TYPED, height=90, placeholder="https://"
    )
    number = st.session_state.get(_FORMS, 0)
    st.button(
        "Follow",
        type="primary",
        key=f"followed_add-{number}",
        on_click=_follow,
        args=(context, takes_folders, number),
    )
    _draw_told(_FOLLOWED)


def _follow(context: PageContext, takes_folders: bool, number: int) -> None:
    """Follow what was typed, one source a line; ``number`` counts the forms that were filled in before.

    On a slow line a second press comes before the answer to the first. It is for a form that is gone.
    """
    if number != st.session_state.get(_FORMS, 0):
        return
    st.session_state.pop(_CHANGED, None)
    try:
        lines = _typed_lines(takes_folders=takes_folders)
        found: list[str] = []
        settings = WatchSettings(allowed=current_settings().allowed, seconds=_SECONDS_TO_LOOK)
        named = with_feeds_found(context.library, sources_named(lines), settings, tell=found.append)
        added = context.library.follow(named)
    except InputError as error:
        _tell(_FOLLOWED, notice(str(error), error=True))
        return
    st.session_state[_TYPED] = ""
    st.session_state[_FORMS] = number + 1
    _tell(_FOLLOWED, notice(wording.added(added, len(named) - added, found)))


def _typed_lines(*, takes_folders: bool) -> list[str]:
    """What was typed, line by line.

    Raises:
        InputError: nothing was, or a line is not a web address and folders are not taken.

    """
    lines = [line.strip() for line in st.session_state.get(_TYPED, "").splitlines() if line.strip()]
    if not lines:
        raise InputError("Enter the web address of a feed first.")
    if not takes_folders and (paths := [line for line in lines if "://" not in line]):
        raise InputError(f"{paths[0]}: a web address must begin with http:// or https://")
    return lines


def _draw_list(context: PageContext) -> None:
    """Draw who follows the sources, and each source. This is drawn again every few seconds."""
    library = context.library
    _draw_told(_CHANGED)
    sources = sorted(library.followed(), key=lambda source: (source.problem is None, -source.id))
    if not sources:
        st.html(hint("Nothing is followed yet."))
        return
    since = library.watched_since()
    st.html(hint(wording.state(since, len(sources)), is_status=True))
    last = max(1, -(-len(sources) // _ON_A_PAGE))
    number = min(st.session_state.get(_PAGE, 1), last)
    shown = sources[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
    _draw_sources(context, shown, is_read=since is not None)
    if last > 1:
        st.pagination(last, key=_PAGE)


def _draw_sources(context: PageContext, sources: Sequence[FollowedSource], *, is_read: bool) -> None:
    for source in sources:
        with st.container(key=f"followed-{source.id}"):
            problems = context.library.entry_problems(source.id, _MOST_PROBLEMS)
            st.html(
                _fill(
                    "source",
                    name=source.title or wording.site(source),
                    place=source.place,
                    is_address=source.kind is SourceKind.feed,
                    facts=wording.facts(source),
                    problem=wording.problem(source),
                    problems=[(each.address, each.problem) for each in problems],
                )
            )
            if not context.read_only:
                _draw_buttons(context, source, is_read=is_read)


def _draw_buttons(context: PageContext, source: FollowedSource, *, is_read: bool) -> None:
    """Draw the buttons of a source; ``is_read`` if a process reads what is followed."""
    library, place = context.library, source.place

    def button(label: str, act: Callable[[], None], done: str, why_not: str = "") -> None:
        st.button(
            label,
            type="tertiary",
            key=f"followed-{label}-{source.id}",
            help=why_not or f"{label}: {source.name}",
            disabled=bool(why_not),
            on_click=_change,
            args=(act, done),
        )

    with st.container(horizontal=True, gap="medium", key=f"followed-acts-{source.id}"):
        if source.is_paused:
            button("Resume", partial(library.pause, [place], paused=False), "")
        else:
            told = f"{source.name} is read in a moment."
            button("Read now", partial(library.read_soon, place), told, "" if is_read else wording.NOT_READ)
            button("Pause", partial(library.pause, [place]), "")
        button("Remove", partial(library.unfollow, [place]), f"{source.name} is no longer followed.")


def _change(act: Callable[[], None], done: str) -> None:
    """Change a source, or say why that failed."""
    try:
        act()
    except InputError as error:
        _tell(_CHANGED, notice(str(error), error=True))
    else:
        _tell(_CHANGED, notice(done) if done else None)


def _tell(key: str, told: Markup | None) -> None:
    """Note what an act did, in place of what the last one did."""
    st.session_state[key] = told, monotonic()


def _draw_told(key: str) -> None:
    """Draw what an act did, long enough to be read; the page is drawn again and again."""
    told, since = st.session_state.get(key) or (None, 0.0)
    if told and monotonic() - since < _SECONDS_TO_READ:
        st.html(told)
