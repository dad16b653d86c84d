"""An appraisal without a word against a snapshot lets it pass."""

from __future__ import annotations

from index.appraisal import Appraisal


def test_an_empty_appraisal_objects_to_nothing():
    assert Appraisal() == Appraisal({}, {}, ())
