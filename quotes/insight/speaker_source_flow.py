"""Who reaches us through whom: the speakers and sources to show together, and where to draw them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quotes.library import CountBy, Filter, Library

MOST_SPEAKERS = 25
MOST_SOURCES = 15
_ROUNDS = 8

_LINE = 17.0  # the pixels that a name needs
_GAP = 4.0
_THICKNESS = 360.0  # the pixels of all quotes together

Pair = tuple[str, str, int]
"""A speaker, a source, and the number of quotes of the one that came through the other."""

_EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class SpeakersAndSources:
    """The speakers with most quotes through the sources with most, and what that leaves out.

    ``pairs`` have the most quotes first. ``quotes`` counts those of the filter, ``named`` those of them that
    name a source, ``shown`` those of the pairs.
    """

    pairs: tuple[Pair, ...]
    quotes: int
    named: int

    @property
    def shown(self) -> int:
        """The number of quotes of the pairs."""
        return sum(number for _, _, number in self.pairs)


@dataclass(frozen=True, slots=True)
class Node:
    """A name in the picture: its number of quotes, and its bar's ends, in pixels from the top."""

    name: str
    quotes: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A speaker's quotes through a source: the tops of its left and right end, its thickness, in pixels."""

    speaker: str
    source: str
    quotes: int
    left: float
    right: float
    thickness: float


@dataclass(frozen=True, slots=True)
class FlowLayout:
    """The picture, ``height`` pixels high: speakers on the left, sources on the right, ribbons between."""

    speakers: tuple[Node, ...]
    sources: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


def speakers_and_sources(
    library: Library,
    only: Filter = _EVERYTHING,
    *,
    speakers: int = MOST_SPEAKERS,
    sources: int = MOST_SOURCES,
) -> SpeakersAndSources:
    """Return at most so many speakers and sources that have most quotes together.

    Quotes without a reporting source, or without a speaker, are in no pair.
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
    """Return the names with most quotes; one line more is asked for, since one may be that of no name."""
    return tuple(library.counts(by, only, limit=number + 1)[by].dropna()[:number])


def order_nodes(pairs: Sequence[Pair]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return speakers and sources in an order that puts together what belongs together.

    Each name stands at the mean place of those that it shares quotes with, so that ribbons cross little. The
    source with most quotes is in the upper half.

    >>> ordered([("Ada", "TNA", 5), ("Bo", "Post", 4), ("Cy", "TNA", 3)])
    (('Ada', 'Cy', 'Bo'), ('TNA', 'Post'))
    """
    speakers, sources = _totals(pairs, 0), _totals(pairs, 1)
    left = sorted(speakers, key=lambda name: (-speakers[name], name))
    right = sorted(sources, key=lambda name: (-sources[name], name))
    biggest = right[0] if right else ""
    for _ in range(_ROUNDS):
        left = _by_mean_place(left, [(one, other, number) for one, other, number in pairs], right)
        right = _by_mean_place(right, [(other, one, number) for one, other, number in pairs], left)
    if right and right.index(biggest) > (len(right) - 1) / 2:
        left, right = left[::-1], right[::-1]
    return tuple(left), tuple(right)


def flow_layout(pairs: Sequence[Pair]) -> FlowLayout:
    """Return the picture of the pairs; a thickness is the same number of quotes anywhere in it."""
    left, right = order_nodes(pairs)
    total = sum(number for _, _, number in pairs)
    if not total:
        return FlowLayout((), (), (), 0.0)
    scale = _THICKNESS / total
    height = max(_height(_totals(pairs, 0), scale), _height(_totals(pairs, 1), scale))
    speakers = _nodes(left, _totals(pairs, 0), scale, height)
    sources = _nodes(right, _totals(pairs, 1), scale, height)
    return FlowLayout(speakers, sources, tuple(_ribbons(pairs, speakers, sources, scale)), height)


def _totals(pairs: Iterable[Pair], side: int) -> dict[str, int]:
    """Return the number of quotes of each speaker (side 0) or source (side 1)."""
    totals: defaultdict[str, int] = defaultdict(int)
    for pair in pairs:
        totals[str(pair[side])] += pair[2]
    return dict(totals)


def _by_mean_place(names: Sequence[str], pairs: Iterable[Pair], others: Sequence[str]) -> list[str]:
    """Return names by the mean place, among ``others``, of what each is paired with."""
    place = {name: number for number, name in enumerate(others)}
    weights: defaultdict[str, int] = defaultdict(int)
    sums: defaultdict[str, float] = defaultdict(float)
    for name, other, number in pairs:
        weights[name] += number
        sums[name] += number * place[other]
    return sorted(names, key=lambda name: sums[name] / weights[name])


def _room(quotes: int, scale: float) -> float:
    """Return the pixels that a name takes: those of its quotes, or of its line of text."""
    return max(quotes * scale, _LINE)


def _height(totals: dict[str, int], scale: float) -> float:
    return sum(_room(number, scale) + _GAP for number in totals.values()) - _GAP


def _nodes(names: Sequence[str], totals: dict[str, int], scale: float, height: float) -> tuple[Node, ...]:
    """Return the bars of one side, spread over the height."""
    spare = height - _height(totals, scale)
    gap = _GAP + spare / max(1, len(names))
    nodes = []
    top = (gap - _GAP) / 2
    for name in names:
        room, thickness = _room(totals[name], scale), totals[name] * scale
        middle = top + room / 2
        nodes.append(Node(name, totals[name], middle - thickness / 2, middle + thickness / 2))
        top += room + gap
    return tuple(nodes)


def _ribbons(
    pairs: Iterable[Pair], speakers: Sequence[Node], sources: Sequence[Node], scale: float
) -> Iterable[Ribbon]:
    """Yield the ribbons; those of one bar lie on each other in the order of their other ends."""
    left = {node.name: (number, node) for number, node in enumerate(speakers)}
    right = {node.name: (number, node) for number, node in enumerate(sources)}
    places = {(one, other): (left[one][0], right[other][0]) for one, other, _ in pairs}
    tops_left = {node.name: node.top for node in speakers}
    tops_right = {node.name: node.top for node in sources}
    starts = {}
    for one, other, number in sorted(pairs, key=lambda pair: places[pair[0], pair[1]]):
        starts[one, other] = tops_left[one]
        tops_left[one] += number * scale
    for one, other, number in sorted(pairs, key=lambda pair: places[pair[0], pair[1]][::-1]):
        yield Ribbon(one, other, number, starts[one, other], tops_right[other], number * scale)
        tops_right[other] += number * scale
