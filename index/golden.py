"""Questions a new snapshot must hold: the maintainer's own, and threads' titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from corpus.archives import GOLDEN
from corpus.errors import JudgmentsRefused
from corpus.reading import Source
from index.judgments import RELEVANT, WHOLE, JudgedSet, judged_as, read_judgments
from index.snapshot import Snapshot

JUDGED = "evaluation"

TITLES = 60
"""Threads whose titles are asked: a few seconds' work."""


def golden_of(sources: Sequence[Source]) -> JudgedSet:
    """The maintainer's questions, of all sources together.

    For a folder its ``golden.tsv``, and its ``evaluation`` where that is a judged set; for a file
    or an archive, the file beside it of the same name with ``.golden.tsv`` behind. A line of it is
    a question and, behind a tab, the ids of sections that answer it with spaces between; none
    where the texts have no answer. Raises JudgmentsRefused.
    """
    queries: dict[str, str] = {}
    qrels: dict[str, dict[str, int]] = {}
    unanswerable: dict[str, str] = {}
    for source in sources:
        folder = source.path.is_dir()
        file = source.path / GOLDEN if folder else Path(f"{source.path}.{GOLDEN}")
        for line, question, sections in _lines(file) if file.is_file() else ():
            id = f"{source.name}/{line}"
            (queries if sections else unanswerable)[id] = question
            qrels |= {id: dict.fromkeys(map(judged_as, sections), RELEVANT)} if sections else {}
        if folder and (source.path / JUDGED / "queries.tsv").is_file():
            judged = read_judgments(source.path / JUDGED)
            for id, question in {**judged.queries, **judged.unanswerable}.items():
                mine = f"{source.name}/{id}"
                (queries if id in judged.queries else unanswerable)[mine] = question
                if id in judged.qrels:
                    qrels[mine] = dict(judged.qrels[id])
    return JudgedSet("golden questions", queries, qrels, unanswerable, {}, {})


def digest_of(golden: JudgedSet) -> str:
    """A hash of what is asked and of what is to be found."""
    return sha256(repr(golden).encode("utf-8", "backslashreplace")).hexdigest()


def lost(golden: JudgedSet, snapshot: Snapshot) -> list[tuple[str, str]]:
    """(question, section) of every answer that is named and not there: a slip, or gone."""
    return [
        (golden.queries[id], section)
        for id, grades in golden.qrels.items()
        for section in grades
        if not (snapshot.store.has(section) or snapshot.store.has(section + WHOLE))
    ]


def titles_of(snapshot: Snapshot, other: Snapshot | None = None, most: int = TITLES) -> JudgedSet:
    """Threads' titles as questions that their own answers must answer.

    Which threads is chosen by a hash of their ids, so that a few more threads leave most of the
    choice as it was; with ``other``, only of those that both snapshots hold under that title.
    """
    threads = snapshot.store.answered_threads()
    if other:
        there = other.store.answered_threads()
        threads = {id: each for id, each in threads.items() if there.get(id, ("",))[0] == each[0]}
    chosen = sorted(threads, key=lambda id: sha256(id.encode()).digest())[:most]
    return JudgedSet(
        "threads' titles",
        {id: threads[id][0] for id in chosen},
        {id: dict.fromkeys(threads[id][1], RELEVANT) for id in chosen},
        {},
        {},
        {},
    )


def add_golden(folder: Path, questions: Mapping[str, Sequence[str]]) -> list[str]:
    """Add lines to the ``golden.tsv`` of a source for questions it does not ask yet.

    Gives the lines added, in the form ``golden_of`` reads. Raises JudgmentsRefused.
    """
    file = folder / GOLDEN
    known = {question for _, question, _ in (_lines(file) if file.is_file() else ())}
    added = [
        f"{question}\t{' '.join(sections)}"
        for question, sections in questions.items()
        if question not in known
    ]
    try:
        text = file.read_text("utf-8") if file.is_file() else ""
        if added:
            gap = "" if not text or text.endswith("\n") else "\n"
            file.write_text(text + gap + "".join(f"{line}\n" for line in added), "utf-8")
    except OSError as error:
        raise JudgmentsRefused(f"it cannot be written ({error})", where=str(file)) from error
    return added


def _lines(file: Path) -> Iterator[tuple[str, str, list[str]]]:
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgmentsRefused(f"it cannot be read ({error})", where=str(file)) from error
    for number, line in enumerate(lines, 1):
        question, _, sections = line.partition("\t")
        if not question.strip():
            if sections.strip():
                raise JudgmentsRefused("there is no question in it", where=f"{file}:{number}")
            continue
        yield f"{file.name}:{number}", question.strip(), sections.split()
