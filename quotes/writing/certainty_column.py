"""The column ``certainty`` of tables for people: how certain the speaker is, in words."""

import pandas as pd

from quotes.display import speaker_certainty
from quotes.types import COLUMNS

CERTAINTY = "certainty"


def with_certainty(frame: pd.DataFrame) -> pd.DataFrame:
    """Put the column after ``speaker``; a table without all columns of a row stays as it is."""
    if not set(COLUMNS) <= set(frame.columns):
        return frame
    speakers = frame["speaker"].astype(object).where(frame["speaker"].notna(), None)
    said = map(speaker_certainty, speakers, frame["confidence"])
    shown = frame.copy(deep=False)
    place = list(frame.columns).index("speaker") + 1
    shown.insert(place, CERTAINTY, pd.Series(list(said), index=frame.index, dtype="str"))
    return shown
