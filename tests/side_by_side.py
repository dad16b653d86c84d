"""The same kills and full disks for Footnote, txtai and LlamaIndex, as a table in Markdown.

Run by ``make compare``; ``--short`` takes a few of each trial. Progress is told on stderr.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from trials import GROWN, HELD, Ground, write_corpus
from zygote import Done, Zygote

RIVALS = os.environ.get("RIVALS", ".rivals/bin/python")
SYSTEMS = {
    "Footnote": ("trials", "Footnote", sys.executable),
    "txtai": ("rivals", "Txtai", RIVALS),
    "LlamaIndex": ("rivals", "LlamaIndex", RIVALS),
}
SHORT = "--short" in sys.argv
MOMENTS = 10 if SHORT else 100
SIZES = 3 if SHORT else 10

OLD, NEW = "the old index, whole", "the new index, whole"
OUTCOMES = (OLD, NEW, "both mixed", "a part of one", "does not open", "opens, holds nothing")
SILENT = "and the build said it went well"

Trial = Callable[[Zygote, Ground], Iterator[Done]]


def outcome(told: dict[str, int] | str) -> str:
    """What became of an index, from what it tells or from why it does not."""
    if isinstance(told, str):
        return OUTCOMES[4]
    if not told:
        return OUTCOMES[5]
    if len(told) > 1:
        return OUTCOMES[2]
    ((variant, count),) = told.items()
    if variant == "yesterday":
        return OLD if count == HELD else OUTCOMES[3]
    return NEW if count in (HELD, GROWN * HELD) else OUTCOMES[3]


def killed_at_calls(zygote: Zygote, ground: Ground) -> Iterator[Done]:
    for call in _calls(zygote, ground):
        yield zygote.inject(call, "signal=KILL", ground.new, ground.fresh())


def killed_at_moments(zygote: Zygote, ground: Ground) -> Iterator[Done]:
    started = time.monotonic()
    zygote.run("build", ground.new, ground.fresh())
    whole = time.monotonic() - started
    moments = random.Random(4)
    for _ in range(MOMENTS):
        moment = moments.uniform(0, whole)
        yield zygote.run("build", ground.new, ground.fresh(), kill_after=moment)


def no_space_at_writes(zygote: Zygote, ground: Ground) -> Iterator[Done]:
    for call in _calls(zygote, ground):
        if call[0] not in ("unlink", "unlinkat", "rmdir"):
            yield zygote.inject(call, "error=ENOSPC", ground.new, ground.fresh())


def full_disks(zygote: Zygote, ground: Ground) -> Iterator[Done]:
    """A corpus that has grown; room beside the old index for a tenth to six fifths of the new."""
    corpus = ground.new.with_name("grown")
    used = _pages(ground.fresh())
    zygote.run("build", corpus, ground.index.with_name("elsewhere"))
    grown = _pages(ground.index.with_name("elsewhere"))
    shutil.rmtree(ground.index.with_name("elsewhere"))
    disk = ground.index.parent
    for number in range(SIZES):
        share = 0.1 + 1.1 * number / (SIZES - 1)
        size = 4096 * (used + int(share * grown))
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)]
        subprocess.run(command, check=True)
        try:
            yield zygote.run("build", corpus, ground.fresh())
        finally:
            subprocess.run(["umount", str(disk)], check=True)


def _pages(folder: Path) -> int:
    return sum(-(-path.stat().st_size // 4096) for path in folder.rglob("*"))


TRIALS: dict[str, Trial] = {
    "killed at every system call that changes a file": killed_at_calls,
    f"killed at {MOMENTS} random moments": killed_at_moments,
    "no space at every system call that writes": no_space_at_writes,
    f"a corpus grown {GROWN} times, on disks of {SIZES} sizes": full_disks,
}


def compare(work: Path) -> dict[str, dict[str, Counter[str]]]:
    """Trial → system → how often each outcome came."""
    found: dict[str, dict[str, Counter[str]]] = {name: {} for name in TRIALS}
    corpora = [write_corpus(work / "old", "yesterday"), write_corpus(work / "new", "today")]
    for system, (module, name, python) in SYSTEMS.items():
        before, place = work / system, work / f"{system}-trial"
        place.mkdir()
        shutil.copytree(corpora[1], before / "new")
        write_corpus(before / "grown", "today", GROWN)
        with Zygote(module, name, python) as zygote:
            first = zygote.run("build", corpora[0], before / "index")
            assert outcome(zygote.told(before / "index")) == OLD, first.said
            for trial, run in TRIALS.items():
                counts = found[trial][system] = Counter()
                for done in run(zygote, Ground(before, place)):
                    after = outcome(zygote.told(place / "index"))
                    counts[after] += 1
                    if done.code == 0 and after != NEW:
                        counts[SILENT] += 1
                print(f"{system}, {trial}: {dict(counts)}", file=sys.stderr, flush=True)
    return found


def table(found: dict[str, dict[str, Counter[str]]]) -> Iterator[str]:
    """Lines of Markdown."""
    for trial, systems in found.items():
        yield f"\n### {trial[0].upper()}{trial[1:]}\n"
        yield f"| afterwards | {' | '.join(systems)} |"
        yield f"|---|{'---|' * len(systems)}"
        for name in (*OUTCOMES, SILENT):
            counts = [systems[system][name] for system in systems]
            if any(counts):
                yield f"| {name} | {' | '.join(map(str, counts))} |"


def _calls(zygote: Zygote, ground: Ground) -> list[tuple[str, int]]:
    calls = zygote.changes(ground.new, ground.fresh(), ground.index.parent / "strace.log")
    return calls[:: len(calls) // 8] if SHORT else calls


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join(table(compare(Path(folder)))))
