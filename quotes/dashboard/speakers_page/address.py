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
    outlets = "outlets"
    tags = "tags"
    about = "about"


class Order(StrEnum):
    """What speakers are ranked by."""

    quotes = "quotes"
    articles = "articles"


class SpeakersForm(StrEnum):
    """How speakers and their sources or outlets are drawn."""

    flow = "flow"
    grid = "grid"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersAsked:
    """One speaker, or two side by side; without a speaker the ranking, or speakers by source or outlet.

    Attributes:
        speaker: the speaker to show.
        other: the speaker to compare with.
        only: the quotes to count and to compare. The page of one speaker shows all quotes.
        find: letters of the names to rank; empty for all.
        view: what to show without a speaker.
        order: what speakers are ranked by.
        form: how speakers and their sources or outlets are drawn.
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

    @property
    def is_picture(self) -> bool:
        """Whether the page shows speakers by source, by outlet or by tag."""
        return not self.speaker and self.view is not SpeakersView.most


def read(parameters: Parameters, shown: SpeakersAsked | None = None) -> SpeakersAsked:
    """What an address asks for. Values that make no sense are ignored.

    ``shown`` is what this visitor's session showed last. Streamlit puts the address of quotes that were
    chosen in a picture between this picture and those quotes. A visitor who goes back sees the picture again.

    >>> asked = read({"speaker": ["Ada Quill"], "with": ["Bo Reed"], "words": ["ferry"], "page": ["-1"]})
    >>> asked.speaker, asked.other, asked.only.words, asked.page
    ('Ada Quill', 'Bo Reed', 'ferry', 1)
    """
    if shown and shown.is_picture and _is_of_chosen_quotes(parameters):
        return shown
    asked = from_parameters(parameters)
    return SpeakersAsked(
        speaker=last_value(parameters, "speaker") or None,
        other=last_value(parameters, "with") or None,
        only=_of_this_page(asked.only),
        find=last_value(parameters, "find"),
        view=_choice(last_value(parameters, "view"), SpeakersView.most),
        order=_choice(last_value(parameters, "by"), Order.quotes),
        form=_choice(last_value(parameters, "as"), SpeakersForm.flow),
        page=asked.page,
        quote=asked.quote,
    )


def write(asked: SpeakersAsked) -> dict[str, list[str]]:
    """The address parameters for what is shown, and no others.

    >>> write(SpeakersAsked(speaker="Ada Quill", find="qu", page=2))
    {'speaker': ['Ada Quill'], 'page': ['2']}
    """
    only = _of_this_page(asked.only)
    if asked.speaker and asked.other:
        kept = to_parameters(Asked(replace(only, speaker_kinds=()), page=asked.page))
        return {"speaker": [asked.speaker], "with": [asked.other], **kept}
    if asked.speaker:
        return {
            "speaker": [asked.speaker],
            **to_parameters(Asked(page=asked.page, quote=asked.quote)),
        }
    if asked.is_picture:
        form = {"as": [asked.form.value]} if asked.form is not SpeakersForm.flow else {}
        return {"view": [asked.view.value], **form, **to_parameters(Asked(only))}
    view = {"view": [asked.view.value]} if only.sources or only.outlets else {}
    found = {"find": [asked.find]} if asked.find.strip() else {}
    order = {"by": [asked.order.value]} if asked.order is not Order.quotes else {}
    return {**view, **found, **order, **to_parameters(Asked(only, page=asked.page))}


def _of_this_page(only: Filter) -> Filter:
    """The fields of a filter that this page has widgets for."""
    return Filter(
        words=only.words,
        sources=only.sources,
        outlets=only.outlets,
        tags=only.tags,
        speaker_kinds=only.speaker_kinds,
        since=only.since,
        until=only.until,
    )


def _is_of_chosen_quotes(parameters: Parameters) -> bool:
    """Whether an address is that of quotes chosen in a picture; this page’s own would name its view."""
    return not {"view", "with"} & set(parameters) and bool({"source", "outlet", "about"} & set(parameters))


def _choice(value: str, usual: Choice) -> Choice:
    """The choice that an address names, or the usual one."""
    choices = type(usual)
    return choices(value) if value in list(choices) else usual
