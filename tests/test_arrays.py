"""Arrays on disk: the very bits, mapped, and never cut short in silence."""

from __future__ import annotations

import numpy as np
import pytest

from index.arrays import write_array


def test_an_array_comes_back_mapped_with_every_bit(tmp_path):
    array = np.arange(12, dtype=np.float32).reshape(3, 4) / 7
    write_array(tmp_path / "a.npy", array)
    again = np.load(tmp_path / "a.npy", mmap_mode="r")
    assert isinstance(again, np.memmap) and np.array_equal(again, array)


def test_a_full_disk_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(np, "save", lambda file, array: file.write_bytes(b"cut short"))
    with pytest.raises(OSError, match=r"No space left.*a\.npy"):
        write_array(tmp_path / "a.npy", np.zeros(100))
