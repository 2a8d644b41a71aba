"""Articles with rows made by hand, for the tests of the library."""

from dataclasses import replace

from made_row import ROW

from quotes.library import Library
from quotes.text import identity, paragraph_at, split_paragraphs
from quotes.types import Article, Quote, Span

FERRY = Article(
    "“We sail at dawn,” Ada Quill told the Ellin Courier.\n\n"
    "“The crews voted to strike,” Bo Reed said.\n\n“A mess,” he added.",
    id="ferry",
    title="The ferry returns",
    outlet="Port Post",
    published="2024-03-05",
)
HARBOUR = Article(
    "“Votes are counted at noon,” Ada Quill said.\n\n“Nothing has changed at the café,” officials said.",
    id="harbour",
    outlet="Ellin Daily",
    published="2024-04-01",
)
UNDATED = Article("“Dawn is a bad hour,” Cy Marl told Coast Radio.", id="undated")


def row_of(article: Article, words: str, **columns: object) -> Quote:
    """The row of a quote, by its words; further columns as given."""
    start = article.text.index(words)
    span = Span(start, start + len(words))
    paragraphs = split_paragraphs(article.text)
    number = paragraph_at(paragraphs, start)
    nothing = dict.fromkeys(
        ("mention", "mention_start", "mention_end", "cue", "cue_start", "cue_end", "speaker", "speaker_kind")
    )
    row = replace(
        ROW,
        **nothing,
        quote_id=identity.make_quote_id(identity.digest_text(article.text), span),
        doc_id=article.id,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        quote=words,
        start=span.start,
        end=span.end,
        context=paragraphs[number].of(article.text),
        paragraph=number,
        confidence=0.5,
    )
    if columns.get("speaker"):
        columns = {"speaker_kind": "person", "confidence": 0.9} | columns
    if columns.get("source"):
        columns = {"source_basis": "stated"} | columns
    return replace(row, **columns)


DAWN = row_of(
    FERRY,
    "We sail at dawn,",
    speaker="Ada Quill",
    source="Ellin Courier",
    mention="Ada Quill",
    mention_start=19,
    mention_end=28,
)
STRIKE = row_of(FERRY, "The crews voted to strike,", speaker="Bo Reed", confidence=0.8)
MESS = row_of(FERRY, "A mess,", kind="fragment")
NOON = row_of(HARBOUR, "Votes are counted at noon,", speaker="Ada Quill", confidence=0.95)
CAFE = row_of(
    HARBOUR,
    "Nothing has changed at the café,",
    speaker="officials",
    speaker_kind="unnamed",
    confidence=0.6,
    source="Ellin Courier",
    source_basis="carried",
)
HOUR = row_of(UNDATED, "Dawn is a bad hour,", speaker="Cy Marl", source="Coast Radio", confidence=0.7)

ALL = {FERRY: [DAWN, STRIKE, MESS], HARBOUR: [NOON, CAFE], UNDATED: [HOUR]}


def add_all(library: Library) -> None:
    """Add all of these articles with their rows."""
    for article, rows in ALL.items():
        library.add(article, rows)
