"""Gold files: labelled articles.

A gold file is a JSON list of articles ``{"id", "text", "quotes": [...]}``, which may also have "title",
"outlet", "published" and "country" (for figures by region). Offsets are characters of ``text``. A quote may
carry either kind of label, or both:

- span labels ``{"start", "end", "label": "quote" | "other", "source": [[start, end], ...]}``, where
  ``source`` is where the text names the speaker of this quote;
- entity labels ``{"start", "end", "is_quote", "speaker", "kind", "source_name", "sure"}``, where
  ``speaker`` is the full name in the article and ``source_name`` the reporting source or null; "A|B"
  accepts either. With ``basis`` ("stated", "carried" or null) inferred sources are labelled too; without it
  only stated ones are.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quotes.reading import is_folder
from quotes.types import Article, InputError

_FACTS = ("title", "outlet", "published")
Gold = Mapping[str, Any]
"""A gold article, or one of its quotes, as read."""


def is_quote(quote: Gold) -> bool:
    """Whether a labelled passage is a quote.

    >>> is_quote({"label": "other"}), is_quote({"label": "quote", "is_quote": True})
    (False, True)
    """
    return bool(quote.get("is_quote", quote.get("label") == "quote"))


def is_sure(quote: Gold) -> bool:
    """Whether careful readers would agree on the speaker and source of a gold quote."""
    return bool(quote.get("sure", True))


def article_to_extract(gold: Gold) -> Article:
    """The article to extract: what a gold article has besides its labels."""
    known = {name: gold[name] for name in _FACTS if gold.get(name)}
    return Article(gold["text"], id=gold["id"], **known)


def read_gold(path: Path) -> list[Gold]:
    """Read the articles of a gold file.

    Raises:
        InputError: the file cannot be read or is not in the format above; the message names the field.

    """
    if is_folder(path):
        raise InputError(f"{path}: this is a folder; choose a file in it")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    return parse_gold(content, str(path))


def parse_gold(content: bytes, path: str) -> list[Gold]:
    """Read the articles in the content of a gold file; ``path`` names it in messages.

    Raises:
        InputError: the content is not in the format above; the message names the field.

    """
    try:
        articles = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: not a JSON file in UTF-8: {error}") from error
    if not isinstance(articles, list):
        raise InputError(f"{path}: must be a JSON list of articles")
    seen: set[str] = set()
    for number, article in enumerate(articles):
        if fault := next(_article_faults(article), None):
            raise InputError(f"{path}: article {number}: {fault}")
        if article["id"] in seen:
            raise InputError(f"{path}: article {number}: id {article['id']!r} is given twice")
        seen.add(article["id"])
    return articles


def _article_faults(article: Any) -> Iterator[str]:
    """Yield what is wrong with a gold article, the worst fault first."""
    if not isinstance(article, dict):
        yield "must be an object with id, text and quotes"
        return
    for name, kind, called in (
        ("id", str, "a string"),
        ("text", str, "a string"),
        ("quotes", list, "a list"),
    ):
        if not isinstance(article.get(name), kind):
            yield f"{name} must be {called}"
    for name in (*_FACTS, "country"):
        if not isinstance(article.get(name), str | None):
            yield f"{name} must be a string or null"
    for number, quote in enumerate(article["quotes"]):
        yield from (f"quotes[{number}]: {fault}" for fault in _quote_faults(quote, len(article["text"])))


def _quote_faults(quote: Any, length: int) -> Iterator[str]:
    """Yield what is wrong with a gold quote in a text of ``length`` characters, the worst fault first."""
    if not isinstance(quote, dict):
        yield "must be an object with start and end"
        return
    if not _are_offsets([quote.get("start"), quote.get("end")], length):
        yield "start and end must be offsets into the text, start before end"
    if "is_quote" not in quote and quote.get("label") not in ("quote", "other"):
        yield 'label must be "quote" or "other", or is_quote be given'
    if not isinstance(quote.get("is_quote", False), bool):
        yield "is_quote must be true or false"
    sources = quote.get("source") if quote.get("label") == "quote" else []
    if not isinstance(sources, list) or not all(_are_offsets(source, length) for source in sources):
        yield "source must be a list of [start, end] offsets into the text"
    for name in ("speaker", "source_name"):
        if not isinstance(quote.get(name), str | None):
            yield f"{name} must be a string or null"
    if quote.get("basis") not in ("stated", "carried", None):
        yield 'basis must be "stated", "carried" or null'
    if quote.get("speaker") and not isinstance(quote.get("kind"), str):
        yield "kind must be given with speaker"


def _are_offsets(pair: Any, length: int) -> bool:
    """Whether a value is a pair of offsets in order, within a text of ``length`` characters."""
    if not isinstance(pair, list) or len(pair) != 2 or any(type(offset) is not int for offset in pair):
        return False
    return bool(0 <= pair[0] < pair[1] <= length)
