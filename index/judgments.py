"""A judged set: questions, graded sections and the points of a good answer, in standard files.

    queries.tsv        id, tab, question
    qrels.tsv          TREC form: query 0 section grade
    unanswerable.tsv   id, tab, question; optional
    nuggets.jsonl      for each question the points of a good answer; optional
    stances.tsv        query, tab, section, tab, the side it takes; optional

A section is named by its id in the index, a post by its document's. The set is named by its folder,
or by FOLDER/PREFIX where its files begin with ``PREFIX.``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import JudgmentsRefused

RELEVANT = 2
"""The least grade of a section that counts as relevant; 1 is a passing remark."""


WHOLE = "#body"
"""How the section of a post ends, which judgments leave away."""


def judged_as(section: str) -> str:
    """What judgments call a section: a post, which is a single one, goes by its document's id."""
    return section.removesuffix(WHOLE)


@dataclass(frozen=True, slots=True)
class Nugget:
    """A point that a good answer makes, and the sections that support it."""

    text: str
    vital: bool
    sections: frozenset[str]


@dataclass(frozen=True, slots=True)
class Points:
    """What is known of a good answer to one question: whether people disagree, and its points."""

    contested: bool
    nuggets: tuple[Nugget, ...]

    @property
    def vital(self) -> tuple[Nugget, ...]:
        """The points whose lack makes an answer poor, as far as any section supports them."""
        return tuple(n for n in self.nuggets if n.vital and n.sections)


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Questions by id, and what was judged of them.

    ``qrels`` maps query → section → grade; ``stances`` query → section → the side it takes.
    """

    name: str
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]
    unanswerable: Mapping[str, str]
    points: Mapping[str, Points]
    stances: Mapping[str, Mapping[str, str]]

    def relevant(self, query: str) -> frozenset[str]:
        """The sections that answer a question, or a substantial part of it."""
        grades = self.qrels.get(query, {})
        return frozenset(section for section, grade in grades.items() if grade >= RELEVANT)


def read_judgments(path: Path) -> JudgedSet:
    """Read a set. Raises JudgmentsRefused, which names the file and the line at fault."""
    files = _Files(path)
    queries = _questions(files.named("queries.tsv"))
    unanswerable = _questions(files.optional("unanswerable.tsv"))
    both = queries.keys() & unanswerable.keys()
    if both:
        raise JudgmentsRefused(
            f"{min(both)} is among the questions that can be answered as well",
            where=str(files.named("unanswerable.tsv")),
        )
    return JudgedSet(
        name=str(path),
        queries=queries,
        qrels=_qrels(files.named("qrels.tsv"), queries),
        unanswerable=unanswerable,
        points=_points(files.optional("nuggets.jsonl"), queries),
        stances=_stances(files.optional("stances.tsv"), queries),
    )


class _Files:
    """Where the files of a set stand."""

    def __init__(self, path: Path) -> None:
        folder = path.is_dir()
        self._folder, self._prefix = (path, "") if folder else (path.parent, f"{path.name}.")
        if not self.named("queries.tsv").is_file():
            found = sorted(self._folder.glob("*.queries.tsv")) if folder else []
            names = [str(path / each.name.removesuffix(".queries.tsv")) for each in found]
            raise JudgmentsRefused(
                "there is no judged set here: queries.tsv is missing",
                where=str(self.named("queries.tsv")),
                mend=f"Name one of these: {', '.join(names)}"
                if names
                else "Give a folder that holds queries.tsv and qrels.tsv, or FOLDER/PREFIX where "
                "they are PREFIX.queries.tsv and PREFIX.qrels.tsv.",
            )

    def named(self, name: str) -> Path:
        return self._folder / f"{self._prefix}{name}"

    def optional(self, name: str) -> Path | None:
        file = self.named(name)
        return file if file.exists() else None


def _lines(file: Path | None) -> Iterator[tuple[str, str]]:
    """(place, line) of every line that is not blank."""
    if file is None:
        return
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise JudgmentsRefused("it is missing", where=str(file)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise JudgmentsRefused(f"it cannot be read ({error})", where=str(file)) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"{file}:{number}", line.rstrip("\r")


def _questions(file: Path | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, line in _lines(file):
        id, _, question = (part.strip() for part in line.partition("\t"))
        if not question or len(id.split()) != 1:
            raise JudgmentsRefused("not an id, a tab and a question", where=place)
        if id in found:
            raise JudgmentsRefused(f"the id {id} is there already", where=place)
        found[id] = question
    if file and not found:
        raise JudgmentsRefused("there is no question in it", where=str(file))
    return found


def _qrels(file: Path, queries: Mapping[str, str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for place, line in _lines(file):
        fields = line.split()
        if len(fields) != 4 or not fields[3].lstrip("-").isdecimal():
            raise JudgmentsRefused("not the form “query 0 section grade”", where=place)
        query, section, grade = fields[0], judged_as(fields[2]), fields[3]
        _asked(query, queries, place)
        if section in found.setdefault(query, {}):
            raise JudgmentsRefused(f"{section} is judged twice for {query}", where=place)
        found[query][section] = int(grade)
    if not found:
        raise JudgmentsRefused("there is no judgment in it", where=str(file))
    return found


def _points(file: Path | None, queries: Mapping[str, str]) -> dict[str, Points]:
    found: dict[str, Points] = {}
    for place, line in _lines(file):
        try:
            fields: Any = json.loads(line)
            query, nuggets = fields["qid"], tuple(map(_nugget, fields["nuggets"]))
            contested = bool(fields.get("contested", False))
            if not isinstance(query, str):
                raise TypeError
        except ValueError as error:
            raise JudgmentsRefused(f"not JSON ({error})", where=place) from error
        except (KeyError, TypeError, AttributeError) as error:
            raise JudgmentsRefused(
                "not an object with “qid” and a list “nuggets” of objects with “text”, “vital” "
                "and a list “ids”",
                where=place,
            ) from error
        _asked(query, queries, place)
        if query in found:
            raise JudgmentsRefused(f"{query} is there already", where=place)
        found[query] = Points(contested, nuggets)
    return found


def _nugget(fields: Any) -> Nugget:
    ids = fields["ids"]
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        raise TypeError
    return Nugget(str(fields["text"]), bool(fields["vital"]), frozenset(map(judged_as, ids)))


def _stances(file: Path | None, queries: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for place, line in _lines(file):
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != 3 or not all(fields):
            raise JudgmentsRefused("not a query, a section and a side, tabs between", where=place)
        query, section, side = fields
        _asked(query, queries, place)
        found.setdefault(query, {})[judged_as(section)] = side
    return found


def _asked(query: str, queries: Mapping[str, str], place: str) -> None:
    if query not in queries:
        raise JudgmentsRefused(f"no question has the id {query}", where=place)
