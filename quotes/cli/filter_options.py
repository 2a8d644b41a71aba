"""The options of a command that filters quotes: one for each field of `quotes.library.Filter`."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_type_hints

import typer

from quotes.library import (
    FILTER_FIELDS,
    ActKind,
    AnyField,
    ArticlesField,
    ChoicesField,
    DateField,
    Filter,
    FlagField,
    ImportsField,
    NamesField,
    NumberField,
    ShareField,
    TagsField,
)
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.library import Library

NOBODY = "none"
"""The value of an option for quotes without a speaker, a source or an outlet."""

Request = TypeVar("Request")


def takes_one(request: Callable[..., Request]) -> Callable[[Callable[[Request], None]], Callable[..., None]]:
    """Give a command the options that a dataclass lists, and call it with one object of that class.

    A field of the dataclass is an option as typer reads it from a parameter: an annotation and a default. Its
    field ``only``, a `Filter`, becomes an option for each filter.
    """
    hints = get_type_hints(request, include_extras=True)
    parameters: list[inspect.Parameter] = []
    for each in fields(request):  # type: ignore[arg-type]
        if each.name == "only":
            parameters += [_parameter(name, *_option(field)) for name, field in FILTER_FIELDS.items()]
        else:
            default = inspect.Parameter.empty if each.default is MISSING else each.default
            parameters.append(_parameter(each.name, hints[each.name], default))

    def decorate(command: Callable[[Request], None]) -> Callable[..., None]:
        @functools.wraps(command)
        def run(**options: Any) -> None:
            values = {name: _value(field, options.pop(name)) for name, field in FILTER_FIELDS.items()}
            command(request(only=Filter(**values), **options))

        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return run

    return decorate


def check_imports(library: "Library", only: Filter) -> None:
    """Refuse a filter by imports that the library does not have.

    Raises:
        InputError: there is no import of this number.

    """
    for number in only.imports:
        act = library.act(number)
        if act is None or act.what is not ActKind.addition:
            raise InputError(f"there is no import {number}; quotes history lists the imports")


def one_of(values: type[StrEnum]) -> str:
    """List the values that an option may have.

    >>> from quotes.library import SpeakerKind
    >>> one_of(SpeakerKind)
    'person, organisation or unnamed'
    """
    *most, last = values
    return f"{', '.join(most)} or {last}"


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    default = inspect.Parameter.empty if default is MISSING else default
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _option(field: AnyField) -> tuple[Any, Any]:
    """Give the annotation and the default of the option for a field of the filter."""
    kind: Any = str | None
    help_text = field.option_help
    more: dict[str, Any] = {}
    match field:
        case ArticlesField():
            kind, more = list[str] | None, {"metavar": "DOC_ID"}
        case NamesField() | TagsField():
            kind, more = list[str] | None, {"metavar": field.parameter.upper()}
        case ImportsField():
            kind, more = list[int] | None, {"metavar": "ACT", "min": 1}
        case ChoicesField(values=values):
            kind, more = list[values] | None, {"metavar": field.column.split("_")[-1].upper()}  # type: ignore[valid-type]
            help_text = help_text.format(one_of(values))
        case DateField():
            more = {"metavar": "DATE"}
        case ShareField():
            kind, more = float | None, {"min": 0, "max": 1, "metavar": "P"}
        case NumberField():
            kind, more = int | None, {"min": 1, "metavar": "N"}
        case FlagField():
            kind = bool
    option = typer.Option(field.option, help=help_text, show_default=False, **more)
    return Annotated[kind, option], False if isinstance(field, FlagField) else None


def _value(field: AnyField, given: Any) -> Any:
    """Turn an option's value into the value of the filter's field."""
    if not given and given != 0:
        return field.empty
    if isinstance(field, NamesField):
        return tuple(None if field.missing and name == NOBODY else name for name in given)
    return tuple(given) if field.takes_several else given
