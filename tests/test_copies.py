"""Near copies are linked between sections, and compared only where something is new."""

from __future__ import annotations

import numpy as np
import pytest

from index import copies as room
from index.copies import copies

NONE = np.empty((0, 2), np.int64)
# Rows 0, 2 and 3 point nearly the same way; 4 is 0.94 from 1.
VECTORS = np.array([[1, 0, 0], [0, 1, 0], [2, 0.1, 0], [1, 0, 0.2], [0, 1, 0.363]], np.float32)


def test_pairs_are_of_different_sections():
    assert copies(VECTORS, np.array([0, 1, 2, 3, 4]), NONE, {}).tolist() == [[0, 2], [0, 3], [2, 3]]
    assert copies(VECTORS, np.array([0, 1, 0, 3, 4]), NONE, {}).tolist() == [[0, 3], [2, 3]]


@pytest.mark.parametrize("block", [1, 2, 512])
def test_what_is_new_is_compared_with_all_and_the_rest_is_carried(monkeypatch, block):
    monkeypatch.setattr(room, "_BLOCK", block)
    sections = np.arange(5)
    whole = copies(VECTORS, sections, NONE, {})
    old = np.array([[7, 8], [8, 9]])  # 8 and 9 are rows 2 and 3 here, 7 is gone
    assert (copies(VECTORS, sections, old, {8: 2, 9: 3, 5: 1}) == whole).all()
    # What was not a pair before is not looked at again, though it would be one now.
    assert copies(VECTORS, sections, NONE, dict(enumerate(range(5)))).tolist() == []
