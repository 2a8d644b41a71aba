"""Word files (docx): one paragraph each, lists and tables included; pictures and comments are left out."""

from collections.abc import Iterator

from quotes.reading.input_files import FoundArticle, InputFile, ReadingError, ReadingOutcome
from quotes.reading.markup_text import paragraphs_of
from quotes.reading.office_safety import safe_word_file
from quotes.types import Article

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "li", "td", "th", "tr", "ul", "ol", "table", *_HEADINGS}


def read_docx(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the article of a Word file; its title is the heading or title that it opens with."""
    import mammoth  # noqa: PLC0415  (only for such files)
    from lxml import html  # noqa: PLC0415

    content = safe_word_file(source)
    try:
        page = mammoth.convert_to_html(content, convert_image=mammoth.images.img_element(lambda _: {})).value
        root = html.document_fromstring(page) if page.strip() else None
    except Exception as error:  # whatever a broken file makes the parser do, it is this file that is bad
        raise ReadingError(source.place, f"this Word file is broken ({type(error).__name__})") from None
    if root is None or not (paragraphs := paragraphs_of(root, _BLOCKS, {"br"})):
        raise ReadingError(source.place, "there is no text in this Word file")
    opening = root.find(".//h1")
    title = " ".join("".join(map(str, opening.itertext())).split()) if opening is not None else None
    if title != " ".join(paragraphs[0].split()) or len(paragraphs) == 1:
        title = None
    yield FoundArticle(
        source.place, Article(text="\n\n".join(paragraphs[1:] if title else paragraphs), title=title)
    )
