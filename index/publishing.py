"""A sealed folder → the current snapshot, by one rename, in an order that survives a power cut."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import BuildFailed
from index.manifest import Manifest, checksums, write_manifest

KEEP = 5
"""Snapshots kept, the current one included, where nothing else is said."""

PINS = "pins"
REFUSED = "refused.html"
DRAFT = ".draft-"


@contextlib.contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold an index folder for one writer, and say what keeps it from being written.

    Raises BuildFailed where another holds it, the disk is full, or the folder is not ours.
    """
    holder = index / "holder"
    try:
        (index / "snapshots").mkdir(parents=True, exist_ok=True)
        with FileLock(index / "lock", timeout=0):
            try:
                now = datetime.now(UTC).isoformat(" ", "seconds")
                holder.write_text(f"process {os.getpid()}, since {now}", "utf-8")
                for left in (index / "snapshots").glob(f"{DRAFT}*"):  # by a build that was killed
                    shutil.rmtree(left, ignore_errors=True)
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout as error:
        raise BuildFailed(
            f"another build is under way ({_holder(index) or 'it does not say whose'})",
            where=str(index / "lock"),
            mend="Wait until it ends, then build again.",
        ) from error
    except OSError as error:
        raise _cannot_write(index, error) from error


def at_work(index: Path) -> tuple[str, bool]:
    """Which build holds an index folder and True; or False, and which was killed, "" for none."""
    try:
        with FileLock(index / "lock", timeout=0):
            return _holder(index), False
    except Timeout:
        return _holder(index), True
    except OSError:
        return "", False


@contextlib.contextmanager
def draft_in(index: Path, needed: int = 0) -> Iterator[Path]:
    """An empty folder beside the snapshots, gone afterwards unless it was published.

    Raises BuildFailed where the disk is full, and says that about ``needed`` bytes were needed.
    """
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=index / "snapshots"))
    try:
        draft.chmod(0o755)
        yield draft
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise _cannot_write(index, error, needed) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def seal(draft: Path, manifest: Manifest) -> Manifest:
    """Write the manifest with the files' checksums into a draft, and see them all to the disk."""
    manifest = replace(manifest, files=checksums(draft))
    write_manifest(draft, manifest)
    everything = list(draft.rglob("*"))
    for path in [p for p in everything if p.is_file()]:
        _sync(path)
    for path in [*(p for p in everything if p.is_dir()), draft]:
        _sync(path)
    return manifest


def publish(draft: Path, index: Path, id: str, keep: int = KEEP) -> None:
    """Make a sealed draft the current snapshot: one rename each, in the order that survives.

    Then all but the ``keep`` latest go, the current and the pinned ones aside.
    """
    snapshots = index / "snapshots"
    draft.rename(snapshots / id)
    try:
        _sync(snapshots)
        point_to(index, id)
    except OSError:
        shutil.rmtree(snapshots / id, ignore_errors=True)
        raise
    pins = pinned(index)
    for old in kept(index)[keep:]:
        if old.name not in pins and old.name != id:
            with contextlib.suppress(OSError):
                # Renamed first: a folder half gone must not look like a damaged snapshot.
                shutil.rmtree(old.rename(snapshots / f"{DRAFT}{old.name}"))


def point_to(index: Path, id: str) -> None:
    """Make a snapshot that is there the current one."""
    _replace(index / "current", f"{id}\n")


def kept(index: Path) -> list[Path]:
    """The folders of all snapshots that are there, the latest first."""
    folders = [p for p in (index / "snapshots").glob("*") if not p.name.startswith(".")]
    # A name begins with the second it was built in.
    return sorted(folders, key=lambda p: (p.name[:16], p.stat().st_mtime_ns), reverse=True)


def pinned(index: Path) -> set[str]:
    """The ids of the snapshots that are kept whatever happens."""
    file = index / PINS
    return set(file.read_text("utf-8").split()) if file.exists() else set()


def pin(index: Path, ids: set[str]) -> None:
    """Keep exactly these whatever happens."""
    _replace(index / PINS, "".join(f"{id}\n" for id in sorted(ids)))


def keep_refused(index: Path, page: str) -> Path:
    """Keep the page of a build that is not published, until the next; returns where it is."""
    _replace(index / REFUSED, page)
    return index / REFUSED


def clear_refused(index: Path) -> None:
    """Forget the build that was refused before this one."""
    (index / REFUSED).unlink(missing_ok=True)


def _replace(file: Path, text: str) -> None:
    """Change a small file in one step, on the disk before and after."""
    draft = file.with_name(f".{file.name}")
    try:
        draft.write_text(text, "utf-8")
        _sync(draft)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # it has moved: what it was and what it is are both whole
        _sync(file.parent)


def _sync(path: Path) -> None:
    with contextlib.suppress(PermissionError):  # a folder cannot be opened so on Windows
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def full_disk(folder: Path, needed: int = 0) -> str:
    """What is said of the disk that holds a folder, where ``needed`` bytes do not go on it."""
    about = f"about {needed / 1e6:,.1f} MB are needed, " if needed else ""
    return f"the disk {_disk(folder)} is full ({about}{free_on(folder) / 1e6:,.1f} MB are free)"


def free_on(folder: Path) -> int:
    """How many bytes are free on the disk that holds a folder; 0 where there is none."""
    return shutil.disk_usage(folder).free if folder.exists() else 0


def _cannot_write(index: Path, error: OSError, needed: int = 0) -> BuildFailed:
    if error.errno == errno.ENOSPC:
        return BuildFailed(
            f"{full_disk(index, needed)}; the index is as it was",
            where=str(index),
            mend="Make room, or choose another place with --index.",
        )
    return BuildFailed(
        f"the index cannot be written ({error.strerror or error})",
        where=str(error.filename or index),
        mend="Check who may write there, or choose another place with --index.",
    )


def _holder(index: Path) -> str:
    try:
        return (index / "holder").read_text("utf-8")
    except OSError:
        return ""


def _disk(folder: Path) -> Path:
    """Where the disk that holds a folder is mounted."""
    folder = folder.absolute()
    while folder != folder.parent and not folder.is_mount():
        folder = folder.parent
    return folder
