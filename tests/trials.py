"""The processes that the proofs kill, starve and ask: a build and a server with the toy encoder.

python trials.py build CORPUS INDEX
python trials.py serve INDEX
"""

from __future__ import annotations

import sys
from pathlib import Path

from conftest import ToyEncoder, write_thread

from corpus.errors import FootnoteError
from corpus.reading import Source

THREADS = 12


def write_corpus(folder: Path, variant: str) -> Path:
    """Threads of which every sentence ends in the variant's name."""
    for number in range(1, THREADS + 1):
        write_thread(
            folder,
            number,
            f"Should price {number} be public?",
            f"Our competitors hide their prices from visitors in {variant}.",
            [
                (name, f"Public prices build trust with small buyers in town {number} {variant}.")
                for name in ("Ann", "Bob", "Cyd")
            ],
        )
    return folder


def build(corpus: str, index: str) -> None:
    from index.building import build as build_snapshot

    try:
        build_snapshot([Source("small", Path(corpus))], Path(index), ToyEncoder(), keep=3)
    except FootnoteError as error:
        print(f"{type(error).__name__}: {error}")
        sys.exit(4)


def serve(index: str) -> None:
    from index import snapshot
    from server import serving, watching
    from server.settings import Settings

    def load(folder: Path, encoder: object = None) -> snapshot.Snapshot:
        return snapshot.load(folder, ToyEncoder())

    serving.load = watching.load = load
    watching.EVERY = 0.05
    watching.Watch.__init__.__defaults__ = (0.05,)
    settings = Settings(index=Path(index), port=0, address_rate="off", waiting=100, cache=0)
    serving.serve(settings, lambda it: print(it, flush=True))


if __name__ == "__main__":
    {"build": build, "serve": serve}[sys.argv[1]](*sys.argv[2:])
