"""A side of a comparison in a process of its own: ``python -m bench.worker MODULE CLASS``.

It reads calls from stdin as lines of JSON and answers each with its seconds and its value.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
import traceback


def main(module: str, name: str) -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever libraries print is no answer
    side = getattr(importlib.import_module(module), name)()
    for line in sys.stdin:
        call = json.loads(line)
        began = time.perf_counter()
        try:
            value = getattr(side, call["do"])(*call["with"])
            answer = {"seconds": time.perf_counter() - began, "value": value}
        except Exception:
            answer = {"failed": traceback.format_exc()}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
