"""Split a text into paragraphs: at blank lines, and at line breaks inside no sentence and no hard wrap."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from quotes.types import Span

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_GOES_ON_AFTER = r"(?<=[\w,;\u2010\u00ad-])"
_IN_A_SENTENCE = re.compile(
    _GOES_ON_AFTER + r"[^\S\n]*\n(?:[^\S\n]*\d{1,4}[^\S\n]*\n)?[^\S\n]*(?=[a-zß-öø-ÿ])"
)
"""A line break after which a sentence goes on in lower case, perhaps with the number of a page between."""

_PAGE_NUMBER = r"(?:[Pp]age )?[-–—\[(]? ?\d{1,4}(?: ?(?:/|of) ?\d{1,4})? ?[-–—\])]?"
_BLANK_LINES = r"[^\S\n]*\n(?:[^\S\n]*\n)+[^\S\n]*"
_PAGE_BREAK = re.compile(rf"{_GOES_ON_AFTER}{_BLANK_LINES}{_PAGE_NUMBER}{_BLANK_LINES}(?=[a-zß-öø-ÿ])")
"""The number of a page, with blank lines around it, inside a sentence."""

_DIVIDED_WORD = re.compile(r"[a-zß-öø-ÿ][\u2010\u00ad-][^\S\n]*\n[^\S\n]*[a-zß-öø-ÿ]")
_WRAP_WIDTH = range(40, 121)
_NARROW_WRAP_WIDTH = range(16, 121)
_LONGEST_WHOLE = 6_000
_KEPT_WHEN_CUT = 4_000


def split_paragraphs(text: str) -> tuple[Span, ...]:
    r"""Find the spans of the paragraphs of ``text``, in order, without surrounding white space.

    A single line break ends a paragraph too, unless the lines around it are hard-wrapped or the sentence goes
    on in the next line.

    >>> text = "One.\n\nTwo,\n"
    >>> [span.of(text) for span in split_paragraphs(text)]
    ['One.', 'Two,']
    """
    inside = [Span(*page.span()) for page in _PAGE_BREAK.finditer(text)]
    blanks = [blank.start() for blank in _BLANK_LINE.finditer(text)]
    if inside:
        blanks = [blank for blank in blanks if not any(page.start <= blank < page.end for page in inside)]
    cuts = [0, *blanks, len(text)]
    blocks = (trim_span(text, Span(*ends)) for ends in pairwise(cuts))
    return tuple(line for block in blocks if block for line in _paragraphs_of_block(text, block))


def paragraph_at(paragraphs: tuple[Span, ...], offset: int) -> int:
    """Number (from 0) of the paragraph that contains ``offset``, or of the last one before it."""
    return max(0, bisect_right(paragraphs, (offset, float("inf"))) - 1)


def paragraph_context(text: str, paragraphs: Sequence[Span], numbers: tuple[int, int], words: Span) -> str:
    r"""The text of the paragraphs from the first to the last of ``numbers``, which contain ``words``.

    If a paragraph has more than 6,000 characters before or after the words, only the nearest 4,000 are
    kept. Otherwise each quotation of a text without paragraphs would carry the whole text.

    >>> text = "One.\n\nTwo.\n\nThree."
    >>> paragraph_context(text, split_paragraphs(text), (0, 1), Span(1, 8))
    'One.\n\nTwo.'
    """
    parts = list(paragraphs[numbers[0] : numbers[1] + 1])
    if words.start - parts[0].start > _LONGEST_WHOLE:
        cut = text.find(" ", words.start - _KEPT_WHEN_CUT, words.start)
        parts[0] = Span(cut + 1 if cut >= 0 else words.start - _KEPT_WHEN_CUT, parts[0].end)
    if parts[-1].end - words.end > _LONGEST_WHOLE:
        cut = text.rfind(" ", words.end, words.end + _KEPT_WHEN_CUT)
        parts[-1] = Span(parts[-1].start, cut if cut >= 0 else words.end + _KEPT_WHEN_CUT)
    return "\n\n".join(part.of(text) for part in parts)


def trim_span(text: str, span: Span) -> Span | None:
    """Shrink ``span`` by its surrounding white space. None if it contains nothing else.

    >>> trim_span(" word ", Span(0, 6))
    Span(start=1, end=5)
    """
    content = span.of(text)
    bare = content.strip()
    if not bare:
        return None
    start = span.start + len(content) - len(content.lstrip())
    return Span(start, start + len(bare))


def _paragraphs_of_block(text: str, block: Span) -> list[Span]:
    """The whole block if it is hard-wrapped, otherwise each line; a line that goes on in the next is one."""
    content = block.of(text)
    if "\n" not in content:
        return [block]
    content = _PAGE_BREAK.sub(lambda page: " " * (len(page.group()) - 1) + "\n", content)
    lines = content.split("\n")
    is_narrow = _DIVIDED_WORD.search(content) is not None
    if _is_hard_wrapped([line.strip() for line in lines], is_narrow=is_narrow):
        return [block]
    wrapped = _IN_A_SENTENCE.sub(lambda found: found.group().replace("\n", " "), content)
    spans, start = [], block.start
    for line in wrapped.split("\n"):
        if span := trim_span(text, Span(start, start + len(line))):
            spans.append(span)
        start += len(line) + 1
    return spans


def _is_hard_wrapped(lines: list[str], *, is_narrow: bool) -> bool:
    """Does every line but the last end where the first word of the next line did not fit any more?

    The lines of a narrow column are short; words divided at their ends show that they are not verse.
    """
    width = max(len(line) for line in lines)
    if width not in (_NARROW_WRAP_WIDTH if is_narrow else _WRAP_WIDTH):
        return False
    return all(
        len(line) + 1 + len(following.partition(" ")[0]) > 0.8 * width for line, following in pairwise(lines)
    )
