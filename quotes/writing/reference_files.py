"""Citation files for Zotero and other reference managers: BibTeX, RIS and CSL-JSON.

There is one entry for each article; its quotes are in a note, with their speakers and sources.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from quotes.display import one_line
from quotes.types import Quote
from quotes.writing.citations import cited_article, credited
from quotes.writing.formats import Format

_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, even after a backslash
    "}": r"\textbraceright{}",
    **{letter: f"\\{letter}" for letter in "$%&#_"},
}
_TO_TEX = str.maketrans(_TEX)
_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9]+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(given: Iterable[Quote]) -> bytes:
    """Encode as BibTeX, UTF-8; BibLaTeX reads it too."""
    return "".join(map(_bibtex_entry, _by_article(given))).encode()


def ris(given: Iterable[Quote]) -> bytes:
    """Encode as RIS, UTF-8."""
    return "".join(f"{line}\r\n" for entry in _by_article(given) for line in _ris_lines(entry)).encode()


def csl_json(given: Iterable[Quote]) -> bytes:
    """Encode as CSL-JSON, UTF-8."""
    entries = map(_csl_item, _by_article(given))
    return f"{json.dumps(list(entries), ensure_ascii=False, indent=2)}\n".encode()


CITATION_FILES: Mapping[Format, Callable[[Iterable[Quote]], bytes]] = {
    Format.bibtex: bibtex,
    Format.ris: ris,
    Format.csl_json: csl_json,
}
"""The files for reference managers, by format."""

_Entry = tuple[str, Sequence[Quote]]
"""An article's key, and its rows."""


def _by_article(given: Iterable[Quote]) -> Iterator[_Entry]:
    """Yield each article with a key that no other has, in the order of the quotes."""
    found: dict[str, list[Quote]] = {}
    for row in given:
        found.setdefault(row.doc_id, []).append(row)
    used: set[str] = set()
    for doc_id, of_article in found.items():
        plain = unicodedata.normalize("NFKD", doc_id).encode("ascii", "ignore").decode()
        wanted = _NOT_IN_KEY.sub("-", plain).strip("-") or "article"
        key, number = wanted, 1
        while key in used:
            number += 1
            key = f"{wanted}-{number}"
        used.add(key)
        yield key, of_article


def _notes(given: Iterable[Quote]) -> list[str]:
    return [f"“{one_line(row.quote)}” – {credited(row)}" for row in given]


def _bibtex_entry(entry: _Entry) -> str:
    key, given = entry
    article = cited_article(given[0])
    fields = {
        "title": f"{{{article.title.translate(_TO_TEX)}}}",  # in braces of its own, it keeps its capitals
        "journal": article.outlet.translate(_TO_TEX),
        "year": f"{article.day:%Y}" if article.day else "",
        "month": _MONTHS[article.day.month - 1] if article.day else "",
        "day": str(article.day.day) if article.day else "",
        "url": article.url,
        "annote": "; ".join(_notes(given)).translate(_TO_TEX),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"  # a month is a word that BibTeX knows
        for name, value in fields.items()
        if value
    ]
    return f"@article{{{key},\n{''.join(lines)}}}\n\n"


def _ris_lines(entry: _Entry) -> Iterator[str]:
    key, given = entry
    article = cited_article(given[0])
    yield "TY  - NEWS"
    yield f"ID  - {key}"
    yield f"TI  - {article.title}"
    if article.outlet:
        yield f"T2  - {article.outlet}"
    if article.day:
        yield f"PY  - {article.day.year}"
        yield f"DA  - {article.day:%Y/%m/%d}"
    if article.url:
        yield f"UR  - {article.url}"
    yield from (f"N1  - {note}" for note in _notes(given))
    yield "ER  - "


def _csl_item(entry: _Entry) -> dict[str, Any]:
    key, given = entry
    article = cited_article(given[0])
    day = article.day
    item = {
        "id": key,
        "type": "article-newspaper",
        "title": article.title,
        "container-title": article.outlet,
        "issued": day and {"date-parts": [[day.year, day.month, day.day]]},
        "URL": article.url,
        "note": "\n".join(_notes(given)),
    }
    return {name: value for name, value in item.items() if value}
