"""Markdown (CommonMark) for reading or pasting: quotes under their articles, with speaker and source."""

import re
from itertools import groupby
from operator import attrgetter

import pandas as pd

from quotes.display import one_line
from quotes.types import Quote
from quotes.writing.plain_records import rows
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


def escaped(text: str) -> str:
    r"""Escape ``text`` as one line of Markdown that shows exactly these words.

    >>> print(escaped("1. *Not* a list"))
    1\. \*Not\* a list
    """
    line = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _OPENS_A_BLOCK.sub(lambda opening: f"{opening[1] or ''}\\", line)


def _heading(row: Quote) -> str:
    """Write the article's title, with its outlet, date and address below."""
    address = web_address(row.url)
    facts = [escaped(fact) for fact in (row.outlet, row.published) if fact]
    if address:
        facts.append(f"<{address}>")
    title = f"## {escaped(row.title or row.doc_id)}"
    return f"{title}\n\n{' · '.join(facts)}" if facts else title


def _quote(row: Quote) -> str:
    """Write the words as a block quote, with speaker, role, source and confidence below."""
    words = "\n>\n".join(f"> {escaped(paragraph)}" for paragraph in row.quote.split("\n\n"))
    speaker = f"**{escaped(row.speaker)}**" if row.speaker else "*speaker not identified*"
    role = f", {escaped(row.speaker_role)}," if row.speaker_role else ""
    carried = " (inferred)" if row.source_basis == "carried" else ""
    source = f" via {escaped(row.source)}{carried}" if row.source else ""
    by = f"{speaker}{role}{source}".rstrip(",")
    return f"{words}\n\n— {by} · {row.confidence:.0%}{_sure_of_source(row)}"


def _sure_of_source(row: Quote) -> str:
    """Write how likely the source is right, if the row has one."""
    if row.source is None or row.source_confidence is None:
        return ""
    return f", source {row.source_confidence:.0%}"
