"""What makes two texts the same article, and two spans the same quote."""

import hashlib
import re
import unicodedata

from quotes.types import Span

_ID_LENGTH = 16
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_PLAIN_MARKS = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')


def digest_text(text: str) -> str:
    """Return the SHA-256 of a text as it is, in hexadecimal: what offsets into it are true to."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_words(text: str) -> str:
    r"""Return what texts with the same words share: the SHA-256 of the normalised text, in hexadecimal.

    White space, invisible characters, case and the shape of quotation marks make no difference.

    >>> digest_words("“We sail,”\r\n she s\xadaid.") == digest_words('"We sail," she said.')
    True
    >>> digest_words("We sail.") == digest_words("We sailed.")
    False
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_PLAIN_MARKS)
    return digest_text(" ".join(plain.casefold().split()))


def make_doc_id(digest: str) -> str:
    """Return the id of an article that has none of its own, from its `digest_text`."""
    return digest[:_ID_LENGTH]


def make_quote_id(digest: str, span: Span) -> str:
    """Return the id of the quote under ``span``, from the `digest_text` of the article.

    >>> make_quote_id("00", Span(3, 8)) == make_quote_id("00", Span(3, 8)) != make_quote_id("00", Span(3, 9))
    True
    """
    return hashlib.sha256(f"{digest}:{span.start}:{span.end}".encode()).hexdigest()[:_ID_LENGTH]
