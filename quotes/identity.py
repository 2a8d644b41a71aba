"""What makes two texts the same article, and two spans the same quote."""

import hashlib
import unicodedata

from quotes.types import Span

_ID_LENGTH = 16


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text as it is, in hexadecimal: what offsets into it are true to."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_digest(text: str) -> str:
    r"""Return the SHA-256 of a normalised text, in hexadecimal: the same article has the same one.

    White space, soft hyphens, byte order marks and the form of composed characters make no difference.

    >>> article_digest("The ferry\r\nis b\xadack. ") == article_digest("\ufeffThe ferry is back.")
    True
    >>> article_digest("The ferry is back.") == article_digest("The ferry is gone.")
    False
    """
    composed = unicodedata.normalize("NFKC", text)
    if not composed.isascii():
        composed = "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")
    return text_digest(" ".join(composed.split()))


def doc_id(digest: str) -> str:
    """Return the id of an article that has none of its own, from its `text_digest`."""
    return digest[:_ID_LENGTH]


def quote_id(digest: str, span: Span) -> str:
    """Return the id of the quote under ``span``, from the `text_digest` of the article.

    >>> quote_id("00", Span(3, 8)) == quote_id("00", Span(3, 8)) != quote_id("00", Span(3, 9))
    True
    """
    return hashlib.sha256(f"{digest}:{span.start}:{span.end}".encode()).hexdigest()[:_ID_LENGTH]
