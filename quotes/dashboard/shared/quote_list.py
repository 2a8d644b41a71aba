"""The list of quotes that pages share: one page of it, each row a link that opens it in its article.

The list is one piece of HTML, and a fragment: to open a quote or to turn the page draws nothing else.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from quotes.dashboard.shared import cards
from quotes.dashboard.shared.address import GroupedSort
from quotes.dashboard.shared.address_bar import has_arrived, keep_address, visitor_leads
from quotes.dashboard.shared.carriers import draw_carriers
from quotes.dashboard.shared.context import PageContext
from quotes.dashboard.shared.found_words import found_words
from quotes.dashboard.shared.placed_html import place_html
from quotes.dashboard.shared.ticked_quotes import ListTicks, read_ticks
from quotes.dashboard.shared.titles import with_titles
from quotes.display import templates_of
from quotes.library import Filter, Library, Parameters, Sort, Totals, UtteranceOrder, UtteranceSummary
from quotes.types import Quote

ROWS_A_PAGE = 20
_PAGES_AROUND = 2
_KEY = "quote_list"
_fill = templates_of("quotes.dashboard.shared")


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a visitor is in the list: the page, from 1, and the id of the quote that is open.

    ``linked`` is the quote that a link led to. If it is open and not on this page of the list, it is shown
    above it.
    """

    page: int = 1
    opened: str | None = None
    linked: Quote | None = None


@dataclass(frozen=True, slots=True)
class ListSteps:
    """How a page keeps where its visitor is in the list.

    Attributes:
        place: where the visitor is.
        choose: open a quote; None closes it.
        turn: go to another page of the list.
        address: the address's parameters for a place.
        ticks: how it keeps what is ticked; None if the rows have no box to tick.
        new_quotes: which of these rows are marked as new, by their ids; None if the page marks none.

    """

    place: Callable[[], ListPlace]
    choose: Callable[[str | None], None]
    turn: Callable[[int], None]
    address: Callable[[ListPlace], Parameters]
    ticks: ListTicks | None = None
    new_quotes: Callable[[Sequence[Quote]], Collection[str]] | None = None


@dataclass(frozen=True, slots=True)
class _ListedRow:
    """A row as drawn; the last four are empty unless it is open. A ``place`` of 0 is above the list."""

    place: int
    row: Quote
    link: str
    card: Markup
    opened: Markup
    carriers: Markup
    ways: list[tuple[str, str, str]]
    citations: Markup


def draw_quote_list(
    context: PageContext, only: Filter, sort: Sort | GroupedSort, number: int, steps: ListSteps
) -> None:
    """Draw one page of the ``number`` rows that pass the filter. After the last page comes the last."""
    _draw_list(context, only, sort, number, steps, context.library.totals(only))


@st.fragment
def _draw_list(  # noqa: PLR0913, PLR0917  (what is drawn, where, and as of when)
    context: PageContext,
    only: Filter,
    sort: Sort | GroupedSort,
    number: int,
    steps: ListSteps,
    totals: Totals,
) -> None:
    """Draw the list; or the whole page again, if the library has changed since the page had these totals."""
    with context.library.in_one_state() as library:
        if library.totals(only) != totals:
            st.rerun()
        _draw_rows(replace(context, library=library), only, sort, number, steps)


