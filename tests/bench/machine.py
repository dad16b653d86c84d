"""The machine as a page of measurements needs it: what it is, never which one it is."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

UNITS = {
    "amx_bf16": "AMX bf16",
    "amx_int8": "AMX int8",
    "avx512_bf16": "AVX-512 bf16",
    "avx512_vnni": "AVX-512 VNNI (int8)",
    "avx_vnni": "AVX VNNI (int8)",
    "avx512f": "AVX-512",
    "avx2": "AVX2",
    "asimd": "NEON",
    "bf16": "bf16",
    "i8mm": "int8 matrix",
    "sve": "SVE",
}
"""A processor's flags that matter here → what they are called."""

OURS = ("openvino", "torch", "transformers", "sentence-transformers", "faiss-cpu", "numpy")


def machine() -> dict[str, str]:
    """Processor, cores, units, memory, system."""
    told = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    name = re.search(r"^(?:model name|CPU part)\s*:\s*(.*)$", told, re.M)
    flags = re.search(r"^(?:flags|Features)\s*:\s*(.*)$", told, re.M)
    has = set(flags[1].split()) if flags else set()
    family = re.search(r"^cpu family\s*:\s*(\d+)\s*^model\s*:\s*(\d+)", told, re.M)
    return {
        "processor": (name[1] if name else platform.processor() or platform.machine())
        + (f" (family {family[1]}, model {family[2]})" if family else ""),
        "cores": str(len(os.sched_getaffinity(0))),
        "units": ", ".join(said for flag, said in UNITS.items() if flag in has) or "unknown",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{platform.system()}, Python {platform.python_version()}",
    }


def versions() -> dict[str, str]:
    return {name: version(name) for name in OURS}


def has_bf16() -> bool:
    """Whether the processor multiplies bf16 by itself."""
    return "bf16" in machine()["units"]


def has_matrix_units() -> bool:
    """Whether it has units for whole tiles of a bf16 matrix, not only for dot products."""
    return "AMX bf16" in machine()["units"]


def load() -> float:
    """Processes at work, on average over the last minute."""
    return round(os.getloadavg()[0], 2)
