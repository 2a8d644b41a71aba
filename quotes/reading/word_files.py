"""Word files (docx): their paragraphs, lists and tables, without pictures and comments."""

from collections.abc import Iterator

from quotes.reading.input_files import InputFile
from quotes.reading.markup_text import paragraphs_of
from quotes.reading.office_safety import safe_word_file
from quotes.reading.reading_outcomes import FoundArticle, ReadingError, ReadingOutcome
from quotes.types import Article

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "li", "td", "th", "tr", "ul", "ol", "table", *_HEADINGS}


def read_docx(source: InputFile) -> Iterator[ReadingOutcome]:
    """Yield the article of a Word file; its title is the heading at its beginning, if there is one."""
    import mammoth  # noqa: PLC0415  (only for such files)
    from lxml import html  # noqa: PLC0415

    content = safe_word_file(source)
    try:
        page = mammoth.convert_to_html(content, convert_image=mammoth.images.img_element(lambda _: {})).value
        root = html.document_fromstring(page) if page.strip() else None
    except Exception as error:  # a damaged file can make the parser raise anything
        raise ReadingError(source.place, f"this Word file is damaged ({type(error).__name__})") from None
    if root is None or not (paragraphs := paragraphs_of(root, _BLOCKS, {"br"})):
        raise ReadingError(source.place, "there is no text in this Word file")
    opening = root.find(".//h1")
    title = " ".join("".join(map(str, opening.itertext())).split()) if opening is not None else None
    if title != " ".join(paragraphs[0].split()) or len(paragraphs) == 1:
        title = None
    yield FoundArticle(
        source.place, Article(text="\n\n".join(paragraphs[1:] if title else paragraphs), title=title)
    )
