"""Plots: each is well-formed SVG, and its shapes stand where the numbers say."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from server.plots import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    bars,
    curve,
    differences,
    histogram,
    scores,
    trend,
)


def shapes(plot, tag, **wanted):
    tree = ElementTree.fromstring(plot)
    assert tree.attrib["aria-label"]
    assert not list(tree.iter("script"))
    return [e for e in tree.iter(tag) if all(e.attrib.get(k) == v for k, v in wanted.items())]


def words(plot):
    return [text.text for text in shapes(plot, "text")]


def test_a_histogram_has_a_bar_for_each_tenth_and_counts_both_ends():
    plot = histogram([0, 0.05, 0.3, 1.0], "x")
    bars = shapes(plot, "rect")
    assert len(bars) == 10
    heights = [float(bar.attrib["height"]) for bar in bars]
    assert heights[0] == BOTTOM - TOP and heights[3] == heights[9] == (BOTTOM - TOP) / 2
    assert sum(heights) == 2 * (BOTTOM - TOP)
    assert words(plot)[:3] == ["2", "1", "1"]


def test_a_curve_goes_through_its_points():
    plot = curve([(0.5, 0.0), (1.0, 0.2)], "x", "across", "up")
    (line,) = shapes(plot, "polyline")
    assert line.attrib["points"] == f"{(LEFT + RIGHT) / 2:.1f},{BOTTOM:.1f} {RIGHT:.1f},{TOP:.1f}"
    assert {"0 %", "10 %", "20 %", "across", "up"} <= set(words(plot))


def test_scores_stand_above_and_below_their_line_full_or_hollow():
    plot = scores([(0.9, True), (0.9, False)], [(0.1, False)], "x")
    full, hollow = (
        shapes(plot, "circle", **{"class": "good"}),
        shapes(plot, "circle", **{"class": "good hollow"}),
    )
    (below,) = shapes(plot, "circle", **{"class": "bad hollow"})
    assert len(full) == len(hollow) == 1
    assert full[0].attrib["cx"] == hollow[0].attrib["cx"] != below.attrib["cx"]
    assert float(full[0].attrib["cy"]) < float(below.attrib["cy"])
    assert full[0].attrib["cy"] != hollow[0].attrib["cy"]


def test_differences_are_sorted_and_what_did_not_move_is_counted():
    plot = differences([0.5, 0.0, -1.0, 0.0], "x")
    assert [bar.attrib["class"] for bar in shapes(plot, "rect")] == ["bad", "good"]
    loss, gain = (float(bar.attrib["height"]) for bar in shapes(plot, "rect"))
    assert loss == 2 * gain
    assert "1 lower, 1 higher, 2 the same" in words(plot)


def test_bars_stand_as_high_as_they_count_and_say_so():
    plot = bars([("2010", 4), ("2011", 0), ("2012", 2)], "x", "answers")
    heights = [float(bar.attrib["height"]) for bar in shapes(plot, "rect")]
    assert heights == [BOTTOM - TOP, 0, (BOTTOM - TOP) / 2]
    assert words(plot) == ["4", "2010", "2011", "2012"]
    assert "2012: 2 answers" in str(plot)
    crowded = bars([(str(year), 1) for year in range(1900, 2000)], "x", "answers")
    assert 2 < len(words(crowded)) < 12


def test_a_trend_ends_in_a_full_dot_with_its_value():
    plot = trend([("one", 0.5), ("two", 1.0)], "x")
    (full,) = shapes(plot, "circle", **{"class": "good"})
    (hollow,) = shapes(plot, "circle", **{"class": "good hollow"})
    assert float(full.attrib["cy"]) == TOP and float(hollow.attrib["cy"]) == (TOP + BOTTOM) / 2
    assert "1.00" in words(plot) and "one: 0.50" in str(plot)


@pytest.mark.parametrize(
    "plot",
    [
        histogram([], "x"),
        curve([], "x", "a", "b"),
        scores([], [], "x"),
        differences([], "x"),
        bars([], "x", "y"),
        trend([], "x"),
    ],
)
def test_nothing_to_show_is_an_empty_plot(plot):
    assert not shapes(plot, "circle") and all(
        bar.attrib["height"] == "0.0" for bar in shapes(plot, "rect")
    )


def test_what_is_written_is_escaped():
    assert "<b>" not in histogram([0.5], "<b>&") and "&lt;b&gt;&amp;" in histogram([0.5], "<b>&")
