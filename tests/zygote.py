"""Processes that are killed and starved: forks of one that has imported everything, each traced.

    python zygote.py MODULE SYSTEM

An interpreter that starts anew for every trial would spend nearly all of its time on imports.
Needs nothing but the standard library, so that it runs in anybody's environment.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

QUIET = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(map(str, (Path(__file__).parent.parent, Path(__file__).parent))),
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "HF_HUB_OFFLINE": "1",
}
CHANGING = (
    "openat,write,pwrite64,writev,ftruncate,truncate,fsync,fdatasync,fallocate,rename,renameat,"
    "renameat2,unlink,unlinkat,mkdir,rmdir,link,linkat,chmod,fchmod,copy_file_range,sendfile"
)
CREATES = re.compile(r"O_(WRONLY|RDWR|CREAT|TRUNC)")

PATIENCE = 300.0
"""Seconds after which a process is taken to hang, as one does that waits for a thread of the
process it was forked from."""

Call = tuple[str, int]
"""A system call, and its number among those of its name."""


class System(Protocol):
    """What is put to the trial. What it raises ends the process with 1 and a traceback."""

    def build(self, corpus: str, index: str) -> None:
        """Replace what the index holds by the corpus."""

    def told(self, index: str) -> dict[str, int]:
        """Open the index and search it: how many texts it holds, by the last word of each."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a process ended: its exit code, negative for a signal, and all that it printed."""

    code: int
    said: str


class Zygote:
    """A process with everything imported, and what is forked from it."""

    def __init__(self, module: str, system: str, python: str = sys.executable) -> None:
        self._process = subprocess.Popen(
            [python, __file__, module, system],
            env=QUIET,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=PATIENCE)  # its libraries may take their time to end

    def run(
        self, do: str, *words: Path, strace: Sequence[str] = (), kill_after: float | None = None
    ) -> Done:
        """Fork, and do it: under strace with these options, killed after so many seconds."""
        pid = int(self._ask(json.dumps([do, *map(str, words)])))
        tracer = None
        if strace:
            command = ["strace", "-p", str(pid), *strace]
            tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
            assert tracer.stderr and "attached" in tracer.stderr.readline()
        os.kill(pid, signal.SIGUSR1)
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(pid, signal.SIGKILL)  # it is not reaped before the next line is read
        late = threading.Event()
        timer = threading.Timer(PATIENCE, lambda: (late.set(), os.kill(pid, signal.SIGKILL)))
        timer.start()
        code, said = json.loads(self._ask(""))
        timer.cancel()
        if late.is_set():
            raise TimeoutError(f"{do} {words} hangs")
        if tracer:
            tracer.communicate(timeout=30)
        return Done(code, said)

    def told(self, index: Path) -> dict[str, int] | str:
        """What an index holds, or the last line of what was said instead."""
        done = self.run("told", index)
        if done.code == 0:
            found: dict[str, int] = json.loads(done.said.splitlines()[-1])
            return found
        return done.said.strip().splitlines()[-1] if done.said.strip() else f"signal {-done.code}"

    def changes(self, corpus: Path, index: Path, log: Path) -> list[Call]:
        """Every system call of a build that changes a file of the index, in order."""
        done = self.run(
            "build", corpus, index, strace=["-y", "-o", str(log), "-e", f"trace={CHANGING}"]
        )
        assert done.code == 0, done.said
        counts: Counter[str] = Counter()
        found = []
        for line in log.read_text("utf-8", "replace").splitlines():
            if match := re.match(r"(\w+)\(", line):
                counts[match[1]] += 1
                if str(index) in line and (match[1] != "openat" or CREATES.search(line)):
                    found.append((match[1], counts[match[1]]))
        return found

    def inject(self, call: Call, fault: str, corpus: Path, index: Path) -> Done:
        """Build, and let one system call meet with a fault."""
        name, number = call
        options = ["-e", f"trace={name}", "-e", f"inject={name}:{fault}:when={number}"]
        return self.run("build", corpus, index, strace=["-o", "/dev/null", *options])

    def _ask(self, line: str) -> str:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()


def breed(system: Any) -> None:
    """Fork a process for every line of stdin, say its id, and how it ended for an empty line."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    for line in iter(sys.stdin.readline, ""):
        do, *words = json.loads(line)
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reader)
            os.dup2(writer, 1)
            os.dup2(writer, 2)
            _work(system, do, words)
        os.close(writer)
        print(pid, flush=True)
        with os.fdopen(reader, errors="replace") as stream:
            said = stream.read()
        sys.stdin.readline()
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        print(json.dumps([code, said]), flush=True)


def _work(system: Any, do: str, words: list[str]) -> None:
    signal.sigwait({signal.SIGUSR1})
    code = 1
    try:
        result = getattr(system, do)(*words)
        print(json.dumps(result))
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    breed(getattr(importlib.import_module(sys.argv[1]), sys.argv[2])())
