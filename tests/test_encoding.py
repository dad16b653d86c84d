"""What has been encoded once is not encoded again, whoever was killed in between."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from conftest import ToyEncoder

from index import encoding
from index.encoding import HEAD, Encoded, encode
from index.windows import codes

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
        found = encode(TEXTS, KEYS, encoder, [], encoded, lambda *told: heard.append(told))
    vectors, tokens = ToyEncoder().encode_tokens(TEXTS)
    assert found.vectors == pytest.approx(vectors)
    for windows, each in zip(found.windows, tokens, strict=True):
        assert windows.tolist() == codes(each, encoder.centre).tolist()
    assert len(encoder.encoded) == found.new
    assert not found.new or heard[-1] == ("encoding", found.new, found.new)
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
    windows = [np.arange(8, dtype=np.uint8).reshape(2, 4), np.ones((1, 4), np.uint8)]
    encoded.add(KEYS[6:], np.ones((2, 26), np.float32), windows)
    found = encoded.read()
    assert list(found) == [*KEYS[:3], *KEYS[6:]]
    assert [found[key][1].tolist() for key in KEYS[6:]] == [each.tolist() for each in windows]


def test_a_turned_bit_is_seen(file):
    content = bytearray(file.read_bytes())
    record = HEAD.size + 4 * 26 + 2 * 6  # four words are two windows
    content[32 + record + 50] ^= 1
    file.write_bytes(content)
    assert finish(file, ToyEncoder()) == TEXTS[1:]


def test_vectors_of_another_encoder_are_not_taken(file):
    assert finish(file, ToyEncoder("other")) == TEXTS


def test_a_full_disk_leaves_nothing_behind(file):
    with pytest.raises(OSError), Encoded(file, ToyEncoder().card):
        raise OSError("No space left on device")
    assert not file.exists()