def _draw_rows(
    context: PageContext, only: Filter, sort: Sort | GroupedSort, number: int, steps: ListSteps
) -> None:
    """Draw the list, from one state of the library."""
    pages = max(1, -(-number // ROWS_A_PAGE))
    if steps.place().page > pages:
        steps.turn(pages)
    place = steps.place()
    keep_address(steps.address(place))  # first, so that who follows a way out of the list can come back to it
    rows, groups = _page(context.library, only, sort, place.page)
    above = _above(place, rows)
    rows = with_titles(context.library, [*above, *rows])
    known = context.library.known_as(row.speaker for row in rows if row.speaker)
    shown = f"{place.page} {place.opened or '-'}{' ticks' if steps.ticks else ''}"
    if steps.ticks:
        steps.ticks.draw()
    drawn = _fill(
        "quote_list",
        rows=_listed(context, rows, known, steps, only.words, first=1 - len(above)),
        groups=groups,
        is_empty=len(rows) == len(above),
        shown=shown,
        page=place.page,
        has_ticks=steps.ticks is not None,
        turns=list(_turns(place.page, pages, steps)),
    )
    _place(drawn, steps, shown, place.opened if has_arrived() else None)
    opened = next((row for row in rows if row.quote_id == place.opened), None)
    if opened:
        _hidden_ways(context, opened, known.get(opened.speaker or ""))


def _page(
    library: Library, only: Filter, sort: Sort | GroupedSort, page: int
) -> tuple[list[Quote], dict[str, UtteranceSummary]]:
    """The rows of a page; if it groups the same words, also what is known of each group, by its row's id."""
    offset = (page - 1) * ROWS_A_PAGE
    if isinstance(sort, Sort):
        return library.page(only, sort, limit=ROWS_A_PAGE, offset=offset), {}
    order = UtteranceOrder[sort.name]
    found = library.utterances(only, order, limit=ROWS_A_PAGE, offset=offset)
    return [each.fullest for each in found], {each.id: each for each in found}


def _above(place: ListPlace, rows: Sequence[Quote]) -> list[Quote]:
    """The quote of a link, if it is open and not among the rows of this page."""
    linked = place.linked
    if linked is None or linked.quote_id != place.opened:
        return []
    return [] if any(row.quote_id == linked.quote_id for row in rows) else [linked]


def _turns(page: int, pages: int, steps: ListSteps) -> Iterator[tuple[int, str, str]]:
    """The pages to turn to, each with its words and its link: the first, the last and those around this one.

    Two words without a page are a gap.
    """
    near = range(page - _PAGES_AROUND, page + _PAGES_AROUND + 1)
    before = 0
    for number in sorted({1, pages, *near}) if pages > 1 else ():
        if 1 <= number <= pages:
            if number > before + 1:
                yield 0, "…", ""
            yield number, f"{number:,}", _address("", steps.address(ListPlace(number)))
            before = number


def _place(drawn: Markup, steps: ListSteps, shown: str, arrived_at: str | None) -> None:
    """Show the list, and make its links work without loading the page again (quote_list.js).

    The page scrolls to the quote that the visitor has just arrived at by a link.
    """
    place_html(
        _KEY,
        drawn,
        "quote_list.js",
        {"shown": shown, "arrivedAt": arrived_at, "ticked": _ticked(steps)},
        is_seen_first=True,
        on_chose_change=lambda: _choose(steps),
        on_turned_change=lambda: _turn(steps),
        on_ticked_change=lambda: _tick(steps),
    )


def _ticked(steps: ListSteps) -> dict[str, object] | None:
    return asdict(steps.ticks.ticked()) if steps.ticks else None


def _choose(steps: ListSteps) -> None:
    """Open or close the quote that the browser names."""
    quote = _sent("chose", "quote")
    visitor_leads()
    steps.choose(quote if isinstance(quote, str) else None)


def _turn(steps: ListSteps) -> None:
    """Turn to the page that the browser names."""
    page = _sent("turned", "page")
    if isinstance(page, int) and page > 0:
        visitor_leads()
        steps.turn(page)


def _tick(steps: ListSteps) -> None:
    """Keep what the browser says is ticked."""
    ticked = read_ticks(st.session_state[_KEY].get("ticked"))
    if steps.ticks and ticked:
        steps.ticks.tick(ticked)


def _sent(trigger: str, name: str) -> object:
    """What the browser sends; None if it makes no sense."""
    sent = st.session_state[_KEY].get(trigger)
    return sent.get(name) if isinstance(sent, Mapping) else None


def _listed(  # noqa: PLR0913  (what is drawn, and where)
    context: PageContext,
    rows: Sequence[Quote],
    known: Mapping[str, str],
    steps: ListSteps,
    words: str,
    *,
    first: int,
) -> Iterator[_ListedRow]:
    """Prepare the rows for drawing, with the words of a search marked.

    ``first`` is the place of the first row on its page.
    """
    at, found = steps.place(), found_words(words, rows)
    tags = context.library.tags_of_rows(rows)
    new = steps.new_quotes(rows) if steps.new_quotes else ()
    for number, (row, of_row) in enumerate(zip(rows, tags, strict=True), start=first):
        place = number and (at.page - 1) * ROWS_A_PAGE + number
        known_as = known.get(row.speaker or "")
        card = cards.quote_card(row, known_as, found.get(row.quote_id), of_row, is_new=row.quote_id in new)
        if row.quote_id != at.opened:
            link = _address("", steps.address(ListPlace(at.page, row.quote_id)))
            yield _ListedRow(place, row, link, card, Markup(), Markup(), [], Markup())
            continue
        text = context.library.article(row.doc_id).article.text
        ways = [
            (page, words, _address(page, parameters))
            for page, words, parameters in _ways(context, row, known_as)
        ]
        link = _address("", steps.address(ListPlace(at.page)))
        opened = cards.opened_quote(row, known_as, text, words=words)
        carriers = draw_carriers(context.library.utterance_of(row.quote_id), row)
        yield _ListedRow(place, row, link, card, opened, carriers, ways, cards.citations(row))


def _address(page: str, parameters: Mapping[str, str | Sequence[str]]) -> str:
    return f"{page}?{urlencode(parameters, doseq=True)}"


def _ways(context: PageContext, row: Quote, known_as: str | None) -> list[tuple[str, str, dict[str, str]]]:
    """The ways from an opened quote: the page, the words of the link, and the parameters of the address."""
    ways = [
        ("article", "Open in the article", {"article": row.doc_id, "quote": row.quote_id}),
        ("speakers", "More from this speaker", {"speaker": known_as or row.speaker or ""}),
        ("review", "Correct this quote", {"quote": row.quote_id}),
    ]
    return [way for way in ways if way[0] in context.pages and (row.speaker or way[0] != "speakers")]


def _hidden_ways(context: PageContext, row: Quote, known_as: str | None) -> None:
    """Draw the links again, hidden, as Streamlit's own; quote_list.js follows these."""
    with st.container(key="list-ways"):
        for page, words, parameters in _ways(context, row, known_as):
            st.page_link(context.pages[page], label=words, query_params=parameters)
