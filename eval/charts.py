"""Two charts as inline SVG: bars with intervals, and the accuracy-coverage curve."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from .intervals import Interval

_WIDTH = 520


def bars(rows: Sequence[tuple[str, Interval]]) -> str:
    """Horizontal bars of shares from 0 to 1, whiskers for the 95 % interval.

    Args:
        rows: (label, interval), top to bottom.
    """
    left, right, step = 170, 84, 24
    scale = _WIDTH - left - right
    height = step * len(rows) + 22
    out = [_open(height, "Bars: share of questions answered rightly, by type")]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = left + tick * scale
        out.append(f'<line class="grid" x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{height - 18}"/>')
        out.append(f'<text x="{x:.1f}" y="{height - 4}" text-anchor="middle">{tick:g}</text>')
    for number, (label, interval) in enumerate(rows):
        y = number * step + 4
        middle = y + 8
        low, high = left + interval.low * scale, left + interval.high * scale
        width = max(interval.value, 0) * scale
        name = label if len(label) <= 24 else label[:23] + "…"
        out.append(
            f'<text x="{left - 8}" y="{middle + 4}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="bar" x="{left}" y="{y}" width="{width:.1f}" height="16">'
            f"<title>{escape(label)}: {interval.value:.3f} "
            f"[{interval.low:.3f}, {interval.high:.3f}], {interval.count} questions</title></rect>"
            f'<line class="whisker" x1="{low:.1f}" y1="{middle}" x2="{high:.1f}" y2="{middle}"/>'
            f'<text x="{_WIDTH - right + 8}" y="{middle + 4}">{interval.value:.2f}'
            f" ({interval.count})</text>"
        )
    return "".join([*out, "</svg>"])


def curve(points: Sequence[tuple[float, float]]) -> str:
    """Accuracy of the answers shown against the share of questions answered, both 0 to 1.

    Args:
        points: (coverage, accuracy), coverage rising.
    """
    left, top, width, height = 40, 8, _WIDTH - 60, 220
    out = [_open(height + 44, "Curve: accuracy of the surest answers against coverage")]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = left + tick * width, top + (1 - tick) * height
        ends = f'x1="{left}" y1="{y:.1f}" x2="{left + width}" y2="{y:.1f}"'
        out.append(f'<line class="grid" {ends}/>')
        out.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
        out.append(
            f'<text x="{x:.1f}" y="{top + height + 16}" text-anchor="middle">{tick:g}</text>'
        )
    middle = left + width / 2
    out.append(f'<text x="{middle}" y="{top + height + 32}" text-anchor="middle">coverage</text>')
    places = [(left + c * width, top + (1 - a) * height) for c, a in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    out.append(f'<polyline class="line" points="{line}"/>')
    if places:
        coverage, accuracy = points[-1]
        x, y = places[-1]
        out.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"><title>as answered: coverage '
            f"{coverage:.3f}, accuracy {accuracy:.3f}</title></circle>"
        )
    return "".join([*out, "</svg>"])


def _open(height: float, title: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height:g}" role="img" aria-label="{escape(title)}" '
        'xmlns="http://www.w3.org/2000/svg">'
    )
