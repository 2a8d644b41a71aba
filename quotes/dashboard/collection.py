"""The articles that the dashboard shows, with their quotes: read and extracted once, then kept."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from quotes import articles, pipeline
from quotes.linking import link
from quotes.types import Article, Quote


@dataclass(frozen=True, slots=True)
class Collection:
    """Quotes in the order of their articles, and what is needed to show them in place.

    ``texts`` gives the article's text by ``quote_id``, ``titles`` what to call an article by ``doc_id``, and
    ``links`` the one name that a person or organisation goes by for each form that an article uses.
    """

    rows: tuple[Quote, ...]
    texts: dict[str, str]
    titles: dict[str, str]
    links: dict[str, str]


def given_paths(script: Path) -> tuple[str, ...]:
    """Return the paths named after ``--`` of ``streamlit run``, else the samples beside the script."""
    started = Path(sys.argv[0]).name == script.name
    return tuple(sys.argv[1:]) if started and sys.argv[1:] else (str(script.parent / "seeds"),)


def of_paths(paths: tuple[str, ...]) -> Collection:
    """Return the quotes of all articles in files and folders; extracted again only where a file has changed.

    Raises:
        InputError: a path or a file cannot be read.

    """
    files = [(str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in articles.list_files(paths)]
    return _of_files(paths, tuple(files))


@st.cache_resource(show_spinner="Reading the articles …", max_entries=2)
def _of_files(paths: tuple[str, ...], stamps: tuple[tuple[str, int, int], ...]) -> Collection:
    return _extracted(articles.read_all(paths))


@st.cache_resource(show_spinner="Finding the quotes …", max_entries=32)
def of_text(text: str) -> Collection:
    """Return the quotes of one pasted article; the same text is extracted once."""
    return _extracted([Article(text)], untitled="Pasted article")


def _extracted(given: Iterable[Article], untitled: str = "") -> Collection:
    """Return the quotes of articles; one without a title is shown as ``untitled``, or else by its id."""
    kept = list(given)
    lists = list(pipeline.extract_all(kept))
    pairs = [(article, row) for article, rows in zip(kept, lists, strict=True) for row in rows]
    return Collection(
        rows=tuple(row for _, row in pairs),
        texts={row.quote_id: article.text for article, row in pairs},
        titles={row.doc_id: article.title or untitled or row.doc_id for article, row in pairs},
        links=link(row for _, row in pairs),
    )
