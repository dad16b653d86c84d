"""What narrows a search, and how SQLite is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

FOLDED = "folded"
"""The SQL function that folds case, which the connection must provide."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrows a search. Text compares whole and without regard to case; dates are inclusive."""

    site: str | None = None
    tag: str | None = None
    author: str | None = None
    since: date | None = None
    until: date | None = None
    min_votes: int | None = None


def where(filters: Filters) -> tuple[str, list[Any]]:
    """The SQL condition over documents d and sections s, "" for none, and its values."""
    clauses: list[str] = []
    values: list[Any] = []
    for clause, value in (
        (f"{FOLDED}(d.site) = {FOLDED}(?)", filters.site),
        (
            f"EXISTS (SELECT 1 FROM json_each(d.tags) WHERE {FOLDED}(value) = {FOLDED}(?))",
            filters.tag,
        ),
        (f"{FOLDED}(s.author) = {FOLDED}(?)", filters.author),
        ("s.published >= ?", filters.since and filters.since.isoformat()),
        ("s.published <= ?", filters.until and filters.until.isoformat()),
        ("s.votes >= ?", filters.min_votes),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    return " AND ".join(clauses), values
