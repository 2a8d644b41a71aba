"""Go through a draft: extract its quotes, look up their words, and judge each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quotes.checking.judging import is_fragment, judge, with_divided_quotes
from quotes.checking.name_comparison import NameComparison
from quotes.checking.passages import ArticleWithRows, origin_of_quote
from quotes.checking.verdicts import CheckedQuote, DraftCheck, Origin
from quotes.library import FoundWords, Library, NameRole
from quotes.matching import Wording, compare
from quotes.reading import ReadingOutcome, Remark
from quotes.scale import ExtractedArticle, extract_in_order
from quotes.types import Quote

_MOST_FOUND = 20
_BETWEEN_PARTS = re.compile(r"(?<=[.;:!?,])\s+|\s+[–—-]+\s+")
_WORDS_OF_A_PART = 4
_MOST_PARTS = 4
_FOUND_OF_A_PART = 5
_MOST_DIVIDED = 3
"""In how many articles the parts of a divided quotation are looked for."""


def check_drafts(
    outcomes: Iterable[ReadingOutcome], library: Library, *, jobs: int = 1
) -> Iterator[DraftCheck | Remark]:
    """Check the quotes of each draft. Yields the result for each outcome of reading, in order.

    Args:
        outcomes: what reading the drafts gave.
        library: where their words are looked up, in quotes and in the articles' text. It is not changed.
        jobs: how many processes extract, as in `quotes.scale.extract_in_order`.

    Raises:
        LibraryError: the library cannot be read.

    """
    for each in extract_in_order(outcomes, jobs=jobs):
        if isinstance(each, ExtractedArticle):
            yield DraftCheck(each.article.title or each.place, check_rows(each.rows, library))
        else:
            yield each


def check_rows(rows: Sequence[Quote], library: Library) -> list[CheckedQuote]:
    """Check the quotes of one draft: against the quotes of a library, then against the text of its articles.

    The text is read only for quotes that the library's quotes do not confirm.
    """
    articles = _Articles(library)
    in_quotes = [_find_in_quotes(row, library) for row in rows]
    articles.whole_quotes.update(
        (row.quote, each.quote_id) for row, found in zip(rows, in_quotes, strict=True) for each in found
    )
    checks = _judged(rows, in_quotes, articles)
    unsettled = [place for place, each in enumerate(checks) if not _is_settled(each)]
    others = [rows[place] for place in unsettled]
    everywhere = [_find_everywhere(row.quote, library) for row in others]
    for place, checked in zip(unsettled, _judged(others, everywhere, articles), strict=True):
        checks[place] = checked
    return with_divided_quotes(checks)


def _find_in_quotes(row: Quote, library: Library) -> list[FoundWords]:
    """Find the quotes that have the words of a draft's quote."""
    found = library.find_words(row.quote, limit=_MOST_FOUND, in_texts=False)
    if not row.speaker or not is_fragment(row):
        return found
    known = {each.quote_id for each in found}
    return found + [
        each for each in library.find_words_of(row.speaker, row.quote) if each.quote_id not in known
    ]


def _judged(
    rows: Sequence[Quote], found: Iterable[Iterable[FoundWords]], articles: "_Articles"
) -> list[CheckedQuote]:
    """Judge quotes by the places where their words were found."""
    origins = [[*articles.origins(row, each)] for row, each in zip(rows, found, strict=True)]
    names = _names(rows, origins, articles)
    return [_judge_whole(row, each, names, articles) for row, each in zip(rows, origins, strict=True)]


def _is_settled(checked: CheckedQuote) -> bool:
    """Whether a quote of the library is right about both, words and speaker."""
    origin = checked.origin
    return (
        checked.verdict.passes and origin is not None and None not in (origin.speaker, checked.draft.speaker)
    )


def _find_everywhere(words: str, library: Library) -> list[FoundWords]:
    """Find the places that have the words of a quote, or a part of them if no place has most of them."""
    found = library.find_words(words, limit=_MOST_FOUND)
    if any(each.comparison.wording is not Wording.DIFFERENT for each in found):
        return found
    parts = [part for part in _BETWEEN_PARTS.split(words) if len(part.split()) >= _WORDS_OF_A_PART]
    for part in parts[:_MOST_PARTS] if len(parts) > 1 else ():
        for each in library.find_words(part, limit=_FOUND_OF_A_PART, in_texts=False):
            found.append(replace(each, comparison=compare(words, each.quote)))
    return found


def _judge_whole(
    row: Quote, origins: list[Origin], names: NameComparison, articles: "_Articles"
) -> CheckedQuote:
    """Judge a quote. If the words that decide are a passage of a longer quote, that one takes their place."""
    while True:
        checked = judge(row, origins, names)
        origin = checked.origin
        whole = origin and articles.whole(row, origin)
        if origin is None or whole is None:
            return checked
        origins = [whole if each is origin else each for each in origins]


class _Articles(dict[str, ArticleWithRows]):
    """The articles in which words were found, by their ids.

    Attributes:
        whole_quotes: words of the draft with the id of a quote that was found whole for them, not as a
            passage of a text.

    """

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.whole_quotes: set[tuple[str, str | None]] = set()

    def __missing__(self, doc_id: str) -> ArticleWithRows:
        article = self[doc_id] = ArticleWithRows(self.library, doc_id)
        return article

    def origins(self, row: Quote, found: Iterable[FoundWords]) -> Iterator[Origin]:
        """Describe where the words of a quote were found, also where an article divides them."""
        partly: dict[str, FoundWords] = {}
        for each in found:
            origin = origin_of_quote(each) if each.quote_id else self[each.doc_id].origin(row, each)
            yield origin
            if len(partly) < _MOST_DIVIDED:
                partly.setdefault(each.doc_id, each)
        if all(each.comparison.wording is not Wording.EXACT for each in partly.values()):
            for doc_id, each in partly.items():
                yield from self[doc_id].joined(row, each)

    def whole(self, row: Quote, origin: Origin) -> Origin | None:
        """The origin with the whole quote that its words are a part of; None if it has all of it already."""
        if origin.quote_id is None or origin.is_divided or origin.comparison.wording is not Wording.EXACT:
            return None
        if (row.quote, origin.quote_id) in self.whole_quotes:
            return None
        words = self[origin.doc_id].words(origin.quote_id)
        compared = compare(row.quote, words) if words else origin.comparison
        if words is None or compared.wording is Wording.EXACT:
            return None
        return replace(origin, quote=words, comparison=compared)

    def role(self, origin: Origin) -> str | None:
        """What the article says the speaker of an origin is."""
        return self[origin.doc_id].role(origin.quote_id) if origin.quote_id else None


def _names(rows: Iterable[Quote], origins: Iterable[Iterable[Origin]], articles: _Articles) -> NameComparison:
    """Look up all names at once."""
    said: list[Quote | Origin] = [*rows, *(origin for each in origins for origin in each)]
    known = [
        articles.library.known_as({name for name in names if name}, role=role)
        for names, role in (
            ([each.speaker for each in said], NameRole.speaker),
            ([name for each in said for name in (each.source, each.outlet)], NameRole.outlet),
        )
    ]
    return NameComparison(known[0], known[1], articles.role)
