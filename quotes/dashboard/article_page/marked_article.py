"""The HTML of the article page. Every word from an article passes through `shown`."""

import html
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlencode, urlsplit

from quotes.dashboard.article_page.address import ArticleAsked, write
from quotes.dashboard.shared import BASIS_WORDS, original_link, reason_in_words
from quotes.display import (
    ArticlePart,
    TextPiece,
    Voice,
    escape_html,
    evidence_marks,
    one_line,
    shortened,
    text_pieces,
)
from quotes.types import Article, Quote, Span

COLOURS = 8
"""How many colours article.css has; further voices repeat them with another line under their quotes."""

_LINES = 4
_VOICES_AT_ONCE = 12
_PREVIEW = 180
_CLOSING = "\"'”’“»«＂"
_MOST_MARKS = 2
_NOT_SETTLED = "Speaker not identified"
_WAYS = {"speakers": "More from this speaker", "review": "Correct this quote"}


def heading(article: Article) -> str:
    """Return an article's title, its outlet, its date, and the link to the original."""
    facts = [f"<bdi>{escape_html(value)}</bdi>" for value in (article.outlet, article.published) if value]
    original = original_link(article.url, "Read the original")
    if original.startswith("<a "):
        facts.append(f"{original} <bdi>({escape_html(shortened(_site(article.url), 60))})</bdi>")
    return (
        f'<h1 class="masthead" dir="auto">{escape_html(article.title or article.id)}</h1>'
        f'<p class="article-facts">{" · ".join(facts)}</p>'
    )


def reader(  # noqa: PLR0913, PLR0917  (what is drawn, and what is known of it)
    article: Article,
    part: ArticlePart,
    rows: Sequence[Quote],
    voices: Sequence[Voice],
    known: Mapping[str, str],
    pages: Collection[str],
) -> str:
    """Return the legend, a part of the text with its quotes marked, and the list of them.

    ``rows`` are all quotes of the article in order, ``known`` the names that speakers go by over all
    articles, ``pages`` those that there are ways to. What is pointed out or turned off is for article.js.
    """
    here = [row for row in rows if row.start < part.span.end and row.end > part.span.start]
    listed = [row for row in here if row.start >= part.span.start]
    by_name = {voice.name: (number, voice) for number, voice in enumerate(voices)}
    text = _text(article, part, here, by_name)
    entries = [_entry(row, *by_name[row.speaker], known.get(row.speaker or ""), pages) for row in listed]
    return (
        f'<div class="reader" data-place="{_attribute(place(article.id, part))}">{_legend(voices)}'
        f'<div class="columns"><article class="passage" aria-label="The article">{text}</article>'
        f"{_list(entries, len(rows))}</div></div>"
    )


def place(doc_id: str, part: ArticlePart) -> str:
    """Return what tells a part of an article from all others."""
    return f"{part.span.start} {doc_id}"


def _list(entries: Sequence[str], number: int) -> str:
    """Return the quotes of a part in a list; the article has ``number``."""
    if not number:
        return ""
    noun = "quote" if len(entries) == 1 else "quotes"
    says = f'<b class="number" data-all="{len(entries)}">{len(entries)}</b> {noun}'
    where = "" if len(entries) == number else f" <span>in this part, of {number:,}</span>"
    listed = f"<h2>{says}{where}</h2><ol>{''.join(entries)}</ol>"
    return f'<section class="entries" aria-label="Quotes" tabindex="0">{listed}</section>'


def _legend(voices: Sequence[Voice]) -> str:
    """Return the voices, each a button that turns its quotes on and off."""
    if not voices:
        return ""
    drawn = [_voice(number, voice) for number, voice in enumerate(voices)]
    first, rest = "".join(drawn[:_VOICES_AT_ONCE]), drawn[_VOICES_AT_ONCE:]
    if len(voices) > 1:
        first += (
            '<button type="button" class="every" data-every="on">All</button>'
            '<button type="button" class="every" data-every="off">None</button>'
        )
    if rest:
        first += f"<details><summary>and {len(rest):,} more</summary><div>{''.join(rest)}</div></details>"
    return f'<div class="voices" role="group" aria-label="Speakers to mark">{first}</div>'


def _voice(number: int, voice: Voice) -> str:
    return (
        f'<button type="button" class="voice {_look(voice)}" data-voice="{number}" aria-pressed="true">'
        f'<span class="sign">{escape_html(voice.sign)}</span> <bdi>{_name(voice)}</bdi> '
        f'<span class="number">{voice.quotes:,}</span></button>'
    )


def _text(
    article: Article,
    part: ArticlePart,
    here: Sequence[Quote],
    by_name: Mapping[str | None, tuple[int, Voice]],
) -> str:
    """Return the part's paragraphs, with the quotes and the evidence for each marked."""
    spans: list[Span] = []
    opening: list[str] = []
    for row in here:
        number, voice = by_name[row.speaker]
        for mark in evidence_marks(row):
            spans.append(mark.span)
            opening.append(
                f'<mark class="said {_look(voice)}" data-voice="{number}" data-quote="{row.quote_id}">'
                if mark.kind == "quote"
                else f'<mark class="found" data-{mark.kind}="{row.quote_id}">'
            )
    signs: dict[int, str] = {}
    for row in here:
        end = _after(article.text, part, row.end)
        spans.append(Span(row.start, end))  # so that a piece ends there
        opening.append("")
        signs[end] = signs.get(end, "") + _sign(article.id, row, *by_name[row.speaker])
    drawn = []
    for window in text_pieces(part.paragraphs, spans):
        drawn.append('<p dir="auto">')
        for piece in window:
            drawn += [_piece(article.text, piece, opening), signs.get(piece.span.end, "")]
        drawn.append("</p>")
    return "".join(drawn)


