"""Columns that only exports of a library have: certainty in words, names over all articles, and tags."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from quotes.display import speaker_certainty
from quotes.library.name_table import ROLES, known_as
from quotes.library.tag_queries import Tagged, tags_by_target

if TYPE_CHECKING:
    import pandas as pd

OWN_COLUMNS = ("certainty", "speaker_known_as", "source_known_as", "outlet_known_as", "tags")
"""How certain the speaker is, the name that each is known as, and the tags of quote, article and speaker."""

_AT_ONCE = 10_000
_TAGGED = {Tagged.quote: "quote_id", Tagged.article: "doc_id", Tagged.speaker: "speaker"}
_BETWEEN = "; "


def with_own_columns(connection: Connection, frame: "pd.DataFrame") -> "pd.DataFrame":
    """Add `OWN_COLUMNS` to a table of rows."""
    import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

    speakers = frame["speaker"].astype(object).where(frame["speaker"].notna(), None)
    certain = map(speaker_certainty, speakers, frame["confidence"])
    added: dict[str, Any] = {"certainty": pd.Series(list(certain), index=frame.index, dtype="str")}
    for column, role in ROLES.items():
        names = frame[column].dropna().unique().tolist()
        known: dict[str, str] = {}
        for start in range(0, len(names), _AT_ONCE):
            known |= known_as(connection, names[start : start + _AT_ONCE], role)
        added[f"{column}_known_as"] = frame[column].map(known).astype("str")
    tags = [
        frame[column].map(tags_by_target(connection, kind, frame[column].dropna().unique().tolist()))
        for kind, column in _TAGGED.items()
    ]
    joined = (
        _BETWEEN.join(sorted({tag for each in of_row if isinstance(each, tuple) for tag in each})) or None
        for of_row in zip(*tags, strict=True)
    )
    added["tags"] = pd.Series(list(joined), index=frame.index, dtype="str")
    return frame.assign(**added)
