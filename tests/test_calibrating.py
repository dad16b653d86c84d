"""The scale of a corpus: far-off questions at 0 and its own titles at 1, wherever they lie."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.snapshot import load
from rag import calibrating
from rag.calibrating import HOME, Scale, calibrate, scale
from rag.far_off import FAR_OFF


def test_the_manifest_carries_what_was_measured(small):
    thresholds = calibrate(small)
    assert set(thresholds) == {f"silence: {name}" for name in Scale.__dataclass_fields__}
    small.manifest = replace(small.manifest, thresholds={**thresholds, "silence: far": 0.123})
    assert scale(small).far == 0.123


def test_a_snapshot_without_thresholds_is_measured_once(small):
    asked = len(small.encoder.encoded)
    first = scale(small)
    assert len(small.encoder.encoded) > asked
    asked = len(small.encoder.encoded)
    assert scale(small) is first and len(small.encoder.encoded) == asked


def test_thresholds_of_an_older_kind_do_not_count(small):
    small.manifest = replace(small.manifest, thresholds={"silence: far": 0.9})
    assert scale(small).far != 0.9


def test_far_is_the_median_cosine_of_far_off_questions(small):
    store, vectors = small.store, small.encoder.encode(FAR_OFF)
    advice = ~store.section_asks[store.passage_section]
    cosines = np.sort(vectors @ small.vectors.matrix[advice].T, axis=1)[:, -5:].mean(axis=1)
    assert scale(small).far == pytest.approx(np.median(cosines), abs=1e-5)


def test_the_scale_puts_far_at_0_and_home_at_1():
    one = Scale(far=0.3, home=0.6, far_asked=0.2, home_asked=0.7, apart=1, new=0.1)
    assert (one.near(0.3), one.near(0.6)) == pytest.approx((0, 1))
    assert (one.asked(0.2), one.asked(0.7)) == pytest.approx((0, 1))


def test_few_titles_count_for_little_and_none_for_nothing():
    none = calibrating._home(0.2, np.empty(0, np.float32))
    assert none == pytest.approx(0.2 + HOME * 0.8)
    many = calibrating._home(0.2, np.full(990, 0.9, np.float32))
    assert many == pytest.approx(0.99 * 0.9 + 0.01 * none)
    assert calibrating._home(0.2, np.full(990, 0.1, np.float32)) == pytest.approx(0.28)


def test_a_word_that_only_one_document_has_is_new(small):
    (prices,) = (row for row, title in small.store.titles() if "public" in title)
    assert calibrating._is_new(small, "impatient", prices)
    assert not calibrating._is_new(small, "impatient", prices + 1)


@pytest.mark.model
def test_the_starter_corpus_has_room_between_far_and_home(starter_index):
    found = scale(load(starter_index))
    assert found.far < 0.3 < found.home < 0.7
