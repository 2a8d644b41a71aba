"""PDF files: lines joined to paragraphs, words joined across line ends, headers and page numbers dropped.

The article's text is the result, so every offset is true to what is stored and shown.
"""

import re
import statistics
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from quotes.reading.input_files import MOST_CHARACTERS, InputFile, silence
from quotes.reading.reading_outcomes import FoundArticle, ReadingError, ReadingOutcome, Remark
from quotes.types import Article

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MOST_BYTES = 100_000_000
_MOST_PAGES = 2_000
MOST_SECONDS = 120
_EDGE = 2
_ENDS_SENTENCE = re.compile(r"""[.!?…:]["'”’)\]]*$""")
_DIVIDED = re.compile(r"(\w+)[-\u2010\u00ad]$")
_GOES_ON = re.compile(r"[a-zß-öø-ÿ]+")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:page )?#(?: ?(?:/|of) ?#)?|[-–—] ?# ?[-–—]", re.IGNORECASE)
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_SHOWING = (b"Tj", b"TJ", b"'", b'"')
"""The operators that show words, which are their last operand."""
_NARROWEST = 1  # percent of a letter's width that can still be seen
_TITLE_WITHIN = 5  # paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, where it begins, and its font size, in points; ``top`` grows upwards."""

    text: str
    left: float
    top: float
    size: float


def read_pdf(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the article of a PDF file; its title is the stated one if the first page shows it."""
    import pypdf  # noqa: PLC0415  (heavy, and only for such files)

    silence("pypdf")
    if source.size() > _MOST_BYTES:
        source.content(_MOST_BYTES)
    try:
        document = pypdf.PdfReader(source.stream)
        if document.is_encrypted and not document.decrypt(""):
            raise ReadingError(source.place, "this PDF is encrypted; save it without a password first")  # noqa: TRY301
        pages = _pages(document, source)
        stated = document.metadata.title if document.metadata else None
        filled_in = _has_filled_in_form(document)
    except ReadingError:
        raise
    except Exception as error:  # a damaged file can make the parser raise anything
        raise ReadingError(source.place, f"this PDF is damaged ({type(error).__name__})") from None
    paragraphs = _paragraphs(_without_furniture(pages))
    if not paragraphs:
        raise ReadingError(source.place, "there is no text in this PDF; if it is a scan, run OCR on it first")
    title = " ".join((stated or "").split())
    paragraphs = _with_title_apart(paragraphs, title)
    shown = title if title in paragraphs[:_TITLE_WITHIN] else None
    yield FoundArticle(source.place, Article(text="\n\n".join(paragraphs), title=shown))
    if filled_in:
        yield Remark(source.place, "what is filled in in its form is not read", "doubted")


def _has_filled_in_form(document: "PdfReader") -> bool:
    """Whether a form of the document has words in its fields."""
    return any(value and str(value).strip() for value in document.get_form_text_fields().values())


def _pages(document: "PdfReader", source: InputFile) -> list[list[Line]]:
    """Extract the lines of every page, within limits of size and time."""
    if len(document.pages) > _MOST_PAGES:
        raise ReadingError(
            source.place, f"this PDF has {len(document.pages):,} pages; at most {_MOST_PAGES:,} are read"
        )
    pages: list[list[Line]] = []
    characters = 0
    deadline = time.monotonic() + MOST_SECONDS

    def check_time(*_: object) -> None:
        if time.monotonic() > deadline:
            raise ReadingError(source.place, f"this PDF takes more than {MOST_SECONDS} s to read")

    for page in document.pages:
        pages.append(_lines(page, check_time))
        check_time()  # pypdf swallows errors that are raised inside a form
        characters += sum(len(line.text) for line in pages[-1])
        if characters > MOST_CHARACTERS:
            raise ReadingError(source.place, f"the text is longer than {MOST_CHARACTERS:,} characters")
    return pages


def _lines(page: "PageObject", check_time: Callable[..., None]) -> list[Line]:
    """Extract the lines of a page in reading order; ``check_time`` is called at every operation."""
    lines: list[Line] = []
    words: list[str] = []
    place: list[tuple[float, float, float]] = []

    def end_line() -> None:
        if place and (text := " ".join("".join(words).split())):
            lines.append(
                Line(_LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text), *place[0])
            )
        words.clear()
        place.clear()

    def visit(text: str, outer: list[float], inner: list[float], _font: Any, size: float) -> None:
        if size == 0 or not any(inner[:4]):  # nobody sees these words
            return
        for number, piece in enumerate(text.split("\n")):
            if number:
                end_line()
            words.append(piece)
            if piece.strip() and not place:
                left = outer[0] * inner[4] + outer[2] * inner[5] + outer[4]
                top = outer[1] * inner[4] + outer[3] * inner[5] + outer[5]
                scale = abs(outer[3] * inner[3]) or abs(outer[1] * inner[2]) or 1
                place.append((left, top, size * scale))

    page.extract_text(visitor_operand_before=_hiding_unseen(check_time), visitor_text=visit)
    end_line()
    return lines


def _hiding_unseen(check_time: Callable[..., None]) -> Callable[..., None]:
    """Make a visitor of operations that takes away the words of those whose letters have no width.

    It calls ``check_time`` first. The visitor of text comes too late: the width may be another one by then.
    """
    widths = [100.0]  # percent, one for each graphics state that is saved

    def visit(operator: bytes, operands: list[Any], outer: list[float], _inner: list[float]) -> None:
        check_time()
        if operator == b"q":
            widths.append(widths[-1])
        elif operator == b"Q" and len(widths) > 1:
            widths.pop()
        elif operator == b"Tz" and operands and isinstance(operands[0], int | float):
            widths[-1] = abs(float(operands[0]))
        elif operator in _SHOWING and operands and (widths[-1] < _NARROWEST or not any(outer[:4])):
            operands[-1] = [] if operator == b"TJ" else ""

    return visit


def _without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Drop page numbers, and the headers and footers that most pages share."""
    edges = [{_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])} for page in pages]
    counts = Counter(shape for shapes in edges for shape in shapes)
    shared = {shape for shape, count in counts.items() if count >= 2 and count > len(pages) / 2}

    def kept(page: list[Line]) -> Iterator[Line]:
        usual = statistics.median(line.size for line in page) if page else 0
        for number, line in enumerate(page):
            at_edge = number < _EDGE or number >= len(page) - _EDGE
            is_title = line.size > 1.3 * usual  # headers of later pages often repeat the title
            if not (
                at_edge and not is_title and (_shape(line) in shared or _PAGE_NUMBER.fullmatch(_shape(line)))
            ):
                yield line

    return [list(kept(page)) for page in pages]


