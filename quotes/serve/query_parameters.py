"""The parameters of a request's address. One table gives their reading and their description.

The filters are those of `quotes.library.FILTER_FIELDS`. Unlike a page, which ignores what makes no sense, a
program is told what is wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from quotes.library import (
    FILTER_FIELDS,
    NOBODY_IN_ADDRESS,
    AnyField,
    ChoicesField,
    DateField,
    Filter,
    FlagField,
    ImportsField,
    NamesField,
    NumberField,
    ShareField,
    WordsField,
)
from quotes.serve import cursors
from quotes.serve.refusals import RequestError

MOST_LINES = 1000
"""Lines that a page of a list may have."""
USUAL_LINES = 100
LONGEST_TEXT = 1000
MOST_VALUES = 50

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class QueryParameter:
    """A parameter of an address.

    Attributes:
        name: its name.
        meaning: what it does, for people.
        schema: its JSON Schema.
        read: makes its value of the texts that an address has, none if it is not given. Raises ValueError.

    """

    name: str
    meaning: str
    schema: Schema
    read: Callable[[Sequence[str]], Any]


def read_query(given: Sequence[tuple[str, str]], known: Sequence[QueryParameter]) -> dict[str, Any]:
    """Read the parameters of an address, by their names.

    Raises:
        RequestError: one is not known, has no valid value, or is given too often.

    """
    by_name = {each.name: each for each in known}
    texts: dict[str, list[str]] = {}
    for name, text in given:
        if name not in by_name:
            names = ", ".join(sorted(by_name)) or "none"
            raise RequestError(
                400, f"{name[:60]}: there is no such parameter; there are {names}", field=name[:60]
            )
        texts.setdefault(name, []).append(text)
    values: dict[str, Any] = {}
    for name, each in by_name.items():
        try:
            values[name] = each.read(_checked(each, texts.get(name, [])))
        except ValueError as error:
            raise RequestError(400, f"{name}: {error}", field=name) from None
    return values


def filter_of(values: Mapping[str, Any]) -> Filter:
    """The filter that the values of `FILTERS` make."""
    return Filter(**{name: values[field.parameter] for name, field in FILTER_FIELDS.items()})


def sort_parameter(orders: type[StrEnum], usual: StrEnum) -> QueryParameter:
    """The order of a list."""
    names = [each.value for each in orders]

    def read(texts: Sequence[str]) -> StrEnum:
        if texts and texts[0] not in names:
            raise ValueError(f"not one of {', '.join(names)}")
        return orders(texts[0]) if texts else usual

    schema = {"type": "string", "enum": names, "default": usual.value}
    return QueryParameter("sort", f"The order: {', '.join(names)}.", schema, read)


def _checked(parameter: QueryParameter, texts: list[str]) -> list[str]:
    """Make sure that a parameter is not given too often, and its texts are not too long."""
    most = parameter.schema.get("maxItems", 1)
    if len(texts) > most:
        raise ValueError("give it once" if most == 1 else f"give at most {most} values")
    if any(len(text) > LONGEST_TEXT for text in texts):
        raise ValueError(f"longer than {LONGEST_TEXT:,} characters")
    return texts


def _read_filter(field: AnyField, texts: Sequence[str]) -> Any:
    """Read a filter. Raises ValueError if a text makes no sense to the field."""
    value: Any = field.from_address(texts)
    if isinstance(field, WordsField) or not texts or (isinstance(field, FlagField) and texts == ["0"]):
        return value
    if len(value) != len(texts) if field.takes_several else value == field.empty:
        raise ValueError(f"not {_WANTED.get(type(field), _ANY).format(_choices(field))}")
    return value


_WANTED: Mapping[type, str] = {
    ChoicesField: "one of {}",
    DateField: "a date like 2024-03-05",
    ShareField: "a number from 0 to 1",
    ImportsField: "the number of an import",
    NumberField: "a whole number from 1 to 999999",
    FlagField: "1 or 0",
}


_ANY = "a value of this filter"


def _choices(field: AnyField) -> str:
    return ", ".join(field.values) if isinstance(field, ChoicesField) else ""


def _schema(field: AnyField) -> Schema:  # noqa: PLR0911  (one for each kind of field)
    """The JSON Schema of a filter."""
    text: Schema = {"type": "string", "maxLength": LONGEST_TEXT}
    several: Schema = {"type": "array", "maxItems": MOST_VALUES}
    match field:
        case ChoicesField():
            return several | {"items": {"type": "string", "enum": [*field.values]}}
        case ImportsField():
            return several | {"items": {"type": "integer", "minimum": 1, "maximum": 999_999_999}}
        case DateField():
            return {"type": "string", "format": "date"}
        case ShareField():
            return {"type": "number", "minimum": 0, "maximum": 1}
        case NumberField():
            return {"type": "integer", "minimum": 1, "maximum": 999_999}
        case FlagField():
            return {"type": "string", "enum": ["0", "1"]}
    return several | {"items": text} if field.takes_several else text


def _meaning(field: AnyField) -> str:
    """What a filter does; the words of its option on the command line."""
    words = field.option_help.format(", ".join(field.values) if isinstance(field, ChoicesField) else "")
    if isinstance(field, NamesField) and field.missing:
        words += f" {NOBODY_IN_ADDRESS} means quotes without one."
    return f"{words} May be given several times." if field.takes_several else words


def _read_number(texts: Sequence[str]) -> int:
    if not texts:
        return USUAL_LINES
    if not (texts[0].isascii() and texts[0].isdecimal() and 1 <= int(texts[0][:9]) <= MOST_LINES):
        raise ValueError(f"not a whole number from 1 to {MOST_LINES}")
    return int(texts[0])


def _last(texts: Sequence[str]) -> str:
    return texts[-1] if texts else ""


FILTERS = tuple(
    QueryParameter(field.parameter, _meaning(field), _schema(field), partial(_read_filter, field))
    for field in FILTER_FIELDS.values()
)
"""The filters of quotes."""

PAGING = (
    QueryParameter(
        "limit",
        "The most lines of one page.",
        {"type": "integer", "minimum": 1, "maximum": MOST_LINES, "default": USUAL_LINES},
        _read_number,
    ),
    QueryParameter(
        "cursor",
        "The next page: the value of next in the answer before.",
        {"type": "string", "maxLength": cursors.LONGEST},
        _last,
    ),
)
"""The page of a list."""

CONTAINING = QueryParameter(
    "containing",
    "Only names that contain these letters.",
    {"type": "string", "maxLength": LONGEST_TEXT},
    _last,
)
