"""The calibration of confidences as a picture: for rows of each confidence, the share that is right.

A curve on the diagonal is perfectly calibrated; one below it is too sure of itself. The larger a dot, the
more rows; bins with few rows say nothing and are left out. The picture is plain SVG with colours for light
and dark pages.
"""

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import NamedTuple
from xml.sax.saxutils import escape

from quotes.evaluation import Bin

SIDE = 300
MARGIN = 52
LEGEND = 18
FEWEST_ROWS = 10
_COLOURS = ("#1f5fa8", "#b35c00", "#1f7a4d", "#8e3a9d", "#8a6d00", "#a3262f")
_DARK = ("#7db4f0", "#f0a04b", "#6fd3a0", "#d79be3", "#d8bd55", "#f08a8f")
_STYLE = """\
text { font: 12px system-ui, sans-serif; fill: #333; }
.title { font-weight: 600; font-size: 13px; }
.axis { stroke: #999; fill: none; }
.perfect { stroke: #999; stroke-dasharray: 4 4; }
"""


class Curve(NamedTuple):
    """The bins of one set of rows."""

    name: str
    bins: Sequence[Bin]


def draw_calibration(speakers: Sequence[Curve], sources: Sequence[Curve]) -> str:
    """Draw a panel for the confidence in speakers, and one for that in sources if there is any."""
    panels = [("Speakers: confidence", list(map(_with_enough_rows, speakers)))]
    if sources:
        panels.append(("Sources: source_confidence", list(map(_with_enough_rows, sources))))
    names = list(dict.fromkeys(curve.name for _, curves in panels for curve in curves))
    width = len(panels) * (SIDE + 2 * MARGIN)
    height = SIDE + 2 * MARGIN + LEGEND * len(names)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>Calibration: the share of rows that are right, by confidence</title>",
        f"<style>\n{_style(len(names))}</style>",
    ]
    for number, (title, curves) in enumerate(panels):
        parts += _panel(title, curves, names, number * (SIDE + 2 * MARGIN) + MARGIN)
    for number, name in enumerate(names):
        y = SIDE + 2 * MARGIN + LEGEND * number
        parts.append(f'<circle class="c{number}" cx="{MARGIN + 6}" cy="{y - 4}" r="5"/>')
        parts.append(f'<text x="{MARGIN + 18}" y="{y}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _with_enough_rows(curve: Curve) -> Curve:
    return Curve(curve.name, [each for each in curve.bins if each.answers >= FEWEST_ROWS])


def _style(number: int) -> str:
    """The colours of the curves, for light and dark pages."""
    light = "".join(_colour(each, _COLOURS) for each in range(number))
    dark = "".join(_colour(each, _DARK) for each in range(number))
    return f"{_STYLE}{light}@media (prefers-color-scheme: dark) {{\ntext {{ fill: #ddd; }}\n{dark}}}\n"


def _colour(number: int, colours: Sequence[str]) -> str:
    colour = colours[number % len(colours)]
    return f"circle.c{number} {{ fill: {colour}; }}\npolyline.c{number} {{ stroke: {colour}; fill: none; }}\n"


def _panel(title: str, curves: Sequence[Curve], names: Sequence[str], left: int) -> Iterator[str]:
    """Draw the axes and the curves of one panel."""
    top, bottom = MARGIN, MARGIN + SIDE
    yield f'<text class="title" x="{left}" y="{top - 16}">{escape(title)}</text>'
    yield f'<rect class="axis" x="{left}" y="{top}" width="{SIDE}" height="{SIDE}"/>'
    yield f'<line class="perfect" x1="{left}" y1="{bottom}" x2="{left + SIDE}" y2="{top}"/>'
    for tick in range(0, 11, 2):
        place = SIDE * tick / 10
        yield f'<text x="{left + place:.0f}" y="{bottom + 16}" text-anchor="middle">{tick / 10:.1f}</text>'
        yield f'<text x="{left - 8}" y="{bottom - place + 4:.0f}" text-anchor="end">{tick / 10:.1f}</text>'
    yield f'<text x="{left + SIDE / 2}" y="{bottom + 32}" text-anchor="middle">confidence of the row</text>'
    yield f'<text x="{left}" y="{top - 2}" font-size="11">share right</text>'
    for curve in curves:
        yield from _curve(curve, f"c{names.index(curve.name)}", left, bottom)


def _curve(curve: Curve, look: str, left: int, bottom: int) -> Iterator[str]:
    """Draw a line and a dot for each bin; pointing at a dot shows its numbers."""
    points = [(left + SIDE * each.mean_confidence, bottom - SIDE * each.share_right) for each in curve.bins]
    yield f'<polyline class="{look}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'
    most = max((each.answers for each in curve.bins), default=0)
    for (x, y), each in zip(points, curve.bins, strict=True):
        sizes = f"{each.answers} rows, {each.mean_confidence:.2f} sure, {each.share_right:.2f} right"
        dot = f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="{2 + 7 * sqrt(each.answers / most):.1f}">'
        yield f"{dot}<title>{escape(curve.name)}: {sizes}</title></circle>"
