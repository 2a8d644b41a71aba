"""``quotes show``: one quote from the library in its context, with the evidence marked."""

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.standard_streams import printing
from quotes.cli.terminal import harmless, one_line_for_bad_input
from quotes.types import Quote, Span

if TYPE_CHECKING:
    from rich.text import Text

    from quotes.library import Library

_STYLES = {
    "quote": "bold yellow",
    "speaker": "underline cyan",
    "cue": "italic green",
    "source": "underline magenta",
}


@one_line_for_bad_input
def show(
    quote_id: Annotated[
        str, typer.Argument(metavar="ID", help="The quote's quote_id, or the beginning of it.")
    ],
    library: LibraryPlace = None,
) -> None:
    """Print one quote from the library in its context.

    Its paragraphs come first, then the speaker, the source, and why the tool chose them. On a terminal the
    quote is bold, the speaker and the source are underlined, and the reporting verb is in italics. Exit
    status 2 means bad input.
    """
    from rich.console import Console

    from quotes.library import Library

    console = Console(highlight=False, soft_wrap=not Console().is_terminal)
    with Library(library, read_only=True) as opened:
        row = opened.quote(quote_id)
        passage = _passage(opened.article(row.doc_id).article.text, row)
        facts = _facts(opened, row)
    with printing():
        for paragraph in passage:
            console.print(paragraph, end="\n\n")
        for name, value in facts:
            console.print(f"{name + ':':12}", harmless(value), style=_STYLES.get(name), markup=False)


def _passage(text: str, row: Quote) -> "list[Text]":
    """Mark the paragraphs that contain the quote or its evidence."""
    from quotes.display import evidence_marks
    from quotes.text import split_paragraphs

    marks = evidence_marks(row)
    held = [
        span
        for span in split_paragraphs(text)
        if any(mark.span.start < span.end and mark.span.end > span.start for mark in marks)
    ]
    return [_marked(text, span, {mark.kind: mark.span for mark in marks}) for span in held]


def _marked(text: str, paragraph: Span, marks: dict[str, Span]) -> "Text":
    """Style every mark in a paragraph."""
    from rich.text import Text

    edges = {edge for span in marks.values() for edge in span if paragraph.start < edge < paragraph.end}
    marked = Text()
    for start, end in pairwise(sorted({*paragraph, *edges})):
        styles = [_STYLES[kind] for kind, span in marks.items() if span.start <= start and end <= span.end]
        marked.append(harmless(text[start:end]), " ".join(styles))
    return marked


def _facts(library: "Library", row: Quote) -> list[tuple[str, str]]:
    """List what is known about a quote, by name."""
    from quotes.display import certainty, speaker_in_words

    extracted = library.extracted(row.quote_id)
    why = f"{row.rule}, {certainty(row.confidence)}"
    facts = [
        ("speaker", f"{speaker_in_words(row)}{f' ({row.speaker_kind})' if row.speaker else ''}"),
        ("role", row.speaker_role or ""),
        ("source", _source(row)),
        ("because", f"“{row.mention}”: {why}" if row.mention else why),
        ("article", ", ".join(filter(None, (row.title, row.outlet, row.published, row.doc_id)))),
        ("web address", row.url or ""),
        ("quote_id", row.quote_id),
    ]
    if extracted is None:
        facts.append(("corrected", "added by a reviewer"))
    elif extracted != row:
        before = f"{extracted.speaker or 'nobody'}, via {extracted.source or 'none'}"
        facts.append(("corrected", f"extracted as {before}"))
    return [(name, value) for name, value in facts if value]


def _source(row: Quote) -> str:
    """Name a quote's source and say how sure it is."""
    from quotes.display import certainty

    source = f"{row.source} ({row.source_basis})" if row.source else "none"
    return source if row.source_confidence is None else f"{source}, {certainty(row.source_confidence)}"
