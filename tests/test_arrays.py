"""Arrays on disk: the very bits, mapped, and never cut short in silence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.arrays import write_array


def test_an_array_comes_back_mapped_with_every_bit(tmp_path):
    array = np.arange(12, dtype=np.float32).reshape(3, 4) / 7
    write_array(tmp_path / "a.npy", array)
    again = np.load(tmp_path / "a.npy", mmap_mode="r")
    assert isinstance(again, np.memmap) and np.array_equal(again, array)


def test_an_array_of_any_order_and_none_at_all_come_back(tmp_path):
    grid = np.arange(12).reshape(3, 4)
    for array in (np.asfortranarray(grid), grid[::2], grid[:0]):
        write_array(tmp_path / "a.npy", array)
        assert np.array_equal(np.load(tmp_path / "a.npy"), array)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said():
    with pytest.raises(OSError, match="No space left"):
        write_array(Path("/dev/full"), np.zeros(100))


@pytest.mark.parametrize("missing", [1, 100, 500])
def test_an_array_of_which_a_little_is_missing_is_not_written(tmp_path, missing):
    """The header counts too: of 928 bytes, 828 are more than the numbers alone."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (928 - missing, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_array(tmp_path / "a.npy", np.zeros(100))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
