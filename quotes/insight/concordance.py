"""Words in context: every use of a word or phrase, with what stands to its left and right (a concordance).

The full-text index finds the texts, and a pattern finds the uses in them. The texts are read once; after that
a page of lines, in any order, needs only the facts of its own lines. `textacy` has a function for the lines,
too (``extract.keyword_in_context``), but no offsets by which a line could lead to its quote. A test compares
the two.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from quotes.library import (
    ContextOrder,
    Filter,
    Library,
    Phrase,
    PhraseText,
    TextKind,
    flat_words,
    parse_phrase,
)
from quotes.types import Article, Quote

if TYPE_CHECKING:
    import pandas as pd

MOST_TEXTS = {TextKind.quotes: 100_000, TextKind.articles: 5_000}
"""How many texts are read, the newest first. More would make people wait."""

MOST_USES = 150_000
WIDTH = 80

_EVERYTHING = Filter()
_WORDS_COMPARED = 6
_LINES_AT_ONCE = 2_000
_ONE_LINE = str.maketrans(dict.fromkeys("\n\r\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "))


class PhraseUse(NamedTuple):
    """One use of the phrase: the number of its text, where it is in there, and the words around it."""

    number: int
    start: int
    end: int
    left: str
    words: str
    right: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Concordance:
    """All uses of a phrase, the newest first.

    Attributes:
        phrase: what was looked for.
        kind: in what kind of text.
        uses: the uses that were read.
        texts: how many different texts these are in.
        unread: how many further texts may have the phrase; 0 unless there are very many.

    """

    phrase: Phrase
    kind: TextKind
    uses: tuple[PhraseUse, ...]
    texts: int
    unread: int
    _orders: dict[ContextOrder, Sequence[int]] = field(default_factory=dict, repr=False, compare=False)

    def in_order(self, order: ContextOrder) -> Sequence[int]:
        """The places of the uses in an order; where two are equal, the newer one comes first."""
        if order not in self._orders:
            key = _KEYS[order]
            places = range(len(self.uses))
            keys = [key(use) for use in self.uses] if key else []
            self._orders[order] = sorted(places, key=keys.__getitem__) if key else places
        return self._orders[order]


@dataclass(frozen=True, slots=True)
class ContextLine:
    """A use of the phrase with all that a reader wants to know about it.

    ``quote_id`` is None if the use is in an article, but in none of its quotes; then nobody is its speaker.
    """

    left: str
    words: str
    right: str
    speaker: str | None
    source: str | None
    outlet: str | None
    published: str | None
    title: str | None
    quote_id: str | None
    doc_id: str
    url: str | None


def words_in_context(
    library: Library,
    given: str,
    only: Filter = _EVERYTHING,
    kind: TextKind = TextKind.quotes,
    *,
    width: int = WIDTH,
) -> Concordance:
    """Find every use of a word or phrase in the quotes that pass a filter, or in the articles that have them.

    The phrase is found as it is spelt; a star at its end finds every ending. ``width`` is how many characters
    are kept on each side.

    Raises:
        InputError: there is no word in what is given, or a filter is not valid.

    """
    phrase = parse_phrase(given)
    uses: list[PhraseUse] = []
    texts = read = 0
    with library.phrase_texts(phrase, kind, only, most=MOST_TEXTS[kind]) as found:
        for each in found.texts:
            here = list(_uses(each, phrase, width))
            uses += here
            texts += bool(here)
            read += 1
            if len(uses) >= MOST_USES:
                break
        unread = found.number - read
    return Concordance(phrase, kind, tuple(uses), texts, unread)


def context_lines(
    library: Library, found: Concordance, order: ContextOrder, *, limit: int, offset: int = 0
) -> list[ContextLine]:
    """Complete ``limit`` lines after ``offset`` others. A quote that is gone by now is left out."""
    uses = [found.uses[place] for place in islice(found.in_order(order), offset, offset + limit)]
    numbers = {use.number for use in uses}
    if found.kind is TextKind.quotes:
        rows = library.quotes_numbered(numbers)
        return [_in_quote(use, rows[use.number]) for use in uses if use.number in rows]
    articles = library.articles_numbered(numbers)
    return [_in_article(use, *articles[use.number]) for use in uses if use.number in articles]


def context_frame(library: Library, found: Concordance, order: ContextOrder) -> "pd.DataFrame":
    """All lines as a table, with a column for each field of `ContextLine`."""
    import pandas as pd  # noqa: PLC0415  (slow to load)

    names = list(ContextLine.__slots__)
    lines = (
        [getattr(line, name) for name in names]
        for start in range(0, len(found.uses), _LINES_AT_ONCE)
        for line in context_lines(library, found, order, limit=_LINES_AT_ONCE, offset=start)
    )
    return pd.DataFrame(list(lines), columns=names).astype("str")


def _uses(text: PhraseText, phrase: Phrase, width: int) -> Iterator[PhraseUse]:
    """Yield the uses of a phrase in a text."""
    number, words, speaker = text
    for start, end in phrase.find(words):
        around = words[max(0, start - width) : start], words[start:end], words[end : end + width]
        left, used, right = (each if each.isprintable() else each.translate(_ONE_LINE) for each in around)
        yield PhraseUse(number, start, end, left, used, right, speaker)


def _in_quote(use: PhraseUse, row: Quote) -> ContextLine:
    speaker = use.speaker or row.speaker
    return ContextLine(
        use.left,
        use.words,
        use.right,
        speaker,
        row.source,
        row.outlet,
        row.published,
        row.title,
        row.quote_id,
        row.doc_id,
        row.url,
    )


def _in_article(use: PhraseUse, article: Article, quotes: Sequence[Quote]) -> ContextLine:
    row = next((row for row in quotes if row.start <= use.start < row.end), None)
    return ContextLine(
        use.left,
        use.words,
        use.right,
        row.speaker if row else None,
        row.source if row else None,
        article.outlet,
        article.published,
        article.title,
        row.quote_id if row else None,
        article.id,
        article.url,
    )


def _by_left(use: PhraseUse) -> str:
    """The words to the left, the nearest first."""
    return " ".join(flat_words(use.left)[: -_WORDS_COMPARED - 1 : -1])


def _by_right(use: PhraseUse) -> str:
    return " ".join(flat_words(use.right)[:_WORDS_COMPARED])


def _by_speaker(use: PhraseUse) -> tuple[bool, str]:
    return not use.speaker, (use.speaker or "").casefold()


_KEYS: dict[ContextOrder, Callable[[PhraseUse], Any] | None] = {
    ContextOrder.date: None,
    ContextOrder.left: _by_left,
    ContextOrder.right: _by_right,
    ContextOrder.speaker: _by_speaker,
}
