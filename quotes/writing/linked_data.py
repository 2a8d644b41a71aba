"""schema.org in JSON-LD: a Quotation for each quote, a NewsArticle for each article.

https://schema.org/Quotation defines the terms. ``spokenByCharacter`` is the person or organisation that the
article names as the speaker; ``isBasedOn`` is the reporting source; ``creditText`` has both in words. The
``creditText`` of an article names all outlets, if several published it.
"""

from typing import Any

import pandas as pd

from quotes.display import CONFIRMED, certainty, speaker_in_words
from quotes.types import Quote
from quotes.writing.plain_records import json_lines, outlets_in_words, rows
from quotes.writing.web_identifiers import identifier, web_address

_SPEAKER_TYPES = {"person": "Person", "organisation": "Organization", "unnamed": "Person"}


def jsonld(frame: pd.DataFrame) -> bytes:
    """Encode the quotes and their articles as one JSON-LD graph, UTF-8."""
    given = rows(frame)
    articles = {row.doc_id: _article(row) for row in given}
    graph = json_lines([*articles.values(), *map(_quotation, given)])
    return f'{{"@context": "https://schema.org", "@graph": {graph}}}\n'.encode()


def credit(row: Quote) -> str:
    """Name the speaker and source in words: "Ada Quill via The Ellin Courier"; "" if there is neither."""
    source = f"via {row.source}" if row.source else ""
    return " ".join(filter(None, (row.speaker, source)))


def doubt(row: Quote) -> str:
    """Say how likely the speaker and the source are right, and by which rule the speaker was chosen."""
    speaker = f"speaker {_likely(row.confidence)}" if row.speaker else f"speaker {speaker_in_words(row)}"
    return f"{row.kind}; {speaker}, by the rule {row.rule}{_doubt_of_source(row)}"


def _doubt_of_source(row: Quote) -> str:
    if row.source is None:
        return ""
    likely = None if row.source_confidence is None else _likely(row.source_confidence)
    return f"; source {', '.join(filter(None, (row.source_basis, likely)))}"


def _likely(probability: float) -> str:
    share, *doubt = certainty(probability).split(" ", 1)
    return share if share == CONFIRMED else " ".join([share, "likely", *doubt])


def _article(row: Quote) -> dict[str, Any]:
    return _known(
        {
            "@type": "NewsArticle",
            "@id": identifier("article", row.doc_id),
            "identifier": row.doc_id,
            "headline": row.title,
            "publisher": row.outlet and {"@type": "Organization", "name": row.outlet},
            "creditText": row.also_in and outlets_in_words(row),
            "datePublished": row.published,
            "url": web_address(row.url),
        }
    )


def _quotation(row: Quote) -> dict[str, Any]:
    return _known(
        {
            "@type": "Quotation",
            "@id": identifier("quote", row.quote_id),
            "identifier": row.quote_id,
            "text": row.quote,
            "spokenByCharacter": _speaker(row),
            "isBasedOn": row.source and {"@type": "CreativeWork", "name": row.source},
            "creditText": credit(row),
            "description": doubt(row),
            "isPartOf": {"@id": identifier("article", row.doc_id)},
        }
    )


def _speaker(row: Quote) -> dict[str, str] | None:
    """Name the speaker with the role, or describe one without a name."""
    if row.speaker is None:
        return None
    type_ = _SPEAKER_TYPES.get(row.speaker_kind or "", "Person")
    if row.speaker_kind == "unnamed":
        return {"@type": type_, "description": row.speaker}
    role = {"jobTitle" if type_ == "Person" else "description": row.speaker_role}
    return _known({"@type": type_, "name": row.speaker} | role)


def _known(properties: dict[str, Any]) -> dict[str, Any]:
    return {term: value for term, value in properties.items() if value}
