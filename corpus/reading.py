"""Sources → Documents, and a report of everything that was left out and why."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Literal

from corpus.document import Document
from corpus.errors import MalformedFile, NothingToRead, SourceNotFound, SourceRefused
from corpus.files import Contents, File, list_files
from corpus.posts import LeftOut, parse_post
from corpus.report import Finding, FindingKind, ReadReport, SourceCount
from corpus.sources import PUBLIC_ARCHIVES, About, Place, parse_about
from corpus.threads import is_thread, parse_thread

Progress = Callable[[str, int, int], None]

Layout = Literal["thread", "post", "mdx"]
Parsed = tuple[Document | LeftOut, tuple[str, ...]]
Parse = Callable[[str, Place, Layout], Parsed]
"""What of a file's text is a document, and notes on what of it could not be understood."""

_COMMIT = re.compile(r"-[0-9a-f]{7,40}$")
_ARCHIVE = re.compile(r"\.(tar\.gz|tgz|tar|zip|md|markdown|mdx)$", re.I)
_LINK = re.compile(r"\[[^\[\]\n]*\](?:\([^()\s]*\)|\[[^\[\]\n]*\])|<?https?://\S+")
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

    Raises:
        SourceNotFound: the path is empty.

    >>> parse_source("onstartups-240fea96.tar.gz").name
    'onstartups'
    """
    name, equals, path = text.partition("=")
    if not equals or "/" in name or Path(text).exists():
        name, path = "", text
    if not path:
        raise SourceNotFound(f"no path in “{text}”", mend="Give PATH or NAME=PATH.")
    given = Path(path).expanduser()
    own = _COMMIT.sub("", _ARCHIVE.sub("", given.name or given.resolve().name))
    return Source(_safe(name) or _safe(own) or "source", given)


def parse(text: str, place: Place, layout: Layout) -> Parsed:
    """Read one file's text, and say what of it could not be understood. Raises MalformedFile."""
    if layout == "thread":
        return parse_thread(text, place), ()
    return parse_post(text, place, mdx=layout == "mdx")


def read(
    sources: Sequence[Source], on_progress: Progress | None = None, parse: Parse = parse
) -> Reading:
    """Read every document of the sources. ``on_progress`` gets (stage, done, total).

    ``parse`` may be replaced by one that remembers what it has read before.

    Raises:
        SourceNotFound: a source's path leads nowhere.
        SourceRefused: a source is no folder, Markdown file or archive, or is damaged.
        NothingToRead: not one document was found.
    """
    reader = _Reader(on_progress or (lambda stage, done, total: None), parse)
    for source in sources:
        reader.read(source)
    reading = reader.reading()
    if not reading.documents:
        raise NothingToRead(
            "no thread and no post found",
            where=", ".join(str(source.path) for source in sources),
            mend=f"{reading.report.summary}\n"
            "Give Markdown files (.md, .markdown or .mdx) that hold a thread or a post.",
        )
    return reading


class _Reader:
    def __init__(self, on_progress: Progress, parse: Parse) -> None:
        self._documents: list[Document] = []
        self._findings: list[Finding] = []
        self._counts: list[SourceCount] = []
        self._on_progress = on_progress
        self._parse = parse
        self._ids: dict[str, str] = {}
        self._files: dict[bytes, str] = {}
        self._texts: dict[bytes, str] = {}

    def reading(self) -> Reading:
        report = ReadReport(tuple(self._counts), tuple(self._findings))
        return Reading(tuple(self._documents), report)

    def read(self, source: Source) -> None:
        stage = f"reading {source.name}"
        self._on_progress(stage, 0, 0)
        contents = list_files(source.path)
        self._findings += contents.findings
        about = _about(source, contents)
        files = contents.files
        before = len(self._documents)
        others = dict(self._files)
        for done, file in enumerate(files, 1):
            try:
                self._read_file(source, file, about, others)
            except MalformedFile as error:
                self._find("error", file.place, error.what, error.line)
            if done % _EVERY == 0 or done == len(files):
                self._on_progress(stage, done, len(files))
        read = self._documents[before:]
        if not read:
            self._find("error", str(source.path), "not one document came from here")
        kinds = Counter(document.kind for document in read)
        answers = sum(len(document.sections) - 1 for document in read)
        self._counts.append(
            SourceCount(source.name, str(source.path), kinds["thread"], answers, kinds["post"])
        )

    def _read_file(
        self, source: Source, file: File, about: About, others: dict[bytes, str]
    ) -> None:
        digest = sha256(file.content).digest()
        if digest in others:
            self._find("duplicate", file.place, f"the same file as {others[digest]}; read once")
            return
        self._files.setdefault(digest, file.place)
        text = _decoded(file.content)
        stem, _, suffix = PurePosixPath(file.path).name.rpartition(".")
        number = file.folder if re.fullmatch(r"[0-9]+", file.folder) else None
        slug = _safe(file.folder if stem in ("index", "_index") and file.folder else stem)
        thread = is_thread(text)
        if not thread and (reason := _no_post(stem, text)):
            self._find("skipped", file.place, reason)
            return
        name = self._free_name(source, (thread and number) or slug or "untitled", file)
        place = Place(source.name, name, slug, number, about)
        layout: Layout = "thread" if thread else "mdx" if suffix.lower() == "mdx" else "post"
        read, notes = self._parse(text, place, layout)
        for note in notes:
            self._find("skipped", file.place, note)
        if isinstance(read, LeftOut):
            self._find(read.kind, file.place, read.reason)
            return
        self._ids[read.id] = file.place
        self._compare(read, file.place)
        self._documents.append(read)

    def _free_name(self, source: Source, name: str, file: File) -> str:
        taken = self._ids.get(f"{source.name}/{name}")
        if taken is None:
            return name
        spelled = _safe(file.path.rpartition(".")[0].replace("/", "-"))
        names = chain([spelled], (f"{spelled}-{n}" for n in count(2)))
        free = next(each for each in names if f"{source.name}/{each}" not in self._ids)
        reason = f"would be named {source.name}/{name} as {taken} is; named {source.name}/{free}"
        self._find("duplicate", file.place, reason)
        return free

    def _compare(self, document: Document, place: str) -> None:
        for section in document.sections:
            if not section.text:
                self._find("thin", place, f"{section.id} has no text left; kept in its thread")
                continue
            digest = sha256(section.text.encode()).digest()
            first = self._texts.setdefault(digest, section.id)
            if first != section.id:
                self._find("duplicate", place, f"{section.id} says the same as {first}; kept")

    def _find(self, kind: FindingKind, path: str, reason: str, line: int | None = None) -> None:
        self._findings.append(Finding(kind, path, line, reason))


def _about(source: Source, contents: Contents) -> About:
    own = contents.about
    if own is None:
        known = PUBLIC_ARCHIVES.get(source.name)
        return known.about if known else About()
    try:
        return parse_about(_decoded(own.content), path=own.place)
    except MalformedFile as error:
        raise SourceRefused(error.what, where=own.place) from error


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
