"""Web pages whose markup says what marks or paragraphs should say: quotation elements and layout tables.

The reader of pages keeps no quotation elements and no tables. So before it reads a page, the words of ``<q>``
and ``<blockquote>`` get quotation marks, and tables that only lay out the page become plain blocks.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TELLING = re.compile(r"<(?:q|blockquote|table)\b", re.IGNORECASE)
_MARKS = re.compile("[\"“”„«»]|(?<!\\w)['‘]")
_MARKS_AND_STOPS = "\"“”„«»'‘’.,!? "
_ATTRIBUTION = re.compile(r"\s*[-–—―~]+\s*\w")
_OF_NAMES = ("footer", "cite", "figcaption")
_OF_TABLES = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "center")
_MOST_PARAGRAPHS = 5
_MOST_CHARACTERS = 2_000
_PAIRS = (("“", "”"), ("‘", "’"))
_CONTAINER = re.compile(
    r"<(/?)(?:table|tbody|thead|tfoot|tr|td|th|center|div|section|blockquote|font|span)\b[^<>]*>", re.I
)
_DEEPEST = 200  # the parser drops what is deeper than 255 levels


def has_telling_markup(page: str) -> bool:
    """Whether a page may have something that `tell_in_text` changes."""
    return _TELLING.search(page) is not None


def flattened(page: str) -> str:
    """Replace the containers of a page that nests them too deeply by rules, which only part paragraphs.

    >>> flattened("<div>One.</div>")
    '<div>One.</div>'
    >>> flattened("<div>" * 300 + "One.").count("<hr>")
    300
    """
    depth = 0
    for tag in _CONTAINER.finditer(page):
        depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            return _CONTAINER.sub("<hr>", page)
    return page


def tell_in_text(root: "HtmlElement") -> None:
    """Put quotation marks around the words of quotation elements, and take layout tables apart."""
    for table in [*root.iter("table")]:
        if _is_layout(table):
            _take_apart(table)
    _drop_pull_quotes(root)
    blocks = [*root.iter("blockquote")]
    page = _words_of(root) if blocks else ""
    for block in blocks:
        lacks_marks = _is_quotation(block, page)
        _keep_names(block)
        if lacks_marks:
            _mark_paragraphs(block)
    quotations = [*root.iter("q")]
    for quotation, pair in [(each, _pair_for(each)) for each in quotations]:
        if pair is not None:
            quotation.text = pair[0] + (quotation.text or "").lstrip()
            _close(quotation, pair[1])
        quotation.tag = "span"


def take_tables_apart(root: "HtmlElement") -> None:
    """Turn all tables into plain blocks."""
    for table in [*root.iter("table")]:
        _take_apart(table)


def _is_layout(table: "HtmlElement") -> bool:
    """Whether a table only lays out the page: it has one cell, or holds further tables."""
    return len(list(table.iter("td", "th"))) == 1 or next(table.iterdescendants("table"), None) is not None


def _take_apart(table: "HtmlElement") -> None:
    """Turn a table and its own rows and cells into blocks; tables in it stay."""
    waiting = [table]
    while waiting:
        element = waiting.pop()
        element.tag = "div"
        waiting += [child for child in element if child.tag in _OF_TABLES and child.tag != "table"]


def _drop_pull_quotes(root: "HtmlElement") -> None:
    """Remove the blocks that only show again, in marks, words of a paragraph of the same story.

    A paragraph of a teaser or menu, which stands apart, may go later, and then the words would be lost.
    """
    words_in = cache(lambda parent: "\n".join(map(_words_of, parent.iterchildren("p"))))
    for block in [*root.iter("blockquote")]:
        words = _words_of(block)
        if not _MARKS.match(words):
            continue
        words = words.strip(_MARKS_AND_STOPS)
        if " " in words and any(words in words_in(parent) for parent in block.iterancestors()):
            block.drop_tree()


def _keep_names(block: "HtmlElement") -> None:
    """Turn the footer of a quotation, which says whose it is, into a paragraph; footers are not read."""
    for name in [*block.iter("footer")]:
        name.tag = "p"
        if not _ATTRIBUTION.match(_words_of(name)):
            name.text = f"— {(name.text or '').lstrip()}"


def _is_quotation(block: "HtmlElement", page: str) -> bool:
    """Whether a block is a quotation that lacks marks, and not an indented page or a repeated highlight."""
    words = _words_of(block)
    if not words or len(words) > _MOST_CHARACTERS or _MARKS.search(words):
        return False
    if next(block.iterdescendants("blockquote", "q", "table", "h1", "h2", "h3"), None) is not None:
        return False
    if len([*block.iter("p")]) > _MOST_PARAGRAPHS:
        return False
    return page.count(words[:80]) == 1


def _mark_paragraphs(block: "HtmlElement") -> None:
    """Open a mark in each paragraph of a quotation, and close it in the last."""
    paragraphs = [each for each in block.iter("p") if _words_of(each) and not _is_attribution(each)]
    inner = paragraphs or [block]
    for each in inner:
        each.text = "“" + (each.text or "").lstrip()
    _close(inner[-1], "”")


def _is_attribution(paragraph: "HtmlElement") -> bool:
    """Whether a paragraph only says whose words a quotation has."""
    names = " ".join(_words_of(name) for name in paragraph.iter(*_OF_NAMES))
    words = _words_of(paragraph)
    return _ATTRIBUTION.match(words) is not None or (bool(names) and len(words) <= len(names) + 3)


def _close(element: "HtmlElement", mark: str) -> None:
    """Add a mark after the last words of an element, before the name that follows them."""
    last = None
    for child in element:
        if child.tag in _OF_NAMES or (child.tag == "p" and _is_attribution(child)):
            break
        if child.tag == "br" and _ATTRIBUTION.match(child.tail or ""):
            break
        last = child
    if last is None:
        element.text = _with_mark(element.text or "", mark)
    else:
        last.tail = _with_mark(last.tail or "", mark)


def _with_mark(text: str, mark: str) -> str:
    """Add a mark at the end of a text, before its white space."""
    words = text.rstrip()
    return f"{words}{mark}{text[len(words) :]}"


def _pair_for(quotation: "HtmlElement") -> tuple[str, str] | None:
    """The marks for an inline quotation, single ones inside another; None if the text has marks there."""
    words = _words_of(quotation)
    before = quotation.getprevious()
    lead = (before.tail if before is not None else quotation.getparent().text) or ""
    if not words or _MARKS.match(words) or _MARKS.match(lead.rstrip()[-1:]):
        return None
    return _PAIRS[sum(1 for _ in quotation.iterancestors("q")) % 2]


def _words_of(element: "HtmlElement") -> str:
    return " ".join("".join(map(str, element.itertext())).split())
