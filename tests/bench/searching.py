"""Dense and lexical search over many passages, against txtai's hybrid and LlamaIndex' default."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from statistics import fmean, median

from bench.found import Bars, Found, Table, Verdict, read_found
from bench.ground import Ground
from bench.grown import grown
from bench.peers import TOP
from bench.sides import Side
from bench.starting import txtai_of
from bench.texts import folder_of
from bench.timing import interleaved, percentile
from index.manifest import read_manifest

TITLE = "Searching"
RECALL = 0.99
TXTAI, LLAMA = 0.5, 200.0
SLOW = 5
"""Queries put to a store that takes seconds for one."""


def run(ground: Ground) -> Found:
    index = index_of(ground)
    theirs = txtai_of(index, ground.work / f"txtai-{ground.sizes.searched}")
    queries = ground.questions()[: ground.sizes.queries]
    with (
        Side("own", "Searching") as ours,
        Side("peers", "Txtai", rival=True) as txtai,
        Side("peers", "LlamaIndex", rival=True) as llama,
    ):
        held = ours.do("load", str(index))
        known = ours.do("vectors", queries)
        txtai.do("load", str(theirs))
        txtai.do("give_queries", queries, known)
        llama.do("build", *(str(theirs.parent / name) for name in ("texts.json", "vectors.npy")))
        llama.do("give_queries", queries, known)
        exact = [ours.do("exact", query) for query in queries]
        recall = {
            "Footnote": _recall([ours.do("nearest", query) for query in queries], exact),
            "txtai": _recall([txtai.do("nearest", query) for query in queries], exact),
            "LlamaIndex": 1.0,
        }
        cells = _enough(txtai, queries, exact)
        txtai.do("probe", cells)
        at = _recall([txtai.do("nearest", query) for query in queries], exact)
        equal = f"txtai, {cells} of {txtai.do('cells')} cells"
        recall[equal] = at

        def with_cells(number: int, query: str) -> float:
            txtai.do("probe", number)
            return txtai.timed("search", query)

        times: dict[str, list[float]] = {name: [] for name in recall}
        reading: list[float] = []
        for number, query in enumerate(queries):
            sides = {
                "Footnote": partial(ours.timed, "search", query),
                "txtai": partial(with_cells, 0, query),
                equal: partial(with_cells, cells, query),
                "LlamaIndex": partial(llama.timed, "search", query),
            }
            if number >= SLOW:
                del sides["LlamaIndex"]
            for name, timed in interleaved(sides, 1, warm=number == 0).items():
                times[name] += timed
            reading.append(ours.timed("read", query))
    return told(ground, held, times, reading, recall, equal)


def index_of(ground: Ground) -> Path:
    """The index of real texts where it has as many passages as wanted, else a grown one."""
    assert ground.archive
    held = read_manifest(folder_of(ground.archive)).counts["passages"]
    return (
        ground.archive if held >= ground.sizes.searched else grown(ground, ground.sizes.searched)[0]
    )


def _recall(found: list[list[int]], exact: list[list[int]]) -> float:
    return fmean(len(set(a) & set(b)) / TOP for a, b in zip(found, exact, strict=True))


def _enough(txtai: Side, queries: list[str], exact: list[list[int]]) -> int:
    """The fewest cells, by doubling, with which its dense search reaches the recall."""
    cells, most = 1, int(txtai.do("cells"))
    while cells < most:
        txtai.do("probe", cells)
        if _recall([txtai.do("nearest", query) for query in queries], exact) >= RECALL:
            break
        cells *= 2
    return min(cells, most)


def told(
    ground: Ground,
    passages: int,
    times: dict[str, list[float]],
    reading: list[float],
    recall: dict[str, float],
    equal: str,
) -> Found:
    size = 4 * 384 * passages
    p50 = {name: median(each) for name, each in times.items()}
    # The others are given the query's vector; Footnote read the query while it was timed.
    bare = p50["Footnote"] - median(reading)
    found = Found()
    found.verdicts += [
        Verdict(
            f"search over {passages:,} passages, recall@{TOP}",
            f"{RECALL}",
            f"{recall['Footnote']:.3f}",
            recall["Footnote"] >= RECALL,
        ),
        Verdict(
            "search p50, against txtai's hybrid at equal recall",
            f"≤ {TXTAI:g} of its",
            f"{bare / p50[equal]:.2f} of its ({1000 * bare:.1f} ms, {1000 * p50[equal]:.1f} ms)",
            bare <= TXTAI * p50[equal],
        ),
        Verdict(
            "search p50, against LlamaIndex's default store",
            f"{LLAMA:.0f}×",
            f"{p50['LlamaIndex'] / bare:.0f}×",
            p50["LlamaIndex"] / bare >= LLAMA,
        ),
    ]
    rows = [
        [
            name,
            f"{1000 * p50[name]:.1f}",
            f"{1000 * percentile(each, 0.95):.1f}",
            f"{recall[name]:.3f}",
            str(len(each)),
        ]
        for name, each in times.items()
    ]
    rows.insert(1, ["… without reading the query", f"{1000 * bare:.1f}", "", "", ""])
    head = ["", "p50 ms", "p95 ms", f"recall@{TOP} of the dense part", "queries"]
    found.tables.append(Table(head, rows))
    limits = read_found(ground.work / "found" / "roofline.json")
    scan = f", {size / 1e6 / limits.values['read']:.1f} ms at the speed of memory" if limits else ""
    found.notes.append(
        f"{passages:,} passages: real texts and vectors as far as they go ({ground.texts}), then "
        "made ones (see Growth), the same for all. All are given the query's vector but Footnote, "
        f"which reads it itself ({1000 * median(reading):.1f} ms) and is compared without that. "
        "Footnote and txtai search densely and lexically and return texts, and Footnote ranks by "
        "eight signals besides; LlamaIndex's default store searches densely only. To look at every "
        f"vector is to read {size / 1e6:.0f} MB{scan}."
    )
    found.bars = Bars(
        f"Milliseconds of a search over {passages:,} passages (p50)",
        "ms",
        [("Footnote", round(1000 * bare, 1))]
        + [(name, round(1000 * p50[name], 1)) for name in times if name != "Footnote"],
    )
    return found
