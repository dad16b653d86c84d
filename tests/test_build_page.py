"""A build's page: complete in itself, escaped, and with everything a maintainer looks for."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from corpus.report import Finding, ReadReport, SourceCount
from index.adaptation import Adaptation
from index.appraisal import Appraisal
from index.releases import Changes
from server.build_page import build_page
from server.steps import Step

REPORT = ReadReport(
    (SourceCount("small", "/texts/<b>", 3, 5, 0),),
    (
        Finding("error", "/texts/a.md", 7, "the front matter is not closed"),
        Finding("skipped", "/texts/b.md", None, "“b” is a draft"),
        Finding("skipped", "/texts/c.md", None, "“c” is a draft"),
    ),
)
QUALITY = Appraisal(quality={"golden questions: R@20": 0.5}, golden=("Why?",))
STEPS = [Step("reading", 0.5, 3), Step("encoding", 4.0, 7)]


@pytest.fixture
def page(small):
    def write(report=REPORT, appraisal=QUALITY, steps=STEPS, **fields) -> str:
        return build_page(small, report, appraisal, steps, **fields)

    return write


def part(html: str, id: str) -> str:
    return html.split(f'<h2 id="{id}">')[1].split("<h2")[0]


def test_it_asks_for_nothing_but_itself(page):
    assert not re.search(r"<script|<link|@import|url\(|src=|href=", page())


def test_what_was_left_out_is_counted_by_reason_and_named(page):
    left = part(page(), "left-out")
    assert left.index("could not be read") < left.index("skipped")
    assert "/texts/a.md:7" in left
    assert re.search(r"<td>… is a draft</td><td class=\"n\">2</td>", left)
    assert "“c” is a draft" in left
    assert "Nothing was left out." in page(replace(REPORT, findings=()))


def test_a_text_cannot_break_out_of_the_page(page):
    assert "/texts/&lt;b&gt;" in page() and "/texts/<b>" not in page()


def test_what_came_of_adapting_is_told_where_it_was_asked_for(page, small):
    assert "adapted" not in page().lower()
    small.manifest = replace(small.manifest, adaptation=Adaptation(64))
    assert "Not adapted: it takes 1,000 threads" in page()


def test_what_changed_is_told_against_the_snapshot_in_use(page, small):
    assert "nothing to compare it with" in page()
    html = page(before="old", changed=Changes(("small/1",), (), ("small/9",)))
    changed = part(html, "changed")
    assert "1\nadded" in changed and "1\nremoved" in changed and "small/9" in changed
    assert f"footnote diff old {small.id}" in changed
    assert "No document was" in page(before="old", changed=Changes((), (), ()))


def test_quality_is_drawn_over_the_snapshots_before(page, small):
    earlier = [
        replace(small.manifest, quality={"golden questions: R@20": 0.75}),
        replace(small.manifest, quality={"other": 1.0}),
    ]
    quality = part(page(earlier=earlier), "quality")
    assert quality.count("<circle") == 2
    assert "golden questions: R@20: 0.50, −0.25 since the last" in quality
    assert "was asked others" not in quality
    other = [replace(earlier[0], asked="others")]
    assert "was asked others" in part(page(earlier=other), "quality")
    assert "golden.tsv" not in quality
    assert "golden.tsv" in part(page(appraisal=replace(QUALITY, golden=())), "quality")


def test_answers_that_are_not_there_are_told(page):
    assert "not in the texts" not in page()
    quality = part(page(lost=[("Why?", "small/1#99")]), "quality")
    assert "not in the texts" in quality and "Why? <code>small/1#99</code>" in quality


def test_objections_stand_first(page):
    worse = replace(QUALITY, objections=("Ann is gone",))
    assert "Published by force, although:" in page(appraisal=worse)
    html = page(appraisal=worse, published=False)
    assert html.index("was not published") < html.index("Ann is gone") < html.index("<main>")


def test_texts_are_measured(page):
    texts = part(page(), "texts")
    assert "Length of 8 passages" in texts and "Length of 5 answers and posts" in texts
    assert "2010: 2 written" in texts and "2011: 0 written" in texts and "2012: 3 written" in texts
    assert "0: 1 threads" in texts and "3: 1 threads" in texts


def test_pairs_of_copies_stand_side_by_side(page, small):
    assert "No two sections" in page()
    small.copies = np.array([[0, 3], [1, 2]])
    copies = part(page(), "copies")
    assert "2 pairs" in copies and copies.count('<table class="pair">') == 2
    for passage in small.store.passages([0, 1, 2, 3]):
        assert passage.id in copies


def test_the_slowest_step_comes_first(page):
    steps = part(page(), "steps")
    assert steps.index("encoding") < steps.index("reading")
    assert "width: 100.0%" in steps and "4.5 s" in page() and "7 encoded anew" in page()
