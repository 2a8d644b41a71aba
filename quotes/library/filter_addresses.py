"""A filter as the parameters of a page's address, and back. Whoever wrote an address, it is not trusted."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import parse_qs

from quotes.library.filter_fields import AnyField
from quotes.library.filters import FILTER_FIELDS, Filter

Parameters: TypeAlias = Mapping[str, Sequence[str]]
"""The parameters of an address, each with all its values."""

_LONGEST = 1000
_MOST_VALUES = 50
_LONGEST_QUERY = 20_000
_MOST_PARAMETERS = 1_000


def parse_query(query: str) -> Parameters:
    """Read the query of an address, with or without its question mark. One that is too long is empty.

    >>> parse_query("?speaker=Ada+Brook&kind=full")
    {'speaker': ['Ada Brook'], 'kind': ['full']}
    """
    if len(query) > _LONGEST_QUERY:
        return {}
    try:
        return parse_qs(query.removeprefix("?"), max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return {}


def filter_from_parameters(parameters: Parameters) -> Filter:
    """Read the filter that an address asks for. Values that make no sense are ignored.

    >>> filter_from_parameters({"speaker": ["Ada Brook"], "since": ["2024-13-01"]}).in_words()
    'speaker is Ada Brook'
    """
    fields: dict[str, Any] = {
        name: field.from_address(_texts(parameters, field)) for name, field in FILTER_FIELDS.items()
    }
    return Filter(**fields)


def ignored_values(parameters: Parameters) -> list[str]:
    """The values of an address that make no sense as a filter, and so limit nothing.

    >>> ignored_values({"speaker": ["Ada Brook"], "since": ["2024-13-01"], "until": [""]})
    ['since=2024-13-01']
    """
    return [
        f"{field.parameter}={texts[-1]}"
        for field in FILTER_FIELDS.values()
        if any(texts := _texts(parameters, field)) and field.from_address(texts) == field.empty
    ]


def filter_to_parameters(only: Filter) -> dict[str, list[str]]:
    """Write a filter as the parameters of an address. Empty fields are left out.

    >>> filter_to_parameters(Filter(words="rain", speakers=(None,)))
    {'words': ['rain'], 'speaker': ['(none)']}
    """
    parameters = {
        field.parameter: field.to_address(value)
        for name, field in FILTER_FIELDS.items()
        if (value := getattr(only, name)) != field.empty
    }
    return {name: texts for name, texts in parameters.items() if texts}


def last_value(parameters: Parameters, name: str) -> str:
    """Read the last value of a parameter; "" if there is none, or if it is too long to mean anything."""
    value = (list(parameters.get(name, ())) or [""])[-1]
    return value if len(value) <= _LONGEST else ""


def all_values(parameters: Parameters, name: str) -> tuple[str, ...]:
    """Read all values of a parameter, each once."""
    values = [value for value in parameters.get(name, ()) if value and len(value) <= _LONGEST]
    return tuple(dict.fromkeys(values))[:_MOST_VALUES]


def _texts(parameters: Parameters, field: AnyField) -> Sequence[str]:
    """List the texts that an address has for a field of the filter."""
    if field.takes_several:
        return all_values(parameters, field.parameter)
    return [last_value(parameters, field.parameter)]
