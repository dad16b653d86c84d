"""A side of a comparison as whoever compares sees it: a process to be told what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent
RIVALS = os.environ.get("RIVALS", str(TESTS.parent / ".rivals" / "bin" / "python"))

QUIET = {
    **{k: v for k, v in os.environ.items() if not k.startswith("FOOTNOTE_")},
    "PYTHONPATH": os.pathsep.join(map(str, (TESTS.parent, TESTS))),
    "HF_HUB_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "true",
    "PYTHONWARNINGS": "ignore",
}


class SideFailed(Exception):
    """What a side was told to do ended in an error of its own."""


class Side:
    """``module`` and ``name`` are of its class; ``rival`` runs it in the peers' environment."""

    def __init__(self, module: str, name: str, rival: bool = False) -> None:
        self._process = subprocess.Popen(
            [RIVALS if rival else sys.executable, "-m", "bench.worker", f"bench.{module}", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("BENCH_LOUD") else subprocess.DEVNULL,
            text=True,
            env=QUIET,
        )
        self.pid = self._process.pid
        self.seconds = 0.0

    def __enter__(self) -> Side:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def do(self, method: str, *given: Any) -> Any:
        """Call a method; how long it took is then in ``seconds``. Raises SideFailed."""
        assert self._process.stdin and self._process.stdout
        print(json.dumps({"do": method, "with": given}), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise SideFailed("the process has ended; BENCH_LOUD=1 shows what it said")
        answer = json.loads(line)
        if "failed" in answer:
            raise SideFailed(answer["failed"])
        self.seconds = answer["seconds"]
        return answer["value"]

    def timed(self, method: str, *given: Any) -> float:
        """Seconds that a method takes."""
        self.do(method, *given)
        return self.seconds
