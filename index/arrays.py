"""An array → a file that is mapped and not read; a full disk is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray


def write_array(file: Path, array: NDArray[Any]) -> None:
    """Write NumPy's format; raises OSError, also where the disk is full, of which NumPy is silent.

    ``np.load`` with ``mmap_mode="r"`` maps it: an array of any size is there at once.
    """
    array = np.ascontiguousarray(array)
    with file.open("wb") as stream:
        npy.write_array_header_1_0(stream, npy.header_data_from_array_1_0(array))
        stream.write(array.data)
