"""What the application is given once, and how its routes reach it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends, Request

from corpus.errors import SnapshotMissing
from index.snapshot import Snapshot
from server.access import Door
from server.answering import Answering
from server.metrics import Metrics
from server.settings import Settings


@dataclass(slots=True)
class State:
    """Everything a request needs beside itself. Without a snapshot the server is not ready.

    The snapshot is replaced, by one assignment, when another becomes current; a request takes it
    once, at its beginning, and never meets two.
    """

    settings: Settings
    snapshot: Snapshot | None
    answering: Answering = field(init=False)
    door: Door = field(init=False)
    metrics: Metrics = field(init=False)

    def __post_init__(self) -> None:
        self.answering = Answering.of(self.settings)
        self.door = Door(self.settings)
        self.metrics = Metrics(self.answering, lambda: self.snapshot)


async def current_state(request: Request) -> State:
    """The state the application was created with."""
    return cast(State, request.app.state.footnote)


async def current_snapshot(state: Annotated[State, Depends(current_state)]) -> Snapshot:
    """The snapshot to answer from. Raises SnapshotMissing."""
    if state.snapshot is None:
        raise SnapshotMissing(
            "no index has been built here yet",
            where=str(state.settings.index),
            mend="footnote build",
        )
    return state.snapshot


CurrentState = Annotated[State, Depends(current_state)]
CurrentSnapshot = Annotated[Snapshot, Depends(current_snapshot)]


async def a_place(state: CurrentState) -> AsyncIterator[None]:
    """A place among the requests that cost something. Raises Busy."""
    with state.answering.place():
        yield


Placed = Depends(a_place)
"""For every door that searches; an answer takes its place only while it is made."""
