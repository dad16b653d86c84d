"""What the processor reaches: plain matrix products of the model's shapes, and its memory."""

from __future__ import annotations

from functools import partial
from statistics import median

from bench.found import Found, Table
from bench.ground import Ground
from bench.sides import Side
from bench.timing import interleaved, spread

TITLE = "Roofline"
SHAPES = ((384, 384), (384, 1536), (1536, 384))
"""The model's matrices: of attention, and the two of what follows it."""

KINDS = {"float32": "fp32", "bfloat16": "bf16"}
ROWS = 16 * 128
"""Tokens of a batch: sixteen texts of 128."""

MEGABYTES = 512

LAYERS = 6
FLOP_A_TOKEN = 2 * LAYERS * (4 * 384 * 384 + 2 * 384 * 1536)
"""Each number of all matrices is multiplied once and added once; attention adds to that."""


def run(ground: Ground) -> Found:
    found = Found()
    rows = []
    operations = dict.fromkeys(KINDS, 0.0)
    seconds = dict(operations)
    with Side("own", "Roofline") as side:
        for inner, columns in SHAPES:
            flop = 2 * ROWS * inner * columns
            times = max(1, int(1e10 / flop))
            reached = {}
            for kind in KINDS:
                side.do("shape", ROWS, inner, columns, kind)
                timed = interleaved({kind: partial(side.timed, "multiply", times)}, 7)[kind]
                reached[kind] = [flop * times / 1e9 / each for each in timed]
                count = 4 if (inner, columns) == SHAPES[0] else 1
                operations[kind] += count * flop
                seconds[kind] += count * flop / 1e9 / median(reached[kind])
            rows.append(
                [f"{ROWS} × {inner} by {inner} × {columns}", *map(spread, reached.values())]
            )
        megabytes = 8 if ground.sizes.rounds == 1 else MEGABYTES
        side.do("room", megabytes)
        size = megabytes * 2**20 / 1e9
        moved = interleaved({each: partial(side.timed, each) for each in ("read", "copy")}, 7)
    for kind, name in KINDS.items():
        found.values[name] = operations[kind] / 1e9 / seconds[kind]
    rows.append(
        [
            "all of the model's, as often as it has them",
            *(f"**{found.values[name]:.0f}**" for name in KINDS.values()),
        ]
    )
    found.tables.append(Table(["product (torch)", *(f"{n} GFLOP/s" for n in KINDS.values())], rows))
    found.values["read"] = median(size / each for each in moved["read"])
    found.values["copy"] = median(2 * size / each for each in moved["copy"])
    found.notes.append(
        f"Memory: {found.values['read']:.0f} GB/s read, {found.values['copy']:.0f} GB/s copied "
        f"(read and written). The model takes {FLOP_A_TOKEN / 1e6:.1f} million operations a token, "
        "attention aside."
    )
    return found
