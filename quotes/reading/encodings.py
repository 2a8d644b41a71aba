"""Bytes to text in any encoding. Line ends and all characters stay as they are.

charset-normalizer alone is not enough: English news has few characters beyond ASCII, and it reads "£5" and
"Núñez" in cp1252 as "Ł5" and "Núńez". So it only decides what the steps before it cannot.
"""

import codecs
import io
import re
from operator import itemgetter

from quotes.reading.input_files import InputFile
from quotes.reading.reading_outcomes import ReadingError

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
"""Encodings that are slow or unsafe to decode. No browser accepts them from a page either."""

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_CHUNK = 1 << 20
_SAMPLE = 1 << 18


def decode_text(content: bytes, place: str, charset: str | None = None) -> str:
    """Decode bytes, without a byte order mark.

    ``charset`` is the encoding that the sender states; it is used if the bytes are valid in it.

    Raises:
        ReadingError: these bytes are not text.

    """
    encoding = _marked(content) or _stated(content, charset) or _utf8(content) or _guess(content)
    text = content.decode(encoding, "replace") if encoding else "\0"
    if "\0" in text or len(_CONTROL.findall(text)) > len(text) / 100:
        raise ReadingError(place, "this is not a text file")
    return text


def open_text(source: InputFile) -> io.TextIOWrapper:
    """Open a large file as a stream of text. Its encoding is detected from the whole file."""
    source.stream.seek(0)
    encoding = _marked(source.opening(4)) or _encoding_of_stream(source)
    source.stream.seek(0)
    return io.TextIOWrapper(source.stream, encoding, "replace", newline="")


def _encoding_of_stream(source: InputFile) -> str:
    """Detect "utf-8" if all bytes are valid; otherwise guess from the part around the first invalid bytes."""
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
    """Read the encoding from a byte order mark."""
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)


def _stated(content: bytes, charset: str | None) -> str | None:
    """Accept the stated encoding if the bytes are valid in it."""
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
    """Accept "utf-8" if at most a few bytes are damaged; those are shown as replacement characters."""
    if 0 in content:
        return None
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - broken - sum(map(str.isascii, text)) if broken else 0
    return "utf-8" if whole >= 10 * broken else None


def _guess(content: bytes) -> str | None:
    """Guess which encoding other than UTF-8 makes most sense of the bytes; None if none does."""
    if zeros := content.count(0):
        if zeros < len(content) / 4:
            return None
        return "utf-16-le" if content[1::2].count(0) > content[::2].count(0) else "utf-16-be"
    sample = content[:_SAMPLE]
    if sum(byte > 127 for byte in sample) < len(sample) / 4:  # with more it is not English
        ranked = ((encoding, _unlikely(sample.decode(encoding, "replace"))) for encoding in _LIKELY)
        best, unlikely = min(ranked, key=itemgetter(1))
        if unlikely < 0.2:
            return best
    from charset_normalizer import from_bytes  # noqa: PLC0415  (rarely needed)

    match = from_bytes(sample).best()
    return match.encoding if match else None


def _unlikely(text: str) -> float:
    """Measure which share of the characters beyond ASCII is unlikely in an English text, 0 to 1."""
    beyond = sum(not character.isascii() for character in text)
    return 1 - sum(len(likely[0]) for likely in _LIKELY_BEYOND_ASCII.finditer(text)) / beyond if beyond else 0
