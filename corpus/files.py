"""The Markdown files of a source: a folder, a single file, or an archive."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath

from corpus.archives import (
    ABOUT,
    GOLDEN,
    MARKDOWN,
    TARS,
    ZIP,
    Entry,
    bounded,
    hidden,
    read_archive,
    too_big,
    wanted,
)
from corpus.errors import SourceNotFound, SourceRefused
from corpus.report import Finding
from corpus.sources import not_texts


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
    """The Markdown files, sorted by path, the ``source.toml``, and a finding for all else but what
    the ``source.toml`` says are no texts."""

    files: tuple[File, ...]
    about: File | None
    findings: tuple[Finding, ...]


def list_files(path: Path) -> Contents:
    """Every Markdown file of a folder or archive, and its ``source.toml`` where it has one.

    Raises:
        SourceNotFound: there is nothing at ``path``.
        SourceRefused: it is no folder, Markdown file or archive, or the archive is damaged.
    """
    try:
        if not path.exists():
            raise SourceNotFound(
                "no such file or folder",
                where=str(path),
                mend="Check the spelling. Give PATH, or NAME=PATH with a name that has no slash.",
            )
        name = path.name.lower()
        if path.is_dir():
            return _contents(bounded(path, _walk(path)), path, top=path.resolve().name)
        if path.is_file() and name.endswith((*TARS, ZIP)):
            return _contents(read_archive(path), path, top="")
        if path.is_file() and name.endswith(MARKDOWN):
            big = too_big(path.name, path.stat().st_size)
            entry = big or Entry(path.name, path.read_bytes())
            return _contents([entry], path.parent, top=path.resolve().parent.name)
    except OSError as error:
        raise SourceRefused(f"cannot be read: {error.strerror}", where=str(path)) from error
    raise SourceRefused(
        "nothing that can be read",
        where=str(path),
        mend="Give a folder, a Markdown file, or a .tar.gz, .tgz, .tar or .zip archive.",
    )


def digest_of(path: Path) -> str:
    """A hash of everything that reading ``path`` depends on; raises as ``list_files`` does.

    An archive is hashed as it lies there, without unpacking it.
    """
    digest = sha256(path.resolve().name.encode())
    if path.is_file() and path.name.lower().endswith((*TARS, ZIP)):
        with path.open("rb") as stream:
            digest.update(file_digest(stream, "sha256").digest())
        return digest.hexdigest()
    contents = list_files(path)
    digest.update(repr(contents.findings).encode())
    for file in (*contents.files, *filter(None, [contents.about])):
        digest.update(f"\n{len(file.content)} {file.path} {file.folder}\n".encode())
        digest.update(file.content)
    return digest.hexdigest()


def _contents(entries: Iterable[Entry], root: Path, *, top: str) -> Contents:
    files: list[File] = []
    findings: list[Finding] = []
    others: Counter[str] = Counter()
    about = None
    entries = list(entries)
    own = next((e.content for e in entries if e.path == ABOUT and e.content is not None), b"")
    aside = dict.fromkeys(not_texts(own), False)
    for entry in entries:
        path = _printable(entry.path)
        inside = PurePosixPath(path)
        if named := [each for each in aside if inside.is_relative_to(each) and path != ABOUT]:
            aside.update(dict.fromkeys(named, True))
            continue
        # Joined to an absolute path, the root would vanish and a file of this machine be named.
        place = f"{root}/{path}" if inside.is_absolute() else str(root / path)
        file = File(path, place, inside.parent.name or top, entry.content or b"")
        if entry.left_out is not None:
            kind, reason = entry.left_out
            findings.append(Finding(kind, place, None, reason))
        elif path == GOLDEN and top:
            continue  # beside the texts of a folder, and read by whoever measures the index
        elif entry.content is None:
            others["hidden" if hidden(path) else inside.suffix or "no suffix"] += 1
        elif path == ABOUT:
            about = file
        elif inside.name == ABOUT:
            findings.append(Finding("skipped", place, None, "not at the top, where it would count"))
        else:
            files.append(file)
    for name in (name for name, met in aside.items() if not met):
        reason = f"its not_texts names “{name}”, which is not there"
        findings.append(Finding("skipped", str(root / ABOUT), None, reason))
    for suffix, count in sorted(others.items()):
        reason = f"{count:,} {'file' if count == 1 else 'files'} ({suffix}), not read"
        findings.append(Finding("skipped", str(root), None, reason))
    return Contents(tuple(sorted(files, key=lambda file: file.path)), about, tuple(findings))


def _walk(root: Path) -> Iterator[Entry]:
    problems: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=problems.append):
        here = Path(folder)
        for name in sorted(folders):
            path = (here / name).relative_to(root).as_posix()
            if (here / name).is_symlink():
                folders.remove(name)
                yield Entry(path, left_out=("skipped", "a link to a folder, not followed"))
            elif hidden(name):
                folders.remove(name)
                yield Entry(path, left_out=("skipped", "a hidden folder"))
            elif name.lower().endswith(MARKDOWN):
                yield Entry(path, left_out=("skipped", "a folder named like a Markdown file"))
        folders.sort()
        for name in sorted(names):
            yield _read_file(here / name, (here / name).relative_to(root).as_posix())
    for problem in problems:
        path = Path(problem.filename).relative_to(root).as_posix()
        yield Entry(path, left_out=("error", f"cannot be opened: {problem.strerror}"))


def _read_file(path: Path, name: str) -> Entry:
    if not wanted(name):
        return Entry(name)
    try:
        if path.is_symlink():
            there = "not followed" if path.exists() else "and it leads nowhere"
            return Entry(name, left_out=("skipped", f"a link, {there}"))
        if not path.is_file():
            return Entry(name, left_out=("error", "not a regular file"))
        return too_big(name, path.stat().st_size) or Entry(name, path.read_bytes())
    except OSError as error:
        return Entry(name, left_out=("error", f"cannot be read: {error.strerror}"))


def _printable(path: str) -> str:
    return "".join(each if each.isprintable() else "\ufffd" for each in path)
