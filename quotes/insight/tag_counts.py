"""How many quotes, speakers and articles have each tag, and whom each tag quotes most."""

from dataclasses import replace
from typing import TYPE_CHECKING

from quotes.library import Filter, Library

if TYPE_CHECKING:
    import pandas as pd

_EVERYTHING = Filter()


def counts_by_tag(library: Library, only: Filter = _EVERYTHING) -> "pd.DataFrame":
    """Count by tag: ``tag``, ``quotes``, ``speakers``, ``articles``; the tag with most quotes first."""
    import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

    lines = []
    for tag in _tags(library, only):
        found = library.totals(replace(only, tags=(tag,)))
        lines.append((tag, found.quotes, found.speakers, found.articles))
    frame = pd.DataFrame(lines, columns=["tag", "quotes", "speakers", "articles"])
    return frame.sort_values(["quotes", "tag"], ascending=[False, True], ignore_index=True)


def speakers_by_tag(library: Library, only: Filter = _EVERYTHING) -> "pd.DataFrame":
    """Count pairs of tag and speaker: ``tag``, ``speaker``, ``quotes``; by tag, most quotes first."""
    import pandas as pd  # noqa: PLC0415  (slow to load, and not every use of a library needs it)

    parts = [pd.DataFrame({"tag": [], "speaker": [], "quotes": []})]
    for tag in sorted(_tags(library, only), key=str.casefold):
        counted = library.counts("speaker", replace(only, tags=(tag,))).dropna(subset="speaker")
        counted = counted.sort_values(["quotes", "speaker"], ascending=[False, True])
        parts.append(counted.assign(tag=tag)[["tag", "speaker", "quotes"]])
    return pd.concat(parts, ignore_index=True).astype({"quotes": "int64"})


def _tags(library: Library, only: Filter) -> list[str]:
    """The tags that the filter asks for, or all."""
    return list(only.tags) or library.tags()
