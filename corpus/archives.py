"""The files of a source, from a folder, a single file, or an archive read without unpacking it.

Archives are taken as a code host serves them: one top folder, which is left out of the paths.
"""

from __future__ import annotations

import gzip
import os
import stat
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from corpus.errors import SourceNotFound, SourceRefused
from corpus.report import Finding, FindingKind

MARKDOWN = (".md", ".markdown", ".mdx")
ABOUT = "source.toml"
PART = ".part"
MAX_FILE = 5_000_000
MAX_TOTAL = 4_000_000_000
MAX_MEMBERS = 500_000
_TARS = (".tar.gz", ".tgz", ".tar")
_DAMAGE = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile)


@dataclass(frozen=True, slots=True)
class File:
    """One file: its path inside the source, ``/`` between folders, and its bytes.

    ``place`` is what to call it when speaking to people. ``folder`` is the name of the folder
    that holds it, known even for a single file.
    """

    path: str
    place: str
    folder: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """The files worth parsing, sorted by path, and a finding for everything else."""

    files: tuple[File, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    content: bytes | None = None
    left_out: tuple[FindingKind, str] | None = None


def list_files(path: Path) -> Contents:
    """Every Markdown file of a folder or archive, and its ``source.toml`` where it has one.

    Raises:
        SourceNotFound: there is nothing at ``path``.
        SourceRefused: it is no folder, Markdown file or archive, or the archive is damaged.
    """
    if not path.exists():
        raise SourceNotFound("no such file or folder", where=str(path))
    if path.is_dir():
        return _contents(_walk(path), path, top=path.resolve().name)
    if not path.is_file():
        raise SourceRefused("neither a file nor a folder", where=str(path))
    name = path.name.lower().removesuffix(PART)
    if not name.endswith((*_TARS, ".zip")):
        if not name.endswith(MARKDOWN):
            raise SourceRefused(
                "not something that can be read",
                where=str(path),
                mend="Give a folder, a Markdown file, or a .tar.gz, .tgz, .tar or .zip archive.",
            )
        entries = [_read_file(path, path.name)]
        return _contents(entries, path.parent, top=path.resolve().parent.name)
    try:
        members = list(_tar(path) if name.endswith(_TARS) else _zip(path))
    except _DAMAGE as error:
        raise SourceRefused(
            f"the archive is damaged or cut short: {error}",
            where=str(path),
            mend="Download or pack it again.",
        ) from error
    except OSError as error:
        raise SourceRefused(f"cannot be read: {error.strerror}", where=str(path)) from error
    return _contents(_without_top_folder(members), path, top="")


def _contents(entries: Iterable[_Entry], root: Path, *, top: str) -> Contents:
    files: list[File] = []
    findings: list[Finding] = []
    others: Counter[str] = Counter()
    for entry in entries:
        inside = PurePosixPath(entry.path)
        place = str(root / entry.path)
        if entry.left_out is not None:
            kind, reason = entry.left_out
            findings.append(Finding(kind, place, None, reason))
        elif entry.content is None:
            others[inside.suffix or "no suffix"] += 1
        else:
            files.append(File(entry.path, place, inside.parent.name or top, entry.content))
    for suffix, count in sorted(others.items()):
        reason = f"{count:,} {'file' if count == 1 else 'files'} ({suffix}), not Markdown"
        findings.append(Finding("skipped", str(root), None, reason))
    return Contents(tuple(sorted(files, key=lambda file: file.path)), tuple(findings))


def _walk(root: Path) -> Iterator[_Entry]:
    problems: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=problems.append):
        here = Path(folder)
        for name in sorted(folders):
            path = (here / name).relative_to(root).as_posix()
            if (here / name).is_symlink():
                folders.remove(name)
                yield _Entry(path, left_out=("skipped", "a link to a folder, not followed"))
            elif name.startswith("."):
                folders.remove(name)
                yield _Entry(path, left_out=("skipped", "a hidden folder"))
            elif name.lower().endswith(MARKDOWN):
                yield _Entry(path, left_out=("skipped", "a folder named like a Markdown file"))
        folders.sort()
        for name in sorted(names):
            yield _read_file(here / name, (here / name).relative_to(root).as_posix())
    for problem in problems:
        path = Path(problem.filename).relative_to(root).as_posix()
        yield _Entry(path, left_out=("error", f"cannot be opened: {problem.strerror}"))


