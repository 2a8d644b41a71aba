"""Marking a missed quote: by its words, or from the quotations that the extraction left out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.review_page import answers
from quotes.dashboard.review_page.state import ReviewMessage, ReviewState, ReviewView, update
from quotes.dashboard.shared import PageContext, component_script, hint, notice
from quotes.display import Mark, marked_html, templates_of
from quotes.intake import article_title
from quotes.library import Filter, Library, Sort
from quotes.review import find_words, unextracted_quotations
from quotes.text import paragraph_at, split_paragraphs
from quotes.types import InputError, Quote, Span

_WORDS = "review-words"
_SELECTED = "review-selected"
_NOT_FOUND = "These words are not in the article. Select words of one paragraph or of paragraphs in a row."
_AROUND = 120
_MOST_PLACES = 12
_MOST_LEFT_OUT = 12
_MOST_ROWS = 2000
_MOST_TEXT = 200_000
_fill = templates_of("quotes.dashboard.review_page")


@dataclass(frozen=True, slots=True)
class _OpenArticle:
    """The article that is open, and its quotes so far."""

    library: Library
    doc_id: str
    text: str
    rows: list[Quote]


def draw(context: PageContext, state: ReviewState) -> None:
    """Draw the article and what may be marked in it."""
    answers.draw_message(context.library, state)
    if state.article is None:
        _choose_article(context)
        return
    try:
        _article(context.library, state.article)
    except InputError as error:
        st.html(notice(str(error), error=True))
        _choose_article(context)


def _choose_article(context: PageContext) -> None:
    st.html(notice("Open the article with the missed quote, then choose “Mark a missed quote”."))
    st.page_link(context.pages["article"], label="Choose an article", icon=":material/article:")


def _article(library: Library, doc_id: str) -> None:
    """Draw an article and what may be marked in it.

    Raises:
        InputError: the library has no such article.

    """
    article = library.article(doc_id).article
    rows = library.page(Filter(articles=(doc_id,)), Sort.newest, limit=_MOST_ROWS)
    opened = _OpenArticle(library, doc_id, article.text, rows)
    st.html(_fill("article_title", title=article_title(article)))
    st.button(
        "Check the quotes of this article",
        type="tertiary",
        on_click=update,
        args=(ReviewState.go_to, ReviewView.queue),
    )
    st.html(hint("Select the quoted words in the article below, or copy them into the box."))
    _by_words(opened)
    _left_out(opened)
    _text(article.text, rows)
    _by_selection(opened)


def _by_words(opened: _OpenArticle) -> None:
    """Draw the box for the quoted words, and the places where the article has them."""
    st.text_area(
        "The quoted words",
        key=_WORDS,
        height=90,
        placeholder="Copy the words from the article below. You can leave out the quotation marks",
    )
    st.button("Find in the article", key="review-find", type="primary")
    words: str = st.session_state[_WORDS]
    if not words.strip():
        return
    found = find_words(opened.text, words)
    if not found:
        st.html(notice("These words are not in the article. Copy them exactly."))
        return
    if len(found) > 1:
        many = (
            f"{len(found):,}" if len(found) <= _MOST_PLACES else f"{len(found):,}, the first {_MOST_PLACES}"
        )
        st.html(notice(f"These words appear several times ({many}). Choose one."))
    for place, span in enumerate(found[:_MOST_PLACES], start=1):
        _offer(opened, span, f"place-{place}", _already(span, opened.rows))


def _by_selection(opened: _OpenArticle) -> None:
    """Let the visitor mark the words that are selected in the article (selection.js)."""
    script = component_script("selection.js")
    component = st.components.v2.component("quotes.selection", js=script, isolate_styles=False)
    with st.container(key="review-selection"):
        component(
            key=_SELECTED, data={"article": opened.doc_id}, on_selected_change=partial(_mark_selected, opened)
        )


def _mark_selected(opened: _OpenArticle) -> None:
    """Mark the selected words as a quote, or show the quote that they are already."""
    selected = st.session_state[_SELECTED].selected
    words, start = (
        selected.get(name) if isinstance(selected, Mapping) else None for name in ("words", "start")
    )
    if not isinstance(words, str) or not isinstance(start, int):
        return
    span = nearest_place(opened.text, words, start)
    if span is None:
        update(ReviewState.with_message, ReviewMessage(_NOT_FOUND, is_error=True))
    elif (there := _already(span, opened.rows)) and (there.start, there.end) == span:
        update(ReviewState.show, there.quote_id)
    else:
        answers.mark(opened.library, opened.doc_id, span, span.of(opened.text))


def nearest_place(text: str, words: str, start: int) -> Span | None:
    """Where a text has words, at ``start`` or as soon as possible after it.

    >>> nearest_place("Go, she said. Go.", "Go", 5)
    Span(start=14, end=16)
    """
    found = find_words(text, words)
    return min(found, key=lambda span: (span.start < start, abs(span.start - start)), default=None)


def _left_out(opened: _OpenArticle) -> None:
    """Draw the quotations in marks that are not quotes so far, each with a button to make it one."""
    found = unextracted_quotations(opened.text, [Span(row.start, row.end) for row in opened.rows])
    if not found:
        return
    st.html("<h3>In quotation marks, but not counted as quotes</h3>")
    for place, quotation in enumerate(found[:_MOST_LEFT_OUT], start=1):
        _offer(opened, quotation.span, f"left-{place}", None, "This is a quote after all")
    if len(found) > _MOST_LEFT_OUT:
        st.html(notice(f"And {len(found) - _MOST_LEFT_OUT:,} more. To mark one, paste its words above."))


def _offer(
    opened: _OpenArticle, span: Span, key: str, there: Quote | None, says: str = "This is a quote"
) -> None:
    """Draw words in their surroundings, with a button to mark them as a quote."""
    with st.container(key=f"review-{key}", gap="small"):
        st.html(surroundings(opened.text, span))
        if there and (there.start, there.end) == span:
            st.html('<p class="facts">Already in the list of quotes.</p>')
            st.button(
                "Check it", key=f"check-{key}", on_click=update, args=(ReviewState.show, there.quote_id)
            )
            return
        if there:
            st.html(_fill("overlap", words=there.quote))
        words = span.of(opened.text)
        st.button(
            f"{says} ({key.rpartition('-')[2]})",
            key=f"mark-{key}",
            on_click=answers.mark,
            args=(opened.library, opened.doc_id, span, words),
        )


def _already(span: Span, rows: list[Quote]) -> Quote | None:
    """The quote that overlaps a span, preferably the very same."""
    sharing = [row for row in rows if row.start < span.end and span.start < row.end]
    return next((row for row in sharing if (row.start, row.end) == span), next(iter(sharing), None))


def surroundings(text: str, span: Span) -> Markup:
    """Draw words marked, with some text on both sides.

    >>> print(surroundings("“Go,” she said.", Span(1, 4)))
    <p class="around" dir="auto">“<mark class="quote">Go,</mark>” she said.</p>
    """
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before = f"…{text[start : span.start]}" if start else text[: span.start]
    after = f"{text[span.end : end]}…" if end < len(text) else text[span.end :]
    return _fill("surroundings", before=before, words=span.of(text), after=after)


def _text(text: str, rows: list[Quote]) -> None:
    """Draw the article with its quotes marked."""
    st.html("<h3>The article</h3>")
    end = min(len(text), _MOST_TEXT)
    paragraphs = split_paragraphs(text[:end])
    marks: defaultdict[int, list[Mark]] = defaultdict(list)
    for row in rows:
        for number in range(paragraph_at(paragraphs, row.start), paragraph_at(paragraphs, row.end - 1) + 1):
            marks[number].append(Mark(Span(row.start, row.end), "quote"))
    drawn = [(span.start, marked_html(text, span, marks[number])) for number, span in enumerate(paragraphs)]
    st.html(_fill("article_text", paragraphs=drawn))
    if end < len(text):
        st.html(notice("Only the first part of the article is shown. The search covers all of it."))
