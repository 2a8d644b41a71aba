"""What a visitor asks to see in context, and its address."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from quotes.dashboard.shared import Asked, Parameters, from_parameters, last_value, to_parameters
from quotes.library import ContextOrder, Filter, TextKind

_EVERYTHING = Filter()

Value = TypeVar("Value", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextAsked:
    """A phrase as typed, where to look for it, in which order, the page from 1, and which quotes count."""

    phrase: str = ""
    kind: TextKind = TextKind.quotes
    order: ContextOrder = ContextOrder.date
    page: int = 1
    only: Filter = _EVERYTHING


def read(parameters: Parameters) -> ContextAsked:
    """What an address asks for. Values that make no sense are ignored.

    >>> asked = read({"phrase": ["at dawn"], "order": ["left"], "speaker": ["Ada Quill"], "in": ["seas"]})
    >>> asked.phrase, asked.order.value, asked.only.speakers, asked.kind.value
    ('at dawn', 'left', ('Ada Quill',), 'quotes')
    """
    asked = from_parameters(parameters)
    return ContextAsked(
        phrase=last_value(parameters, "phrase"),
        kind=_value(last_value(parameters, "in"), TextKind.quotes),
        order=_value(last_value(parameters, "order"), ContextOrder.date),
        page=asked.page,
        only=asked.only,
    )


def write(asked: ContextAsked) -> dict[str, list[str]]:
    """The address parameters for what is shown.

    >>> write(ContextAsked(phrase="at dawn", order=ContextOrder.left))
    {'phrase': ['at dawn'], 'order': ['left']}
    """
    own = {
        "phrase": asked.phrase,
        "in": asked.kind.value if asked.kind is not TextKind.quotes else "",
        "order": asked.order.value if asked.order is not ContextOrder.date else "",
    }
    return {name: [value] for name, value in own.items() if value} | to_parameters(
        Asked(asked.only, page=asked.page)
    )


def _value(given: str, usual: Value) -> Value:
    """The value that an address names, or the usual one."""
    values = type(usual)
    return values(given) if given in list(values) else usual
