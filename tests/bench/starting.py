"""A cold start: from nothing to the first answer, against txtai to its first search."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from statistics import median

import numpy as np

from bench.found import Bars, Found, Table, Verdict
from bench.ground import Ground
from bench.serving import serving
from bench.sides import QUIET, RIVALS, Side
from bench.texts import encoded_texts, folder_of
from bench.timing import interleaved, ratios, spread
from index.vectors import VectorIndex

TITLE = "Cold start"
MOST, TIMES = 2.0, 3.0
QUESTION = "Is interruption marketing evil?"
TXTAI = """\
import sys
from txtai import Embeddings
embeddings = Embeddings()
embeddings.load(sys.argv[1])
print(embeddings.search(sys.argv[2], 10)[0]["text"][:20])
"""


def run(ground: Ground) -> Found:
    assert ground.archive
    index = ground.archive
    theirs = txtai_of(index, ground.work / "txtai-archive")
    listening: list[float] = []

    def footnote() -> float:
        with serving(index) as server:
            listening.append(time.perf_counter() - server.started)
            server.ask(QUESTION)
            return time.perf_counter() - server.started

    def txtai() -> float:
        began = time.perf_counter()
        command = [RIVALS, "-c", TXTAI, str(theirs), QUESTION]
        subprocess.run(command, env=QUIET, check=True, capture_output=True)
        return time.perf_counter() - began

    timed = interleaved({"Footnote": footnote, "txtai": txtai}, ground.sizes.starts)
    found = Found()
    ours = median(timed["Footnote"])
    found.verdicts += [
        Verdict("cold start to the first answer", f"≤ {MOST:g} s", f"{ours:.1f} s", ours <= MOST),
        Verdict(
            "cold start, against txtai",
            f"{TIMES:g}×",
            ratios(timed["Footnote"], timed["txtai"]),
            median(timed["txtai"]) / ours >= TIMES,
        ),
    ]
    rows = [[name, spread(times, ".2f")] for name, times in timed.items()]
    rows.insert(1, ["… of it until it listens", spread(listening[1:], ".2f")])
    found.tables.append(Table(["", "seconds"], rows))
    found.notes.append(
        f"{ground.sizes.starts} starts of each, in turns, their files in the system's cache: of "
        "`footnote serve` until an answer has come over HTTP, every file of the index verified; of "
        "a Python that loads txtai, its saved index of the same texts and vectors (hybrid, with "
        "content) and the model, and searches once."
    )
    found.bars = Bars(
        "Seconds to the first answer", "s", [(n, round(median(t), 2)) for n, t in timed.items()]
    )
    return found


def txtai_of(index: Path, into: Path) -> Path:
    """An index of txtai that holds the same texts and vectors, made where it is not there yet."""
    done = into / "of"
    folder = folder_of(index)
    if not done.exists() or done.read_text("utf-8") != folder.name:
        matrix = np.asarray(VectorIndex.read(folder).matrix, np.float32)
        into.mkdir(parents=True, exist_ok=True)
        np.save(into / "vectors.npy", matrix)
        texts = encoded_texts(index, len(matrix))
        (into / "texts.json").write_text(json.dumps(texts), "utf-8")
        with Side("peers", "Txtai", rival=True) as side:
            side.do("build", *(str(into / n) for n in ("texts.json", "vectors.npy", "index")))
        done.write_text(folder.name, "utf-8")
    return into / "index"
