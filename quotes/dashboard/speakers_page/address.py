"""What a visitor of the speakers page asks to see, and its address."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from quotes.dashboard.shared import Asked, Parameters, from_parameters, last_value, to_parameters
from quotes.library import Filter

_EVERYTHING = Filter()

Choice = TypeVar("Choice", bound=StrEnum)


class SpeakersView(StrEnum):
    """What the page shows if no speaker is asked for."""

    most = "most"
    sources = "sources"


class Order(StrEnum):
    """What speakers are ranked by."""

    quotes = "quotes"
    articles = "articles"


class SpeakersForm(StrEnum):
    """How speakers and their sources are drawn."""

    flow = "flow"
    grid = "grid"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersAsked:
    """One speaker, or two side by side; without a speaker the ranking, or speakers and their sources.

    Attributes:
        speaker: the speaker to show.
        other: the speaker to compare with.
        only: the words of the comparison; the kinds of speakers and the dates of the ranking.
        find: letters of the names to rank; empty for all.
        view: what to show without a speaker.
        order: what speakers are ranked by.
        form: how speakers and sources are drawn.
        page: the page of the list, from 1.
        quote: the id of the quote that is open.
        other_like: letters of the speakers to offer for a comparison. It is not in the address.

    """

    speaker: str | None = None
    other: str | None = None
    only: Filter = _EVERYTHING
    find: str = ""
    view: SpeakersView = SpeakersView.most
    order: Order = Order.quotes
    form: SpeakersForm = SpeakersForm.flow
    page: int = 1
    quote: str | None = None
    other_like: str | None = None


def read(parameters: Parameters) -> SpeakersAsked:
    """What an address asks for. Values that make no sense are ignored.

    Streamlit puts an address with a source between the picture and the quotes chosen in it. A visitor who
    goes back to it sees the picture again.

    >>> asked = read({"speaker": ["Ada Quill"], "with": ["Bo Reed"], "words": ["ferry"], "page": ["-1"]})
    >>> asked.speaker, asked.other, asked.only.words, asked.page
    ('Ada Quill', 'Bo Reed', 'ferry', 1)
    """
    asked = from_parameters(parameters)
    only = asked.only
    found = SpeakersAsked(
        speaker=last_value(parameters, "speaker") or None,
        other=last_value(parameters, "with") or None,
        only=Filter(words=only.words, speaker_kinds=only.speaker_kinds, since=only.since, until=only.until),
        find=last_value(parameters, "find"),
        view=_choice(last_value(parameters, "view"), SpeakersView.most),
        order=_choice(last_value(parameters, "by"), Order.quotes),
        form=_choice(last_value(parameters, "as"), SpeakersForm.flow),
        page=asked.page,
        quote=asked.quote,
    )
    if last_value(parameters, "source"):
        return replace(found, speaker=None, other=None, view=SpeakersView.sources)
    return found


def write(asked: SpeakersAsked) -> dict[str, list[str]]:
    """The address parameters for what is shown, and no others.

    >>> write(SpeakersAsked(speaker="Ada Quill", find="qu", page=2))
    {'speaker': ['Ada Quill'], 'page': ['2']}
    """
    only = asked.only
    if asked.speaker and asked.other:
        kept = to_parameters(Asked(Filter(words=only.words), page=asked.page))
        return {"speaker": [asked.speaker], "with": [asked.other], **kept}
    if asked.speaker:
        return {
            "speaker": [asked.speaker],
            **to_parameters(Asked(page=asked.page, quote=asked.quote)),
        }
    ranked = Filter(speaker_kinds=only.speaker_kinds, since=only.since, until=only.until)
    if asked.view is SpeakersView.sources:
        form = {"as": [asked.form.value]} if asked.form is not SpeakersForm.flow else {}
        return {"view": [asked.view.value], **form, **to_parameters(Asked(ranked))}
    found = {"find": [asked.find]} if asked.find.strip() else {}
    order = {"by": [asked.order.value]} if asked.order is not Order.quotes else {}
    return {**found, **order, **to_parameters(Asked(ranked, page=asked.page))}


def _choice(value: str, usual: Choice) -> Choice:
    """The choice that an address names, or the usual one."""
    choices = type(usual)
    return choices(value) if value in list(choices) else usual
