"""The spaCy component: ``nlp.add_pipe("quotes")`` puts the rows of the table into each ``Doc``.

It runs in any English pipeline, whatever its other components, because it parses the text with a pipeline of
its own. spaCy imports this module whenever it loads a pipeline, so what extracts quotes is imported on first
use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from itertools import tee
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from quotes.display import Quotes
    from quotes.types import Article, Quote

COLORS = {"QUOTE": "#f3d98b", "SPEAKER": "#9cc4ee", "CUE": "#a5d9bd", "SOURCE": "#dfaed6"}
"""The colours of the spans in displaCy, which reads them through an entry point."""

_KEY = "quotes"


class QuotesComponent:
    """A spaCy component that finds the quotes of each ``Doc``.

    ``doc._.quotes`` holds the rows, with offsets into ``doc.text``. They stay with the ``Doc`` on disk, in a
    ``DocBin`` and between processes. ``doc.spans[spans_key]`` has a span for each quote, speaker's mention,
    cue and source, labelled "quote", "speaker", "cue" and "source". A span that ends inside a token is
    widened to the whole token.

    To pass on what you know about an article, set ``doc.user_data["article"]`` to a dict with any fields of
    `quotes.Article` except its text.
    """

    def __init__(self, model: str | None = None, spans_key: str = _KEY) -> None:
        from quotes.parsing import DEFAULT_MODEL, load_model

        self.model = model or DEFAULT_MODEL
        load_model(self.model)
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of ``doc`` and return it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 0) -> Iterator[Doc]:
        """Find the quotes of each ``Doc`` in ``stream``.

        spaCy passes ``batch_size``; it is ignored, as `extract_all` makes its own batches.
        """
        from quotes.parsing import load_model
        from quotes.public import extract_all

        docs, again = tee(stream)
        for doc, rows in zip(
            docs, extract_all(map(_article, again), nlp=load_model(self.model)), strict=True
        ):
            doc.user_data[_KEY] = [list(astuple(row)) for row in rows]
            doc.spans[self.spans_key] = _spans(doc, rows)
            yield doc


@Language.factory(
    "quotes",
    default_config={"model": None, "spans_key": _KEY},
    assigns=["doc._.quotes", "doc.spans"],
)
def make_component(nlp: Language, name: str, model: str | None, spans_key: str) -> QuotesComponent:
    """Make the component for ``nlp.add_pipe("quotes", config={"model": ..., "spans_key": ...})``.

    ``model`` names the pipeline that parses: an installed package with tagger and parser, or a path. None is
    the default one.
    """
    return QuotesComponent(model, spans_key)


def _article(doc: Doc) -> Article:
    from quotes.types import Article

    return Article(doc.text, **doc.user_data.get("article", {}))


def _spans(doc: Doc, rows: Iterable[Quote]) -> list[Span]:
    """The labelled spans of the rows, in the order of the text, without duplicates."""
    from quotes.display import evidence_marks

    marks = {mark for row in rows for mark in evidence_marks(row)}
    found = (doc.char_span(*mark.span, label=mark.kind, alignment_mode="expand") for mark in marks)
    return sorted(span for span in found if span is not None)


def _rows_of(doc: Doc) -> Quotes:
    """The rows that the component stored in ``doc``."""
    from quotes.display import Quotes
    from quotes.types import Quote

    kept: list[list[Any]] = doc.user_data.get(_KEY, [])
    return Quotes(Quote(*row) for row in kept)


Doc.set_extension("quotes", getter=_rows_of, force=True)
