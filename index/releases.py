"""The snapshots of an index folder: which there are, how two differ, going back, keeping."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import SnapshotDamaged, SnapshotMissing
from index.manifest import Manifest, read_manifest
from index.publishing import kept, pin, pinned, point_to, writing
from index.snapshot import Snapshot, current_id, load

LIST = "See which there are: footnote snapshots"


@dataclass(frozen=True, slots=True)
class Release:
    """One snapshot as a list shows it. ``damaged`` is "" or why its manifest cannot be read."""

    id: str
    current: bool
    pinned: bool
    created: str = ""
    documents: int = 0
    passages: int = 0
    encoder: str = ""
    quality: Mapping[str, float] = field(default_factory=dict)
    objections: tuple[str, ...] = ()
    damaged: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of documents that only the second of two snapshots has, that differ, that it lacks."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def releases(index: Path) -> list[Release]:
    """Every snapshot that is there, the latest first."""
    try:
        current = current_id(index)
    except SnapshotDamaged:
        current = None
    pins = pinned(index)
    found = []
    for folder in kept(index):
        marks = folder.name == current, folder.name in pins
        try:
            manifest = read_manifest(folder)
        except SnapshotDamaged as error:
            found.append(Release(folder.name, *marks, damaged=error.what))
            continue
        counts = manifest.counts
        found.append(
            Release(
                folder.name,
                *marks,
                created=manifest.created,
                documents=counts["threads"] + counts["posts"],
                passages=counts["passages"],
                encoder=manifest.encoder.name,
                quality=manifest.quality,
                objections=manifest.objections,
            )
        )
    return found


def manifests(index: Path) -> list[Manifest]:
    """What every snapshot that is there says of itself, the latest first, damaged ones left out."""
    found = []
    for folder in kept(index):
        with contextlib.suppress(SnapshotDamaged):
            found.append(read_manifest(folder))
    return found


def roll_back(index: Path, id: str | None = None) -> str:
    """Make a snapshot current again, by default the latest before the current one.

    It is loaded first, so that only one that answers becomes current. Raises SnapshotMissing,
    SnapshotDamaged, EncoderMismatch, BuildFailed.
    """
    with writing(index):
        if id is None:
            names = [folder.name for folder in kept(index)]
            current = current_id(index)
            earlier = names[names.index(current) + 1 :] if current in names else names
            if not earlier:
                raise SnapshotMissing(
                    "there is no snapshot before the current one", where=str(index), mend=LIST
                )
            id = earlier[0]
        load(index, id=id).close()
        point_to(index, id)
    return id


def set_pin(index: Path, id: str, wanted: bool) -> None:
    """Keep a snapshot whatever happens, or no longer. Raises SnapshotMissing, BuildFailed."""
    if id not in {folder.name for folder in kept(index)}:
        raise SnapshotMissing(f"there is no snapshot {id!r}", where=str(index), mend=LIST)
    with writing(index):
        pins = pinned(index)
        pin(index, pins | {id} if wanted else pins - {id})


def changes(first: Snapshot, second: Snapshot) -> Changes:
    """How the documents of two snapshots differ."""
    one, other = first.store.origins(), second.store.origins()
    # Read from the same text in the same way, a document is the same; else it may be.
    perhaps = [id for id in one.keys() & other.keys() if not one[id] or one[id] != other[id]]
    return Changes(
        added=tuple(sorted(other.keys() - one.keys())),
        changed=tuple(sorted(id for id in perhaps if first.document(id) != second.document(id))),
        removed=tuple(sorted(one.keys() - other.keys())),
    )
