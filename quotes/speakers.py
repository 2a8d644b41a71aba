"""Mentions to speakers: one canonical name for each."""

from collections.abc import Sequence

from quotes.types import Article, Attribution, Quotation, Span, Speaker
from quotes.views import Passage


def resolve(
    article: Article,
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    passages: Sequence[Passage],
) -> list[Speaker]:
    """Return the speaker that each attribution's mention stands for, one an attribution, in their order."""
    return [
        Speaker(found.mention.of(article.text), "person", "as written", 1.0) if found.mention else Speaker()
        for found in attributions
    ]
