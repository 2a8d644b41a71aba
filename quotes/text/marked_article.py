"""An article with its paragraphs, quotations and sentences: every stage starts from it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from quotes.language import Language
from quotes.text.identity import digest_text
from quotes.text.paragraphs import split_paragraphs
from quotes.text.quotation_marks import find_quotations
from quotes.text.sentences import Sentences
from quotes.types import Article, Quotation, Span


@dataclass(frozen=True)
class MarkedArticle:
    """An article, its language, the spans of its paragraphs, and its quotations in order.

    The sentences and the digest are computed at first use and then kept.
    """

    article: Article
    language: Language
    paragraphs: tuple[Span, ...]
    quotations: tuple[Quotation, ...]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def digest(self) -> str:
        """The digest of the text, from which ids are made."""
        return digest_text(self.text)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the text; none ends inside a quotation."""
        return Sentences(self.text, self.paragraphs, self.quotations, self.language.lexicon)

    def with_quotations(self, quotations: Iterable[Quotation]) -> "MarkedArticle":
        """Copy the article with only some of its quotations."""
        return replace(self, quotations=tuple(quotations))


def mark_article(article: Article, language: Language) -> MarkedArticle:
    """Find the paragraphs and the quotations of an article."""
    paragraphs = split_paragraphs(article.text)
    quotations = find_quotations(article.text, language, paragraphs)
    return MarkedArticle(article, language, paragraphs, tuple(quotations))
