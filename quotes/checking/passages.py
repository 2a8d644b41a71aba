"""What an article of the library says about a passage of its text: who speaks it, if anybody does."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from quotes.checking.speaker_labels import speaker_label
from quotes.checking.verdicts import Origin, has_all
from quotes.language import english
from quotes.library import Filter, FoundWords, Library
from quotes.matching import Comparison, Wording, compare
from quotes.text import find_quotations
from quotes.types import Article, Quote, Span

_WORD = re.compile(r"[^\W\d_]+")
_FIRST_PERSON = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours"})


class ArticleWithRows:
    """An article of the library and its quotes; each is read when it is needed."""

    def __init__(self, library: Library, doc_id: str) -> None:
        self._library = library
        self._doc_id = doc_id

    @cached_property
    def article(self) -> Article:
        """The article."""
        return self._library.article(self._doc_id).article

    @cached_property
    def rows(self) -> list[Quote]:
        """Its quotes, in the order of the text."""
        rows = self._library.rows(Filter(articles=(self._doc_id,)))
        return sorted(rows, key=lambda row: row.start)

    @cached_property
    def _quotations(self) -> list[Span]:
        """All words in quotation marks, whether somebody says them or not."""
        return [each.span for each in find_quotations(self.article.text, english())]

    def role(self, quote_id: str) -> str | None:
        """What the article says the speaker of a quote is."""
        return next((row.speaker_role for row in self.rows if row.quote_id == quote_id), None)

    def words(self, quote_id: str) -> str | None:
        """The words of one of its quotes."""
        return next((row.quote for row in self.rows if row.quote_id == quote_id), None)

    def joined(self, draft: Quote, found: FoundWords) -> Iterator[Origin]:
        """Yield the parts of a quotation that the article divides: “We sail,” she said, “at dawn.”."""
        span = Span(found.start, found.end)
        places = [place for place, row in enumerate(self.rows) if _overlap(span, row) > 0]
        if not places:
            return
        first, last = places[0], places[-1]
        for start, end in ((first, last), (first - 1, last), (first, last + 1), (first - 1, last + 1)):
            parts = self.rows[max(0, start) : end + 1]
            compared = compare(draft.quote, words := " ".join(row.quote for row in parts))
            if len(parts) > 1 and len({row.speaker for row in parts}) == 1 and _is_better(compared, found):
                origin = replace(origin_of_quote(found), quote=words, comparison=compared, is_divided=True)
                yield _of_row(origin, parts[0])

    def origin(self, draft: Quote, passage: FoundWords) -> Origin:
        """Describe a passage. It has the speaker of the quote that it is in, or of its turn in a transcript.

        Words outside any quotation marks are the article's own if it quotes people elsewhere, unless they
        speak of "I" or "we".
        """
        span = Span(passage.start, passage.end)
        origin = origin_of_quote(passage)
        row = max(self.rows, key=lambda row: _overlap(span, row), default=None)
        if row is not None and 2 * _overlap(span, row) > span.end - span.start:
            whole = compare(draft.quote, row.quote)
            return _of_row(replace(origin, quote=row.quote, comparison=whole), row)
        label = speaker_label(self.article.text, (span.start + span.end) // 2)
        if label is not None:
            return replace(origin, speaker=label, is_label=True)
        is_marked = any(each.start <= span.start and span.end <= each.end for each in self._quotations)
        is_reporting = bool(self.rows) and not is_marked and not _speaks_of_itself(passage.quote)
        return replace(origin, is_reporting=is_reporting)


def origin_of_quote(found: FoundWords) -> Origin:
    """Describe a quote that was found."""
    return Origin(
        found.quote,
        found.comparison,
        found.speaker,
        found.source,
        found.doc_id,
        title=found.title,
        outlet=found.outlet,
        published=found.published,
        url=found.url,
        quote_id=found.quote_id,
    )


def _is_better(joined: Comparison, found: FoundWords) -> bool:
    return joined.wording is Wording.EXACT or (has_all(joined) and not has_all(found.comparison))


def _of_row(origin: Origin, row: Quote) -> Origin:
    """The origin with the speaker and source of a quote that has its words."""
    return replace(
        origin,
        speaker=row.speaker,
        speaker_role=row.speaker_role,
        source=row.source,
        quote_id=row.quote_id,
    )


def _overlap(span: Span, row: Quote) -> int:
    return min(span.end, row.end) - max(span.start, row.start)


def _speaks_of_itself(words: str) -> bool:
    """Whether words are in the first person, which reporters rarely use.

    >>> _speaks_of_itself("We’re not selling the mill."), _speaks_of_itself("They are not selling it.")
    (True, False)
    """
    return not _FIRST_PERSON.isdisjoint(_WORD.findall(words.casefold()))
