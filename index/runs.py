"""A run: the rankings of a system for many queries, read and written in TREC's form."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import JudgmentsRefused


@dataclass(frozen=True, slots=True)
class Run:
    """Query → its sections, best first, each once."""

    name: str
    rankings: Mapping[str, tuple[str, ...]]


def run_text(run: Run) -> str:
    """The lines ``query Q0 section rank score name``.

    Tools sort by the score. Here it only counts down with the rank, so that no tie and no second
    opinion can change the order.
    """
    return "".join(
        f"{query} Q0 {section} {rank} {len(sections) + 1 - rank} {run.name}\n"
        for query, sections in run.rankings.items()
        for rank, section in enumerate(sections, 1)
    )


def read_run(file: Path) -> Run:
    """Read a run; order is by score, then by rank. Raises JudgmentsRefused with file and line."""
    found: dict[str, dict[str, tuple[float, float]]] = {}
    name = file.stem
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise JudgmentsRefused(f"it cannot be read ({error})", where=str(file)) from error
    for number, line in enumerate(text.splitlines(), 1):
        fields = line.split()
        if not fields:
            continue
        try:
            query, _, section, rank, score, name = fields
            key = (-float(score), float(rank))
        except ValueError as error:
            raise JudgmentsRefused(
                "not the form “query Q0 section rank score name”", where=f"{file}:{number}"
            ) from error
        if not all(map(math.isfinite, key)) or section in found.setdefault(query, {}):
            what = f"{section} is ranked twice for {query}, or its score is no number"
            raise JudgmentsRefused(what, where=f"{file}:{number}")
        found[query][section] = key
    rankings = {query: tuple(sorted(keys, key=keys.__getitem__)) for query, keys in found.items()}
    return Run(name, rankings)
