"""An encoder that remembers: the same vectors, and each text encoded once."""

from __future__ import annotations

import numpy as np

from index.encoder_memory import RememberingEncoder


def test_a_text_is_encoded_once_and_stays_the_same(toy):
    remembering = RememberingEncoder(toy)
    texts = ["alpha", "beta", "alpha"]
    assert np.array_equal(remembering.encode(texts), toy.encode(texts))
    toy.encoded.clear()
    assert np.array_equal(remembering.encode(["gamma", "beta"]), toy.encode(["gamma", "beta"]))
    assert toy.encoded == ["gamma", "gamma", "beta"]
    assert remembering.encode([]).shape == (0, 26)


def test_it_is_the_encoder_it_remembers_for(toy, tmp_path):
    remembering = RememberingEncoder(toy)
    assert remembering.card is toy.card
    assert remembering.count_tokens(["a b"]) == [2]
    remembering.save(tmp_path / "saved")
    assert (tmp_path / "saved" / "toy").read_text() == "toy"


def test_past_its_bound_it_forgets_what_was_not_wanted_for_longest(toy):
    remembering = RememberingEncoder(toy, most=2)
    for text in ("alpha", "beta", "alpha", "gamma"):
        remembering.encode([text])
    toy.encoded.clear()
    vectors = remembering.encode(["alpha", "gamma", "beta"])
    assert toy.encoded == ["beta"]
    assert np.array_equal(vectors, toy.encode(["alpha", "gamma", "beta"]))
