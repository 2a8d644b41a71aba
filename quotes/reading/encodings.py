"""Bytes to text, whatever the encoding; line ends and every character stay as they are."""

import codecs
import io
import re
from operator import itemgetter

from quotes.reading.input_files import InputFile, ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = ("gb18030", "cp949", "cp932", "cp1252", "mac_roman", "cp1250")
_SMALL = "ß-öø-ÿœšžłńęąćčřěőűśźż"
_LARGE = "À-ÖØ-ÞŒŠŽŁŚČŘ"
_LIKELY_BEYOND_ASCII = re.compile(
    r"[“”‘’–—―…•«»©½\xa0\xad]|[£€](?=\d)|(?<=\d)°|(?<=\w)[®™]"
    rf"|(?<=[a-z{_SMALL}{_LARGE}])[{_SMALL}]|\b[{_SMALL}{_LARGE}](?=[a-z{_SMALL}])"
    rf"|(?<=[A-Z{_LARGE}])[{_LARGE}](?=[A-Z{_LARGE}\W])"
)
_NOT_OF_PAGES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
"""Encodings of names and programs, slow or unsafe to decode; no browser believes a page that states one."""

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_CHUNK = 1 << 20
_SAMPLE = 1 << 18


def decode_text(content: bytes, place: str, charset: str | None = None) -> str:
    """Return bytes as text, without a byte order mark.

    ``charset`` is the encoding that the sender states; it is believed where the bytes bear it out.

    Raises:
        ReadingError: these bytes are not text.

    """
    encoding = _marked(content) or _stated(content, charset) or _utf8(content) or _guess(content)
    text = content.decode(encoding, "replace") if encoding else "\0"
    if "\0" in text or len(_CONTROL.findall(text)) > len(text) / 100:
        raise ReadingError(place, "this is not a text file")
    return text


def open_text(source: InputFile) -> io.TextIOWrapper:
    """Return a large file's text as a stream; its encoding is learnt from all of it, its line ends stay."""
    source.stream.seek(0)
    encoding = _marked(source.opening(4)) or _encoding_of_stream(source)
    source.stream.seek(0)
    return io.TextIOWrapper(source.stream, encoding, "replace", newline="")


def _encoding_of_stream(source: InputFile) -> str:
    """Return "utf-8" where all bytes are, else what the part around the first other bytes looks like."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    position = 0
    try:
        while chunk := source.stream.read(_CHUNK):
            decoder.decode(chunk)
            position += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        source.stream.seek(max(0, position - _SAMPLE))
        sample = source.stream.read(_CHUNK + _SAMPLE)
        encoding = _utf8(sample) or _guess(sample)
        if encoding is None:
            raise ReadingError(source.place, "this is not a text file") from None
        return encoding
    return "utf-8"


def _marked(content: bytes) -> str | None:
    """Return the encoding that a byte order mark gives."""
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)


def _stated(content: bytes, charset: str | None) -> str | None:
    """Return the stated encoding where the bytes are valid in it."""
    if charset is None:
        return None
    charset = (
        "cp1252" if charset.lower() in ("iso-8859-1", "latin-1", "us-ascii") else charset
    )  # as browsers do
    try:
        if codecs.lookup(charset).name.replace("_", "-") in _NOT_OF_PAGES:
            return None
        content.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return None
    return charset


def _utf8(content: bytes) -> str | None:
    """Return "utf-8" where the bytes are, or are but for a few broken ones that will show as such."""
    if 0 in content:
        return None
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - broken - sum(map(str.isascii, text)) if broken else 0
    return "utf-8" if whole >= 10 * broken else None


def _guess(content: bytes) -> str | None:
    """Return the other encoding that makes most sense of the bytes, None where none does."""
    if zeros := content.count(0):
        if zeros < len(content) / 4:
            return None
        return "utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"
    sample = content[:_SAMPLE]
    if sum(byte > 127 for byte in sample) < len(sample) / 4:  # more is no English text
        ranked = ((encoding, _unlikely(sample.decode(encoding, "replace"))) for encoding in _LIKELY)
        best, unlikely = min(ranked, key=itemgetter(1))
        if unlikely < 0.2:
            return best
    from charset_normalizer import from_bytes  # noqa: PLC0415  (rarely needed)

    match = from_bytes(sample).best()
    return match.encoding if match else None


def _unlikely(text: str) -> float:
    """Return the share of the characters beyond ASCII that are unlikely in an English text, 0 to 1.

    Short English texts have too few such characters for a statistical detector; what is likely is known.
    """
    beyond = sum(not character.isascii() for character in text)
    return 1 - sum(len(likely[0]) for likely in _LIKELY_BEYOND_ASCII.finditer(text)) / beyond if beyond else 0
