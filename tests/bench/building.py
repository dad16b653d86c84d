"""A full build, step by step, against what its encoder alone takes."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from bench.found import Bars, Found, Table, Verdict
from bench.ground import Ground
from bench.sides import Side
from bench.texts import folder_of
from index.encoder import Encoder
from index.manifest import read_manifest

TITLE = "Building"
TIMES, SECTIONS = 1.3, 2_000

T = TypeVar("T")


def run(ground: Ground) -> Found:
    shutil.rmtree(ground.built, ignore_errors=True)
    with Side("building", "Build") as side:
        side.do("open", str(ground.work / "encoders"))
        steps = side.do("build", list(ground.sources), str(ground.built))
        whole = side.seconds
        pure = side.do("spent")
    counts = read_manifest(folder_of(ground.built)).counts
    taking_in = sum(s for name, s in steps if name.startswith(("reading", "splitting")))
    rate = counts["sections"] / taking_in
    found = Found()
    found.verdicts += [
        Verdict(
            "full build, against its pure encoding",
            f"≤ {TIMES} ×",
            f"{whole / pure:.2f} × ({whole:.0f} s, {pure:.0f} s encoding)",
            whole / pure <= TIMES,
        ),
        Verdict(
            "reading, cleaning and splitting",
            f"{SECTIONS:,} sections/s",
            f"{rate:,.0f} sections/s",
            rate >= SECTIONS,
        ),
    ]
    rows = [[name, f"{seconds:.1f}", f"{seconds / whole:.0%}"] for name, seconds in steps]
    rows.append(["**all of it**", f"**{whole:.1f}**", ""])
    rows.append(["inside the encoder", f"{pure:.1f}", f"{pure / whole:.0%}"])
    found.tables.append(Table(["step", "seconds", ""], rows))
    found.notes.append(
        f"{ground.texts}: {counts['sections']:,} sections, {counts['passages']:,} passages, built "
        "into an empty folder as `footnote build` does, measured and reported on like any other."
    )
    found.bars = Bars("Seconds of a build", "s", [(n, round(s, 1)) for n, s in steps if s >= 0.05])
    return found


class Timed:
    """An encoder, and how long it was at work while ``counts``."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.card, self.centre = encoder.card, encoder.centre
        self.count_tokens, self.save = encoder.count_tokens, encoder.save
        self.encode = self._timed(encoder.encode)
        self.encode_tokens = self._timed(encoder.encode_tokens)
        self.seconds = 0.0
        self.counts = False

    def _timed(self, work: Callable[..., T]) -> Callable[..., T]:
        def timed(*given: Any) -> T:
            began = time.perf_counter()
            try:
                return work(*given)
            finally:
                self.seconds += self.counts * (time.perf_counter() - began)

        return timed


class Build:
    """What ``footnote build`` does, with an encoder that is timed."""

    def open(self, exports: str) -> None:
        from index.encoder_export import load_encoder

        self.encoder = Timed(load_encoder(None, Path(exports)))

    def build(self, sources: list[str], index: str) -> list[tuple[str, float]]:
        """The name and seconds of every step."""
        from corpus.reading import parse_source
        from index.building import build
        from index.golden import golden_of
        from server.cli_build import _appraiser
        from server.settings import read_settings
        from server.steps import Steps

        def tell(stage: str, done: int, total: int) -> None:
            self.encoder.counts = stage == "encoding"

        steps = Steps(tell)
        parsed = [parse_source(each) for each in sources]
        settings = read_settings(index=index)
        appraise = _appraiser(golden_of(parsed), settings, self.encoder, steps, False, [])
        build(parsed, Path(index), self.encoder, steps, appraise=appraise)
        return [(step.name, step.seconds) for step in steps.so_far()]

    def spent(self) -> float:
        return self.encoder.seconds
