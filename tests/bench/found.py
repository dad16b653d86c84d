"""What a trial found: verdicts on targets, tables, bars and lines, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """A target and what was measured; ``holds`` is None where it could not be told."""

    what: str
    target: str
    measured: str
    holds: bool | None


@dataclass(frozen=True)
class Table:
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    title: str = ""


@dataclass(frozen=True)
class Bars:
    """Bars side by side, (label, value); the first is Footnote's."""

    title: str
    unit: str
    bars: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Lines:
    """Lines over logarithmic axes: name → (x, y)."""

    title: str
    across: str
    up: str
    lines: Mapping[str, Sequence[Sequence[float]]]


@dataclass
class Found:
    """``values`` are for other trials; ``about`` says when, where and on what it was measured."""

    verdicts: list[Verdict] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    bars: Bars | None = None
    lines: Lines | None = None
    values: dict[str, float] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)

    def write(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", "utf-8")


def read_found(file: Path) -> Found | None:
    """What was found before, None where that trial has not been run."""
    if not file.exists():
        return None
    fields = json.loads(file.read_text("utf-8"))
    bars, lines = fields.pop("bars"), fields.pop("lines")
    return Found(
        [Verdict(**each) for each in fields.pop("verdicts")],
        [Table(**each) for each in fields.pop("tables")],
        bars=Bars(**bars) if bars else None,
        lines=Lines(**lines) if lines else None,
        **fields,
    )