def _shape(line: Line) -> str:
    """Write a line without its numbers, so that the headers of all pages are the same."""
    return _DIGITS.sub("#", line.text)


def _paragraphs(pages: Sequence[list[Line]]) -> list[str]:
    """Join the lines to paragraphs."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    gaps = [above.top - below.top for above, below in pairwise(lines) if above.top - below.top > 1]
    gap = statistics.median(gaps) if gaps else 0
    width = max(statistics.quantiles([len(line.text) for line in lines], n=10)) if len(lines) > 1 else 0
    words = Counter(word for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text.lower()))
    paragraphs = [lines[0].text]
    for number in range(1, len(lines)):
        if _begins_paragraph(lines, number, gap, width):
            paragraphs.append(lines[number].text)
        else:
            paragraphs[-1] = _joined(paragraphs[-1], lines[number].text, words)
    return paragraphs


def _begins_paragraph(lines: Sequence[Line], number: int, gap: float, width: float) -> bool:
    """Whether a line begins a paragraph: judged by gap, font size, indent, and a short line above."""
    above, line = lines[number - 1], lines[number]
    ended = bool(_ENDS_SENTENCE.search(above.text))
    has_room = len(above.text) + 1 + len(line.text.partition(" ")[0]) < 0.85 * width
    if abs(above.size - line.size) > 0.15 * above.size:
        return True
    down = above.top - line.top
    if down <= 1 or down > 6 * gap:  # the next column or page
        return ended and (has_room or not line.text[:1].islower())
    below = lines[number + 1] if number + 1 < len(lines) else None
    indent = line.left - (below.left if below else above.left)
    is_indented = 0.5 * line.size < indent < 6 * line.size and line.left - above.left > 0.5 * line.size
    return down > 1.25 * gap or (ended and (is_indented or has_room))


def _joined(above: str, line: str, words: Counter[str]) -> str:
    """Join two lines; a word that is hyphenated between them becomes whole."""
    divided, goes_on = _DIVIDED.search(above), _GOES_ON.match(line)
    if not divided or not goes_on:
        return f"{above} {line}"
    first, second = divided[1].lower(), re.match(r"\w+", line)[0].lower()  # type: ignore[index]
    with_hyphen, without = words[f"{first}-{second}"], words[first + second]
    keeps = with_hyphen > without or (with_hyphen == without and first in _compound_openings())
    hyphen = "-" if keeps and not above.endswith("\u00ad") else ""
    return above[:-1] + hyphen + line


@cache
def _compound_openings() -> frozenset[str]:
    """Load the words after which a hyphen at the end of a line stays."""
    lines = (resources.files("quotes.reading") / "compound_openings.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _with_title_apart(paragraphs: Sequence[str], title: str) -> list[str]:
    """The paragraphs, with the stated title as one of its own if one of the first begins with it."""
    found = list(paragraphs)
    for at, paragraph in enumerate(found[:_TITLE_WITHIN] if " " in title else ()):
        goes_on = paragraph.removeprefix(f"{title} ")
        if goes_on != paragraph and not goes_on[:1].islower():
            found[at : at + 1] = [title, goes_on]
            break
    return found
