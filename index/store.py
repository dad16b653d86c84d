"""The texts of a snapshot: documents, sections and passages in one SQLite file, never changed."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import numpy as np

from corpus.document import Block, Document, Passage, Section
from corpus.errors import NotInSnapshot
from index.filters import FOLDED, Filters, where
from index.storing import Origin
from index.vectors import Rows

_DOCUMENT = "id, kind, title, url, published, licence, licence_url, site, tags"
_SECTION = "s.id, role, text, author, author_url, s.published, votes, s.url, blocks"


class Store:
    """Reads the texts back. Safe to use from several threads."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        # SQLite's own NOCASE knows no letters but ASCII.
        self._db.create_function(FOLDED, 1, str.casefold, deterministic=True)
        self._lock = threading.Lock()
        passages = self._pairs('SELECT section, "end" - "start" FROM passages ORDER BY row')
        self.passage_section: Rows = passages[0]
        """Shape (passages,), ascending: the section row of each passage row."""
        self.passage_length: Rows = passages[1]
        """Shape (passages,): characters of each passage."""
        of_section = self._pairs("SELECT document, role = 'question' FROM sections ORDER BY row")
        self.section_document: Rows = of_section[0]
        """Shape (sections,): the document row of each section row."""
        self.section_asks = of_section[1].astype(bool)
        """Shape (sections,): whether the section is a question, which asks and does not advise."""
        sections = np.arange(len(self.section_asks) + 1)
        self.section_rows: Rows = np.searchsorted(self.passage_section, sections)
        """Shape (sections + 1,): where each section's passages begin, and the next one's."""
        self.question_rows: Rows = np.flatnonzero(self.section_asks[self.passage_section])
        """The passage rows of questions, ascending."""

        newest = self._all(
            "SELECT max(published) FROM (SELECT published FROM documents "
            "UNION ALL SELECT published FROM sections)"
        )
        self.newest = _date(newest[0][0])
        """The latest day that anything was published, None where nothing has a date."""

    def close(self) -> None:
        with self._lock:  # SQLite would crash under a query that another thread makes
            self._db.close()

    def document(self, id: str) -> Document:
        """The document with this id; raises NotInSnapshot."""
        rows = self._all(f"SELECT {_DOCUMENT}, row FROM documents WHERE id = ?", id)
        if not rows:
            raise _unknown("document", id)
        sections = self._all(
            f"SELECT {_SECTION} FROM sections s WHERE document = ? ORDER BY row", rows[0][-1]
        )
        return _document(rows[0], map(_section, sections))

    def documents(self) -> Iterator[tuple[Document, Origin]]:
        """Every document in order, and what it was read from."""
        sections = self._all(f"SELECT {_SECTION}, document FROM sections s ORDER BY row")
        by_document = {n: list(each) for n, each in groupby(sections, lambda row: row[-1])}
        for row in self._all(f"SELECT {_DOCUMENT}, row, key, notes FROM documents ORDER BY row"):
            *_, number, key, notes = row
            document = _document(row, map(_section, by_document.get(number, ())))
            yield document, Origin(key, tuple(json.loads(notes)))

    def origins(self) -> dict[str, str]:
        """Document id → a hash of what it was read from, "" where that is not known."""
        return dict(self._all("SELECT id, key FROM documents ORDER BY row"))

    def measured(self) -> list[tuple[str, int, str | None]]:
        """Role, characters and day of every section; a post's day is its document's."""
        return self._all(
            "SELECT role, length(text), coalesce(s.published, d.published) FROM sections s "
            "JOIN documents d ON d.row = s.document ORDER BY s.row"
        )

    def has(self, section: str) -> bool:
        """Whether there is a section with this id."""
        return bool(self._all("SELECT 1 FROM sections WHERE id = ?", section))

    def section(self, id: str) -> Section:
        """The section with this id; raises NotInSnapshot."""
        rows = self._all(f"SELECT {_SECTION} FROM sections s WHERE s.id = ?", id)
        if not rows:
            raise _unknown("section", id)
        return _section(rows[0])

    def passage(self, id: str) -> Passage:
        """The passage with this id; raises NotInSnapshot."""
        section, _, span = id.rpartition("@")
        start, _, end = span.partition("-")
        if start.isdecimal() and end.isdecimal() and len(span) < 40:
            rows = self._all(
                "SELECT p.row FROM passages p JOIN sections s ON s.row = section "
                'WHERE s.id = ? AND "start" = ? AND "end" = ?',
                section,
                int(start),
                int(end),
            )
            if rows:
                return self.passages([rows[0][0]])[0]
        raise _unknown("passage", id)

    def passages(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of these rows, in their order."""
        found = {}
        for batch in _batches(rows):
            marks = ",".join("?" * len(batch))
            for row, document, section, start, end, heading, text in self._all(
                'SELECT p.row, d.id, s.id, "start", "end", heading, s.text FROM passages p '
                "JOIN sections s ON s.row = p.section JOIN documents d ON d.row = s.document "
                f"WHERE p.row IN ({marks})",
                *batch,
            ):
                found[row] = Passage(
                    f"{section}@{start}-{end}",
                    document,
                    section,
                    start,
                    end,
                    heading,
                    text[start:end],  # SQLite's own substr stops at a NUL
                )
        return [found[int(row)] for row in rows]

    def rows_of(self, section: str) -> range:
        """The passage rows of the section with this id; raises NotInSnapshot."""
        rows = self._all("SELECT row FROM sections WHERE id = ?", section)
        if not rows:
            raise _unknown("section", section)
        first, last = self.section_rows[rows[0][0] : rows[0][0] + 2].tolist()
        return range(first, last)

    def section_ids(self, rows: Rows) -> list[str]:
        """The ids of these section rows, in their order."""
        found: dict[int, str] = {}
        for batch in _batches(rows.tolist()):
            marks = ",".join("?" * len(batch))
            found.update(self._all(f"SELECT row, id FROM sections WHERE row IN ({marks})", *batch))
        return [found[row] for row in rows.tolist()]

    def answered_title(self, document: int) -> str | None:
        """The title of the thread in this document row, None where nobody has answered."""
        rows = self._all(
            "SELECT title FROM documents d WHERE row = ? AND EXISTS "
            "(SELECT 1 FROM sections WHERE document = d.row AND role = 'answer')",
            document,
        )
        return rows[0][0] if rows else None

    def titles(self) -> list[tuple[int, str]]:
        """The row and title of every document that holds advice."""
        return self._all(
            "SELECT row, title FROM documents d WHERE EXISTS "
            "(SELECT 1 FROM sections WHERE document = d.row AND role != 'question') ORDER BY row"
        )

    def esteem(self, document: int) -> tuple[int, int]:
        """How many answers the thread in this document row has, and the most votes of one."""
        count, votes = self._all(
            "SELECT count(*), max(votes) FROM sections WHERE document = ? AND role = 'answer'",
            document,
        )[0]
        return count, votes or 0

    def answered(self) -> list[tuple[str, str, int, int, int]]:
        """Every answered thread: its id, title, row, how many answers, the most votes of one."""
        return self._all(
            "SELECT d.id, title, d.row, count(*), coalesce(max(votes), 0) FROM documents d "
            "JOIN sections s ON s.document = d.row WHERE role = 'answer' GROUP BY d.row"
        )

    def answered_threads(self) -> dict[str, tuple[str, list[str]]]:
        """Id of every thread with an answer → its title and the ids of its answers."""
        found: dict[str, tuple[str, list[str]]] = {}
        for id, title, section in self._all(
            "SELECT d.id, title, s.id FROM documents d JOIN sections s ON s.document = d.row "
            "WHERE role = 'answer' ORDER BY s.row"
        ):
            found.setdefault(id, (title, []))[1].append(section)
        return found

    def keys(self) -> dict[str, int]:
        """Content key → row of every passage: what a rebuild need not encode again."""
        return dict(self._all("SELECT key, row FROM passages ORDER BY row DESC"))

    def rows(self, filters: Filters) -> Rows | None:
        """The passage rows that pass, ascending; None where nothing is filtered."""
        conditions, values = where(filters)
        if not conditions:
            return None
        rows = self._all(
            "SELECT p.row FROM passages p JOIN sections s ON s.row = p.section "
            f"JOIN documents d ON d.row = s.document WHERE {conditions} ORDER BY p.row",
            *values,
        )
        return np.array([row[0] for row in rows], np.int64)

    def _pairs(self, sql: str) -> tuple[Rows, Rows]:
        """Two columns of numbers, without a list of all rows in between."""
        numbers = np.fromiter(chain.from_iterable(self._db.execute(sql)), np.int64)
        return numbers[::2].copy(), numbers[1::2].copy()

    def _all(self, query: str, *values: Any) -> list[Any]:
        with self._lock:
            try:
                return self._db.execute(query, values).fetchall()
            except (OverflowError, UnicodeEncodeError):
                return []  # a number or a text that SQLite cannot hold is in no row


def _batches(rows: Sequence[int], size: int = 500) -> Iterable[list[int]]:
    wanted = [int(row) for row in rows]
    return (wanted[i : i + size] for i in range(0, len(wanted), size))


def _document(row: Sequence[Any], sections: Iterable[Section]) -> Document:
    id, kind, title, url, published, licence, licence_url, site, tags = row[:9]
    return Document(
        id=id,
        kind=kind,
        title=title,
        url=url,
        published=_date(published),
        licence=licence,
        licence_url=licence_url,
        site=site,
        tags=tuple(json.loads(tags)),
        sections=tuple(sections),
    )


def _section(row: Sequence[Any]) -> Section:
    id, role, text, author, author_url, published, votes, url, blocks = row[:9]
    spans = tuple(Block(*block) for block in json.loads(blocks))
    return Section(id, role, text, author, author_url, _date(published), votes, url, spans)


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _unknown(what: str, id: str) -> NotInSnapshot:
    return NotInSnapshot(f"there is no {what} {id!r} in the current snapshot")
