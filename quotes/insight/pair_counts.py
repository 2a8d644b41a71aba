"""Which speakers reach readers through which sources, and in which outlets: the counts."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from quotes.library import CountBy, Filter, Library, SourceOrOutlet

if TYPE_CHECKING:
    import pandas as pd

MOST_SPEAKERS = 25
MOST_CHANNELS = 15

Pair = tuple[str, str, int]
"""A speaker, a source or an outlet, and the number of the speaker's quotes that came through it."""

_EVERYTHING = Filter()
_FIELDS: dict[SourceOrOutlet, str] = {"source": "sources", "outlet": "outlets"}


@dataclass(frozen=True, slots=True)
class SpeakerPairs:
    """The speakers and the sources, or outlets, with the most quotes together.

    Attributes:
        pairs: the pairs, those with the most quotes first.
        quotes: the number of all quotes that pass the filter.
        named: how many of these have a source, or an outlet.

    """

    pairs: tuple[Pair, ...]
    quotes: int
    named: int

    @property
    def shown(self) -> int:
        """The number of quotes in the pairs."""
        return sum(number for _, _, number in self.pairs)


def speaker_pairs(
    library: Library,
    by: SourceOrOutlet,
    only: Filter = _EVERYTHING,
    *,
    speakers: int = MOST_SPEAKERS,
    channels: int = MOST_CHANNELS,
) -> SpeakerPairs:
    """Count the quotes of the top ``speakers`` through the top ``channels``, which are sources or outlets.

    Quotes without a speaker, or without a source or an outlet, are in no pair.
    """
    quotes = library.totals(only).quotes
    asked = getattr(only, _FIELDS[by])
    unnamed = 0 if asked and None not in asked else library.totals(_with(only, by, (None,))).quotes
    named = quotes - unnamed
    most = _names(library, by, only, channels)
    if not most:
        return SpeakerPairs((), quotes, named)
    through = _with(only, by, most)
    who = _names(library, "speaker", through, speakers)
    if not who:
        return SpeakerPairs((), quotes, named)
    found = library.speakers_by(by, replace(through, speakers=who))
    pairs = zip(found["speaker"], found[by], map(int, found["quotes"]), strict=True)
    return SpeakerPairs(tuple(pairs), quotes, named)


def outlet_totals(library: Library, only: Filter = _EVERYTHING) -> dict[str, int]:
    """Count the quotes of each outlet, those without a speaker too."""
    counted = library.counts("outlet", only).dropna(subset="outlet")
    return dict(zip(counted["outlet"], map(int, counted["quotes"]), strict=True))


def speakers_by_outlet(library: Library, only: Filter = _EVERYTHING) -> "pd.DataFrame":
    """Who is quoted most in each outlet: a line for each outlet and speaker.

    Columns: ``outlet``, ``rank`` of the speaker in the outlet, ``speaker``, ``quotes``, and ``share``, the
    part of the outlet's quotes that are this speaker's (0 to 1). Quotes without a speaker count in the whole.
    The outlet with the most quotes comes first, and in each outlet its most quoted speaker.
    """
    totals = outlet_totals(library, only)
    place = {name: number for number, name in enumerate(totals)}
    found = library.speakers_by("outlet", only)
    found = found.sort_values("outlet", key=lambda names: names.map(place), kind="stable", ignore_index=True)
    rank = found.groupby("outlet")["quotes"].rank(method="min", ascending=False).astype("int64")
    share = (found["quotes"] / found["outlet"].map(totals).astype("float64")).round(4)
    return found.assign(rank=rank, share=share)[["outlet", "rank", "speaker", "quotes", "share"]]


def _names(library: Library, by: CountBy, only: Filter, number: int) -> tuple[str, ...]:
    """List the names with the most quotes; one more row is requested, because one may have no name."""
    return tuple(library.counts(by, only, limit=number + 1)[by].dropna()[:number])


def _with(only: Filter, by: SourceOrOutlet, names: tuple[str | None, ...]) -> Filter:
    """Put names of sources, or of outlets, into a filter."""
    changed: dict[str, Any] = {_FIELDS[by]: names}
    return replace(only, **changed)
