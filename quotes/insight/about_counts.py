"""Who speaks about whom: the speakers and the names inside their quotes that come together most often."""

from dataclasses import replace

from quotes.insight.pair_counts import MOST_CHANNELS, MOST_SPEAKERS, SpeakerPairs
from quotes.library import Filter, Library

_EVERYTHING = Filter()


def about_pairs(
    library: Library,
    only: Filter = _EVERYTHING,
    *,
    speakers: int = MOST_SPEAKERS,
    names: int = MOST_CHANNELS,
) -> SpeakerPairs:
    """Count the quotes of the top ``speakers`` that name each of the top ``names``.

    In the result, ``named`` is the number of quotes in which somebody is named.
    """
    quotes, named = library.totals(only).quotes, library.quotes_about(only)
    top = tuple(library.counts_about(only, limit=names)["about"])
    if not top:
        return SpeakerPairs((), quotes, named)
    found = library.speakers_about(replace(only, about=only.about or top))
    found = found[found["about"].isin(top)]
    most = found.groupby("speaker", sort=False)["quotes"].sum().sort_values(ascending=False, kind="stable")
    found = found[found["speaker"].isin(most.index[:speakers])]
    pairs = zip(found["speaker"], found["about"], map(int, found["quotes"]), strict=True)
    return SpeakerPairs(tuple(pairs), quotes, named)
