"""What a visitor has asked to see, written into the page's address and read back from it.

So a link reproduces what was seen, in any browser.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quotes.library import Filter, QuoteKind, Sort, SourceBasis, SpeakerKind

NONE = "(none)"
"""Stands in an address for quotes without a speaker, a source or an outlet."""

_LONGEST = 1000
_MOST_VALUES = 50
_EVERYTHING = Filter()

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter, an order (None: the usual one), a page of the list (from 1) and the quote that is open."""

    only: Filter = _EVERYTHING
    sort: Sort | None = None
    page: int = 1
    quote: str | None = None


def from_parameters(parameters: Parameters) -> Asked:
    """Return what an address asks for; what makes no sense in it is left out.

    >>> from_parameters({"speaker": ["Ada Brook"], "page": ["x"], "since": ["2024-13-01"]}).only.speakers
    ('Ada Brook',)
    """
    sort = last_value(parameters, "sort")
    page = last_value(parameters, "page")
    only = Filter(
        words=last_value(parameters, "words").strip(),
        speakers=_names(parameters, "speaker"),
        sources=_names(parameters, "source"),
        outlets=_names(parameters, "outlet"),
        articles=all_values(parameters, "article"),
        speaker_kinds=_known(parameters, "speaker_kind", SpeakerKind),
        kinds=_known(parameters, "kind", QuoteKind),
        bases=_known(parameters, "basis", SourceBasis),
        since=_date(last_value(parameters, "since")),
        until=_date(last_value(parameters, "until")),
        least_confidence=_share(last_value(parameters, "least")),
        most_confidence=_share(last_value(parameters, "most")),
        corrected=last_value(parameters, "corrected") == "1",
        unsure=last_value(parameters, "unsure") == "1",
    )
    return Asked(
        only,
        Sort(sort) if sort in list(Sort) else None,
        int(page) if re.fullmatch(r"[1-9][0-9]{0,8}", page) else 1,
        last_value(parameters, "quote") or None,
    )


def to_parameters(asked: Asked) -> dict[str, list[str]]:
    """Return the address's parameters for what is asked; what is not asked for is absent.

    >>> to_parameters(Asked(Filter(words="rain", speakers=(None,)), page=2))
    {'words': ['rain'], 'speaker': ['(none)'], 'page': ['2']}
    """
    only = asked.only
    parameters = {
        "words": [only.words] if only.words.strip() else [],
        "speaker": [name or NONE for name in only.speakers],
        "source": [name or NONE for name in only.sources],
        "outlet": [name or NONE for name in only.outlets],
        "article": list(only.articles),
        "speaker_kind": list(only.speaker_kinds),
        "kind": list(only.kinds),
        "basis": list(only.bases),
        "since": [only.since or ""],
        "until": [only.until or ""],
        "least": [_told(only.least_confidence)],
        "most": [_told(only.most_confidence)],
        "corrected": ["1"] if only.corrected else [],
        "unsure": ["1"] if only.unsure else [],
        "sort": [asked.sort or ""],
        "page": [str(asked.page)] if asked.page > 1 else [],
        "quote": [asked.quote or ""],
    }
    said = {name: [str(value) for value in values if value] for name, values in parameters.items()}
    return {name: values for name, values in said.items() if values}


def last_value(parameters: Parameters, name: str) -> str:
    """Return the last value of a parameter, "" where there is none or it is too long to mean anything."""
    value = (list(parameters.get(name, ())) or [""])[-1]
    return value if len(value) <= _LONGEST else ""


def all_values(parameters: Parameters, name: str) -> tuple[str, ...]:
    """Return all values of a parameter, each once."""
    values = [value for value in parameters.get(name, ()) if value and len(value) <= _LONGEST]
    return tuple(dict.fromkeys(values))[:_MOST_VALUES]


def _names(parameters: Parameters, name: str) -> tuple[str | None, ...]:
    return tuple(None if value == NONE else value for value in all_values(parameters, name))


def _known(
    parameters: Parameters, name: str, values: type[QuoteKind | SpeakerKind | SourceBasis]
) -> tuple[str, ...]:
    return tuple(value for value in all_values(parameters, name) if value in list(values))


def _date(given: str) -> str | None:
    """Return an ISO date as it is given, None for anything else."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", given, re.ASCII):
        return None
    try:
        date.fromisoformat(given)
    except ValueError:
        return None
    return given


def _share(given: str) -> float | None:
    """Return a number from 0 to 1, None for anything else."""
    try:
        number = float(given)
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= 1 else None


def _told(number: float | None) -> str:
    return "" if number is None else f"{number:g}"
