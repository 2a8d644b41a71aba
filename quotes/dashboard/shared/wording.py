"""How values of a row read on the pages."""

from quotes.library import UNSURE_BELOW
from quotes.types import Quote

KIND_WORDS = {"full": "whole sentence", "fragment": "part of a sentence"}
BASIS_WORDS = {"stated": "named for this quote", "carried": "inferred from an earlier quote"}

_AS_WRITTEN = ("as written", "a name, as written")
_REASONS = {
    "nobody comes to mind": "no likely speaker found",
    "not named": "not named in the article",
    "speaks for itself": "a document that is quoted directly",
    "introduced before": "introduced earlier in the article",
}


def percentage(probability: float) -> int:
    """Round a probability; only what a person has checked is certain."""
    return 100 if probability == 1 else min(99, round(100 * probability))


def speaker_doubt(row: Quote) -> str:
    """A word for a speaker that is uncertain; "" if the speaker is likely, or not identified at all."""
    return "uncertain" if row.speaker and row.confidence < UNSURE_BELOW else ""


def source_doubt(row: Quote) -> str:
    """Words for a source that is uncertain, or that may be missing; "" if there is no such doubt."""
    if row.source_confidence is None or row.source_confidence >= UNSURE_BELOW:
        return ""
    return "source uncertain" if row.source else "a source may be missing"


def sure_of_source(row: Quote) -> str:
    """How sure it is that the source is right, or that there is none; "" if that is not known."""
    if row.source_confidence is None:
        return ""
    if row.source_confidence == 1:
        return "a person has checked the source"
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
