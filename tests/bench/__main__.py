"""Run trials and write the page: ``python -m bench [TRIAL]…``, all of them where none is named."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from bench import (
    asking,
    building,
    crowd,
    encoding,
    fidelity,
    growth,
    machine,
    remembering,
    roofline,
    searching,
    starting,
)
from bench.found import Found
from bench.ground import ROOT, TINY, Ground, ground_from_environment
from bench.page import write_page
from bench.sides import SideFailed
from corpus.errors import FootnoteError

TRIALS: dict[str, ModuleType] = {
    "roofline": roofline,
    "building": building,
    "encoding": encoding,
    "fidelity": fidelity,
    "search": searching,
    "asking": asking,
    "crowd": crowd,
    "starting": starting,
    "memory": remembering,
    "growth": growth,
}
"""In the order they are run and told; each has a TITLE and ``run(ground) -> Found``."""


def main(names: list[str], ground: Ground, page: Path) -> int:
    """Run the trials named; returns the exit code, 1 where one of them failed."""
    unknown = [name for name in names if name not in (*TRIALS, "page")]
    if unknown:
        print(f"There is no trial {unknown[0]!r}; there are: {', '.join(TRIALS)}, page.")
        return 2
    failed = False
    wanted = [name for name in TRIALS if name in names or not names]
    if not ground.archive and wanted not in ([], ["roofline"]) and "building" not in wanted:
        print("There is no index to measure on yet (ARCHIVE names one): it is built first.")
        wanted.insert(0, "building")
    for name in wanted:
        print(f"{TRIALS[name].TITLE} …", flush=True)
        try:
            found = measured(name, ground)
        except (SideFailed, FootnoteError) as error:
            print(f"{name} failed:\n{error}", file=sys.stderr)
            failed = True
            continue
        found.write(page.with_suffix("") / f"{name}.json")
        for verdict in found.verdicts:
            print(f"  {verdict.what}: {verdict.measured}, to be {verdict.target}", flush=True)
        write_page(page, TRIALS)
    write_page(page, TRIALS)
    print(page)
    return int(failed)


def measured(name: str, ground: Ground) -> Found:
    """What a trial finds, with when, where and on what."""
    before, began = machine.load(), time.monotonic()
    found: Found = TRIALS[name].run(ground)
    sizes = os.environ.get("SIZES")
    found.about = {
        "command": f"make bench ONLY={name}" + (f' SIZES="{sizes}"' if sizes else ""),
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "commit": _commit(),
        "seconds": round(time.monotonic() - began, 1),
        "load": [before, machine.load()],
        "machine": machine.machine(),
        "versions": machine.versions(),
    }
    found.write(ground.work / "found" / f"{name}.json")
    return found


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip() or "unknown"


if __name__ == "__main__":
    here = ground_from_environment()
    here.work.mkdir(parents=True, exist_ok=True)
    tiny = here.sizes.rounds == TINY.rounds
    out = here.work / "benchmarks.md" if tiny else ROOT / "docs" / "benchmarks.md"
    sys.exit(main(sys.argv[1:], here, out))
