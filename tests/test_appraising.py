"""A draft that finds, answers or keeps silent worse than the current snapshot is objected to."""

from __future__ import annotations

import pytest
from conftest import ToyEncoder

from corpus.errors import SnapshotRefused
from corpus.reading import Source
from index.building import build
from index.golden import golden_of
from index.judgments import JudgedSet
from index.snapshot import load
from rag import appraising
from rag.appraising import appraise
from rag.calibrating import calibrate


@pytest.fixture
def golden(small_corpus):
    (small_corpus / "golden.tsv").write_text(
        "Do public prices build trust?\tsmall/1#11\nWhich zebra?\t\n"
    )
    return golden_of([Source("small", small_corpus)])


def without_ann(small_corpus, tmp_path):
    file = small_corpus / "1" / "a-thread.md"
    text = file.read_text()
    start, end = text.index("## Answer 11"), text.index("## Answer 12")
    file.write_text(text[:start] + text[end:])
    build([Source("small", small_corpus)], tmp_path / "other", ToyEncoder())
    return load(tmp_path / "other", ToyEncoder())


def test_quality_is_a_mean_for_each_set_and_measure(small, golden, monkeypatch):
    heard = []
    found = appraise(small, None, golden, on_progress=lambda *told: heard.append(told))
    assert found.quality["golden questions: R@20"] == 1
    assert found.quality["threads' titles: R@20"] == 1
    assert set(found.quality) >= {"golden questions: answered", "golden questions: silent"}
    assert found.thresholds == calibrate(small)
    assert (found.objections, found.golden) == (
        (),
        ("Do public prices build trust?", "Which zebra?"),
    )
    assert heard[-1] == ("measuring", 2, 2)


def test_nothing_is_said_against_what_is_as_good(small, golden):
    assert appraise(small, small, golden).objections == ()


def test_a_loss_names_measure_and_question(small, golden, small_corpus, tmp_path):
    worse = without_ann(small_corpus, tmp_path)
    found = appraise(worse, small, golden)
    assert any(
        "golden questions: R@20 fell from 1.00 to 0.00 (0.03 is tolerated)" in each
        and "“Do public prices build trust?”" in each
        for each in found.objections
    )
    assert appraise(worse, small, golden, tolerance=1).objections == ()
    assert appraise(small, worse, golden).objections == ()


def test_speaking_where_silence_is_right_is_a_loss(small, golden, monkeypatch):
    before = appraising.values_of(golden, small, lambda done, all: None)
    silent = {**before, "small/golden.tsv:2": {"silent": 1.0}}
    spoken = {**before, "small/golden.tsv:2": {"silent": 0.0}}
    (objection,) = appraising._worse(golden, silent, spoken, 0.03)
    assert "silent fell from 1.00 to 0.00" in objection
    assert "“Which zebra?”" in objection


def test_the_current_one_is_asked_no_more_than_it_takes_to_be_sure(small, monkeypatch):
    names = [f"q{n}" for n in range(60)]
    judged = JudgedSet(
        "titles", dict.fromkeys(names, "?"), {name: {"s": 2} for name in names}, {}, {}, {}
    )
    real = {name: {"R@20": 0.0 if name in ("q7", "q50") else 1.0} for name in names}
    asked: list[str] = []

    def values_of(part, snapshot, on_done):
        assert part.qrels.keys() == part.queries.keys()
        asked.extend(part.queries)
        return {id: real[id] for id in part.queries}

    def values_before(after):
        asked.clear()
        return appraising.values_before(judged, small, after, 0.03, lambda done, all: None)

    monkeypatch.setattr(appraising, "values_of", values_of)
    assert values_before(real) == {}
    assert len(asked) == 5 and {"q7", "q50"} <= set(asked)  # what is weak now was so before
    assert values_before({**real, "q50": {"R@20": 1.0}}) == {}
    assert asked == []  # even if all were perfect it would not be a loss
    worse = {name: {"R@20": float(name > "q5")} for name in names}
    assert values_before(worse) == real
    assert appraising._worse(judged, real, worse, 0.03)


def test_a_build_that_would_lose_an_answer_is_not_published(
    small, small_index, golden, small_corpus, tmp_path
):
    without_ann(small_corpus, tmp_path)
    with pytest.raises(SnapshotRefused, match="Do public prices build trust"):
        build(
            [Source("small", small_corpus)],
            small_index,
            ToyEncoder(),
            appraise=lambda draft, _: appraise(draft, small, golden),
        )
    assert load(small_index, ToyEncoder()).id == small.id