def _piece(text: str, piece: TextPiece, opening: Sequence[str]) -> str:
    marks = [opening[number] for number in piece.marks if opening[number]]
    return f"{''.join(marks)}{escape_html(piece.span.of(text))}{'</mark>' * len(marks)}"


def _after(text: str, part: ArticlePart, end: int) -> int:
    """Return the place after the marks that close a quote, in the paragraph with its last words."""
    started = bisect_left(part.paragraphs, (end,))
    last = part.paragraphs[max(0, started - 1)].end
    place = min(end, last)
    while place < min(last, end + _MOST_MARKS) and text[place] in _CLOSING:
        place += 1
    return place


def _sign(doc_id: str, row: Quote, number: int, voice: Voice) -> str:
    """Return the sign after a quote in the text, which leads to the quote in the list."""
    says = _attribute(f"{voice.sign}: {voice.name or _NOT_SETTLED}, show this quote in the list")
    return (
        f'<a class="sign {_look(voice)}" data-voice="{number}" data-to-list="{row.quote_id}" '
        f'href="{_address(doc_id, row.quote_id)}" aria-label="{says}">{escape_html(voice.sign)}</a>'
    )


def _entry(row: Quote, number: int, voice: Voice, known_as: str | None, pages: Collection[str]) -> str:
    """Return a quote of the list: its words lead to their place in the text."""
    via = f'<span class="via">, via <bdi>{escape_html(row.source)}</bdi></span>' if row.source else ""
    return (
        f'<li class="entry {_look(voice)}" data-voice="{number}" data-entry="{row.quote_id}">'
        f'<a class="words" dir="auto" data-to-text="{row.quote_id}" '
        f'href="{_address(row.doc_id, row.quote_id)}">“{escape_html(shortened(row.quote, _PREVIEW))}”</a>'
        f'<p><span class="sign">{escape_html(voice.sign)}</span> <b><bdi>{_name(voice)}</bdi></b>{via}</p>'
        f'<div class="more">{_evidence(row)}{_links(row, known_as, pages)}</div></li>'
    )


def _evidence(row: Quote) -> str:
    """Return in a few lines why the tool says so."""
    lines = []
    if row.mention and row.mention != row.speaker:
        name = f"<bdi>{escape_html(row.speaker)}</bdi>" if row.speaker else _NOT_SETTLED
        lines.append(f"“<bdi>{escape_html(shortened(row.mention, 80))}</bdi>” → {name}")
    if row.reason:
        lines.append(f"<bdi>{escape_html(reason_in_words(row))}</bdi>")
    if row.source:
        lines.append(f"<bdi>{escape_html(row.source)}</bdi>: {BASIS_WORDS.get(row.source_basis or '', '')}")
    share = min(99, round(100 * row.confidence))
    lines.append("speaker checked by a person" if row.confidence == 1 else f"{share}% sure of the speaker")
    return "".join(f"<p>{line}</p>" for line in lines)


def ways(row: Quote, known_as: str | None, pages: Collection[str]) -> list[tuple[str, dict[str, str]]]:
    """Return where one can go from a quote: the page and its address, of those that there are.

    The address is the one that the page itself writes, so that one step back leads here again.
    """
    found = [("review", {"view": "queue", "quote": row.quote_id})]
    if row.speaker:
        found.insert(0, ("speakers", {"speaker": known_as or row.speaker}))
    return [(page, address) for page, address in found if page in pages]


def _links(row: Quote, known_as: str | None, pages: Collection[str]) -> str:
    """Return the links from a quote to its speaker and its correction, and the button that closes it."""
    links = "".join(
        f'<a data-leave="{page}-{row.quote_id}" href="{html.escape(f"{page}?{urlencode(address)}")}">'
        f"{_WAYS[page]}</a>"
        for page, address in ways(row, known_as, pages)
    )
    return f'<p class="ways">{links}<button type="button" data-close="1">Close</button></p>'


def _look(voice: Voice) -> str:
    """Return the classes of a voice's colour and line: "v2 u1"."""
    if voice.colour is None:
        return "v0 u1"
    return f"v{voice.colour % COLOURS + 1} u{voice.colour // COLOURS % _LINES + 1}"


def _name(voice: Voice) -> str:
    return escape_html(shortened(voice.name, 60)) if voice.name else _NOT_SETTLED


def _address(doc_id: str, quote_id: str) -> str:
    return "?" + html.escape(urlencode(write(ArticleAsked(doc_id, quote_id)), doseq=True))


def _attribute(text: str) -> str:
    return html.escape(one_line(text))


def _site(url: str | None) -> str:
    """Return the host of an address, "" where it has none."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