def _read_file(path: Path, name: str) -> _Entry:
    if not _wanted(name):
        return _Entry(name)
    try:
        if path.is_symlink():
            there = "not followed" if path.exists() else "it leads nowhere"
            return _Entry(name, left_out=("skipped", f"a link, {there}"))
        if not path.is_file():
            return _Entry(name, left_out=("error", "not a regular file"))
        size = path.stat().st_size
        return _too_big(name, size) or _Entry(name, path.read_bytes())
    except OSError as error:
        return _Entry(name, left_out=("error", f"cannot be read: {error.strerror}"))


def _tar(path: Path) -> Iterator[_Entry]:
    with path.open("rb") as opened:
        compressed = opened.read(2) == b"\x1f\x8b"
    with gzip.open(path) if compressed else path.open("rb") as stream:
        bounded = _Bounded(cast(BinaryIO, stream))
        with tarfile.open(fileobj=bounded, mode="r:") as tar:  # type: ignore[call-overload]
            total = 0
            for count, member in enumerate(tar):
                total += member.size
                _bound(path, count, total)
                if member.isdir() and not _climbs(member.name):
                    continue
                unsafe = _unsafe(member.name, regular=member.isreg() or member.isdir())
                if unsafe or not _wanted(member.name):
                    yield _Entry(member.name, left_out=unsafe)
                    continue
                yield _too_big(member.name, member.size) or _Entry(
                    member.name, tar.extractfile(member).read()
                )
            # tarfile takes a broken header for the end; only a block of zeros is one.
            bounded.seek(tar.offset)
            if bounded.read(tarfile.BLOCKSIZE) != bytes(tarfile.BLOCKSIZE):
                raise tarfile.ReadError("its end is missing")
            while bounded.read(1 << 20):
                pass


def _zip(path: Path) -> Iterator[_Entry]:
    with zipfile.ZipFile(path) as archive:
        total = 0
        for count, member in enumerate(archive.infolist()):
            total += member.file_size
            _bound(path, count, total)
            name = member.filename
            if member.is_dir() and not _climbs(name):
                continue
            kind = stat.S_IFMT(member.external_attr >> 16)
            unsafe = _unsafe(name, regular=kind in (0, stat.S_IFREG, stat.S_IFDIR))
            if unsafe is None and _wanted(name) and member.flag_bits & 1:
                unsafe = ("error", "encrypted")
            if unsafe or not _wanted(name):
                yield _Entry(name, left_out=unsafe)
                continue
            big = _too_big(name, member.file_size)
            if big is None:
                with archive.open(member) as opened:
                    content = opened.read(MAX_FILE + 1)
                big = _too_big(name, len(content))
            yield big or _Entry(name, content)


def _without_top_folder(entries: list[_Entry]) -> list[_Entry]:
    safe = [PurePosixPath(e.path) for e in entries if e.left_out is None or not _climbs(e.path)]
    tops = {path.parts[0] for path in safe if path.parts}
    if len(tops) != 1 or any(len(path.parts) < 2 for path in safe):
        return entries
    return [
        entry
        if _climbs(entry.path)
        else replace(entry, path=str(PurePosixPath(*PurePosixPath(entry.path).parts[1:])))
        for entry in entries
    ]


def _wanted(path: str) -> bool:
    inside = PurePosixPath(path)
    return inside.name.lower().endswith(MARKDOWN) or (
        inside.name == ABOUT and len(inside.parts) <= 2
    )


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in parts[0]


def _unsafe(name: str, *, regular: bool) -> tuple[FindingKind, str] | None:
    if _climbs(name):
        return ("error", "refused: its path leads out of the archive")
    return None if regular else ("error", "refused: a link or device, not a file")


def _too_big(name: str, size: int) -> _Entry | None:
    if size <= MAX_FILE:
        return None
    reason = f"larger than {MAX_FILE // 1_000_000} MB"
    return _Entry(name, left_out=("error", reason))


def _bound(path: Path, count: int, total: int) -> None:
    if count >= MAX_MEMBERS:
        raise SourceRefused(f"more than {MAX_MEMBERS:,} members", where=str(path))
    if total > MAX_TOTAL:
        raise SourceRefused(f"unpacks to more than {MAX_TOTAL:,} bytes", where=str(path))


class _Bounded:
    """A stream that refuses one huge read, which a forged tar header could ask for."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek = stream.seek
        self.tell = stream.tell

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= 2 * MAX_FILE:
            raise tarfile.ReadError("a header of absurd size")
        return self._stream.read(size)
