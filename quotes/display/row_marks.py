"""Where the evidence of a row stands within its context, all of the article's text that a row carries."""

from quotes.display.marked_text import Mark
from quotes.types import Quote, Span

_BREAK = "\n\n"  # what divides the paragraphs of a context, and the segments of a quote


def context_marks(row: Quote) -> tuple[Mark, ...]:
    """Return the marks of ``row`` as offsets into ``row.context``.

    Words elsewhere in the article are left out, and so is all of it where the context has the quoted words
    twice and nothing tells which are meant.
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
    """Return where the quoted words stand in ``row.context``, None where that cannot be told.

    Of a quote over several paragraphs that is from its first word to its last.
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
    """Return the place of a quote that runs on to the end of its first paragraph and into its last."""
    start, end = paragraphs[0].rfind(segments[0]), paragraphs[-1].find(segments[-1])
    if len(segments) != len(paragraphs) or start < 0 or end < 0:
        return None
    return Span(start, len(context) - len(paragraphs[-1]) + end + len(segments[-1]))


def _occurrences(context: str, words: str) -> list[int]:
    """Return every offset at which ``words`` stand in ``context``."""
    found: list[int] = []
    place = context.find(words)
    while place >= 0:
        found.append(place)
        place = context.find(words, place + 1)
    return found


def _agrees(row: Quote, quote: Span) -> bool:
    """Tell whether all evidence that would stand in the context does so, were the quote at this place."""
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
    """Tell whether marks could stand on both sides of this place: no letter, digit or blank does."""
    sides = row.context[max(0, quote.start - 1) : quote.start], row.context[quote.end : quote.end + 1]
    return not any(side.isalnum() or side.isspace() for side in sides)


def _near(row: Quote, quote: Span, words: str | None, start: int | None) -> Span | None:
    """Return where words that the article has at ``start`` stand in the context, None where they do not.

    They are counted from the quote's first word or from its last: between its paragraphs the article may have
    more or less white space than the context.
    """
    if not words or start is None:
        return None
    place = start - row.start + quote.start if start < row.end else start - row.end + quote.end
    return Span(place, place + len(words)) if place >= 0 and row.context.startswith(words, place) else None
