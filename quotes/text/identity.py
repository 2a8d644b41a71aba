"""What makes two texts the same article, and two spans the same quote."""

import hashlib
import re
import unicodedata

from quotes.types import Span

_ID_LENGTH = 16
_INVISIBLE = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_PLAIN_MARKS = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')


def digest_text(text: str) -> str:
    """SHA-256 of the exact text, in hexadecimal. Offsets are valid only for a text with the same digest."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_words(text: str) -> str:
    r"""SHA-256 of the normalised text, in hexadecimal: the same for two texts with the same words.

    White space, invisible characters, case and the shape of quotation marks make no difference.

    >>> digest_words("“We sail,”\r\n she s\xadaid.") == digest_words('"We sail," she said.')
    True
    >>> digest_words("We sail.") == digest_words("We sailed.")
    False
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_PLAIN_MARKS)
    return digest_text(" ".join(plain.casefold().split()))


def make_doc_id(digest: str) -> str:
    """Id for an article that came without one. ``digest`` is its `digest_text`."""
    return digest[:_ID_LENGTH]


def make_quote_id(digest: str, span: Span) -> str:
    """Id of the quote at ``span``. ``digest`` is the article's `digest_text`.

    >>> make_quote_id("00", Span(3, 8)) == make_quote_id("00", Span(3, 8)) != make_quote_id("00", Span(3, 9))
    True
    """
    return hashlib.sha256(f"{digest}:{span.start}:{span.end}".encode()).hexdigest()[:_ID_LENGTH]
