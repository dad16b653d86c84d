"""Kill a build or fill its disk at any moment: the index is exactly the old or the new one.

Real processes, real signals. Short as it stands; ``make proof`` runs all of it.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import FULL
from trials import HELD, Ground, left_behind
from zygote import Call, Zygote

pytestmark = pytest.mark.proof

strace = pytest.mark.skipif(not shutil.which("strace"), reason="needs strace (apt install strace)")

OLD, NEW = {"yesterday": HELD}, {"today": HELD}


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote("trials", "Toy") as one:
        yield one


@pytest.fixture
def ground(before: Path, tmp_path: Path) -> Ground:
    return Ground(before, tmp_path)


@pytest.fixture
def calls(zygote: Zygote, ground: Ground, tmp_path: Path) -> list[Call]:
    found = zygote.changes(ground.new, ground.fresh(), tmp_path / "strace.log")
    assert len(found) > 100
    return found


def some(cases: list, short: int) -> list:
    """All of them, or a few spread evenly."""
    return cases if FULL else cases[:: max(1, len(cases) // short)][:short]


def held(zygote: Zygote, index: Path) -> str:
    """Which corpus an index holds; all of it, and nothing else."""
    told = zygote.told(index)
    assert told in (OLD, NEW)
    return "old" if told == OLD else "new"


def check_after_death(zygote: Zygote, ground: Ground) -> str:
    said = held(zygote, ground.index)
    done = zygote.run("build", ground.new, ground.index)
    assert done.code == 0, done.said
    assert held(zygote, ground.index) == "new"
    assert left_behind(ground.index) == []
    return said


@strace
def test_killed_at_every_change_of_a_file(zygote, ground, calls):
    seen: Counter[str] = Counter()
    for call in some(calls, 25):
        done = zygote.inject(call, "signal=KILL", ground.new, ground.fresh())
        assert done.code == -signal.SIGKILL, (call, done)
        seen[check_after_death(zygote, ground)] += 1
    assert seen["old"]
    print(f"\nkilled at {seen.total()} of {len(calls)} system calls: {dict(seen)}")


def test_killed_at_random_moments(zygote, ground):
    started = time.monotonic()
    assert zygote.run("build", ground.new, ground.fresh()).code == 0
    whole = time.monotonic() - started
    seen: Counter[str] = Counter()
    moments = random.Random(4)
    for _ in range(100 if FULL else 10):
        moment = moments.uniform(0, whole)
        done = zygote.run("build", ground.new, ground.fresh(), kill_after=moment)
        seen[f"{check_after_death(zygote, ground)}, exit {done.code}"] += 1
    print(f"\nkilled at {seen.total()} random moments: {dict(seen)}")


@strace
def test_no_space_at_every_write(zygote, ground, calls):
    seen: Counter[str] = Counter()
    writes = [call for call in calls if call[0] not in ("unlink", "unlinkat", "rmdir")]
    for call in some(writes, 25):
        done = zygote.inject(call, "error=ENOSPC", ground.new, ground.fresh())
        said = held(zygote, ground.index)
        seen[f"{said}, exit {done.code}"] += 1
        assert (said, done.code) in (("old", 4), ("new", 0)), (call, done)
        assert "Traceback" not in done.said
        assert left_behind(ground.index) == [], call
        assert done.code == 0 or "BuildFailed" in done.said
        assert len(list((ground.index / "snapshots").iterdir())) == 1 + (said == "new")
    print(f"\nno space at {seen.total()} of {len(writes)} system calls: {dict(seen)}")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounts a file system")
def test_a_full_disk_of_ten_sizes(zygote, before, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    pages = [-(-p.stat().st_size // 4096) for p in (before / "index").rglob("*")]
    used = 4096 * (sum(pages) + 4)
    seen: Counter[str] = Counter()
    for share in some([0.1 * n for n in range(10)], 3):
        size = int(used * (1.05 + share)) & ~4095
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", disk]).returncode:
            pytest.skip("cannot mount a tmpfs here")
        try:
            ground = Ground(before, disk)
            done = zygote.run("build", ground.new, ground.fresh())
            seen[f"{held(zygote, ground.index)}, exit {done.code}"] += 1
            assert left_behind(ground.index) == []
            if done.code:
                assert f"the disk {disk} is full (about" in done.said
                assert "MB are needed" in done.said
                assert held(zygote, ground.index) == "old"
        finally:
            subprocess.run(["umount", disk], check=True)
    assert seen["old, exit 4"]
    print(f"\nfull disks: {dict(seen)}")
