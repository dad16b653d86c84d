"""A sealed folder → the current snapshot, by one rename, in an order that survives a power cut."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import BuildFailed
from index.manifest import Manifest, checksums, write_manifest


@contextlib.contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold an index folder for one writer, and say what keeps it from being written.

    Raises BuildFailed where another holds it, the disk is full, or the folder is not ours.
    """
    try:
        (index / "snapshots").mkdir(parents=True, exist_ok=True)
        with FileLock(index / "lock", timeout=0):
            yield
    except Timeout as error:
        raise BuildFailed(
            "another build is under way",
            where=str(index / "lock"),
            mend="Wait until it ends, then build again.",
        ) from error
    except OSError as error:
        raise _cannot_write(index, error) from error


def seal(draft: Path, manifest: Manifest) -> None:
    """Write the manifest over the files in a draft, and see them all to the disk."""
    write_manifest(draft, replace(manifest, files=checksums(draft)))
    everything = list(draft.rglob("*"))
    for path in [p for p in everything if p.is_file()]:
        _sync(path)
    for path in [*(p for p in everything if p.is_dir()), draft]:
        _sync(path)


def publish(draft: Path, index: Path, id: str) -> None:
    """Make a sealed draft the current snapshot: one rename each, in the order that survives."""
    snapshots = index / "snapshots"
    draft.rename(snapshots / id)
    _sync(snapshots)
    point_to(index, id)


def point_to(index: Path, id: str) -> None:
    """Make a snapshot that is there the current one."""
    pointer = index / ".current"
    pointer.write_text(id + "\n", "utf-8")
    _sync(pointer)
    pointer.replace(index / "current")
    _sync(index)


def _sync(path: Path) -> None:
    with contextlib.suppress(PermissionError):  # a folder cannot be opened so on Windows
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _cannot_write(index: Path, error: OSError) -> BuildFailed:
    if error.errno == errno.ENOSPC:
        free = shutil.disk_usage(index).free if index.exists() else 0
        return BuildFailed(
            f"the disk is full ({free / 1e6:,.0f} MB free); the index is as it was",
            where=str(index),
            mend="Make room, or choose another place with --index.",
        )
    return BuildFailed(
        f"the index cannot be written ({error.strerror or error})",
        where=str(error.filename or index),
        mend="Check who may write there, or choose another place with --index.",
    )
