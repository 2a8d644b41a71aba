"""The quotes that a visitor has ticked in a list, as the browser sends them (quote_list.js)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

_MOST = 1_000
_LONGEST_ID = 1_000


@dataclass(frozen=True, slots=True)
class TickedQuotes:
    """The ids of the ticked quotes, and the number of the message that brought them.

    The browser takes its ticks from the server, unless it has sent others since.
    """

    quotes: tuple[str, ...] = ()
    message: int = 0

    def cleared(self) -> "TickedQuotes":
        """No ticks any more."""
        return TickedQuotes((), self.message)


@dataclass(frozen=True, slots=True)
class ListTicks:
    """How a page keeps what is ticked in its list.

    Attributes:
        ticked: what is ticked.
        tick: keep what is ticked now.
        draw: draws above the list what can be done with the ticked quotes.

    """

    ticked: Callable[[], TickedQuotes]
    tick: Callable[[TickedQuotes], None]
    draw: Callable[[], None]


def read_ticks(sent: object) -> TickedQuotes | None:
    """What a browser says is ticked; None if it makes no sense.

    >>> read_ticks({"number": 2, "quotes": ["a", "b", "a"]})
    TickedQuotes(quotes=('a', 'b'), message=2)
    """
    if not isinstance(sent, Mapping):
        return None
    number, quotes = sent.get("number"), sent.get("quotes")
    if type(number) is not int or number < 1 or not isinstance(quotes, list) or len(quotes) > _MOST:
        return None
    if not all(isinstance(each, str) and 0 < len(each) <= _LONGEST_ID for each in quotes):
        return None
    return TickedQuotes(tuple(dict.fromkeys(quotes)), number)
