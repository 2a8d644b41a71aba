"""Labelled articles as the stages see them, parsed once and attributed by the weights of any `Language`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fitting.folds import Gold
from quotes.attribution import quotation_contexts
from quotes.extraction import attribute
from quotes.language import Language
from quotes.parsing import Passage, parse_views, parser_views
from quotes.text import MarkedArticle, mark_article
from quotes.types import Article, Attribution, Quotation

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline


@dataclass(frozen=True)
class ParsedArticle:
    """A labelled article, marked and parsed."""

    gold: Gold
    marked: MarkedArticle
    passages: Sequence[Passage]


@dataclass(frozen=True)
class AttributedArticle:
    """A labelled article with its quotations and their attributions."""

    gold: Gold
    marked: MarkedArticle
    attributions: Sequence[Attribution]


def parse(gold: Sequence[Gold], language: Language, nlp: "Pipeline") -> list[ParsedArticle]:
    """Mark and parse gold articles."""
    given = [
        Article(each["text"], each["id"], each.get("title"), each.get("outlet"), each.get("published"))
        for each in gold
    ]
    marked = [mark_article(article, language) for article in given]
    parsed = parse_views([parser_views(each) for each in marked], nlp)
    return [ParsedArticle(*each) for each in zip(gold, marked, parsed, strict=True)]


def attributed(article: ParsedArticle, language: Language) -> AttributedArticle:
    """Attribute the quotations of an article by the weights of ``language``."""
    marked = replace(article.marked, language=language)
    said, attributions = attribute(marked, quotation_contexts(marked, article.passages))
    return AttributedArticle(article.gold, said, attributions)


def labels_of(article: AttributedArticle, quotation: Quotation) -> list[Gold]:
    """The labels of which a quotation covers at least half."""
    start, end = article.marked.place_as_read(quotation.span)
    return [
        label
        for label in article.gold["quotes"]
        if 2 * (min(end, label["end"]) - max(start, label["start"])) >= label["end"] - label["start"]
    ]
