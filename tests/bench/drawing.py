"""Bars and lines as SVG files that need nothing beside them, light and dark."""

from __future__ import annotations

import math
from html import escape

from bench.found import Bars, Lines

WIDTH = 640
STYLE = """\
<style>
text { font: 13px system-ui, sans-serif; fill: #333 }
.small { font-size: 11px }
.bar { fill: #9aa5b1 } .own { fill: #1f6f4a } .axis { stroke: #999 } .grid { stroke: #ddd }
.line { fill: none; stroke-width: 2 }
.l0 { stroke: #1f6f4a } .l1 { stroke: #8a4fbf } .l2 { stroke: #c0662b }
.d0 { fill: #1f6f4a } .d1 { fill: #8a4fbf } .d2 { fill: #c0662b }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd } .grid { stroke: #444 } .own { fill: #4fb584 } .bar { fill: #66717d }
  .l0 { stroke: #4fb584 } .l1 { stroke: #b58ae0 } .l2 { stroke: #e0945e }
  .d0 { fill: #4fb584 } .d1 { fill: #b58ae0 } .d2 { fill: #e0945e }
}
</style>
"""
LABEL, STEP = 250, 26


def bars(given: Bars) -> str:
    """A bar for each side, its value at its end; Footnote's in another colour."""
    most = max((value for _, value in given.bars), default=1) or 1
    room = WIDTH - LABEL - 80
    parts = []
    for place, (label, value) in enumerate(given.bars):
        y = 34 + place * STEP
        width = room * value / most
        kind = "own" if label.startswith("Footnote") else "bar"
        parts.append(_text(LABEL - 8, y + 14, label, "end"))
        parts.append(
            f'<rect class="{kind}" x="{LABEL}" y="{y}" width="{max(width, 1):.1f}" height="18"/>'
        )
        parts.append(_text(LABEL + width + 6, y + 14, f"{value:,g}"))
    return _svg(f"{given.title} ({given.unit})", 44 + STEP * len(given.bars), parts)


def lines(given: Lines) -> str:
    """A line with its dots for each name, both axes logarithmic, a grid line for each ten."""
    points = [point for line in given.lines.values() for point in line]
    (x0, x1), (y0, y1) = (_decades([point[axis] for point in points]) for axis in (0, 1))
    left, right, top, bottom = 70, WIDTH - 130, 40, 300

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            left + (math.log10(x) - x0) / (x1 - x0) * (right - left),
            bottom - (math.log10(y) - y0) / (y1 - y0) * (bottom - top),
        )

    parts = []
    for power in range(x0, x1 + 1):
        x, _ = place(10**power, 10**y0)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{top}" x2="{x:.1f}" y2="{bottom}"/>')
        parts.append(_text(x, bottom + 18, f"{10**power:,}", "middle"))
    for power in range(y0, y1 + 1):
        _, y = place(10**x0, 10**power)
        parts.append(f'<line class="grid" x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>')
        parts.append(
            _text(left - 6, y + 4, f"{10**power:,}" if power >= 0 else f"{10.0**power:g}", "end")
        )
    for number, (name, line) in enumerate(given.lines.items()):
        dots = [place(*point) for point in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        parts.append(f'<polyline class="line l{number}" points="{path}"/>')
        parts += [f'<circle class="d{number}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in dots]
        parts.append(_text(dots[-1][0] + 8, dots[-1][1] + 4, name))
    parts.append(_text((left + right) / 2, bottom + 38, given.across, "middle"))
    return _svg(f"{given.title} ({given.up})", 350, parts)


def _decades(values: list[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _svg(title: str, height: int, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}">\n{STYLE}{_text(8, 20, title)}\n' + "\n".join(parts)
        + "\n</svg>\n"
    )  # fmt: skip
