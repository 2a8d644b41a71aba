"""The words of a search, marked in the quotes that it finds, or in what is around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from quotes.display import Mark, escape_html, shortened
from quotes.library import find_words
from quotes.text import paragraph_at, split_paragraphs
from quotes.types import InputError, Quote, Span

LONGEST_QUOTE = 260
_AROUND = 70
_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """A row's words with those of the search marked, and where its paragraph has them if the words do not."""

    quote: Markup
    around: Markup = _NOTHING


def found_words(words: str, rows: Sequence[Quote]) -> dict[str, MarkedWords]:
    """Mark the words of a search in rows, by their ids; nothing without a search."""
    if not words.strip():
        return {}
    shown = [shortened(row.quote, LONGEST_QUOTE) for row in rows]
    contexts = [" ".join(row.context.split()) for row in rows]
    try:
        spans = find_words(words, [*shown, *contexts])
    except InputError:  # the page says what is wrong with the search
        return {}
    in_quotes, in_contexts = spans[: len(rows)], spans[len(rows) :]
    return {
        row.quote_id: MarkedWords(
            marked(quote, in_quote), _NOTHING if in_quote or not in_context else _excerpt(context, in_context)
        )
        for row, quote, in_quote, context, in_context in zip(
            rows, shown, in_quotes, contexts, in_contexts, strict=True
        )
    }


def marked(text: str, spans: Iterable[Span]) -> Markup:
    """Draw a text with marks.

    >>> print(marked("They voted.", [Span(5, 10)]))
    They <mark class="found">voted</mark>.
    """
    parts, place = [], 0
    for span in spans:
        parts += [
            escape_html(text[place : span.start]),
            f'<mark class="found">{escape_html(span.of(text))}</mark>',
        ]
        place = span.end
    return Markup("".join([*parts, escape_html(text[place:])]))


def search_marks(words: str, text: str, evidence: Sequence[Mark]) -> list[Mark]:
    """Mark the words of a search in the paragraphs of an article that hold a quote's evidence."""
    paragraphs = split_paragraphs(text)
    shown = [paragraphs[paragraph_at(paragraphs, mark.span.start)] for mark in evidence]
    try:
        (spans,) = find_words(words, [text])
    except InputError:
        return []
    return [
        Mark(span, "found")
        for span in spans
        if any(each.start <= span.start and span.end <= each.end for each in shown)
    ]


def _excerpt(text: str, spans: Sequence[Span]) -> Markup:
    """Draw what is around the first mark."""
    start = max(0, spans[0].start - _AROUND)
    end = min(len(text), spans[0].end + _AROUND)
    start = text.find(" ", start, spans[0].start) + 1 if start else 0
    end = text.rfind(" ", spans[0].end, end) if end < len(text) and " " in text[spans[0].end : end] else end
    inside = [
        Span(each.start - start, each.end - start)
        for each in spans
        if start <= each.start and each.end <= end
    ]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return Markup(before) + marked(text[start:end], inside) + Markup(after)
