"""The HTML of the article page: the speakers, the marked text and the list of quotes."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup

from quotes.dashboard.article_page.address import ArticleAsked, write
from quotes.dashboard.shared import (
    BASIS_WORDS,
    reason_in_words,
    source_doubt,
    speaker_doubt,
    sure_of_source,
    web_address,
)
from quotes.display import (
    ArticlePart,
    Voice,
    evidence_marks,
    is_unsure,
    percentage,
    templates_of,
    text_pieces,
)
from quotes.intake import article_title
from quotes.library import ArticleVersion
from quotes.types import Article, Quote, Span

COLOURS = 8
"""How many colours article.css has; further speakers repeat them with another line under their quotes."""

_LINES = 4
_VOICES_AT_ONCE = 12
_CLOSING = "\"'”’“»«＂"
_MOST_MARKS = 2
_NO_SPEAKER = "Speaker not identified"
_WAYS = {
    "speakers": "More from this speaker",
    "review": "Correct this quote",
    "quotes": "Copy link or cite",
}
_fill = templates_of("quotes.dashboard.article_page")


@dataclass(frozen=True, slots=True)
class _ShownVoice:
    """A speaker as drawn: ``look`` has the classes of colour and line, ``number`` is for article.js."""

    number: int
    name: str
    sign: str
    look: Markup
    quotes: int


@dataclass(frozen=True, slots=True)
class _ShownQuote:
    """A quote as drawn in the text and in the list."""

    row: Quote
    voice: _ShownVoice
    link: str

    @property
    def is_unsure(self) -> bool:
        """Whether the speaker should be checked."""
        return is_unsure(self.row)

    @property
    def id(self) -> Markup:
        """The ``quote_id`` as an attribute's value."""
        return Markup.escape(self.row.quote_id)


