"""Markdown (CommonMark), to read or to paste: quotes under their articles, each with speaker and source."""

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
    """Return the quotes as Markdown, UTF-8; the words of articles are escaped, so that they stay words."""
    parts = ["# Quotes"]
    for _, of_article in groupby(rows(frame), attrgetter("doc_id")):
        given = list(of_article)
        parts += [_heading(given[0]), *map(_quote, given)]
    return ("\n\n".join(parts) + "\n").encode()


def escaped(text: str) -> str:
    r"""Return ``text`` on one line as Markdown that shows just these words.

    >>> print(escaped("1. *Not* a list"))
    1\. \*Not\* a list
    """
    line = _MARKUP.sub(r"\\\g<0>", one_line(text))
    return _OPENS_A_BLOCK.sub(lambda opening: f"{opening[1] or ''}\\", line)


def _heading(row: Quote) -> str:
    """Return the article's title, and below it its outlet, date and address."""
    address = web_address(row.url)
    facts = [escaped(fact) for fact in (row.outlet, row.published) if fact]
    if address:
        facts.append(f"<{address}>")
    title = f"## {escaped(row.title or row.doc_id)}"
    return f"{title}\n\n{' · '.join(facts)}" if facts else title


def _quote(row: Quote) -> str:
    """Return the words as a block, and below it who said them, through whom, and how likely that is."""
    words = "\n>\n".join(f"> {escaped(paragraph)}" for paragraph in row.quote.split("\n\n"))
    speaker = f"**{escaped(row.speaker)}**" if row.speaker else "*speaker not identified*"
    carried = " (inferred)" if row.source_basis == "carried" else ""
    source = f" via {escaped(row.source)}{carried}" if row.source else ""
    return f"{words}\n\n— {speaker}{source} · {row.confidence:.0%}"
