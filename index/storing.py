"""Documents and passages → the SQLite file that a store reads."""

from __future__ import annotations

import errno
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.document import Document, Passage

SCHEMA = """
CREATE TABLE documents (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL,
    url TEXT, published TEXT, licence TEXT, licence_url TEXT, site TEXT NOT NULL,
    tags TEXT NOT NULL, key TEXT NOT NULL, notes TEXT NOT NULL
);
CREATE TABLE sections (
    row INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents,
    id TEXT NOT NULL UNIQUE, role TEXT NOT NULL, text TEXT NOT NULL, author TEXT NOT NULL,
    author_url TEXT, published TEXT, votes INTEGER, url TEXT, blocks TEXT NOT NULL
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, section INTEGER NOT NULL REFERENCES sections,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, heading TEXT NOT NULL, key TEXT NOT NULL
);
CREATE INDEX sections_of_document ON sections (document);
CREATE INDEX passages_of_section ON passages (section);
"""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document was read from, as a hash, and what of it could not be understood."""

    key: str = ""
    notes: tuple[str, ...] = ()


def write_store(
    file: Path,
    documents: Iterable[Document],
    passages: Iterable[Passage],
    keys: Iterable[str],
    origins: Mapping[str, Origin] | None = None,
) -> None:
    """Write everything; passage rows count from 0 in the order given, as the vectors' rows do.

    ``origins`` are by document id.

    Raises OSError where the file cannot be written.
    """
    try:
        with closing(sqlite3.connect(file)) as db, db:
            _write(db, documents, passages, keys, origins or {})
    except sqlite3.OperationalError as error:
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error), str(file)) from error


def _write(
    db: sqlite3.Connection,
    documents: Iterable[Document],
    passages: Iterable[Passage],
    keys: Iterable[str],
    origins: Mapping[str, Origin],
) -> None:
    db.execute("PRAGMA temp_store = MEMORY")  # a full disk elsewhere is none of our business
    db.executescript(SCHEMA)
    section_rows: dict[str, int] = {}
    for number, document in enumerate(documents):
        origin = origins.get(document.id, Origin())
        db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                document.id,
                document.kind,
                document.title,
                document.url,
                _iso(document.published),
                document.licence,
                document.licence_url,
                document.site,
                json.dumps(document.tags, ensure_ascii=False),
                origin.key,
                json.dumps(origin.notes, ensure_ascii=False),
            ),
        )
        for section in document.sections:
            row = section_rows[section.id] = len(section_rows)
            db.execute(
                "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    row,
                    number,
                    section.id,
                    section.role,
                    section.text,
                    section.author,
                    section.author_url,
                    _iso(section.published),
                    section.votes,
                    section.url,
                    json.dumps([(b.kind, b.start, b.end) for b in section.blocks]),
                ),
            )
    db.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
        (
            (row, section_rows[p.section_id], p.start, p.end, p.heading, key)
            for row, (p, key) in enumerate(zip(passages, keys, strict=True))
        ),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
