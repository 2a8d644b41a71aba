"""A digest as Markdown or HTML: one table of what is new. Words of articles never act as markup."""

from collections.abc import Iterator

from quotes.display import one_line, templates_of
from quotes.telling.digest import Digest
from quotes.types import Quote
from quotes.writing import escape_markdown, web_address

_fill = templates_of("quotes.telling")
_COLUMNS = ("Speaker", "Quote", "Source", "Outlet", "Link")


def digest_to_markdown(digest: Digest, *, message: str = "") -> str:
    """Write a digest as Markdown; ``message`` is the id under which it is sent."""
    parts = [f"# {escape_markdown(digest.title)}"]
    if digest.filters:
        parts.append(escape_markdown(digest.filters))
    if notes := list(spike_lines(digest)):
        parts.append("\n".join(f"- {escape_markdown(line)}" for line in notes))
    if digest.rows:
        lines = [_COLUMNS, ("---",) * len(_COLUMNS), *(_cells(digest, row) for row in digest.rows)]
        parts.append("\n".join(f"| {' | '.join(cells)} |" for cells in lines))
    if left_out := digest.number - len(digest.rows):
        parts.append(f"{left_out:,} more in the dashboard.")
    if message:
        parts.append(f"Digest {message}")
    return "\n\n".join(parts) + "\n"


def digest_to_html(digest: Digest, *, message: str = "") -> str:
    """Write a digest as an HTML page; ``message`` is the id under which it is sent."""
    return str(
        _fill(
            "digest",
            digest=digest,
            notes=list(spike_lines(digest)),
            columns=_COLUMNS,
            rows=[
                (
                    digest.speaker_of(row) or "Not identified",
                    one_line(row.quote),
                    row.source or "",
                    _outlet(row),
                    web_address(row.url),
                    row.title or row.doc_id,
                )
                for row in digest.rows
            ],
            left_out=digest.number - len(digest.rows),
            message=message,
        )
    )


def spike_lines(digest: Digest) -> Iterator[str]:
    """Yield what is unusual."""
    if digest.spike:
        yield f"Far more than usual: {digest.view}, {digest.spike.in_words()}"
    for name, spike in sorted((digest.speaker_spikes or {}).items()):
        yield f"Far more than usual: {name}, {spike.in_words()}"


def _cells(digest: Digest, row: Quote) -> tuple[str, ...]:
    url = web_address(row.url)
    title = escape_markdown(row.title or row.doc_id)
    return (
        escape_markdown(digest.speaker_of(row) or "Not identified"),
        f"“{escape_markdown(one_line(row.quote))}”",
        escape_markdown(row.source or ""),
        escape_markdown(_outlet(row)),
        f"[{title}](<{url}>)" if url else title,
    )


def _outlet(row: Quote) -> str:
    return ", ".join(filter(None, (row.outlet, row.also_in)))
