"""An encoder for many threads: the same vectors, fewer batches, and nobody is kept waiting."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from conftest import ToyEncoder

from index.encoder_batching import PIECE, TOGETHER, BatchingEncoder


class Gate(ToyEncoder):
    """Encodes when it is let; keeps what came in one batch."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[list[str]] = []
        self.began, self.open = threading.Semaphore(0), threading.Event()

    def encode(self, texts, on_done=None):
        self.batches.append(list(texts))
        self.began.release()
        assert self.open.wait(10)
        return super().encode(texts, on_done)


def test_what_is_wanted_while_one_batch_is_encoded_makes_the_next():
    gate = Gate()
    together = BatchingEncoder(gate)
    with ThreadPoolExecutor(8) as threads:
        first = threads.submit(together.encode, ["alpha"])
        assert gate.began.acquire(timeout=10)
        others = [threads.submit(together.encode, [text, "same"]) for text in ("beta", "gamma")]
        while len(together._wanted) < 2:
            pass
        gate.open.set()
        assert np.array_equal(first.result(10), ToyEncoder().encode(["alpha"]))
        for text, found in zip(("beta", "gamma"), others, strict=True):
            assert np.array_equal(found.result(10), ToyEncoder().encode([text, "same"]))
    assert gate.batches[0] == ["alpha"]
    assert sorted(gate.batches[1]) == ["beta", "gamma", "same"]
    assert len(gate.batches) == 2


def test_everybody_gets_the_tokens_of_their_own_texts(toy):
    texts = ["beta alpha", "gamma"]
    vectors, tokens = BatchingEncoder(toy).encode_tokens(texts)
    expected = ToyEncoder().encode_tokens(texts)
    assert np.array_equal(vectors, expected[0])
    for mine, theirs in zip(tokens, expected[1], strict=True):
        assert mine.states.tolist() == theirs.states.tolist()


def test_a_long_wish_is_encoded_in_pieces_so_that_others_have_their_turn(toy):
    texts = [f"{letter * length} word" for letter in "abc" for length in range(PIECE)]
    done: list[int] = []
    vectors = BatchingEncoder(toy).encode(texts, done.append)
    assert np.array_equal(vectors, ToyEncoder().encode(texts))
    assert done == [PIECE, 2 * PIECE, 3 * PIECE]
    assert TOGETHER >= PIECE


def test_whoever_is_not_wanted_any_more_gives_up_between_two_pieces(toy):
    asked = iter([None, None])

    def before():
        if next(asked, "left") == "left":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        BatchingEncoder(toy, before).encode([str(i) for i in range(10 * PIECE)])
    assert len(toy.encoded) == 2 * PIECE


def test_what_nobody_waits_for_any_more_is_not_encoded():
    gate, left = Gate(), threading.Event()

    def before():
        if left.is_set() and threading.current_thread().name.startswith("leaving"):
            raise InterruptedError

    together = BatchingEncoder(gate, before)
    with ThreadPoolExecutor(1) as stays, ThreadPoolExecutor(1, "leaving") as leaves:
        first = stays.submit(together.encode, ["alpha"])
        assert gate.began.acquire(timeout=10)
        other = leaves.submit(together.encode, ["beta"])
        while not together._wanted:
            pass
        left.set()
        with pytest.raises(InterruptedError):
            other.result(10)  # though the batch before is not done
        gate.open.set()
        first.result(10)
    together.encode(["gamma"])
    assert gate.batches == [["alpha"], ["gamma"]]


def test_an_error_reaches_everybody_in_the_batch_and_nobody_after():
    class Broken(Gate):
        def encode(self, texts, on_done=None):
            vectors = super().encode(texts, on_done)
            if "bad" in texts:
                raise ValueError("bad")
            return vectors

    gate = Broken()
    together = BatchingEncoder(gate)
    with ThreadPoolExecutor(4) as threads:
        threads.submit(together.encode, ["one"])
        assert gate.began.acquire(timeout=10)
        both = [threads.submit(together.encode, [text]) for text in ("bad", "good")]
        while len(together._wanted) < 2:
            pass
        gate.open.set()
        for each in both:
            with pytest.raises(ValueError, match="bad"):
                each.result(10)
    assert together.encode(["good"]).shape == (1, 26)


def test_it_is_the_encoder_it_encodes_for(toy, tmp_path):
    together = BatchingEncoder(toy)
    assert together.card is toy.card
    assert together.count_tokens(["a b"]) == [2]
    together.save(tmp_path / "saved")
    assert (tmp_path / "saved" / "toy").read_text() == "toy"
