"""A real server, told to move to a snapshot that is not what it says, names why and stays."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.manifest import checksums, read_manifest, write_manifest
from index.publishing import point_to

pytestmark = pytest.mark.model


class Server:
    """``footnote serve`` over an index, and what it has said on stderr."""

    def __init__(self, index: Path) -> None:
        command = "from server.cli import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", command, "serve", "--index", str(index), "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "FOOTNOTE_ADDRESS_RATE": "off"},
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().split()[-1]
        self.said = ""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.said += line

    def stop(self) -> None:
        with self.process:
            self.process.terminate()
            self._listener.join(30)

    def answers_from(self) -> str:
        """Which snapshot an answer is from."""
        body = json.dumps({"question": "Should prices be public?"}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}/v1/ask", body, headers)
        with urllib.request.urlopen(request, timeout=60) as reply:
            snapshot: str = json.load(reply)["snapshot"]
        return snapshot

    def wait_until(self, true: Callable[[], bool]) -> bool:
        return any(true() or time.sleep(0.1) for _ in range(300))


@pytest.fixture(scope="module")
def index(starter_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(starter_index, tmp_path_factory.mktemp("staying") / "index"))


@pytest.fixture(scope="module")
def server(index: Path) -> Iterator[Server]:
    one = Server(index)
    yield one
    one.stop()


def another(index: Path, name: str) -> Path:
    """A whole copy of the first snapshot, which sorts before those, under another id."""
    first = min((index / "snapshots").iterdir())
    folder = index / "snapshots" / f"{first.name}-{name}"
    shutil.copytree(first, folder)
    write_manifest(folder, replace(read_manifest(folder), id=folder.name))
    return folder


def rewrite(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


def cut(folder: Path) -> str:
    file = folder / "vectors.faiss"
    rewrite(file, file.read_bytes()[:-100])
    return "vectors.faiss: it is not as it was written"


def of_another(folder: Path) -> str:
    """The copies of a snapshot without any: a file that is whole, and not this one's."""
    np.save(folder / "copies.npy", np.array([[0, 1]]))
    return "copies.npy: it is not as it was written"


def edited(folder: Path) -> str:
    file = folder / "manifest.json"
    file.write_text(file.read_text("utf-8").replace('"threads": ', '"threads": 9'), "utf-8")
    return "manifest.json: it is not as it was written (its own checksum differs)"


def swapped(folder: Path) -> str:
    """Another model of the same shape, by somebody who made every checksum right again."""
    file = folder / "encoder" / "graph.bin"
    weights = np.frombuffer(file.read_bytes(), np.uint8).copy()
    middle = slice(len(weights) // 8, len(weights) // 4)
    weights[middle] ^= 0x80  # signs of half floats, all of them vectors of words
    rewrite(file, weights.tobytes())
    write_manifest(folder, replace(read_manifest(folder), files=checksums(folder)))
    return "gives other vectors than it did then"


WAYS = (cut, of_another, edited, swapped)


@pytest.mark.parametrize("spoil", WAYS, ids=lambda each: each.__name__)
def test_it_names_what_is_wrong_and_stays(server: Server, index: Path, spoil):
    before = server.answers_from()
    folder = another(index, spoil.__name__)
    named = spoil(folder)
    point_to(index, folder.name)
    assert server.wait_until(lambda: f"Still answering from {before}." in server.said)
    assert named in server.said and str(folder) in server.said
    assert "Traceback" not in server.said
    assert server.answers_from() == before
    server.said = ""
    whole = another(index, f"{spoil.__name__}-mended")
    point_to(index, whole.name)
    assert server.wait_until(lambda: server.answers_from() == whole.name)
