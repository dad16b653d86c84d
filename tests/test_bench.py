"""The benchmark: it measures in turns, says what it found, and its page leaves no trial out."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from bench import grown as growing
from bench import page as pages
from bench.__main__ import TRIALS, main
from bench.drawing import bars, lines
from bench.found import Bars, Found, Lines, Table, Verdict, read_found
from bench.ground import TINY, Ground
from bench.grown import Recombining, grown
from bench.sides import Side, SideFailed
from bench.subset import of_documents, subset
from bench.texts import encoded_texts
from bench.timing import exponent, interleaved, percentile, ratio, spread

from corpus.reading import read
from index.snapshot import load
from index.vectors import unit

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"


def test_sides_take_turns_and_each_round_begins_with_another():
    order = []
    sides = {name: lambda name=name: order.append(name) or 1.0 for name in "ab"}
    assert interleaved(sides, 2) == {"a": [1.0, 1.0], "b": [1.0, 1.0]}
    assert "".join(order) == "ab" + "ab" + "ba"


def test_what_is_said_of_times():
    assert ratio([1, 2, 1], [4, 6, 9]) == 4
    assert spread([3, 1, 2]) == "2 (1–3)"
    assert percentile([4, 1, 3, 2], 0.5) == 2 and percentile([1, 2], 0.99) == 2
    points = [(n, 3 * math.sqrt(n)) for n in (10, 100, 1000)]
    assert exponent(points) == pytest.approx(0.5)


def test_a_side_works_in_a_process_of_its_own_and_its_errors_are_told():
    with Side("found", "Found") as side:
        assert side.do("__sizeof__") > 0 and side.seconds > 0
        with pytest.raises(SideFailed, match="no_such"):
            side.do("no_such")


def of_a_trial():
    return Found(
        [Verdict("speed", "4×", "5.0×", True), Verdict("size", "≤ 1", "2", False)],
        [Table(["", "ms"], [["Footnote", "1"]])],
        ["A note."],
        bars=Bars("Speed", "1/s", [["Footnote", 5.0], ["other <1>", 1.0]]),
        about={
            "command": "make bench",
            "date": "today",
            "commit": "abc",
            "seconds": 1.0,
            "load": [0.1, 0.2],
            "machine": dict.fromkeys(("processor", "cores", "units", "memory", "system"), "x"),
            "versions": {"torch": "1"},
        },
    )


def test_what_was_found_is_kept_and_the_page_is_made_of_it(tmp_path):
    assert read_found(tmp_path / "speed.json") is None
    found = of_a_trial()
    found.write(tmp_path / "page" / "encoding.json")
    assert read_found(tmp_path / "page" / "encoding.json") == found
    page = tmp_path / "page.md"
    pages.write_page(page, TRIALS)
    text = page.read_text("utf-8")
    assert "| speed | 4× | 5.0× | yes | 0.1–0.2 |" in text and "| 2 | **no** |" in text
    assert "load average 0.1 before and 0.2 after" in text
    assert f"| {TRIALS['growth'].TITLE.lower()} |  | {pages.UNMEASURED} |  |  |" in text
    assert (tmp_path / "page" / "encoding.svg").exists()


def test_figures_are_pictures_that_stand_alone():
    bar = ElementTree.fromstring(bars(of_a_trial().bars))
    widths = [float(each.attrib["width"]) for each in bar.findall("{*}rect")]
    assert widths[0] == pytest.approx(5 * widths[1])
    drawn = Lines("x", "across", "up", {"one": [(1e3, 5), (1e6, 50)], "two": [(1e3, 7), (1e6, 7)]})
    tree = ElementTree.fromstring(lines(drawn))
    paths = [each.attrib["points"].split() for each in tree.findall("{*}polyline")]
    heights = [[float(point.split(",")[1]) for point in path] for path in paths]
    assert heights[0][0] > heights[0][1] and heights[1][0] == heights[1][1]


def test_a_part_of_the_sources_is_read_as_it_was(small_corpus, tmp_path):
    everything = subset((str(small_corpus),), lambda number, file: True, tmp_path / "all")
    whole = {each.id: each for each in read(everything).documents}
    assert len(whole) == 3
    some = subset((str(small_corpus),), of_documents({"small/2"}), tmp_path / "some")
    (document,) = read(some).documents
    assert document == whole["small/2"]


def test_an_index_grows_to_any_size(small_corpus, small_index, tmp_path, toy, monkeypatch):
    monkeypatch.setattr(growing, "load_encoder", lambda name, exports: toy)
    ground = Ground(tmp_path / "work", (str(small_corpus),), TINY, small_index)
    index, seconds = grown(ground, 200)
    assert seconds > 0 and grown(ground, 200) == (index, seconds)
    snapshot = load(index, toy)
    held = len(snapshot.store.passage_section)
    assert 200 <= held <= 500  # the toy reads so little at once that most sections are two passages
    assert snapshot.document("small/1").title == "Should prices be public?"


def test_vectors_are_made_up_once_and_known_ones_are_true(small_index, toy):
    encoder = Recombining(toy, small_index)
    made = encoder.encode(["nobody knows this", "nor this", "nobody knows this"])
    assert (made[0] == made[2]).all() and not (made[0] == made[1]).all()
    (text,) = encoded_texts(small_index, 1)
    assert np.allclose(encoder.encode([text]), unit(toy.encode([text])))


def test_a_trial_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["sprinting"], Ground(tmp_path, (), TINY), tmp_path / "page.md") == 2
    assert "sprinting" in capsys.readouterr().out


@pytest.mark.model
def test_a_server_is_asked_and_its_memory_read(starter_index, tmp_path):
    sizes = replace(TINY, asked=2)
    ground = Ground(tmp_path, (str(ROOT / "corpus" / "data"),), sizes, starter_index)
    page = tmp_path / "page.md"
    assert main(["asking", "memory"], ground, page) == 0
    found = read_found(tmp_path / "page" / "asking.json")
    assert len(found.verdicts) == 2 and all("ms" in each.measured for each in found.verdicts)
    memory = read_found(tmp_path / "page" / "memory.json")
    assert float(memory.tables[0].rows[-1][1]) > 100


def test_the_page_has_every_trial_and_the_command():
    text = PAGE.read_text("utf-8")
    assert "make bench" in text
    for name, trial in TRIALS.items():
        assert f"\n## {trial.TITLE}\n" in text
        assert read_found(PAGE.with_suffix("") / f"{name}.json") or f"ONLY={name}" in text
