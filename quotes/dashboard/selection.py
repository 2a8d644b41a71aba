"""What a visitor has asked to see, and the rows that answer it.

A selection is written into the page's address and read back from it, so that a link reproduces what was seen.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotes.shown import label
from quotes.types import Quote

NONE = "(none)"
"""Stands for "no speaker" or "no source" among the choices and in the address."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters, the page of the list (from 1) and the quote that is open.

    An empty filter lets everything through. ``speakers`` holds linked names, as `speaker_of` returns them;
    ``articles`` holds ``doc_id``s, ``quote`` a ``quote_id``.
    """

    words: str = ""
    speakers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    page: int = 1
    quote: str | None = None

    @property
    def filters(self) -> bool:
        """Whether any filter is set."""
        return bool(self.words.strip() or self.speakers or self.sources or self.articles)


def from_parameters(parameters: Mapping[str, Sequence[str]]) -> Selection:
    """Return the selection that an address asks for; what makes no sense in it is left out.

    >>> from_parameters({"speaker": ["Ada Brook"], "page": ["x"]})
    Selection(words='', speakers=('Ada Brook',), sources=(), articles=(), page=1, quote=None)
    """

    def last(name: str) -> str:
        return (list(parameters.get(name, ())) or [""])[-1]

    def every(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for value in parameters.get(name, ()) if value))

    page = int(last("page")) if re.fullmatch(r"[1-9][0-9]{0,8}", last("page")) else 1
    return Selection(
        last("words"), every("speaker"), every("source"), every("article"), page, last("quote") or None
    )


def to_parameters(selection: Selection) -> dict[str, list[str]]:
    """Return the address's parameters for ``selection``; what is not asked for is absent.

    >>> to_parameters(Selection(words="rain", page=2))
    {'words': ['rain'], 'page': ['2']}
    """
    parameters = {
        "words": [selection.words] if selection.words.strip() else [],
        "speaker": list(selection.speakers),
        "source": list(selection.sources),
        "article": list(selection.articles),
        "page": [str(selection.page)] if selection.page > 1 else [],
        "quote": [selection.quote] if selection.quote else [],
    }
    return {name: values for name, values in parameters.items() if values}


def linked(names: Iterable[str], links: Mapping[str, str]) -> tuple[str, ...]:
    """Return each name as the linked one that it goes by, each once; a name without a link stays.

    So an address with one article's form of a name, or with the name that a group went by before there were
    more articles, still finds the speaker.

    >>> linked(["Quill", "Tom Reed", "Ada Quill"], {"Quill": "Ada Quill", "Ada Quill": "Ada Quill"})
    ('Ada Quill', 'Tom Reed')
    """
    return tuple(dict.fromkeys(links.get(name, name) for name in names))


def speaker_of(row: Quote, links: Mapping[str, str]) -> str:
    """Return the name that the row's speaker goes by among all articles, or `NONE`.

    ``links`` gives it for each form of a name, as `quotes.linking.link` returns them; an unnamed speaker has
    none and goes by the article's words.
    """
    return links.get(row.speaker, row.speaker) if row.speaker else NONE


def source_of(row: Quote) -> str:
    """Return the row's reporting source, or `NONE`."""
    return row.source or NONE


def article_of(row: Quote) -> str:
    """Return the ``doc_id`` of the row's article."""
    return row.doc_id


def matching(rows: Iterable[Quote], selection: Selection, links: Mapping[str, str]) -> list[Quote]:
    """Return the rows that pass every filter of ``selection``, in their order; ``links`` as in `speaker_of`.

    Every word asked for must begin a word of the quote; case and the shape of apostrophes do not matter.
    """
    wanted = _words(selection.words)
    return [
        row
        for row in rows
        if (not selection.speakers or speaker_of(row, links) in selection.speakers)
        and (not selection.sources or source_of(row) in selection.sources)
        and (not selection.articles or article_of(row) in selection.articles)
        and _begins_words(wanted, row.quote)
    ]


def counts(rows: Iterable[Quote], key: Callable[[Quote], str], chosen: Iterable[str] = ()) -> dict[str, int]:
    """Return how many rows have each value of ``key``: most frequent first, `NONE` last.

    A value in ``chosen`` that no row has is kept, with 0, so that a link's filter never vanishes unseen.
    """
    found = Counter(key(row) for row in rows)
    ordered = sorted(found, key=lambda value: (value == NONE, -found[value], value.casefold()))
    return {value: found[value] for value in dict.fromkeys([*ordered, *chosen])}


def labels(numbers: Mapping[str, int], names: Mapping[str, str]) -> dict[str, str]:
    """Return what to show for each value of `counts`: its name, or itself, and its number of quotes.

    No two are the same: the widget tells its choices apart by their labels.

    >>> labels({"Ada Brook": 2, "ferry-1": 1}, {"ferry-1": "The ferry returns"})
    {'Ada Brook': 'Ada Brook · 2', 'ferry-1': 'The ferry returns · 1'}
    """
    plain = {value: f"{label(names.get(value, value), 36)} · {number:,}" for value, number in numbers.items()}
    times = Counter(plain.values())
    return {
        value: told if times[told] == 1 else f"{told} [{place}]"
        for place, (value, told) in enumerate(plain.items(), start=1)
    }


def _begins_words(wanted: Sequence[str], quote: str) -> bool:
    if not wanted:
        return True
    words = _words(quote)
    return all(any(word.startswith(start) for word in words) for start in wanted)


def _words(text: str) -> list[str]:
    return [word.replace("’", "'").casefold() for word in _WORD.findall(text)]
