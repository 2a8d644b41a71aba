"""How values of a row read on the pages."""

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


def reason_in_words(row: Quote) -> str:
    """Why the mention means the speaker; an unlisted reason is already in plain words."""
    if row.reason in _AS_WRITTEN:
        return "named in full here" if " " in (row.speaker or "") else "no fuller name in the article"
    return _REASONS.get(row.reason, row.reason)
