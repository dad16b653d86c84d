"""The members of a tar or zip archive, read one by one without unpacking it to disk.

Archives are taken as a code host serves them: one top folder, which is left out of the paths.
"""

from __future__ import annotations

import gzip
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from corpus.errors import SourceRefused
from corpus.report import FindingKind

MARKDOWN = (".md", ".markdown", ".mdx")
ABOUT = "source.toml"
GOLDEN = "golden.tsv"
TARS = (".tar.gz", ".tgz", ".tar")
ZIP = ".zip"
MAX_FILE = 5_000_000
MAX_KEPT = 1_000_000_000
MAX_UNPACKED = 4_000_000_000
MAX_MEMBERS = 500_000
_DAMAGE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    gzip.BadGzipFile,
    EOFError,
    ValueError,
    OverflowError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as met: its bytes, or why it is left out, or neither where nobody wants it."""

    path: str
    content: bytes | None = None
    left_out: tuple[FindingKind, str] | None = None


def read_archive(path: Path) -> list[Entry]:
    """Every member that is a file, or wants to be taken for one.

    Raises:
        SourceRefused: the archive is damaged, cut short, or unpacks to too much.
        OSError: it cannot be opened.
    """
    try:
        is_zip = path.name.lower().endswith(ZIP)
        return _without_top_folder(list(bounded(path, _zip(path) if is_zip else _tar(path))))
    except _DAMAGE as error:
        raise SourceRefused(
            f"the archive is damaged or cut short: {error}",
            where=str(path),
            mend="Download or pack it again.",
        ) from error


def bounded(path: Path, entries: Iterator[Entry]) -> Iterator[Entry]:
    """The same entries, refused as soon as they are too many or too big to be kept."""
    kept = 0
    for number, entry in enumerate(entries):
        kept += len(entry.content or b"")
        if number >= MAX_MEMBERS:
            raise SourceRefused(f"more than {MAX_MEMBERS:,} files", where=str(path))
        if kept > MAX_KEPT:
            raise SourceRefused(f"more than {MAX_KEPT:,} bytes of Markdown", where=str(path))
        yield entry


def wanted(path: str) -> bool:
    """Whether a file of this name is read at all."""
    name = path.rpartition("/")[2]
    return (name.lower().endswith(MARKDOWN) or name == ABOUT) and not hidden(path)


def hidden(path: str) -> bool:
    """Whether a file, or a folder it is in, is hidden or a Mac's own."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))


def too_big(name: str, size: int) -> Entry | None:
    """The entry of a file that is larger than any text somebody wrote."""
    if size <= MAX_FILE:
        return None
    return Entry(name, left_out=("error", f"larger than {MAX_FILE / 1_000_000:g} MB"))


def _tar(path: Path) -> Iterator[Entry]:
    with path.open("rb") as opened:
        compressed = opened.read(2) == b"\x1f\x8b"
    with gzip.open(path) if compressed else path.open("rb") as file:
        stream = _Stream(cast(BinaryIO, file))
        with tarfile.open(fileobj=cast(BinaryIO, stream), mode="r:") as tar:
            unpacked = 0
            for member in tar:
                unpacked += member.size
                _check_unpacked(path, unpacked)
                unsafe = _unsafe(member.name, regular=member.isreg() or member.isdir())
                opened_member = tar.extractfile(member) if unsafe is None else None
                if opened_member is None or not wanted(member.name):
                    if unsafe or not member.isdir():
                        yield Entry(member.name, left_out=unsafe)
                    continue
                yield too_big(member.name, member.size) or Entry(member.name, opened_member.read())
            # tarfile takes a broken header for the end, which is a block of zeros.
            if stream.last != bytes(tarfile.BLOCKSIZE):
                raise tarfile.ReadError("its end is missing")
            while stream.read(1 << 20):
                unpacked += 1 << 20
                _check_unpacked(path, unpacked)


def _zip(path: Path) -> Iterator[Entry]:
    with zipfile.ZipFile(path) as archive:
        unpacked = 0
        for member in archive.infolist():
            unpacked += member.file_size
            _check_unpacked(path, unpacked)
            name = member.filename
            kind = stat.S_IFMT(member.external_attr >> 16)
            unsafe = _unsafe(name, regular=kind in (0, stat.S_IFREG, stat.S_IFDIR))
            if unsafe is None and member.flag_bits & 1:
                unsafe = ("error", "encrypted")
            if unsafe or member.is_dir() or not wanted(name):
                if unsafe or not member.is_dir():
                    yield Entry(name, left_out=unsafe)
                continue
            yield too_big(name, member.file_size) or Entry(name, archive.read(member))


def _without_top_folder(entries: list[Entry]) -> list[Entry]:
    paths = [PurePosixPath(entry.path) for entry in entries]
    inside = [path for path in paths if not (_climbs(str(path)) or hidden(str(path)))]
    if len({path.parts[:1] for path in inside}) != 1 or any(len(p.parts) < 2 for p in inside):
        return entries
    top = inside[0].parts[0]
    return [
        replace(entry, path=str(path.relative_to(top))) if path.is_relative_to(top) else entry
        for entry, path in zip(entries, paths, strict=True)
    ]


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or re.match("[A-Za-z]:", parts[0]) is not None


def _unsafe(name: str, *, regular: bool) -> tuple[FindingKind, str] | None:
    if _climbs(name):
        return ("error", "refused: its path leads out of the archive")
    return None if regular else ("error", "refused: a link or device, not a file")


def _check_unpacked(path: Path, size: int) -> None:
    if size > MAX_UNPACKED:
        raise SourceRefused(f"unpacks to more than {MAX_UNPACKED:,} bytes", where=str(path))


class _Stream:
    """What tarfile reads from: refuses one huge read, as a forged header could ask for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= 2 * MAX_FILE:
            raise tarfile.ReadError("a header asks for an absurd size")
        self.last = self._file.read(size)
        return self.last
