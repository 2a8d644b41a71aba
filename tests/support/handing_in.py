"""Files handed in as the page for adding hands them in, and what becomes of them."""

import io

from made_files import TEXT

from quotes.intake import Batch
from quotes.library import Library
from quotes.reading import FoundArticle, ReadingOutcome, Remark, read_uploads

ELSEWHERE = "http://elsewhere.example/beacon"
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT.split("\n\n"))


def handed_in(tmp_path, name: str, content: bytes) -> list[ReadingOutcome]:
    """Hand a file in as a visitor does: read into a batch that waits."""
    with Library(tmp_path / "library.sqlite") as library:
        found = list(Batch().read(library, read_uploads([(name, io.BytesIO(content))])))
    for each in found:
        assert "\n" not in str(each) or isinstance(each, FoundArticle)
    return found


def reason(tmp_path, name: str, content: bytes) -> str:
    """Why a file is refused as a whole."""
    (remark,) = handed_in(tmp_path, name, content)
    assert isinstance(remark, Remark)
    assert remark.outcome == "failed"
    return remark.reason


def text(tmp_path, name: str, content: bytes) -> str:
    """The text of the one article of a file."""
    (found,) = handed_in(tmp_path, name, content)
    assert isinstance(found, FoundArticle)
    return found.article.text
