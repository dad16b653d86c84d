"""Many clients at once: answers a second with the texts of all encoded together, and without."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from bench.found import Bars, Found, Table, Verdict
from bench.ground import Ground
from bench.serving import serving
from bench.timing import percentile, ratios, spread
from server.settings import Settings

TITLE = "A crowd"
TIMES, P99 = 3.0, 10.0
AT_ONCE = Settings.model_fields["running"].default


def run(ground: Ground) -> Found:
    assert ground.archive
    clients, each = ground.sizes.clients, ground.sizes.each
    questions = ground.questions()
    questions += [f"{a} {b}" for a, b in itertools.pairwise(questions)]
    wanted = [questions[n % len(questions)] for n in range(clients * each)]
    took: dict[bool, list[float]] = {True: [], False: []}
    waits: dict[bool, list[float]] = {True: [], False: []}
    for number in range(max(ground.sizes.rounds - 2, 1)):
        for batching in (True, False) if number % 2 == 0 else (False, True):
            seconds, waited = _round(ground.archive, wanted, clients, batching)
            took[batching].append(seconds)
            waits[batching] += waited
    found = Found()
    speed = {kind: [len(wanted) / seconds for seconds in took[kind]] for kind in took}
    reached = median(took[False]) / median(took[True])
    found.verdicts.append(
        Verdict(
            f"{clients} clients at once, against batching off",
            f"{TIMES:g}×",
            ratios(took[True], took[False]),
            reached >= TIMES,
        )
    )
    tail = percentile(waits[True], 0.99) / median(waits[True])
    found.verdicts.append(
        Verdict(f"{clients} clients at once, p99 to p50", f"< {P99:g}×", f"{tail:.1f}×", tail < P99)
    )
    rows = [
        [
            name,
            spread(speed[kind], ".1f"),
            *(f"{percentile(waits[kind], share):.2f}" for share in (0.5, 0.95, 0.99)),
        ]
        for kind, name in ((True, "batching on"), (False, "batching off"))
    ]
    found.tables.append(Table(["", "answers/s", "p50 s", "p95 s", "p99 s"], rows))
    found.notes.append(
        f"{clients} clients, each asking {each} questions one after the other, no question twice, "
        f"of a server just started, in {len(took[True])} rounds; `FOOTNOTE_BATCHING` on and off, "
        f"{AT_ONCE} answers made at once (`FOOTNOTE_RUNNING`); texts: {ground.texts}."
    )
    found.bars = Bars(
        f"Answers a second to {clients} clients",
        "answers/s",
        [
            ("Footnote", round(median(speed[True]), 1)),
            ("batching off", round(median(speed[False]), 1)),
        ],
    )
    return found


def _round(
    index: Path, questions: Sequence[str], clients: int, batching: bool
) -> tuple[float, list[float]]:
    """Seconds for all the questions, and for each of them."""
    with (
        serving(index, waiting=clients, batching=batching) as server,
        ThreadPoolExecutor(clients) as threads,
    ):
        server.ask("Is interruption marketing evil?")
        began = time.perf_counter()
        waited = [seconds for seconds, _ in threads.map(server.ask, questions)]
        return time.perf_counter() - began, waited
