"""A circuit: what failed several times in a row is left alone for a while, then tried once."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

FAILURES = 3
REST = 30.0


class Circuit:
    """Whether something is worth trying; after ``FAILURES`` in a row not for ``REST`` seconds.

    Then one may try, and the others wait for what becomes of it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failed = 0
        self._until = 0.0

    def closed(self) -> bool:
        """Whether to try."""
        with self._lock:
            if self._failed < FAILURES:
                return True
            now = self._clock()
            if now < self._until:
                return False
            self._until = now + REST
            return True

    def worked(self) -> None:
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            self._until = self._clock() + REST
