"""Passages a second, against the peers' encoders with the same model."""

from __future__ import annotations

from functools import partial
from statistics import median

import numpy as np

from bench import machine, roofline
from bench.found import Bars, Found, Table, Verdict, read_found
from bench.ground import Ground
from bench.sides import Side
from bench.texts import encoded_texts
from bench.timing import interleaved, ratio, ratios, spread

TITLE = "Encoding"
PEERS = {
    "sentence-transformers": ("SentenceTransformers", 4.0),
    "Haystack": ("Haystack", 4.0),
    "txtai": ("Txtai", 4.0),
    "LlamaIndex": ("LlamaIndex", 5.0),
}
"""Name → class and how many times as fast Footnote is to be where there are bf16 matrix units."""

ELSEWHERE = 2.5
"""With int8 or bf16 of another kind."""


def run(ground: Ground) -> Found:
    index = ground.archive
    assert index
    texts = encoded_texts(index, ground.sizes.passages)
    sides = {
        "Footnote": Side("own", "Plain"),
        "Footnote, with windows, as a build": Side("own", "Building"),
        **{name: Side("peers", cls, rival=True) for name, (cls, _) in PEERS.items()},
    }
    for name, side in sides.items():
        side.do("give", texts)
        if name not in PEERS:
            side.do("open", str(ground.work / "encoders"))
    timed = interleaved(
        {name: partial(side.timed, "encode") for name, side in sides.items()}, ground.sizes.rounds
    )
    tokens = sides["Footnote"].do("tokens")
    precision = sides["Footnote"].do("precision")
    vectors = {name: np.array(side.do("check", 8)) for name, side in sides.items()}
    for side in sides.values():
        side.__exit__()
    return told(texts, tokens, precision, timed, vectors, ground)


def told(
    texts: list[str],
    tokens: int,
    precision: str,
    timed: dict[str, list[float]],
    vectors: dict[str, np.ndarray],
    ground: Ground,
) -> Found:
    found = Found()
    ours = timed["Footnote"]
    limits = read_found(ground.work / "found" / "roofline.json")
    rows = []
    for name, times in timed.items():
        speed = [len(texts) / each for each in times]
        reached = tokens * roofline.FLOP_A_TOKEN / 1e9 / median(times)
        shares = [
            f"{reached / limits.values[kind]:.0%}" if limits else "—" for kind in ("fp32", "bf16")
        ]
        close = float((vectors[name] * vectors["sentence-transformers"]).sum(axis=1).min())
        rows.append([
            name,
            spread(speed),
            f"{tokens / median(times):,.0f}",
            "" if name == "Footnote" else ratios(ours, times),
            *shares,
            f"{close:.4f}",
        ])  # fmt: skip
    head = ["", "passages/s", "tokens/s", "Footnote's speed to this", "of fp32's roofline"]
    found.tables.append(
        Table([*head, "of bf16's roofline", "least cosine to the first peer"], rows)
    )
    for name, (_, most) in PEERS.items():
        target = most if machine.has_matrix_units() else ELSEWHERE
        reached = ratio(ours, timed[name])
        found.verdicts.append(
            Verdict(
                f"encoding, against {name}",
                f"{target:g}×",
                ratios(ours, timed[name]),
                reached >= target,
            )
        )
    windows = timed["Footnote, with windows, as a build"]
    found.notes.append(
        f"{len(texts)} passages of {ground.texts}, {tokens / len(texts):.0f} tokens each, in "
        f"{ground.sizes.rounds} rounds; Footnote in {precision}. A build also makes the windows of "
        f"tokens: {len(texts) / median(windows):.0f} passages/s, "
        f"{ratio(windows, timed['sentence-transformers']):.1f}× sentence-transformers."
    )
    if machine.has_bf16() and not machine.has_matrix_units():
        found.notes.append(
            "This processor has bf16 dot products (AVX-512), no units for whole tiles (AMX): a "
            "plain product in bf16 is as much faster than in fp32 as the roofline says, no more."
        )
    found.bars = Bars(
        "Passages encoded a second",
        "passages/s",
        [(name, round(len(texts) / median(times), 1)) for name, times in timed.items()],
    )
    return found
