"""Sources → Documents, and a report of everything that was left out and why."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from corpus.archives import ABOUT, MARKDOWN, File, list_files
from corpus.document import Document
from corpus.errors import MalformedFile, NothingToRead, SourceRefused
from corpus.posts import LeftOut, parse_post
from corpus.report import Finding, FindingKind, ReadReport, SourceCount
from corpus.sources import PUBLIC_ARCHIVES, About, parse_about
from corpus.threads import is_thread, parse_thread

Progress = Callable[[str, int, int], None]

_COMMIT = re.compile(r"-[0-9a-f]{7,40}$")
_ARCHIVE = re.compile(r"\.(tar\.gz|tgz|tar|zip|md|markdown|mdx)$", re.I)
_LINK = re.compile(r"\[[^\]]*\](\([^)]*\)|\[[^\]]*\])|<https?://[^>]*>|https?://\S+")
_EVERY = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A folder, file or archive to read, and the prefix of its documents' ids."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of all sources, in the order of the sources and their paths."""

    documents: tuple[Document, ...]
    report: ReadReport


def parse_source(text: str) -> Source:
    """Read ``PATH`` or ``NAME=PATH``; the name is otherwise taken from the path.

    >>> parse_source("onstartups-240fea96.tar.gz").name
    'onstartups'
    """
    name, equals, path = text.partition("=")
    if not equals or "/" in name or Path(text).exists():
        name, path = "", text
    given = Path(path).expanduser()
    own = _COMMIT.sub("", _ARCHIVE.sub("", given.name or given.resolve().name))
    return Source(_safe(name) or _safe(own) or "source", given)


def read(sources: Sequence[Source], on_progress: Progress | None = None) -> Reading:
    """Read every document of the sources. ``on_progress`` gets (stage, done, total).

    Raises:
        SourceNotFound: a source's path leads nowhere.
        SourceRefused: a source is no folder, Markdown file or archive, or is damaged.
        NothingToRead: not one document was found.
    """
    reader = _Reader(on_progress or (lambda stage, done, total: None))
    for source in sources:
        reader.read(source)
    if not reader.documents:
        raise NothingToRead(
            "no thread and no post found",
            where=", ".join(str(source.path) for source in sources),
            mend=ReadReport((), tuple(reader.findings)).summary or None,
        )
    return Reading(
        tuple(reader.documents), ReadReport(tuple(reader.counts), tuple(reader.findings))
    )


class _Reader:
    def __init__(self, on_progress: Progress) -> None:
        self.documents: list[Document] = []
        self.findings: list[Finding] = []
        self.counts: list[SourceCount] = []
        self._on_progress = on_progress
        self._ids: dict[str, str] = {}
        self._files: dict[bytes, str] = {}
        self._texts: dict[bytes, str] = {}

    def read(self, source: Source) -> None:
        stage = f"reading {source.name}"
        self._on_progress(stage, 0, 0)
        listing = list_files(source.path)
        self.findings += listing.findings
        about = _about(source, listing.files)
        files = [file for file in listing.files if not file.path.endswith(ABOUT)]
        before = len(self.documents)
        seen_before = dict(self._files)
        for done, file in enumerate(files, 1):
            place = str(source.path) if source.path.is_file() and len(files) == 1 else (
                f"{source.path}/{file.path}"
            )
            try:
                self._read_file(source, file, place, about, seen_before)
            except MalformedFile as error:
                self._find("error", place, error.what, error.line)
            if done % _EVERY == 0 or done == len(files):
                self._on_progress(stage, done, len(files))
        read = self.documents[before:]
        kinds = Counter(document.kind for document in read)
        answers = sum(len(document.sections) - 1 for document in read if document.kind == "thread")
        self.counts.append(
            SourceCount(source.name, str(source.path), kinds["thread"], answers, kinds["post"])
        )

    def _read_file(
        self, source: Source, file: File, place: str, about: About, seen: dict[bytes, str]
    ) -> None:
        digest = sha256(file.content).digest()
        if digest in seen:
            self._find("duplicate", place, f"the same file as {seen[digest]}, read once")
            return
        self._files.setdefault(digest, place)
        text = _decoded(file.content)
        inside = PurePosixPath(file.path)
        number = file.folder if re.fullmatch(r"[0-9]+", file.folder) else None
        stem = inside.name[: -len(inside.suffix)]
        slug = _safe(file.folder if stem in ("index", "_index") and file.folder else stem)
        if is_thread(text):
            name = self._free_name(source, number or slug, file.path, place)
            document = parse_thread(
                text, source=source.name, slug=slug, number=number, about=about
            )
        elif reason := _no_post(stem, text):
            self._find("skipped", place, reason)
            return
        else:
            name = self._free_name(source, slug, file.path, place)
            read, notes = parse_post(
                text, source=source.name, slug=slug, name=name, number=number, about=about
            )
            for note in notes:
                self._find("skipped", place, note)
            if isinstance(read, LeftOut):
                self._find(read.kind, place, read.reason)
                return
            document = read
        self._ids[document.id] = place
        self._note_duplicates(document, place)
        self.documents.append(document)

    def _free_name(self, source: Source, name: str, path: str, place: str) -> str:
        return name

    def _note_duplicates(self, document: Document, place: str) -> None:
        for section in document.sections:
            if not section.text:
                continue
            digest = sha256(section.text.encode()).digest()
            first = self._texts.setdefault(digest, section.id)
            if first != section.id:
                self._find("duplicate", place, f"{section.id} says the same as {first}; kept")

    def _find(self, kind: FindingKind, path: str, reason: str, line: int | None = None) -> None:
        self.findings.append(Finding(kind, path, line, reason))


def _about(source: Source, files: Sequence[File]) -> About:
    own = next((file for file in files if file.path == ABOUT), None)
    if own is not None:
        return parse_about(_decoded(own.content), path=f"{source.path}/{ABOUT}")
    known = PUBLIC_ARCHIVES.get(source.name)
    return known.about if known else About()


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MalformedFile(f"not UTF-8 at byte {error.start}", line=line) from error
    return text.replace("\r\n", "\n")


def _no_post(stem: str, text: str) -> str:
    if not text.strip():
        return "an empty file"
    if stem.upper() == "README" and not text.startswith(("---", "+++")):
        return "a README without front matter describes its folder"
    links = len(_LINK.findall(text))
    words = len(_LINK.sub("", text).split())
    return "a page of links" if links > 5 and words < links * 3 else ""


def _safe(name: str) -> str:
    kept = re.sub(r"[^\w.~+!$'’‘“”–—,&()-]+", "-", unicodedata.normalize("NFC", name))
    return kept.strip("-.")
