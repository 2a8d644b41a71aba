"""W3C Web Annotation: each quote, and each piece of its evidence, as an annotation of the article's text.

https://www.w3.org/TR/annotation-model/ defines the terms. Positions count Unicode code points of the text as
read, as the standard wants and as Python does. If the article has a web address, that page is the target;
since it has markup, tools find the words there by the other selector, which quotes them.
"""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from quotes.display import Mark, context_marks, evidence_marks
from quotes.types import Quote, Span
from quotes.writing.linked_data import credit, doubt
from quotes.writing.plain_records import json_lines, rows
from quotes.writing.web_identifiers import identifier, web_address

_SURROUNDINGS = 32


def annotations(frame: pd.DataFrame) -> bytes:
    """Encode the quotes as an AnnotationCollection of one page, UTF-8."""
    given = rows(frame)
    items = [annotation for row in given for annotation in _of_row(row)]
    collection = identifier("collection", " ".join(row.quote_id for row in given))
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": collection,
        "type": "AnnotationCollection",
        "label": "Direct quotes, their speakers and sources",
        "total": len(items),
        "first": {
            "id": identifier("page", collection),
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
        },
    }
    opened = json.dumps(head).removesuffix("}}")
    return f'{opened}, "items": {json_lines(items)}}}}}\n'.encode()


def _of_row(row: Quote) -> Iterator[dict[str, Any]]:
    """Yield the annotation of the quote, then one for each piece of evidence, linked to it."""
    quote = identifier("quote", row.quote_id)
    places = {mark.kind: mark.span for mark in context_marks(row)}
    words = {"quote": row.quote, "speaker": row.mention, "cue": row.cue, "source": row.source_mention}
    for mark in evidence_marks(row):
        is_quote = mark.kind == "quote"
        yield {
            "id": quote if is_quote else identifier(mark.kind, row.quote_id),
            "type": "Annotation",
            "motivation": "describing" if is_quote else "linking",
            "body": [_text("classifying", mark.kind), *(_said(row) if is_quote else [_link(quote)])],
            "target": {
                "source": web_address(row.url) or identifier("article", row.doc_id),
                "selector": [
                    _words_selector(row.context, places.get(mark.kind), words[mark.kind] or ""),
                    _position_selector(mark),
                ],
            },
        }


def _said(row: Quote) -> list[dict[str, Any]]:
    """Describe a quote: its speaker and source, as words and as tags, and how certain they are."""
    described = [_text("describing", credit(row))] if credit(row) else []
    tags = [_text("tagging", name) for name in (row.speaker, row.source) if name]
    return [*described, *tags, _text("commenting", doubt(row))]


def _text(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _link(quote: str) -> dict[str, Any]:
    return {"type": "SpecificResource", "purpose": "linking", "source": quote}


def _words_selector(context: str, place: Span | None, words: str) -> dict[str, Any]:
    """Select by words, with the surrounding words if the row's context contains them."""
    if place is None:
        return {"type": "TextQuoteSelector", "exact": words}
    return {
        "type": "TextQuoteSelector",
        "exact": place.of(context),
        "prefix": context[max(0, place.start - _SURROUNDINGS) : place.start],
        "suffix": context[place.end : place.end + _SURROUNDINGS],
    }


def _position_selector(mark: Mark) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": mark.span.start, "end": mark.span.end}
