"""Far-off questions: enough of them, each once, and of many fields."""

from __future__ import annotations

from rag.far_off import FAR_OFF


def test_there_are_enough_for_a_median_and_none_stands_twice():
    assert len(set(FAR_OFF)) == len(FAR_OFF) >= 90


def test_none_is_about_what_footnote_is_made_for():
    text = " ".join(FAR_OFF)
    assert not any(word in text for word in ("market", "customer", "startup", "price", "advert"))
