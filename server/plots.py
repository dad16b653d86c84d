"""Small plots as inline SVG that need no script: distributions, curves, scores, differences.

Colours are the classes ``good``, ``bad``, ``bar`` and ``grid``, which the page gives; no plot says
by colour alone what it says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT = 340, 180
LEFT, RIGHT, TOP, BOTTOM = 36, 320, 18, 146
"""The plane of a plot, in its own units; what is outside it is for labels."""

DOT = 3.2
WIDEST = 40


def histogram(values: Sequence[float], title: str, bins: int = 10) -> Markup:
    """How often each tenth of the way from 0 to 1 occurs, the count on every bar."""
    counts = Counter(min(int(value * bins + 1e-9), bins - 1) for value in values)
    most = max(counts.values(), default=1)
    step = (RIGHT - LEFT) / bins
    parts = [_baseline(BOTTOM)]
    for place in range(bins):
        count = counts[place]
        top = BOTTOM - (BOTTOM - TOP) * count / most
        x = LEFT + place * step
        parts.append(_bar("bar", x + 1, top, step - 2, BOTTOM - top, f"{count} questions"))
        if count:
            parts.append(_text(x + step / 2, top - 4, str(count), "middle"))
    parts += [_text(LEFT + (RIGHT - LEFT) * at, BOTTOM + 15, f"{at:g}") for at in (0, 0.5, 1)]
    return _svg(title, parts)


def curve(points: Sequence[tuple[float, float]], title: str, across: str, up: str) -> Markup:
    """A line through (x, y), x from 0 to 1 and y from 0, both written in per cent."""
    highest = max((y for _, y in points), default=0)
    top = next(t for t in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0) if t >= min(highest, 1.0))

    def place(x: float, y: float) -> tuple[float, float]:
        return LEFT + x * (RIGHT - LEFT), BOTTOM - y / top * (BOTTOM - TOP)

    parts = [Markup("")]
    for share in (0, top / 2, top):
        _, y = place(0, share)
        parts += [
            _line("grid", LEFT, y, RIGHT, y),
            _text(LEFT - 4, y + 3.5, _percent(share), "end"),
        ]
    for share in (0, 0.25, 0.5, 0.75, 1):
        parts.append(_text(place(share, 0)[0], BOTTOM + 15, _percent(share)))
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
    parts += [
        Markup('<polyline class="curve" points="{}"/>').format(path),
        _text((LEFT + RIGHT) / 2, BOTTOM + 28, across),
        _text(LEFT, TOP - 7, up, "start"),
    ]
    return _svg(title, parts)


def bars(counts: Sequence[tuple[str, int]], title: str, of: str) -> Markup:
    """A bar for each (label, count); as many labels as have room, the count on the highest."""
    most = max((count for _, count in counts), default=0)
    step = (RIGHT - LEFT) / max(len(counts), 1)
    every = -(-max((len(label) for label, _ in counts), default=0) * 7 // max(int(step), 1)) or 1
    parts = [_baseline(BOTTOM)]
    told = False
    for place, (label, count) in enumerate(counts):
        height = (BOTTOM - TOP) * count / most if most else 0
        x = LEFT + place * step
        says = f"{label}: {count:,} {of}"
        width = min(step - 2, WIDEST)
        parts.append(_bar("bar", x + (step - width) / 2, BOTTOM - height, width, height, says))
        if count == most and not told:
            parts.append(_text(x + step / 2, BOTTOM - height - 4, f"{count:,}"))
            told = True
        if place % every == 0:
            parts.append(_text(x + step / 2, BOTTOM + 15, label))
    return _svg(title, parts)


def trend(points: Sequence[tuple[str, float]], title: str) -> Markup:
    """A dot for each (what it was measured on, value from 0 to 1), the last one filled and told."""
    step = (RIGHT - LEFT - 30) / max(len(points) - 1, 1)
    parts = [Markup("")]
    for share in (0, 0.5, 1):
        y = BOTTOM - share * (BOTTOM - TOP)
        parts += [_line("grid", LEFT, y, RIGHT, y), _text(LEFT - 4, y + 3.5, f"{share:g}", "end")]
    dots = [
        (LEFT + 8 + place * step, BOTTOM - value * (BOTTOM - TOP))
        for place, (_, value) in enumerate(points)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
    parts.append(Markup('<polyline class="curve" points="{}"/>').format(path))
    for (x, y), (name, value) in zip(dots, points, strict=True):
        last = name == points[-1][0]
        parts.append(
            Markup(
                '<circle class="good{}" cx="{:.1f}" cy="{:.1f}" r="{}"><title>{}</title></circle>'
            ).format("" if last else " hollow", x, y, DOT, f"{name}: {value:.2f}")
        )
        if last:
            parts.append(_text(x + 6, y - 6, f"{value:.2f}", "start"))
    return _svg(title, parts)


def scores(
    up: Sequence[tuple[float, bool]], down: Sequence[tuple[float, bool]], title: str
) -> Markup:
    """(score, filled) as dots stacked on a line, ``up`` above and ``down`` below it."""
    both = [score for score, _ in (*up, *down)]
    if not both:
        return _svg(title, [])
    low, high = min(both), max(both)
    columns = int((RIGHT - LEFT) / (2 * DOT))
    middle = TOP + (BOTTOM - TOP) * 0.6
    parts = [_baseline(middle)]
    for dots, direction, kind in ((up, -1, "good"), (down, 1, "bad")):
        stacked: Counter[int] = Counter()
        for score, filled in sorted(dots):
            column = round((score - low) / ((high - low) or 1) * columns)
            stacked[column] += 1
            parts.append(
                Markup('<circle class="{}{}" cx="{:.1f}" cy="{:.1f}" r="{}"/>').format(
                    kind,
                    "" if filled else " hollow",
                    LEFT + column * 2 * DOT,
                    middle + direction * (stacked[column] * 2 * DOT - DOT + 1.5),
                    DOT - 0.5,
                )
            )
    parts += [
        _text(LEFT, BOTTOM + 15, f"{low:.2f}"),
        _text(RIGHT, BOTTOM + 15, f"{high:.2f}", "end"),
        _text((LEFT + RIGHT) / 2, BOTTOM + 15, "score of the evidence"),
    ]
    return _svg(title, parts)


def differences(values: Sequence[float], title: str) -> Markup:
    """A bar for each question, the losses on the left; those that did not move are counted only."""
    moved = sorted(value for value in values if abs(value) > 1e-9)
    far = max((abs(value) for value in moved), default=1)
    middle = (TOP + BOTTOM) / 2
    step = (RIGHT - LEFT) / max(len(moved), 12)
    parts = [_baseline(middle)]
    for place, value in enumerate(moved):
        height = abs(value) / far * (BOTTOM - TOP) / 2
        x, y = LEFT + place * step, middle - height if value > 0 else middle
        kind = "good" if value > 0 else "bad"
        parts.append(_bar(kind, x, y, max(step - 1, 1), height, f"{value:+.3f}"))
    unmoved = len(values) - len(moved)
    lost = sum(value < 0 for value in moved)
    parts += [
        _text(LEFT - 4, TOP + 4, f"+{far:.2f}", "end"),
        _text(LEFT - 4, BOTTOM + 4, f"−{far:.2f}", "end"),
        _text(
            (LEFT + RIGHT) / 2,
            BOTTOM + 22,
            f"{lost} lower, {len(moved) - lost} higher, {unmoved} the same",
        ),
    ]
    return _svg(title, parts)


def _svg(title: str, parts: Sequence[Markup]) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, title, Markup("").join(parts)
    )


def _bar(kind: str, x: float, y: float, width: float, height: float, says: str) -> Markup:
    return Markup(
        '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}">'
        "<title>{}</title></rect>"
    ).format(kind, x, y, width, height, says)


def _line(kind: str, x: float, y: float, to_x: float, to_y: float) -> Markup:
    return Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(
        kind, x, y, to_x, to_y
    )


def _baseline(y: float) -> Markup:
    return _line("axis", LEFT, y, RIGHT, y)


def _text(x: float, y: float, text: str, anchor: str = "middle") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(
        x, y, anchor, text
    )


def _percent(share: float) -> str:
    return f"{100 * share:g} %"
