"""The quotes of a text that a program sends. Nothing of it is stored."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, ValidationError, with_config
from starlette.requests import Request

from quotes.reading import FoundArticle
from quotes.scale import ExtractedArticle, extract_in_order
from quotes.serve.records import RecordList, adapter
from quotes.serve.refusals import RequestError
from quotes.types import Article, Quote

MOST_BYTES = 200_000
"""Bytes that a request may have."""
AT_ONCE = 1
"""Texts that are extracted at once: the parser takes one at a time."""
WAITING = 3
_SECONDS_TO_SEND = 20.0

_LOGGER = logging.getLogger("quotes.serve")

ShortText = Annotated[str, Field(max_length=1000)]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class SentText:
    """A text and what is known about it."""

    text: Annotated[str, Field(min_length=1)]
    title: ShortText | None = None
    outlet: ShortText | None = None
    published: date | None = None
    url: ShortText | None = None


async def read_text(request: Request) -> SentText:
    """Read the text that a request brings.

    Raises:
        RequestError: it is too long, too slow, or not the JSON that is wanted.

    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RequestError(415, "send JSON, with Content-Type: application/json")
    try:
        body = await asyncio.wait_for(_body(request), _SECONDS_TO_SEND)
    except TimeoutError:
        raise RequestError(408, f"the text did not arrive within {_SECONDS_TO_SEND:.0f} seconds") from None
    try:
        sent: SentText = adapter(SentText).validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        field = ".".join(map(str, first["loc"]))
        place = f"{field}: " if field else ""
        raise RequestError(400, f"{place}{first['msg']}", field=field or None) from None
    return sent


class TextExtractor:
    """Extracts the quotes of texts."""

    def __call__(self, sent: SentText) -> bytes:
        """Give the quotes of a text as JSON.

        Raises:
            RequestError: it cannot be read.

        """
        published = sent.published.isoformat() if sent.published else None
        article = Article(sent.text, title=sent.title, outlet=sent.outlet, published=published, url=sent.url)
        (found,) = extract_in_order([FoundArticle("a text that a program sent", article)], with_about=True)
        if isinstance(found, ExtractedArticle):
            return bytes(adapter(RecordList[Quote]).dump_json(RecordList(found.rows)))
        _LOGGER.error("%s: %s", found.place, found.reason)
        raise RequestError(422, "the quotes of this text could not be extracted")


async def _body(request: Request) -> bytes:
    """Read the body of a request, up to `MOST_BYTES`."""
    parts: list[bytes] = []
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > MOST_BYTES:
            raise RequestError(413, f"longer than {MOST_BYTES:,} bytes")
        parts.append(part)
    return b"".join(parts)
