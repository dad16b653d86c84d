"""Where the benchmark measures: its sizes, its texts, its questions and its folder."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

import corpus
from index.snapshot import current_id

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
STARTER = Path(corpus.__file__).parent / "data"


@dataclass(frozen=True)
class Sizes:
    """How much is measured: all of it, or a little to see that it works."""

    rounds: int = 5
    passages: int = 192  # encoded by every side in every round
    ranked: int = 1_500  # passages of the corpus on which both precisions are judged
    searched: int = 100_000
    queries: int = 100
    asked: int = 60  # questions for JSON, and as many for SSE
    clients: int = 32
    each: int = 3  # questions of a client in a round
    starts: int = 5
    grown: tuple[int, ...] = (1_000, 10_000, 100_000, 1_000_000)


TINY = Sizes(1, 8, 60, 400, 4, 3, 4, 1, 1, (100, 200))


@dataclass(frozen=True)
class Ground:
    """``work`` keeps what trials build; ``given`` is an index of the texts made before."""

    work: Path
    sources: tuple[str, ...]
    sizes: Sizes
    given: Path | None = None

    @property
    def built(self) -> Path:
        """Where the trial of building puts its index."""
        return self.work / "built"

    @property
    def archive(self) -> Path | None:
        """The index that is searched and asked, None where there is none yet."""
        index = self.given or self.built
        return index if current_id(index) else None

    @property
    def texts(self) -> str:
        """What is measured on, in words."""
        return ", ".join(Path(each).name.split("-")[0].split(".")[0] for each in self.sources)

    def questions(self) -> list[str]:
        """Questions that people judged: of the archives, or of the starter corpus."""
        if self.sources == (str(STARTER),):
            return _questions(STARTER / "evaluation" / "queries.tsv")
        judged = ROOT / "tests" / "judged" / "archives.queries.tsv"
        return [*_questions(judged), *_questions(SHARED / "evaluation" / "dev.queries.tsv")]


def ground_from_environment() -> Ground:
    """ARCHIVE, SOURCES, BENCH_WORK, TINY and SIZES say where, on what and how much."""
    sizes = TINY if os.environ.get("TINY") else Sizes()
    for size in (os.environ.get("SIZES") or "").split():
        name, _, number = size.partition("=")
        numbers = tuple(map(int, number.split(",")))
        sizes = replace(sizes, **{name: numbers if name == "grown" else numbers[0]})
    archives = sorted(map(str, (SHARED / "corpora").glob("*.tar.gz"))) or [str(STARTER)]
    given = os.environ.get("ARCHIVE")
    return Ground(
        work=Path(os.environ.get("BENCH_WORK") or ROOT / ".bench"),
        sources=tuple((os.environ.get("SOURCES") or "").split() or archives),
        sizes=sizes,
        given=Path(given) if given else None,
    )


def _questions(file: Path) -> list[str]:
    if not file.exists():
        return []
    return [line.split("\t")[1].strip() for line in file.read_text("utf-8").splitlines() if line]
