"""How the times of searching, building and starting grow with the number of passages."""

from __future__ import annotations

import time
from functools import partial
from statistics import median

from bench.found import Found, Lines, Table, Verdict
from bench.ground import Ground
from bench.grown import grown
from bench.serving import serving
from bench.sides import Side
from bench.texts import folder_of
from bench.timing import exponent, interleaved, spread
from index.manifest import read_manifest

TITLE = "Growth"
MOST = {"search": 0.25, "build": 1.05, "start": 0.35}
QUESTION = "Is interruption marketing evil?"
STARTS = 3


def run(ground: Ground) -> Found:
    indexes = {size: grown(ground, size) for size in ground.sizes.grown}
    held = {
        size: read_manifest(folder_of(index)).counts["passages"]
        for size, (index, _) in indexes.items()
    }
    queries = ground.questions()[: ground.sizes.queries]
    search: dict[int, list[float]] = {size: [] for size in indexes}
    sides = {size: Side("own", "Searching") for size in indexes}
    for size, side in sides.items():
        side.do("load", str(indexes[size][0]))
        for query in queries[:3]:
            side.do("search", query)
    for query in queries:
        timed = interleaved(
            {str(n): partial(side.timed, "search", query) for n, side in sides.items()}, 1, False
        )
        for size in indexes:
            search[size] += timed[str(size)]
    for side in sides.values():
        side.__exit__()

    def start(size: int) -> float:
        with serving(indexes[size][0]) as server:
            server.ask(QUESTION)
            return time.perf_counter() - server.started

    starts = interleaved({str(size): partial(start, size) for size in indexes}, STARTS)
    points = {
        "search": [(held[size], 1000 * median(search[size])) for size in indexes],
        "build": [(held[size], 1000 * indexes[size][1]) for size in indexes],
        "start": [(held[size], 1000 * median(starts[str(size)])) for size in indexes],
    }
    found = Found()
    for what, line in points.items():
        slope = exponent(line)
        found.verdicts.append(
            Verdict(
                f"growth of {what} from {min(held.values()):,} to {max(held.values()):,} passages",
                f"exponent ≤ {MOST[what]}",
                f"{slope:.2f}",
                slope <= MOST[what],
            )
        )
    rows = [
        [
            f"{held[size]:,}",
            spread([1000 * each for each in search[size]], ".1f"),
            f"{indexes[size][1]:.1f}",
            spread(starts[str(size)], ".2f"),
        ]
        for size in indexes
    ]
    head = ["passages", "search p50 ms (least–most)", "build s", "start to the first answer s"]
    found.tables.append(Table(head, rows))
    found.notes.append(
        f"Indexes of real texts and vectors ({ground.texts}) as far as they go; after "
        "that threads of words drawn from real ones, with vectors mixed of two real ones. States "
        "of tokens are borrowed at every size: a build is without its encoding, which grows as the "
        f"passages do. {len(queries)} queries, each put to all sizes in turns, read by the real "
        "encoder; an exponent is the slope through all sizes on logarithmic axes."
    )
    found.lines = Lines("How times grow", "passages", "milliseconds", points)
    return found
