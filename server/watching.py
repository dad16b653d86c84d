"""A running server moves to the snapshot that becomes current, or says why it stays where it is."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import threading
import weakref

from corpus.errors import FootnoteError
from index.encoder import Encoder
from index.manifest import ENCODER, Manifest, read_manifest
from index.snapshot import Snapshot, current_id, load
from server.answering import for_many
from server.problems import log
from server.state import State

EVERY = 1.0
"""Seconds between two looks at which snapshot is current."""


class Watch(threading.Thread):
    """Looks now and then, beside the server, until it is told to stop.

    A request keeps the snapshot it began with; the old one is closed when the last such ends.
    """

    def __init__(self, state: State, every: float = EVERY) -> None:
        super().__init__(name="watch", daemon=True)
        self._state = state
        self._every = every
        self._stopped = threading.Event()
        self._refused: object = None
        self._gone: weakref.ref[Snapshot] | None = None

    def run(self) -> None:
        while not self._stopped.wait(self._every):
            before = self._state.snapshot
            self.look()
            if before is not self._state.snapshot:
                self._gone = weakref.ref(before) if before else None
            del before
            if self._gone and self._gone() is None:
                self._gone = None
                _return_memory()

    def stop(self) -> None:
        """Look no more, and wait for a look that is under way."""
        self._stopped.set()
        self.join()

    def look(self) -> None:
        """Move to the current snapshot, if it is another one than before and loads."""
        index, old = self._state.settings.index, self._state.snapshot
        seen: object = None
        try:
            pointer = (index / "current").stat()
            id = current_id(index)
            seen = id, pointer.st_mtime_ns
            if id is None or old is None or id == old.id or seen == self._refused:
                return
            encoder = _same_encoder(read_manifest(index / "snapshots" / id), old)
            new = load(index, encoder)
            if encoder is None:
                new.encoder = for_many(new.encoder, self._state.settings)
        except (FootnoteError, OSError) as error:
            if seen != self._refused:
                answering = old.id if old else "nothing"
                log.warning("%s\nStill answering from %s.", error, answering)
            self._refused = seen
            return
        weakref.finalize(old, old.store.close)
        self._state.snapshot = new
        self._refused = None
        log.info("now answering from %s", new.id)


def _same_encoder(manifest: Manifest, old: Snapshot) -> Encoder | None:
    """The encoder that is open already, where the new snapshot's files of it are the same."""
    return old.encoder if _encoder_files(manifest) == _encoder_files(old.manifest) else None


def _encoder_files(manifest: Manifest) -> dict[str, str]:
    return {name: sum for name, sum in manifest.files.items() if name.startswith(f"{ENCODER}/")}


def _return_memory() -> None:
    """What a snapshot used goes back to the system; glibc keeps it otherwise."""
    gc.collect()
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
