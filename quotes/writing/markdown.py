"""Markdown (CommonMark) for reading or pasting: quotes under their articles, with speaker and source."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

import pandas as pd

from quotes.display import certainty, is_unsure, name_with_doubt, one_line, speaker_in_words
from quotes.types import UNSURE_BELOW, Quote
from quotes.writing.plain_records import outlets_in_words, rows
from quotes.writing.web_identifiers import web_address

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$]|&(?=#?\w+;)")
_OPENS_A_BLOCK = re.compile(r"^(?:(?=[-+=])|(\d{1,9})(?=[.)]))")


def markdown(frame: pd.DataFrame) -> bytes:
    """Encode the quotes as Markdown, UTF-8; words of articles never act as markup."""
    parts = ["# Quotes"]
    for _, of_article in groupby(rows(frame), attrgetter("doc_id")):
        given = list(of_article)
        parts += [_heading(given[0]), *map(_quote, given)]
    return ("\n\n".join(parts) + "\n").encode()


def escape_markdown(text: str) -> str:
    r"""Escape ``text`` as one line of Markdown that shows exactly these words.

    >>> print(escape_markdown("1. *Not* a list"))
    1\. \*Not\* a list
    """
    line = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _OPENS_A_BLOCK.sub(lambda opening: f"{opening[1] or ''}\\", line)


def _heading(row: Quote) -> str:
    """Write the article's title, with its outlet, date and address below."""
    address = web_address(row.url)
    facts = [escape_markdown(fact) for fact in (outlets_in_words(row), row.published) if fact]
    if address:
        facts.append(f"<{address}>")
    title = f"## {escape_markdown(row.title or row.doc_id)}"
    return f"{title}\n\n{' · '.join(facts)}" if facts else title


def _quote(row: Quote) -> str:
    """Write the words as a block quote, with speaker, role, source and how certain they are below."""
    words = "\n>\n".join(f"> {escape_markdown(paragraph)}" for paragraph in row.quote.split("\n\n"))
    role = f", {escape_markdown(row.speaker_role)}," if row.speaker_role else ""
    by = f"{_speaker(row)}{role}{_source(row)}".rstrip(",")
    sure = ", ".join(_sure(row))
    return f"{words}\n\n— {by} · {sure}" if sure else f"{words}\n\n— {by}"


def _speaker(row: Quote) -> str:
    """Write the speaker's name in bold, with the doubt about it if there is any."""
    if row.speaker is None:
        return f"*speaker {escape_markdown(speaker_in_words(row))}*"
    doubt = speaker_in_words(row).removeprefix(row.speaker)
    return f"**{escape_markdown(row.speaker)}**{doubt}"


def _source(row: Quote) -> str:
    if row.source is None:
        return ""
    carried = " (inferred)" if row.source_basis == "carried" else ""
    return f" via {escape_markdown(name_with_doubt(row.source, row.source_confidence))}{carried}"


def _sure(row: Quote) -> Iterator[str]:
    """Yield how certain speaker and source are; a doubt is beside its name already."""
    if not is_unsure(row):
        yield certainty(row.confidence)
    if row.source is not None and (row.source_confidence or 0) >= UNSURE_BELOW:
        yield f"source {certainty(row.source_confidence or 0)}"
