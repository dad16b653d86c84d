"""What is put to the trial: builds and a server, with the toy encoder and with the real one.

python trials.py serve INDEX
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from conftest import ToyEncoder, write_thread

from corpus.errors import FootnoteError
from corpus.reading import Source
from corpus.report import ReadReport
from index import snapshot
from index.appraisal import Appraisal
from index.building import build
from index.encoder import Encoder
from index.encoder_export import load_encoder
from index.encoder_memory import RememberingEncoder

THREADS = 12
GROWN = 4
"""How many times the corpus that must find room on a small disk is as large as the old one."""

HELD = 4 * THREADS
"""Texts of a corpus: of each thread a question and three answers."""


def write_corpus(folder: Path, variant: str, times: int = 1) -> Path:
    """Threads of which every sentence ends in the variant's name; so many times the usual."""
    for number in range(1, times * THREADS + 1):
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


class Toy:
    """Footnote, but for its encoder."""

    encoder: Encoder = ToyEncoder()

    def build(self, corpus: str, index: str) -> None:
        try:
            source = [Source("small", Path(corpus))]
            build(source, Path(index), self.encoder, keep=3, appraise=with_page)
        except FootnoteError as error:
            print(f"{type(error).__name__}: {error}")
            sys.exit(4)

    def told(self, index: str) -> dict[str, int]:
        found = snapshot.load(Path(index), self.encoder)
        rows = range(len(found.store.passage_section))
        return Counter(p.text.rstrip(".").split()[-1] for p in found.store.passages(rows))


class Footnote(Toy):
    """All of Footnote, the vectors of all trials encoded before the first: threads do not fork."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        folder = Path(self._folder.name)
        self.encoder = RememberingEncoder(load_encoder(None, folder / "encoders"), most=10_000)
        for variant in ("yesterday", "today"):
            for times in (1, GROWN):  # texts a snapshot is known by are chosen from all it has
                corpus = write_corpus(folder / f"{variant}-{times}", variant, times)
                self.build(str(corpus), str(folder / "index"))


def serve(index: str) -> None:
    from server import serving, watching
    from server.settings import Settings

    load = snapshot.load
    serving.load = watching.load = lambda folder, encoder=None: load(folder, ToyEncoder())
    watching.Watch.__init__.__defaults__ = (0.05,)
    settings = Settings(index=Path(index), port=0, address_rate="off", waiting=100, cache=0)
    serving.serve(settings, lambda it: print(it, flush=True))


def with_page(draft: snapshot.Snapshot, report: ReadReport) -> Appraisal:
    """No objections, and a page that is written with the snapshot."""
    return Appraisal(page=f"<p>{draft.id}</p>")


class Ground:
    """A folder with an index of the old corpus, and the new corpus beside it."""

    def __init__(self, before: Path, place: Path) -> None:
        self._before = before
        self.new = before / "new"
        self.index = place / "index"

    def fresh(self) -> Path:
        """The index as it was before any trial."""
        shutil.rmtree(self.index, ignore_errors=True)
        return Path(shutil.copytree(self._before / "index", self.index))


def left_behind(index: Path) -> list[str]:
    """What is neither a snapshot nor one of the files that belong there."""
    known = {"current", "lock", "snapshots", "encoders"}
    found = [path.name for path in index.iterdir() if path.name not in known]
    return found + [p.name for p in (index / "snapshots").iterdir() if p.name.startswith(".")]


if __name__ == "__main__":
    serve(sys.argv[2])
