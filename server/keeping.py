"""What people chose to send, and questions where a setting says so: one SQLite file, for a time.

Nothing in it names a person: no address, no key, no cookie.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from corpus.errors import NotKept

FILE = "kept.sqlite"

SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    answer_id TEXT PRIMARY KEY, at TEXT NOT NULL, rating TEXT NOT NULL, reasons TEXT NOT NULL,
    comment TEXT NOT NULL, question TEXT, answer TEXT
);
CREATE TABLE IF NOT EXISTS questions (
    answer_id TEXT PRIMARY KEY, at TEXT NOT NULL, question TEXT NOT NULL, status TEXT NOT NULL,
    snapshot TEXT NOT NULL
);
"""
TABLES = ("feedback", "questions")

LARGEST = 1024**3
"""Bytes past which nothing more is kept, so that nobody can fill the disk."""

PATIENCE = 5.0
"""Seconds that a writer waits for another one."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person said of one answer. ``question`` and ``answer`` only if they sent them."""

    answer_id: str
    rating: Literal["up", "down"]
    reasons: tuple[str, ...] = ()
    comment: str = ""
    question: str | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was logged, standing alone, and what became of it."""

    answer_id: str
    question: str
    status: str
    snapshot: str


class Kept:
    """The file of a data folder, made when there is something to keep. Each row lives ``days``.

    What has expired is never read, and is deleted by the next writing. Safe to use from several
    threads and processes. Every method raises NotKept.
    """

    def __init__(self, folder: Path, days: int) -> None:
        self._folder = folder
        self._days = days

    def add_feedback(self, sent: Feedback) -> None:
        """Keep it, in place of what was said before of the same answer."""
        reasons = json.dumps(sent.reasons)
        values = (sent.rating, reasons, sent.comment, sent.question, sent.answer)
        self._add("feedback", sent.answer_id, *values)

    def add_question(self, asked: Asked) -> None:
        self._add("questions", asked.answer_id, asked.question, asked.status, asked.snapshot)

    def feedback(self) -> list[Feedback]:
        """What has not expired, oldest first."""
        rows = self._rows("feedback", "rating, reasons, comment, question, answer")
        return [
            Feedback(id, rating, tuple(json.loads(why)), *rest) for id, rating, why, *rest in rows
        ]

    def questions(self) -> list[Asked]:
        """What has not expired, oldest first."""
        return [Asked(*row) for row in self._rows("questions", "question, status, snapshot")]

    def purge(self, answer_id: str | None = None, everything: bool = False) -> dict[str, int]:
        """Delete what has expired; or all that is kept of one answer; or everything.

        Gives how many rows went from each table. Deleted text is overwritten in the file.
        """
        condition, value = "at < ?", self._oldest()
        if answer_id is not None:
            condition, value = "answer_id = ?", answer_id
        if everything:
            condition, value = "? IS NOT NULL", ""
        if not self._file.exists():
            return dict.fromkeys(TABLES, 0)
        with self._open() as db:
            return {
                table: db.execute(f"DELETE FROM {table} WHERE {condition}", (value,)).rowcount
                for table in TABLES
            }

    @property
    def _file(self) -> Path:
        return self._folder / FILE

    def _add(self, table: str, *values: Any) -> None:
        id, *rest = values
        marks = ",".join("?" * (len(values) + 1))
        with self._open() as db:
            for each in TABLES:
                db.execute(f"DELETE FROM {each} WHERE at < ?", (self._oldest(),))
            if _used(db) > LARGEST:
                raise NotKept(
                    "as much is kept as may be",
                    where=str(self._file),
                    mend="Make room: footnote purge --all",
                )
            db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", (id, _now(), *rest))

    def _rows(self, table: str, columns: str) -> list[Any]:
        if not self._file.exists():
            return []
        with self._open() as db:
            return db.execute(
                f"SELECT answer_id, {columns} FROM {table} WHERE at >= ? ORDER BY at, rowid",
                (self._oldest(),),
            ).fetchall()

    def _oldest(self) -> str:
        return _text(datetime.now(UTC) - timedelta(days=self._days))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction over the file, which nobody but its owner may read."""
        try:
            self._folder.mkdir(0o700, parents=True, exist_ok=True)
            self._file.touch(0o600)
            with closing(sqlite3.connect(self._file, timeout=PATIENCE)) as db, db:
                db.execute("PRAGMA secure_delete = ON")
                db.executescript(SCHEMA)
                yield db
        except (OSError, sqlite3.Error) as error:
            raise NotKept(
                f"what people sent cannot be kept or read ({error})",
                where=str(self._file),
                mend="Name a folder that can be written in FOOTNOTE_DATA.",
            ) from error


def _used(db: sqlite3.Connection) -> int:
    """Bytes of the file that hold something; what was deleted leaves room for more."""
    pages, free, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _now() -> str:
    return _text(datetime.now(UTC))


def _text(time: datetime) -> str:
    return time.isoformat(timespec="seconds")
