"""Where to draw speakers, their sources or outlets, and the quotes between them: a flow diagram, in pixels.

A channel is a source or an outlet.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotes.insight.pair_counts import Pair

_ROUNDS = 8
_LINE = 17.0  # the height of a name
_GAP = 4.0
_THICKNESS = 360.0  # the height of all quotes together


@dataclass(frozen=True, slots=True)
class Node:
    """The bar of a name: its number of quotes, and where it begins and ends, in pixels from the top."""

    name: str
    quotes: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A ribbon from a speaker to a channel: the tops of its two ends and its thickness, in pixels."""

    speaker: str
    channel: str
    quotes: int
    left: float
    right: float
    thickness: float


@dataclass(frozen=True, slots=True)
class FlowLayout:
    """The diagram: speakers on the left, channels on the right, ribbons between; ``height`` in pixels."""

    speakers: tuple[Node, ...]
    channels: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


def order_nodes(pairs: Sequence[Pair]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Order speakers and sources so that ribbons rarely cross.

    Each name goes to the mean position of the names that it shares quotes with. The channel with the most
    quotes is in the upper half.

    >>> order_nodes([("Ada", "TNA", 5), ("Bo", "Post", 4), ("Cy", "TNA", 3)])
    (('Ada', 'Cy', 'Bo'), ('TNA', 'Post'))
    """
    speakers, channels = _totals(pairs, 0), _totals(pairs, 1)
    left = sorted(speakers, key=lambda name: (-speakers[name], name))
    right = sorted(channels, key=lambda name: (-channels[name], name))
    biggest = right[0] if right else ""
    for _ in range(_ROUNDS):
        left = _by_mean_place(left, [(one, other, number) for one, other, number in pairs], right)
        right = _by_mean_place(right, [(other, one, number) for one, other, number in pairs], left)
    if right and right.index(biggest) > (len(right) - 1) / 2:
        left, right = left[::-1], right[::-1]
    return tuple(left), tuple(right)


def flow_layout(pairs: Sequence[Pair]) -> FlowLayout:
    """Lay out the pairs; every quote has the same thickness everywhere."""
    left, right = order_nodes(pairs)
    total = sum(number for _, _, number in pairs)
    if not total:
        return FlowLayout((), (), (), 0.0)
    scale = _THICKNESS / total
    height = max(_height(_totals(pairs, 0), scale), _height(_totals(pairs, 1), scale))
    speakers = _nodes(left, _totals(pairs, 0), scale, height)
    channels = _nodes(right, _totals(pairs, 1), scale, height)
    return FlowLayout(speakers, channels, tuple(_ribbons(pairs, speakers, channels, scale)), height)


def _totals(pairs: Iterable[Pair], side: int) -> dict[str, int]:
    """Count the quotes of each speaker (side 0) or channel (side 1)."""
    totals: defaultdict[str, int] = defaultdict(int)
    for pair in pairs:
        totals[str(pair[side])] += pair[2]
    return dict(totals)


def _by_mean_place(names: Sequence[str], pairs: Iterable[Pair], others: Sequence[str]) -> list[str]:
    """Sort names by the mean position, among ``others``, of their partners."""
    place = {name: number for number, name in enumerate(others)}
    weights: defaultdict[str, int] = defaultdict(int)
    sums: defaultdict[str, float] = defaultdict(float)
    for name, other, number in pairs:
        weights[name] += number
        sums[name] += number * place[other]
    return sorted(names, key=lambda name: sums[name] / weights[name])


def _room(quotes: int, scale: float) -> float:
    """Give a name the height of its quotes, or that of its line of text if this is larger."""
    return max(quotes * scale, _LINE)


def _height(totals: dict[str, int], scale: float) -> float:
    return sum(_room(number, scale) + _GAP for number in totals.values()) - _GAP


def _nodes(names: Sequence[str], totals: dict[str, int], scale: float, height: float) -> tuple[Node, ...]:
    """Spread the bars of one side over the height."""
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
    pairs: Iterable[Pair], speakers: Sequence[Node], channels: Sequence[Node], scale: float
) -> Iterable[Ribbon]:
    """Stack the ribbons at each bar in the order of their other ends."""
    left = {node.name: (number, node) for number, node in enumerate(speakers)}
    right = {node.name: (number, node) for number, node in enumerate(channels)}
    places = {(one, other): (left[one][0], right[other][0]) for one, other, _ in pairs}
    tops_left = {node.name: node.top for node in speakers}
    tops_right = {node.name: node.top for node in channels}
    starts = {}
    for one, other, number in sorted(pairs, key=lambda pair: places[pair[0], pair[1]]):
        starts[one, other] = tops_left[one]
        tops_left[one] += number * scale
    for one, other, number in sorted(pairs, key=lambda pair: places[pair[0], pair[1]][::-1]):
        yield Ribbon(one, other, number, starts[one, other], tops_right[other], number * scale)
        tops_right[other] += number * scale