@dataclass(frozen=True, slots=True)
class _ListedQuote(_ShownQuote):
    """A quote of the list, with its explanation and its links: page, words and address."""

    reason: str
    basis: str
    share: int
    speaker_doubt: str
    source_doubt: str
    sure_of_source: str
    ways: list[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class _TextMark:
    """A mark in the text: a quote, or for ``kind`` the "speaker", "cue" or "source" of one."""

    kind: Markup | None
    quote: Markup
    voice: int
    look: Markup


_MarkedPiece = tuple[list[_TextMark], str, list[_ShownQuote]]
"""A piece of text with its marks, outermost first, and the quotes whose signs follow it."""


def heading(article: Article, copies: Sequence[Article] = ()) -> Markup:
    """Draw an article's title, outlet, date, the link to the original, and who else published it."""
    return _fill(
        "heading",
        title=article_title(article),
        facts=[fact for fact in (article.outlet, article.published) if fact],
        url=web_address(article.url),
        site=_site(article.url),
        copies=[
            {
                "words": ", ".join(filter(None, (copy.outlet or _site(copy.url), copy.published))),
                "url": web_address(copy.url),
            }
            for copy in copies
        ],
    )


def reader(  # noqa: PLR0913, PLR0917  (what is drawn, and what is known of it)
    article: Article,
    part: ArticlePart,
    rows: Sequence[Quote],
    voices: Sequence[Voice],
    known: Mapping[str, str],
    pages: Collection[str],
) -> Markup:
    """Draw the speakers, a part of the text with its quotes marked, and the list of these quotes.

    ``rows`` are all quotes of the article in order; ``known`` has the names of speakers over all articles;
    ``pages`` are the pages to link to. article.js points out a quote and hides speakers.
    """
    shown = {voice.name: _shown(number, voice) for number, voice in enumerate(voices)}
    in_order = list(shown.values())
    here = [
        _ShownQuote(row, shown[row.speaker], _link(row))
        for row in rows
        if row.start < part.span.end and row.end > part.span.start
    ]
    return _fill(
        "reader",
        place=place(article.id, part),
        first_voices=in_order[:_VOICES_AT_ONCE],
        other_voices=in_order[_VOICES_AT_ONCE:],
        paragraphs=_paragraphs(article.text, part, here),
        listed=[_listed(quote, known, pages) for quote in here if quote.row.start >= part.span.start],
        number=len(rows),
    )


def place(doc_id: str, part: ArticlePart) -> str:
    """Identify a part of an article."""
    return f"{part.span.start} {doc_id}"


def ways(row: Quote, known_as: str | None, pages: Collection[str]) -> list[tuple[str, dict[str, str]]]:
    """List the links from a quote: the page and the parameters of its address.

    The address is the one that the page itself writes, so that one step back leads here again.
    """
    found = [("review", {"view": "queue", "quote": row.quote_id}), ("quotes", {"quote": row.quote_id})]
    if row.speaker:
        found.insert(0, ("speakers", {"speaker": known_as or row.speaker}))
    return [(page, address) for page, address in found if page in pages]


def _shown(number: int, voice: Voice) -> _ShownVoice:
    look = "v0 u1"
    if voice.colour is not None:
        look = f"v{voice.colour % COLOURS + 1} u{voice.colour // COLOURS % _LINES + 1}"
    return _ShownVoice(number, voice.name or _NO_SPEAKER, voice.sign, Markup(look), voice.quotes)


def _listed(quote: _ShownQuote, known: Mapping[str, str], pages: Collection[str]) -> _ListedQuote:
    row = quote.row
    links = ways(row, known.get(row.speaker or ""), pages)
    return _ListedQuote(
        row,
        quote.voice,
        quote.link,
        reason_in_words(row),
        BASIS_WORDS.get(row.source_basis or "", ""),
        percentage(row.confidence),
        speaker_doubt(row),
        source_doubt(row),
        sure_of_source(row) if row.source or source_doubt(row) else "",
        [(page, _WAYS[page], f"{page}?{urlencode(address)}") for page, address in links],
    )


def _paragraphs(
    text: str, part: ArticlePart, here: Sequence[_ShownQuote]
) -> Iterator[Iterator[_MarkedPiece]]:
    """Yield the part's paragraphs in pieces, with the quotes and the evidence for each marked."""
    spans: list[Span] = []
    marks: list[_TextMark | None] = []
    for quote in here:
        for found in evidence_marks(quote.row):
            kind = None if found.kind == "quote" else Markup(found.kind)
            spans.append(found.span)
            marks.append(_TextMark(kind, quote.id, quote.voice.number, quote.voice.look))
    signs: defaultdict[int, list[_ShownQuote]] = defaultdict(list)
    for quote in here:
        end = _after(text, part, quote.row.end)
        spans.append(Span(quote.row.start, end))  # so that a piece ends there
        marks.append(None)
        signs[end].append(quote)
    for window in text_pieces(part.paragraphs, spans):
        yield (
            (
                [mark for number in piece.marks if (mark := marks[number])],
                piece.span.of(text),
                signs.get(piece.span.end, []),
            )
            for piece in window
        )


def _after(text: str, part: ArticlePart, end: int) -> int:
    """Find the place after the marks that close a quote, in the paragraph with its last words."""
    started = bisect_left(part.paragraphs, (end,))
    last = part.paragraphs[max(0, started - 1)].end
    place = min(end, last)
    while place < min(last, end + _MOST_MARKS) and text[place] in _CLOSING:
        place += 1
    return place


def _link(row: Quote) -> str:
    return "?" + urlencode(write(ArticleAsked(row.doc_id, row.quote_id)), doseq=True)


def earlier_versions(versions: Sequence[ArticleVersion]) -> Markup:
    """Draw the earlier texts of an article whose page has changed, folded, newest first."""
    shown = [
        {
            "until": each.replaced[:16].replace("T", " "),
            "title": article_title(Article(each.text, title=each.title)),
            "text": each.text,
        }
        for each in versions
    ]
    return _fill("versions", versions=shown)


def _site(url: str | None) -> str:
    """Read the host of an address; "" if it has none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
