"""An article with its paragraphs, quotations and sentences: every stage starts from it."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from quotes.language import Language
from quotes.text.divided_words import divisions
from quotes.text.identity import digest_text
from quotes.text.mending import MendedText, as_it_is, mend_text
from quotes.text.paragraphs import split_paragraphs
from quotes.text.quotation_marks import find_quotations
from quotes.text.sentences import Sentences
from quotes.types import Article, Quotation, Span


@dataclass(frozen=True)
class MarkedArticle:
    """An article, its language, the spans of its paragraphs, and its quotations in order.

    If the article is damaged, or line ends divide its words, ``article`` has the mended text and title; the
    spans refer to it. ``original`` is the article as it was read, and ``mended`` maps spans to its text. The
    sentences and the digest are computed at first use and then kept.
    """

    article: Article
    language: Language
    paragraphs: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    original: Article | None = None
    mended: MendedText | None = None

    @property
    def text(self) -> str:
        """The text that the stages read."""
        return self.article.text

    @property
    def as_read(self) -> Article:
        """The article as it was read, without mending."""
        return self.original or self.article

    def place_as_read(self, span: Span) -> Span:
        """Map a span to the article's text as it was read."""
        return self.mended.as_read(span) if self.mended else span

    @cached_property
    def paragraphs_as_read(self) -> tuple[Span, ...]:
        """The paragraphs in the article's text as it was read."""
        return tuple(map(self.place_as_read, self.paragraphs)) if self.mended else self.paragraphs

    @cached_property
    def digest(self) -> str:
        """The digest of the text as it was read, from which ids are made."""
        return digest_text(self.as_read.text)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the text; none ends inside a quotation."""
        return Sentences(self.text, self.paragraphs, self.quotations, self.language.lexicon)

    def with_quotations(self, quotations: Iterable[Quotation]) -> "MarkedArticle":
        """Copy the article with only some of its quotations; with all of them it is the same article."""
        kept = tuple(quotations)
        return self if kept == self.quotations else replace(self, quotations=kept)


def mark_article(article: Article, language: Language) -> MarkedArticle:
    """Mend an article's text and title, and find its paragraphs and quotations."""
    mended, title = mend_text(article.text), mend_text(article.title or "")
    text = mended.text if mended else article.text
    paragraphs = split_paragraphs(text)
    if gaps := divisions(text, paragraphs):
        mended = (mended or as_it_is(text)).without(gaps)
        text, paragraphs = mended.text, _moved(paragraphs, gaps)
    read = article
    if mended or title:
        read = replace(article, text=text, title=title.text if title else article.title)
    quotations = find_quotations(text, language, paragraphs)
    return MarkedArticle(read, language, paragraphs, tuple(quotations), article, mended)


def _moved(spans: Iterable[Span], gaps: Sequence[Span]) -> tuple[Span, ...]:
    """Place spans in the text without the gaps; none begins or ends in a gap."""
    ends = [gap.end for gap in gaps]
    left_out = [0, *accumulate(gap.end - gap.start for gap in gaps)]

    def moved(offset: int) -> int:
        return offset - left_out[bisect_right(ends, offset)]

    return tuple(Span(moved(span.start), moved(span.end)) for span in spans)
