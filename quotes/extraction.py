"""The whole sequence in one place: an article goes in, rows come out.

Mark the article (`quotes.text`), parse what matters (`quotes.parsing`), choose the words that name each
speaker and drop marked words that nobody said (`quotes.attribution`), resolve them to a person or
organisation (`quotes.speakers`), find the reporting source (`quotes.sources`), and write the row
(`build_row`).
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from quotes.attribution import (
    NEAR,
    UNDECIDED,
    Candidate,
    QuotationContext,
    Voiced,
    choose,
    is_heading,
    is_paraphrase,
    is_said,
    quotation_contexts,
    repeated_speaker,
)
from quotes.language import Language, english
from quotes.parsing import Passage, load_model, parse_views, parser_views
from quotes.sources import find_sources
from quotes.speakers import quoted_names, read_discourse, resolve_speakers, speaker_confidence
from quotes.text import MarkedArticle, make_doc_id, make_quote_id, mark_article, paragraph_context
from quotes.types import Article, Attribution, Quotation, Quote, QuotedName, Source, Span, Speaker

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

ARTICLES_AT_ONCE = 64


def extract_all(
    articles: Iterable[Article],
    *,
    nlp: Pipeline | None = None,
    language: Language | None = None,
    with_about: bool = False,
) -> Iterator[list[Quote]]:
    """Extract the quotes of each article. Yields one list for each article, in input order.

    Args:
        articles: consumed as needed; up to `ARTICLES_AT_ONCE` of them are parsed together.
        nlp: the spaCy pipeline to use in place of the default one.
        language: the language of the articles, in place of English.
        with_about: whether to find who is named inside each quote, which takes a tenth longer.

    """
    language = language or english()
    waiting = iter(articles)
    while batch := [mark_article(article, language) for article in islice(waiting, ARTICLES_AT_ONCE)]:
        parsed = parse_views([parser_views(marked) for marked in batch], nlp or load_model())
        for marked in batch:
            with _collector_paused():
                rows = _rows(marked, next(parsed), with_about=with_about)
            yield rows


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause Python's cyclic garbage collector for one article.

    The stages make many small objects, and each thousand of them starts a search for cycles. These searches
    find next to nothing and take a tenth of the time. After the article the collector catches up.
    """
    runs = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if runs:
            gc.enable()


def _rows(marked: MarkedArticle, passages: Sequence[Passage], *, with_about: bool) -> list[Quote]:
    """Run the stages after the parser for one article."""
    said, attributions = attribute(marked, quotation_contexts(marked, passages))
    if not attributions:
        return []
    discourse = read_discourse(said)
    speakers = resolve_speakers(said, attributions, discourse)
    sources = find_sources(said, attributions, speakers)
    named = quoted_names(said, discourse) if with_about else [()] * len(attributions)
    found = zip(said.quotations, attributions, speakers, sources, named, strict=True)
    return [build_row(said, *each) for each in found]


def attribute(
    marked: MarkedArticle, contexts: Sequence[QuotationContext]
) -> tuple[MarkedArticle, list[Attribution]]:
    """Choose the mention of each quotation's speaker, and drop marked words that nobody said.

    A heading has the speaker of the words that it repeats, and lends its own to nobody. If nobody says its
    words, it is no quote in single marks.
    """
    voiced: list[Voiced] = []
    headings: list[tuple[QuotationContext, int]] = []
    earlier: list[Candidate | None] = []
    for at, context in enumerate(contexts, start=1):
        choice = choose(context, earlier)
        if is_heading(context, choice, contexts[at : at + NEAR]):
            headings.append((context, len(voiced)))
            continue
        said = is_said(context, choice)
        earlier.append(choice.speaking if choice and said else None)
        if said:
            voiced.append(Voiced(context, choice))
    found = [
        (each.context.quotation, each.choice.attribution if each.choice else UNDECIDED) for each in voiced
    ]
    for heading, at in headings:
        repeated = repeated_speaker(heading, voiced[max(0, at - NEAR) : at + NEAR])
        if repeated is not UNDECIDED or (is_said(heading, None) and not is_paraphrase(heading)):
            found.append((heading.quotation, repeated))
    found.sort(key=lambda each: each[0].outer)
    return marked.with_quotations([quotation for quotation, _ in found]), [by for _, by in found]


def build_row(  # noqa: PLR0913, PLR0917  (what each stage found)
    marked: MarkedArticle,
    quotation: Quotation,
    attribution: Attribution,
    speaker: Speaker,
    source: Source,
    about: Sequence[QuotedName] = (),
) -> Quote:
    """Build one row of the table, with offsets into the text as read. Corrections use it, too."""
    article, place = marked.as_read, marked.place_as_read
    text, span = article.text, place(quotation.span)
    mention = attribution.mention and place(attribution.mention)
    cue = attribution.cue and place(attribution.cue)
    named = source.mention and place(source.mention)
    return Quote(
        quote_id=make_quote_id(marked.digest, span),
        doc_id=article.id or make_doc_id(marked.digest),
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        quote="\n\n".join(place(segment).of(text) for segment in quotation.segments),
        kind=quotation.kind,
        start=span.start,
        end=span.end,
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        speaker_role=speaker.role,
        mention=mention and mention.of(text),
        mention_start=mention and mention.start,
        mention_end=mention and mention.end,
        cue=cue and cue.of(text),
        cue_start=cue and cue.start,
        cue_end=cue and cue.end,
        source=source.name,
        source_basis=source.basis,
        source_mention=named and named.of(text),
        source_start=named and named.start,
        source_end=named and named.end,
        rule=attribution.rule,
        confidence=speaker_confidence(marked, quotation, attribution, speaker),
        source_confidence=round(source.confidence, 3),
        context=paragraph_context(text, marked.paragraphs_as_read, quotation.paragraphs, span),
        paragraph=quotation.paragraphs[0],
        reason=speaker.reason,
        about=tuple(_as_read(marked, each) for each in about),
    )


def _as_read(marked: MarkedArticle, named: QuotedName) -> QuotedName:
    """Place a name in the article's text as it was read."""
    place = marked.place_as_read(Span(named.start, named.end))
    return QuotedName(named.name, named.kind, *place)
