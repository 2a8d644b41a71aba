"""The filters of the page of quotes, in one piece of HTML with a section for each.

Each choice is a link to the quotes that it leads to. What has to be typed is a form. Both work as they are;
filter_panel.js only spares the browser from loading the page again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, TypeVar
from urllib.parse import urlencode

from markupsafe import Markup

from quotes.dashboard.quotes_page.name_choices import names_in, offered_names, with_names
from quotes.dashboard.quotes_page.views import new_in_views
from quotes.dashboard.shared import Asked, from_parameters, recent_periods, to_parameters
from quotes.display import shortened, templates_of
from quotes.library import (
    FILTER_FIELDS,
    MOST_COUNTED,
    AboutField,
    AnyField,
    ArticlesField,
    ChoicesField,
    DateField,
    Filter,
    FlagField,
    ImportsField,
    Library,
    NamesField,
    NumberField,
    ShareField,
    TagsField,
    TopicsField,
    WordsField,
    parse_query,
)
from quotes.types import InputError

_SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_NUMBERS = (2, 3, 5, 10, 20)
_LONGEST_TAG = 40
_fill = templates_of("quotes.dashboard.quotes_page")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class PanelChoice:
    """A link that chooses a value of a filter, or takes the value back if it is chosen."""

    words: str
    link: str
    is_chosen: bool
    quotes: int | None = None


@dataclass(frozen=True, slots=True)
class PanelInput:
    """A box for a date, or a list of shares: the value and words of each option, and the one chosen."""

    words: str
    parameter: str
    value: str
    options: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class PanelSection:
    """A part of the panel.

    Attributes:
        look: how it is drawn: "views", "words", "typed", "names", "choices", "dates" or "shares".
        label: its heading.
        parameter: of the address, where the section has one.
        value: what is typed in its box.
        note: small print.
        placeholder: of its box.
        choices: its links.
        inputs: its further boxes.
        kept: the other parameters of the address, which its form sends along.
        is_folded: whether it shows only its heading until it is unfolded.

    """

    look: str
    label: str
    parameter: str = ""
    value: str = ""
    note: str = ""
    placeholder: str = ""
    choices: Sequence[PanelChoice] = ()
    inputs: Sequence[PanelInput] = ()
    kept: Sequence[tuple[str, str]] = ()
    is_folded: bool = False


def draw_panel(library: Library, asked: Asked) -> Markup:
    """Draw the saved views, and the filters, which ask for ``asked``."""
    active = sum(getattr(asked.only, name) != field.empty for name, field in FILTER_FIELDS.items())
    sections = [*_views(library, asked), *_sections(library, asked)]
    drawn = link_to(asked, asked.only)
    return _fill("filter_panel", sections=sections, active=active, most_counted=MOST_COUNTED, drawn=drawn)


def link_to(asked: Asked, only: Filter) -> str:
    """The link to the first page of the quotes that another filter finds."""
    asked = replace(asked, only=only, page=1, quote=None, view=None)
    return f"?{urlencode(to_parameters(asked), doseq=True)}"


def _views(library: Library, asked: Asked) -> Iterator[PanelSection]:
    """Make the section of the saved views, if there are any, each with the number of new quotes."""
    views = library.listed_views()
    if not views:
        return
    new = new_in_views(library, views)
    choices = []
    for view in views:
        opened = replace(from_parameters(parse_query(view.query)), view=view.id)
        query = urlencode(to_parameters(opened), doseq=True)
        choices.append(PanelChoice(view.name, f"?{query}", asked.view == view.id, new.get(view.id)))
    yield PanelSection("views", "Saved views", choices=choices)


def _sections(  # noqa: PLR0912  (one for each kind of field)
    library: Library, asked: Asked
) -> Iterator[PanelSection]:
    """Make the panel's sections, in the order of the table of filters."""
    for _, together in groupby(FILTER_FIELDS.values(), key=_section_key):
        fields = list(together)
        match fields[0]:
            case WordsField() as field:
                yield _words(field, asked)
            case NamesField() as field:
                yield _names(library, field, asked)
            case AboutField() | TopicsField() as field:
                yield _typed(field, asked)
            case TagsField() as field:
                if choices := _tags(library, field, asked):
                    yield PanelSection("choices", field.label, field.parameter, choices=choices)
            case ImportsField() as field:
                if choices := _imports(field, asked):
                    yield PanelSection("choices", field.label, field.parameter, choices=choices)
            case ChoicesField() as field:
                yield PanelSection("choices", field.label, field.parameter, choices=_values(field, asked))
            case DateField():
                yield _dates(library, fields, asked)
            case ShareField():
                yield _shares(fields, asked)
            case NumberField() as field:
                yield _number(field, asked)
            case FlagField():
                yield PanelSection("choices", "Only", choices=[_flag(each, asked) for each in fields])


def _section_key(field: AnyField) -> str:
    """Fields with the same key share a section."""
    match field:
        case DateField(column=column) | ShareField(column=column):
            return column
        case FlagField():
            return "published" if _name(field) == "undated" else "flags"
    return field.parameter


def _words(field: WordsField, asked: Asked) -> PanelSection:
    return PanelSection(
        "words",
        field.label,
        field.parameter,
        getattr(asked.only, _name(field)),
        note=field.page_help or "",
        placeholder=field.placeholder,
        kept=_kept(asked, field),
    )


