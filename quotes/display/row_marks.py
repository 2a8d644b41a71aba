"""Where the evidence of a row is within its context, the only part of the article's text that a row has."""

from quotes.display.marked_text import Mark
from quotes.types import Quote, Span

_BREAK = "\n\n"  # what divides the paragraphs of a context, and the segments of a quote


def context_marks(row: Quote) -> tuple[Mark, ...]:
    """List the marks of ``row`` as offsets into ``row.context``.

    Words elsewhere in the article are left out. There are no marks if the context has the quoted words twice
    and the row does not show which are meant.
    """
    quote = quote_in_context(row)
    if quote is None:
        return ()
    others = (
        (_near(row, quote, words, start), kind)
        for kind, words, start in (
            ("speaker", row.mention, row.mention_start),
            ("cue", row.cue, row.cue_start),
            ("source", row.source_mention, row.source_start),
        )
    )
    return (Mark(quote, "quote"), *(Mark(span, kind) for span, kind in others if span))


def quote_in_context(row: Quote) -> Span | None:
    """Find the quoted words in ``row.context``; None if they are missing or ambiguous.

    A quote over several paragraphs spans from its first word to its last.
    """
    segments, paragraphs = row.quote.split(_BREAK), row.context.split(_BREAK)
    if len(segments) > 1:
        return _over_paragraphs(row.context, segments, paragraphs)
    places = [Span(place, place + len(row.quote)) for place in _occurrences(row.context, row.quote)]
    for fits in (_agrees, _has_marks):
        if len(places) > 1:
            places = [place for place in places if fits(row, place)]
    return places[0] if len(places) == 1 else None


def _over_paragraphs(context: str, segments: list[str], paragraphs: list[str]) -> Span | None:
    """Find a quote that starts in the first paragraph of the context and ends in the last."""
    start, end = paragraphs[0].rfind(segments[0]), paragraphs[-1].find(segments[-1])
    if len(segments) != len(paragraphs) or start < 0 or end < 0:
        return None
    return Span(start, len(context) - len(paragraphs[-1]) + end + len(segments[-1]))


def _occurrences(context: str, words: str) -> list[int]:
    """List every offset of ``words`` in ``context``."""
    found: list[int] = []
    place = context.find(words)
    while place >= 0:
        found.append(place)
        place = context.find(words, place + 1)
    return found


def _agrees(row: Quote, quote: Span) -> bool:
    """Check a possible place of the quote: all evidence that would be in the context is there."""
    before = row.start - quote.start
    evidence = (
        (row.mention, row.mention_start),
        (row.cue, row.cue_start),
        (row.source_mention, row.source_start),
    )
    return before >= 0 and all(
        row.context.startswith(words, start - before)
        for words, start in evidence
        if words and start is not None and 0 <= start - before <= len(row.context) - len(words)
    )


def _has_marks(row: Quote, quote: Span) -> bool:
    """Check that quotation marks can be on both sides of a place: no letter, digit or blank is."""
    sides = row.context[max(0, quote.start - 1) : quote.start], row.context[quote.end : quote.end + 1]
    return not any(side.isalnum() or side.isspace() for side in sides)


def _near(row: Quote, quote: Span, words: str | None, start: int | None) -> Span | None:
    """Find words that the article has at ``start`` in the context; None if they are not there.

    Their place is counted from the quote's first word or from its last: the article may have more or less
    white space between paragraphs than the context.
    """
    if not words or start is None:
        return None
    place = start - row.start + quote.start if start < row.end else start - row.end + quote.end
    return Span(place, place + len(words)) if place >= 0 and row.context.startswith(words, place) else None
