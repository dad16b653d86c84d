"""What has been encoded once is not encoded again, whoever was killed in between."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from conftest import ToyEncoder

from index import encoding
from index.encoding import Encoded, encode

TEXTS = [f"{letter} text of {letter}" for letter in "abcdefgh"]
KEYS = [hashlib.sha256(text.encode()).hexdigest() for text in TEXTS]


class Killed(ToyEncoder):
    """Dies at the third call."""

    calls = 0

    def encode(self, texts, on_done=None):
        self.calls += 1
        if self.calls == 3:
            raise KeyboardInterrupt
        return super().encode(texts, on_done)


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(encoding, "AT_ONCE", 2)
    file = tmp_path / "encoded"
    with pytest.raises(KeyboardInterrupt), Encoded(file, ToyEncoder().card) as encoded:
        encode(TEXTS, KEYS, Killed(), [], encoded, print)
    return file


def finish(file, encoder) -> list[str]:
    heard = []
    with Encoded(file, encoder.card) as encoded:
        vectors, new = encode(TEXTS, KEYS, encoder, [], encoded, lambda *told: heard.append(told))
    assert vectors == pytest.approx(ToyEncoder().encode(TEXTS))
    assert encoder.encoded == [TEXTS[row] for row in new]
    assert not new or heard[-1] == ("encoding", len(new), len(new))
    assert not file.exists()
    return encoder.encoded


def test_a_build_goes_on_where_it_was_killed(file):
    assert finish(file, ToyEncoder()) == TEXTS[4:]


@pytest.mark.parametrize("cut", [1, 4, 100, 140])
def test_a_record_cut_short_is_encoded_again(file, cut):
    file.write_bytes(file.read_bytes()[:-cut])
    assert finish(file, ToyEncoder()) == TEXTS[3:]


def test_what_is_added_after_a_cut_is_found(file):
    file.write_bytes(file.read_bytes()[:-7])
    encoded = Encoded(file, ToyEncoder().card)
    assert list(encoded.read()) == KEYS[:3]
    encoded.add(KEYS[6:], np.ones((2, 26), np.float32))
    assert list(encoded.read()) == [*KEYS[:3], *KEYS[6:]]


def test_a_turned_bit_is_seen(file):
    content = bytearray(file.read_bytes())
    content[32 + 140 + 50] ^= 1
    file.write_bytes(content)
    assert finish(file, ToyEncoder()) == TEXTS[1:]


def test_vectors_of_another_encoder_are_not_taken(file):
    assert finish(file, ToyEncoder("other")) == TEXTS


def test_a_full_disk_leaves_nothing_behind(file):
    with pytest.raises(OSError), Encoded(file, ToyEncoder().card):
        raise OSError("No space left on device")
    assert not file.exists()
