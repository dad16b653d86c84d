"""Downloading a public archive known by name: resumed, checked, and placed in one step."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import httpx

from corpus.archives import read_archive
from corpus.errors import FetchFailed, SourceNotFound, SourceRefused
from corpus.sources import PUBLIC_ARCHIVES, PublicArchive

Progress = Callable[[str, int, int], None]

ATTEMPTS = 4
_TIMEOUT = httpx.Timeout(30)
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


def fetch(
    name: str,
    into: Path,
    on_progress: Progress | None = None,
    *,
    address: str | None = None,
    archives: Mapping[str, PublicArchive] = PUBLIC_ARCHIVES,
    pause: float = 1.0,
) -> Path:
    """Download the archive ``name`` into a folder, or find it there, and return its path.

    ``on_progress`` gets (stage, bytes done, bytes in all or 0 where the server does not say).
    What an earlier try left in the ``.part`` file is resumed. ``address`` replaces the archive's
    own; ``pause`` is the seconds before the first retry, doubled at each.

    Raises:
        SourceNotFound: no archive is known by this name.
        FetchFailed: no network, no such page, no room, or not the archive that was expected.
    """
    archive = archives.get(name)
    if archive is None:
        raise SourceNotFound(
            f"no public archive is named “{name}”",
            mend=f"Known archives: {', '.join(sorted(archives))}.",
        )
    final = into / archive.file
    part = into / f"{archive.file}.part"
    download = _Download(address or archive.download, part, f"fetching {name}", on_progress, pause)
    try:
        into.mkdir(parents=True, exist_ok=True)
        if _matches(final, archive):
            return final
        resumed = part.exists()
        download.run()
        if resumed and not _matches(part, archive):
            # A host may pack the same files into other bytes, and halves of two do not fit.
            part.unlink()
            download.run()
        if not _matches(part, archive):
            part.unlink()
            raise FetchFailed(
                "what was downloaded is not the archive that was expected; it is not kept",
                where=download.address,
                mend="Try again; if it stays so, the archive has been changed at its host.",
            )
        part.replace(final)
    except OSError as error:
        raise FetchFailed(
            f"cannot be written: {error.strerror}",
            where=str(into),
            mend="Make room or choose another folder, then try again; it goes on where it stopped.",
        ) from error
    return final


def fingerprint(path: Path, folder: str) -> str:
    """sha256, in hex, of an archive's Markdown files under ``folder``.

    It covers their sorted paths and the sha256 of each content.

    Raises:
        SourceRefused: the archive is damaged or cut short.
        OSError: it cannot be opened.
    """
    total = sha256()
    for entry in sorted(read_archive(path), key=lambda entry: entry.path):
        if entry.path.startswith(folder) and entry.content is not None:
            total.update(f"{entry.path}\0{sha256(entry.content).hexdigest()}\n".encode())
    return total.hexdigest()


def _matches(path: Path, archive: PublicArchive) -> bool:
    try:
        return fingerprint(path, archive.folder) == archive.fingerprint
    except (FileNotFoundError, SourceRefused):
        return False


class _Download:
    def __init__(
        self, address: str, part: Path, stage: str, on_progress: Progress | None, pause: float
    ) -> None:
        self.address = address
        self._part = part
        self._stage = stage
        self._on_progress = on_progress or (lambda stage, done, total: None)
        self._pause = pause

    def run(self) -> None:
        """Fill the ``.part`` file, going on where it ends, with a few tries."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                if self._once():
                    return
                problem = "the server is busy"
            except httpx.InvalidURL as error:
                raise FetchFailed(f"not an address: {error}", where=self.address) from error
            except httpx.HTTPError as error:
                problem = str(error) or type(error).__name__
            if attempt < ATTEMPTS:
                time.sleep(self._pause * 2 ** (attempt - 1))
        raise FetchFailed(
            f"gave up after {ATTEMPTS} tries: {problem}",
            where=self.address,
            mend="Check the network, then try again; it goes on where it stopped.",
        )

    def _once(self) -> bool:
        have = self._part.stat().st_size if self._part.exists() else 0
        # Asked for as it is: a transfer encoding would make the ranges those of another file.
        headers = {"Accept-Encoding": "identity"}
        if have:
            headers["Range"] = f"bytes={have}-"
        with httpx.stream(
            "GET", self.address, headers=headers, timeout=_TIMEOUT, follow_redirects=True
        ) as response:
            if response.status_code == 416:
                self._part.unlink()
                return False
            if response.status_code in _BUSY:
                return False
            if response.status_code not in (200, 206):
                raise FetchFailed(
                    f"the server answers {response.status_code} {response.reason_phrase}",
                    where=self.address,
                    mend="Try again later, or download the archive by hand and build from it.",
                )
            resumes = response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            if response.status_code == 206 and not resumes:
                self._part.unlink(missing_ok=True)
                return False
            done = have if response.status_code == 206 else 0
            size = response.headers.get("Content-Length", "")
            total = done + int(size) if size.isdigit() else 0
            with self._part.open("ab" if done else "wb") as file:
                for piece in response.iter_raw():
                    file.write(piece)
                    done += len(piece)
                    self._on_progress(self._stage, done, total)
                file.flush()
                os.fsync(file.fileno())
        return True
