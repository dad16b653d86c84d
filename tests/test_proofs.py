"""Nothing that happens to a build takes the service down, mixes two indexes or loses one.

Real processes, real signals. Short as it stands; ``make proof`` runs all of it.
"""

from __future__ import annotations

import concurrent.futures
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from pathlib import Path

import pytest
from conftest import ToyEncoder
from trials import write_corpus

from corpus.errors import EncoderMismatch, SnapshotDamaged
from corpus.reading import Source
from index.building import build
from index.snapshot import Snapshot, load

pytestmark = pytest.mark.proof

FULL = os.environ.get("PROOF") == "full"
TRIALS = [sys.executable, str(Path(__file__).parent / "trials.py")]
QUIET = {
    **os.environ,
    "PYTHONPATH": str(Path(__file__).parent.parent),
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
CHANGING = (
    "openat,write,pwrite64,writev,ftruncate,truncate,fsync,fdatasync,fallocate,rename,renameat,"
    "renameat2,unlink,unlinkat,mkdir,rmdir,link,linkat,chmod,fchmod,copy_file_range,sendfile"
)
CREATES = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC)")

strace = pytest.mark.skipif(not shutil.which("strace"), reason="needs strace (apt install strace)")


def some(cases: list, short: int) -> list:
    """All of them, or a few spread evenly."""
    return cases if FULL else cases[:: max(1, len(cases) // short)][:short]


@pytest.fixture(scope="module")
def before(tmp_path_factory) -> Path:
    """A folder with an index of the old corpus, and the new corpus beside it."""
    folder = tmp_path_factory.mktemp("before")
    old = write_corpus(folder / "old", "yesterday")
    build([Source("small", old)], folder / "index", ToyEncoder())
    write_corpus(folder / "new", "today")
    return folder


def told(snapshot: Snapshot) -> str:
    """Which corpus a snapshot holds; every sentence of it must be of the same."""
    try:
        rows = range(len(snapshot.store.passage_section))
        words = {p.text.rstrip(".").split()[-1] for p in snapshot.store.passages(rows)}
        assert len(words) == 1
        return words.pop()
    finally:
        snapshot.close()


def answers(index: Path) -> str:
    return told(load(index, ToyEncoder()))


def left_behind(index: Path) -> list[str]:
    """What is neither a snapshot nor one of the files that belong there."""
    known = {"current", "lock", "snapshots"}
    found = [path.name for path in index.iterdir() if path.name not in known]
    return found + [p.name for p in (index / "snapshots").iterdir() if p.name.startswith(".")]


def command(trial: Path) -> list[str]:
    return [*TRIALS, "build", str(trial / "new"), str(trial / "index")]


@pytest.fixture
def trial(before, tmp_path):
    """Gives a fresh copy of the folder each time it is called."""

    def fresh() -> Path:
        shutil.rmtree(tmp_path / "trial", ignore_errors=True)
        return Path(shutil.copytree(before, tmp_path / "trial"))

    return fresh


@pytest.fixture
def calls(trial) -> list[tuple[str, int]]:
    """(system call, its number among those of its name) of all that change the index."""
    folder = trial()
    log = folder / "strace.log"
    subprocess.run(
        ["strace", "-f", "-y", "-o", log, "-e", f"trace={CHANGING}", *command(folder)],
        env=QUIET,
        check=True,
    )
    counts: Counter[str] = Counter()
    found = []
    main = None
    for line in log.read_text("utf-8", "replace").splitlines():
        match = re.match(r"(\d+) +(\w+)\(", line)
        if not match:
            continue
        main = main or match[1]
        if match[1] != main:
            continue
        name = match[2]
        counts[name] += 1
        if str(folder / "index") in line and (name != "openat" or CREATES.search(line)):
            found.append((name, counts[name]))
    assert len(found) > 50
    return found


def inject(folder: Path, call: tuple[str, int], what: str) -> subprocess.CompletedProcess[str]:
    name, number = call
    fault = ["-e", f"trace={name}", "-e", f"inject={name}:{what}:when={number}"]
    return subprocess.run(
        ["strace", "-f", "-o", "/dev/null", *fault, *command(folder)],
        env=QUIET,
        capture_output=True,
        text=True,
    )


def check_after_death(folder: Path) -> str:
    said = answers(folder / "index")
    done = subprocess.run(command(folder), env=QUIET, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert answers(folder / "index") == "today"
    assert left_behind(folder / "index") == []
    return said


@strace
def test_killed_at_every_change_of_a_file(trial, calls, record_property):
    seen: Counter[str] = Counter()
    for call in some(calls, 12):
        folder = trial()
        done = inject(folder, call, "signal=KILL")
        assert done.returncode in (-signal.SIGKILL, 137), (call, done.stdout, done.stderr)
        seen[check_after_death(folder)] += 1
    assert set(seen) <= {"yesterday", "today"}
    assert seen["yesterday"]
    print(f"\nkilled at {seen.total()} of {len(calls)} system calls: {dict(seen)}")


def test_killed_at_random_moments(trial):
    folder = trial()
    started = time.monotonic()
    subprocess.run(command(folder), env=QUIET, check=True)
    whole = time.monotonic() - started
    seen: Counter[str] = Counter()
    moments = random.Random(4)
    for _ in range(100 if FULL else 5):
        folder = trial()
        process = subprocess.Popen(command(folder), env=QUIET)
        try:
            process.wait(moments.uniform(0.3 * whole, 1.1 * whole))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        seen[check_after_death(folder)] += 1
    assert set(seen) <= {"yesterday", "today"}
    print(f"\nkilled at {seen.total()} random moments: {dict(seen)}")


@strace
def test_no_space_at_every_write(trial, calls):
    seen: Counter[str] = Counter()
    writes = [call for call in calls if call[0] not in ("unlink", "unlinkat", "rmdir")]
    for call in some(writes, 12):
        folder = trial()
        done = inject(folder, call, "error=ENOSPC")
        said = answers(folder / "index")
        seen[f"{said}, exit {done.returncode}"] += 1
        assert (said, done.returncode) in (("yesterday", 4), ("today", 0)), (call, done.stdout)
        assert "Traceback" not in done.stderr
        assert left_behind(folder / "index") == [], call
        assert done.returncode == 0 or "BuildFailed" in done.stdout
        assert len(list((folder / "index" / "snapshots").iterdir())) == 1 + (said == "today")
    print(f"\nno space at {seen.total()} of {len(writes)} system calls: {dict(seen)}")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounts a file system")
def test_a_full_disk_of_ten_sizes(before, tmp_path):
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
            shutil.copytree(before / "index", disk / "index")
            shutil.copytree(before / "new", tmp_path / "new", dirs_exist_ok=True)
            words = [*TRIALS, "build", str(tmp_path / "new"), str(disk / "index")]
            done = subprocess.run(words, env=QUIET, capture_output=True, text=True)
            seen[f"{answers(disk / 'index')}, exit {done.returncode}"] += 1
            assert left_behind(disk / "index") == []
            if done.returncode:
                assert f"the disk {disk} is full (about" in done.stdout, done.stdout + done.stderr
                assert "MB are needed" in done.stdout
                assert answers(disk / "index") == "yesterday"
        finally:
            subprocess.run(["umount", disk], check=True)
    assert seen["yesterday, exit 4"]
    print(f"\nfull disks: {dict(seen)}")


def corrupted(content: bytes, other: bytes, way: str, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    match way:
        case "bit":
            flipped = bytes([content[place] ^ (1 << chance.randrange(8))])
            return content[:place] + flipped + content[place + 1 :]
        case "cut":
            return content[:place]
        case "zeros":
            start = place & ~4095
            page = content[start : start + 4096]
            return content[:start] + bytes(len(page)) + content[start + 4096 :]
    return other


def test_every_corruption_is_a_named_error(before, tmp_path):
    index = tmp_path / "index"
    shutil.copytree(before / "index", index)
    folder = next((index / "snapshots").iterdir())
    good = load(index, ToyEncoder())
    manifest = good.manifest
    good.close()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    chance = random.Random(4)
    refused = harmless = 0
    for number in range(1000 if FULL else 100):
        file = files[number % len(files)]
        content = file.read_bytes()
        way = ("bit", "cut", "zeros", "swapped")[number // len(files) % 4]
        broken = corrupted(content, chance.choice(files).read_bytes(), way, chance)
        file.unlink()
        file.write_bytes(broken)
        try:
            snapshot = load(index, ToyEncoder())
        except (SnapshotDamaged, EncoderMismatch) as error:
            assert str(folder) in (error.where or "")
            assert error.where.endswith(file.relative_to(folder).as_posix())
            refused += 1
        else:
            # Only where nothing was changed, or nothing that means anything.
            assert snapshot.manifest == manifest
            assert broken == content or file.name == "manifest.json"
            snapshot.close()
            harmless += 1
        file.write_bytes(content)
    assert refused > 0.9 * (refused + harmless)
    print(
        f"\n{refused + harmless} corruptions: {refused} refused by name, {harmless} changed nothing"
    )


def test_publishing_under_load(before, tmp_path):
    """Clients ask all the while; each answer must be of one snapshot, the one it names."""
    publishes, clients = (100, 50) if FULL else (6, 8)
    index = tmp_path / "index"
    shutil.copytree(before / "index", index)
    names = {next((index / "snapshots").iterdir()).name: "yesterday"}
    server = subprocess.Popen(
        [*TRIALS, "serve", str(index)], env=QUIET, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    address = server.stdout.readline().strip()
    over = threading.Event()
    seen: list[tuple[str, frozenset[str]]] = []
    failed: list[str] = []

    def ask(number: int) -> None:
        body = json.dumps({"question": f"Should price {number % 12 + 1} be public?"}).encode()
        request = urllib.request.Request(
            f"{address}/v1/ask", body, {"Content-Type": "application/json"}
        )
        while not over.is_set():
            try:
                with urllib.request.urlopen(request, timeout=60) as response:
                    said = json.load(response)
            except OSError as error:
                failed.append(str(error))
                continue
            words = {s["text"].rstrip(".").split()[-1] for s in said["sentences"]}
            seen.append((said["snapshot"], frozenset(words)))

    def memory() -> int:
        status = Path(f"/proc/{server.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

    def publish(number: int) -> None:
        corpus = write_corpus(tmp_path / "corpus", f"day{number}")
        built = build([Source("small", corpus)], index, ToyEncoder(), keep=3)
        names[built.snapshot_id] = f"day{number}"

    try:
        with concurrent.futures.ThreadPoolExecutor(clients) as pool:
            asking = [pool.submit(ask, number) for number in range(clients)]
            try:
                at_first = 0
                for number in range(publishes):
                    publish(number)
                    time.sleep(0.1)
                    if number == publishes // 10:
                        at_first = memory()
                time.sleep(1)
            finally:
                over.set()
            for each in asking:
                each.result()
        time.sleep(1)
        at_last = memory()
    finally:
        server.terminate()
        server.communicate(timeout=30)
    assert failed == []
    mixed = [one for one in seen if one[1] - {names.get(one[0])}]
    assert mixed == []
    met = {id for id, _ in seen}
    assert len(met) > 2
    assert at_last < 1.1 * at_first or not FULL
    print(
        f"\n{publishes} publishes, {clients} clients, {len(seen)} answers from {len(met)} "
        f"snapshots: 0 failed, 0 mixed; memory {at_first / 1024:.0f} MB, then "
        f"{at_last / 1024:.0f} MB"
    )
