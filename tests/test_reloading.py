"""A server moves from snapshot to snapshot while many ask, and mixes none; short but for FULL."""

from __future__ import annotations

import concurrent.futures
import json
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest
import trials
from conftest import FULL, ToyEncoder
from trials import write_corpus
from zygote import QUIET

from corpus.reading import Source
from index.building import build

pytestmark = pytest.mark.proof


def test_publishing_under_load(before, tmp_path):
    """Clients ask all the while; each answer must be of one snapshot, the one it names."""
    publishes, clients = (100, 50) if FULL else (6, 8)
    index = tmp_path / "index"
    shutil.copytree(before / "index", index)
    names = {next((index / "snapshots").iterdir()).name: "yesterday"}
    server = subprocess.Popen(
        [sys.executable, trials.__file__, "serve", str(index)],
        env=QUIET,
        stdout=subprocess.PIPE,
        text=True,
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
