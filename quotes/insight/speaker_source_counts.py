"""Which speakers reach readers through which sources: the counts."""

from dataclasses import dataclass, replace

from quotes.library import CountBy, Filter, Library

MOST_SPEAKERS = 25
MOST_SOURCES = 15

Pair = tuple[str, str, int]
"""A speaker, a source, and the number of the speaker's quotes that came through the source."""

_EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class SpeakersAndSources:
    """The speakers and sources with the most quotes together.

    Attributes:
        pairs: the pairs, those with the most quotes first.
        quotes: the number of all quotes that pass the filter.
        named: how many of these name a source.

    """

    pairs: tuple[Pair, ...]
    quotes: int
    named: int

    @property
    def shown(self) -> int:
        """The number of quotes in the pairs."""
        return sum(number for _, _, number in self.pairs)


def speakers_and_sources(
    library: Library,
    only: Filter = _EVERYTHING,
    *,
    speakers: int = MOST_SPEAKERS,
    sources: int = MOST_SOURCES,
) -> SpeakersAndSources:
    """Count the quotes of the top ``speakers`` through the top ``sources``.

    Quotes without a reporting source or without a speaker are in no pair.
    """
    quotes = library.totals(only).quotes
    unnamed = 0 if only.sources else library.totals(replace(only, sources=(None,))).quotes
    most = _names(library, "source", only, sources)
    if not most:
        return SpeakersAndSources((), quotes, quotes - unnamed)
    through = replace(only, sources=most)
    who = _names(library, "speaker", through, speakers)
    if not who:
        return SpeakersAndSources((), quotes, quotes - unnamed)
    found = library.speakers_by_source(replace(through, speakers=who))
    pairs = zip(found["speaker"], found["source"], map(int, found["quotes"]), strict=True)
    return SpeakersAndSources(tuple(pairs), quotes, quotes - unnamed)


def _names(library: Library, by: CountBy, only: Filter, number: int) -> tuple[str, ...]:
    """List the names with the most quotes; one more row is requested, because one may have no name."""
    return tuple(library.counts(by, only, limit=number + 1)[by].dropna()[:number])
