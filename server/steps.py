"""How long each step of a work takes, heard from what its progress is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, seconds, and how many things it went through."""

    name: str
    seconds: float
    count: int


class Steps:
    """Passes progress on; a step lasts from when it is first told of to when the next one is."""

    def __init__(
        self,
        tell: Callable[[str, int, int], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell = tell
        self._clock = clock
        self._seconds: dict[str, float] = {}
        self._counts: dict[str, int] = {}
        self._now: tuple[str, float] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._turn(stage)
        self._counts[stage] = max(done, self._counts.get(stage, 0))
        self._tell(stage, done, total)

    def so_far(self) -> list[Step]:
        """Every step until now, in the order they began."""
        if self._now:
            self._turn(self._now[0])
        return [Step(name, spent, self._counts[name]) for name, spent in self._seconds.items()]

    def _turn(self, stage: str) -> None:
        now = self._clock()
        if self._now:
            self._seconds[self._now[0]] += now - self._now[1]
        self._seconds.setdefault(stage, 0.0)
        self._now = stage, now