def _names(library: Library, field: NamesField, asked: Asked) -> PanelSection:
    chosen = names_in(field, asked.only)
    choices = [
        PanelChoice(
            name.words,
            link_to(asked, with_names(asked.only, field, _turned(chosen, name.value))),
            name.value in chosen,
            name.quotes,
        )
        for name in offered_names(library, field, asked.only)
    ]
    is_rare = isinstance(field, ArticlesField)
    what = f"{'an' if is_rare or field.label[0] in 'AEIOU' else 'a'} {field.label.lower()}"
    return PanelSection(
        "names",
        field.label,
        field.parameter,
        placeholder=f"Find {what}",
        choices=choices,
        is_folded=is_rare and not chosen,
    )


def _values(field: ChoicesField, asked: Asked) -> list[PanelChoice]:
    chosen: tuple[str, ...] = getattr(asked.only, _name(field))
    return [
        PanelChoice(words, _changed(asked, field, _turned(chosen, value)), value in chosen)
        for value, words in field.choices.items()
    ]


def _tags(library: Library, field: TagsField, asked: Asked) -> list[PanelChoice]:
    chosen: tuple[str, ...] = getattr(asked.only, _name(field))
    return [
        PanelChoice(shortened(tag, _LONGEST_TAG), _changed(asked, field, _turned(chosen, tag)), tag in chosen)
        for tag in dict.fromkeys([*chosen, *library.tags()])
    ]


def _imports(field: ImportsField, asked: Asked) -> list[PanelChoice]:
    """The imports that are chosen; the history leads to others."""
    chosen = asked.only.imports
    return [
        PanelChoice(f"Import {act}", _changed(asked, field, _turned(chosen, act)), is_chosen=True)
        for act in chosen
    ]


def _typed(field: AboutField | TopicsField, asked: Asked) -> PanelSection:
    chosen: tuple[str, ...] = getattr(asked.only, _name(field))
    choices = [
        PanelChoice(shortened(topic, _LONGEST_TAG), _changed(asked, field, _turned(chosen, topic)), True)
        for topic in chosen
    ]
    return PanelSection(
        "typed",
        field.label,
        field.parameter,
        note=field.page_help or "",
        placeholder=field.placeholder,
        choices=choices,
        kept=_kept(asked),
    )


def _flag(field: AnyField, asked: Asked) -> PanelChoice:
    is_set = bool(getattr(asked.only, _name(field)))
    return PanelChoice(field.label, _changed(asked, field, not is_set), is_set)


def _dates(library: Library, fields: Sequence[AnyField], asked: Asked) -> PanelSection:
    """The section of the dates. Quotes without a date are never left out without a word."""
    only = asked.only
    no_dates = replace(asked, only=replace(only, since=None, until=None, undated=False))
    choices = []
    for words, since in recent_periods(date.today()).items():
        is_chosen = only.since == since and only.until is None
        other = replace(no_dates.only, since=None if is_chosen else since)
        choices.append(PanelChoice(words, link_to(asked, other), is_chosen))
    try:
        undated = library.totals(no_dates.only).undated
    except InputError:
        undated = 0
    if undated or only.undated:
        other = replace(no_dates.only, undated=not only.undated)
        choices.append(PanelChoice("Undated", link_to(asked, other), only.undated, undated))
    leaves_out = undated and (only.since or only.until)
    return PanelSection(
        "dates",
        "Date",
        choices=choices,
        note=f"{_quotes(undated)} without a date left out" if leaves_out else "",
        inputs=[
            PanelInput(field.label, field.parameter, getattr(only, _name(field)) or "")
            for field in fields
            if isinstance(field, DateField)
        ],
        kept=_kept(no_dates),
    )


def _shares(fields: Sequence[AnyField], asked: Asked) -> PanelSection:
    inputs = []
    for field in fields:
        bound: float | None = getattr(asked.only, _name(field))
        shares = sorted({*_SHARES, *([] if bound is None else [bound])})
        options = [("", "any"), *((f"{share:g}", f"{share:.0%}") for share in shares)]
        words = "at least" if isinstance(field, ShareField) and field.bound == "least" else "at most"
        inputs.append(PanelInput(words, field.parameter, "" if bound is None else f"{bound:g}", options))
    return PanelSection(
        "shares", fields[0].label, note=fields[0].page_help or "", inputs=inputs, kept=_kept(asked, *fields)
    )


def _number(field: NumberField, asked: Asked) -> PanelSection:
    least: int | None = getattr(asked.only, _name(field))
    numbers = sorted({*_NUMBERS, *([] if least is None else [least])})
    options = [("", "any"), *((str(number), str(number)) for number in numbers)]
    bound = PanelInput("at least", field.parameter, str(least or ""), options)
    return PanelSection(
        "shares", field.label, note=field.page_help or "", inputs=[bound], kept=_kept(asked, field)
    )


def _changed(asked: Asked, field: AnyField, value: object) -> str:
    """The link to what is asked with another value in one field."""
    changed: dict[str, Any] = {_name(field): value}
    return link_to(asked, replace(asked.only, **changed))


def _kept(asked: Asked, *fields: AnyField) -> list[tuple[str, str]]:
    """The parameters of the first page of what is asked, without those of some fields."""
    without = {field.parameter for field in fields}
    parameters = to_parameters(replace(asked, page=1, quote=None, view=None))
    return [(name, text) for name, texts in parameters.items() if name not in without for text in texts]


def _turned(chosen: tuple[Value, ...], value: Value) -> tuple[Value, ...]:
    """Choose a value, or take it back."""
    without = tuple(each for each in chosen if each != value)
    return without if value in chosen else (*chosen, value)


def _quotes(number: int) -> str:
    return f"{number:,} quote{'' if number == 1 else 's'}"


def _name(field: AnyField) -> str:
    """The name of a field in `Filter`."""
    return next(name for name, each in FILTER_FIELDS.items() if each is field)
