"""Marking a quote that was missed: by its words, or by one of the quotations that the extraction left out."""

from collections import defaultdict
from dataclasses import dataclass

import streamlit as st

from quotes.dashboard.review_page import answers
from quotes.dashboard.review_page.visit import ReviewView, Visit
from quotes.dashboard.shared import PageContext, notice
from quotes.display import Mark, escape_html, marked_html, shortened
from quotes.library import Filter, Library, Sort
from quotes.review import find_words, unextracted_quotations
from quotes.text import paragraph_at, split_paragraphs
from quotes.types import InputError, Quote, Span

_WORDS = "review-words"
_AROUND = 120
_MOST_PLACES = 12
_MOST_LEFT_OUT = 12
_MOST_ROWS = 2000
_MOST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class _Reading:
    """The article that is open, with the quotes that it has so far."""

    library: Library
    here: Visit
    doc_id: str
    text: str
    rows: list[Quote]


def draw(context: PageContext, here: Visit) -> None:
    """Draw the article and what may be marked in it."""
    library = context.library
    answers.tell(library, here, notice)
    try:
        article = library.article(here.article).article if here.article else None
    except InputError as error:
        st.html(notice(str(error), error=True))
        article = None
    if article is None or here.article is None:
        st.html(notice("Open the article with the missed quote, then choose “Mark a missed quote”."))
        st.page_link(context.pages["article"], label="Choose an article", icon=":material/article:")
        return
    rows = library.page(Filter(articles=(here.article,)), Sort.newest, limit=_MOST_ROWS)
    reading = _Reading(library, here, here.article, article.text, rows)
    st.html(f'<h2 class="asked"><bdi>{escape_html(article.title or article.id)}</bdi></h2>')
    st.button(
        "Check the quotes of this article", type="tertiary", on_click=here.go_to, args=(ReviewView.queue,)
    )
    _by_words(reading)
    _left_out(reading)
    _text(article.text, rows)


def _by_words(reading: _Reading) -> None:
    """Draw the box for the quoted words, and where in the article they stand."""
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
    found = find_words(reading.text, words)
    if not found:
        st.html(notice("These words are not in the article. Copy them exactly."))
        return
    if len(found) > 1:
        many = (
            f"{len(found):,}" if len(found) <= _MOST_PLACES else f"{len(found):,}, the first {_MOST_PLACES}"
        )
        st.html(notice(f"These words appear several times ({many}). Choose one."))
    for place, span in enumerate(found[:_MOST_PLACES], start=1):
        _offer(reading, span, f"place-{place}", _already(span, reading.rows))


def _left_out(reading: _Reading) -> None:
    """Draw the quotations in marks that are no quotes so far, each with a button that makes it one."""
    found = unextracted_quotations(reading.text, [Span(row.start, row.end) for row in reading.rows])
    if not found:
        return
    st.html("<h3>In quotation marks, but not counted as quotes</h3>")
    for place, quotation in enumerate(found[:_MOST_LEFT_OUT], start=1):
        _offer(reading, quotation.span, f"left-{place}", None, "This is a quote after all")
    if len(found) > _MOST_LEFT_OUT:
        st.html(notice(f"And {len(found) - _MOST_LEFT_OUT:,} more. To mark one, paste its words above."))


def _offer(
    reading: _Reading, span: Span, key: str, there: Quote | None, says: str = "This is a quote"
) -> None:
    """Draw words with what stands around them, and the button that marks them as a quote."""
    with st.container(key=f"review-{key}", gap="small"):
        st.html(surroundings(reading.text, span))
        if there and (there.start, there.end) == span:
            st.html('<p class="facts">Already in the list of quotes.</p>')
            st.button("Check it", key=f"check-{key}", on_click=reading.here.show, args=(there.quote_id,))
            return
        if there:
            said = escape_html(shortened(there.quote, 90))
            st.html(f'<p class="facts">Overlaps with an existing quote: “{said}”</p>')
        words = span.of(reading.text)
        st.button(
            f"{says} ({key.rpartition('-')[2]})",
            key=f"mark-{key}",
            on_click=answers.mark,
            args=(reading.library, reading.here, reading.doc_id, span, words),
        )


def _already(span: Span, rows: list[Quote]) -> Quote | None:
    """Return the quote that shares words with a span, the same one first."""
    sharing = [row for row in rows if row.start < span.end and span.start < row.end]
    return next((row for row in sharing if (row.start, row.end) == span), next(iter(sharing), None))


def surroundings(text: str, span: Span) -> str:
    """Return words marked in what stands around them, as HTML.

    >>> surroundings("“Go,” she said.", Span(1, 4))
    '<p class="around" dir="auto">“<mark class="quote">Go,</mark>” she said.</p>'
    """
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    drawn = marked_html(text, Span(start, end), [Mark(span, "quote")]).replace(" labelled", "")
    return f'<p class="around" dir="auto">{before}{drawn}{after}</p>'


def _text(text: str, rows: list[Quote]) -> None:
    """Draw the article with its quotes marked."""
    st.html("<h3>The article</h3>")
    end = min(len(text), _MOST_TEXT)
    paragraphs = split_paragraphs(text[:end])
    marks: defaultdict[int, list[Mark]] = defaultdict(list)
    for row in rows:
        for number in range(paragraph_at(paragraphs, row.start), paragraph_at(paragraphs, row.end - 1) + 1):
            marks[number].append(Mark(Span(row.start, row.end), "quote"))
    drawn = (
        f'<p dir="auto">{marked_html(text, span, marks[number])}</p>'
        for number, span in enumerate(paragraphs)
    )
    st.html(f'<div class="passage unlabelled">{"".join(drawn)}</div>')
    if end < len(text):
        st.html(notice("Only the first part of the article is shown. The search covers all of it."))
