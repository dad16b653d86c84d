"""An array → a file that is mapped and not read; a full disk is said."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def write_array(file: Path, array: NDArray[Any]) -> None:
    """Write NumPy's format; raises OSError, also where the disk is full, of which NumPy is silent.

    ``np.load`` with ``mmap_mode="r"`` maps it: an array of any size is there at once.
    """
    np.save(file, array)
    if file.stat().st_size < array.nbytes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
