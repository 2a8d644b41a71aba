"""How values of a row read on the pages."""

from quotes.display import certainty, is_direct, percentage
from quotes.library import SpeakerKind
from quotes.types import UNSURE_BELOW, Quote

KIND_WORDS = {"full": "whole sentence", "fragment": "part of a sentence"}
SPEAKER_KIND_WORDS = {
    SpeakerKind.person: "A person",
    SpeakerKind.organisation: "An organisation",
    SpeakerKind.unnamed: "Unnamed",
}
BASIS_WORDS = {"stated": "named for this quote", "carried": "inferred from an earlier quote"}

_AS_WRITTEN = ("as written", "a name, as written")
_REASONS = {
    "nobody comes to mind": "no likely speaker found",
    "not named": "not named in the article",
    "speaks for itself": "a document that is quoted directly",
    "introduced before": "introduced earlier in the article",
}


def speaker_doubt(row: Quote) -> str:
    """What follows the name of an uncertain speaker, after a question mark; "" if there is no such doubt."""
    return certainty(row.confidence) if row.speaker and row.confidence < UNSURE_BELOW else ""


def source_doubt(row: Quote) -> str:
    """What follows the name of an uncertain source, or words for one that may be missing; "" for no doubt."""
    if row.source_confidence is None or row.source_confidence >= UNSURE_BELOW:
        return ""
    return certainty(row.source_confidence) if row.source else "a source may be missing – check"


def directly(row: Quote) -> str:
    """Say that the outlet reports the words itself; "" if there may be a source, or no outlet is known.

    A row that does not say who spoke says nothing about the way of the words either.
    """
    return f"directly, in {row.outlet}" if row.speaker and row.outlet and is_direct(row) else ""


def sure_of_source(row: Quote) -> str:
    """How sure it is that the source is right, or that there is none; "" if that is not known."""
    if row.source_confidence is None:
        return ""
    if row.source_confidence == 1:
        return "confirmed by a person"
    what = "of the source" if row.source else "that there is none"
    return f"{percentage(row.source_confidence)}% sure {what}"


def reason_in_words(row: Quote) -> str:
    """Why the mention means the speaker; an unlisted reason is already in plain words."""
    if row.reason in _AS_WRITTEN:
        return "named in full here" if " " in (row.speaker or "") else "no fuller name in the article"
    return _REASONS.get(row.reason, row.reason)


def time_left(seconds: float) -> str:
    """Say how much time is left.

    >>> time_left(0.2), time_left(8.4), time_left(61), time_left(7300)
    ('almost done', 'about 8 seconds left', 'about 1 minute left', 'about 2 hours left')
    """
    for size, unit in ((3600, "hour"), (60, "minute"), (1, "second")):
        number = round(seconds / size)
        if number and seconds >= size:
            return f"about {number} {unit}{'' if number == 1 else 's'} left"
    return "almost done"
