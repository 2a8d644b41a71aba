"""The reporting source of a quote: the outlet that the article credits with carrying the words."""

from collections.abc import Sequence

from quotes.types import Article, Attribution, Quotation, Source, Span, Speaker
from quotes.views import Passage


def find(
    article: Article,
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    passages: Sequence[Passage],
) -> list[Source]:
    """Return the reporting source of each quotation, in their order."""
    return [Source() for _ in quotations]
