"""Ticked quotes that the library no longer has: deleted with their article, or marked as not a quote."""

from dataclasses import replace

from quotes.dashboard.quotes_page.state import QuotesState, current_state, update
from quotes.dashboard.shared import number_with_noun, report_change
from quotes.library import Library
from quotes.types import InputError


def untick_gone(library: Library) -> bool:
    """Untick the quotes that are gone, and say so. Gives whether there are any: nothing is saved then."""
    state = current_state()
    left = tuple(each for each in state.ticked.quotes if _is_there(library, each))
    gone = len(state.ticked.quotes) - len(left)
    if not gone:
        return False
    update(QuotesState.tick, replace(state.ticked, quotes=left), state.ticked_speakers)
    again = " Save again for the others." if left else ""
    number = number_with_noun(gone, "selected quote")
    verb = "is" if gone == 1 else "are"
    report_change(
        f"Nothing saved yet. {number} {verb} no longer in the library, and no longer selected.{again}"
    )
    return True


def _is_there(library: Library, quote_id: str) -> bool:
    try:
        library.quote(quote_id)
    except InputError:
        return False
    return True
