"""How things read in a terminal: answers, hits, progress and errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from threading import Timer

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.text import Text

from corpus.errors import FootnoteError
from index.searching import Hit
from index.snapshot import Snapshot
from rag.answer import Answer, Reference, Sentence
from rag.positions import SAID

WIDTH = 88
"""Columns a line of prose takes at most."""

PATIENCE = 2.0
"""Seconds before a progress bar is shown."""

# A text out of an archive must not move the cursor or recolour the terminal.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def consoles() -> tuple[Console, Console]:
    """One for replies, on stdout, and one for everything else, on stderr."""
    return Console(highlight=False), Console(highlight=False, stderr=True)


def print_error(console: Console, error: FootnoteError) -> None:
    """What is wrong in red, then what mends it."""
    text = f"{error.where}: {error.what}" if error.where else error.what
    _line(console, Text(_clean(text), "red"))
    if error.mend:
        _line(console, Text(_clean(error.mend)))


def print_answer(console: Console, answer: Answer) -> None:
    """An answer as paragraphs with [1] markers, its references, notes and nearest questions."""
    paragraphs = groupby(answer.sentences, key=_paragraph)
    for _, sentences in paragraphs:
        _prose(console, Text(" ").join(_sentence(sentence) for sentence in sentences))
        console.print()
    explanation = answer.explanation
    choices = explanation.choices if explanation else ()
    why = {choice.reference: choice.why for choice in choices}
    for reference in answer.references:
        _print_reference(console, reference)
        if reference.number in why:
            _prose(console, Text(why[reference.number], "italic"), indent=4)
    if answer.references:
        console.print()
    for note in answer.notes:
        _prose(console, Text(_clean(note), "italic"))
    for held in explanation.withheld if explanation else ():
        _prose(console, Text("Withheld: ", "red").append(_clean(held.text)))
        _prose(console, Text(f"{held.verdict}. {_clean(held.why)}", "italic"), indent=4)
    if answer.nearest:
        _prose(console, Text("Questions that have been answered:", "bold"))
        for question in answer.nearest:
            _prose(console, Text(f"• {_clean(question)}"), indent=2)


def print_hits(console: Console, hits: list[Hit], snapshot: Snapshot) -> None:
    """Hits, best first, each with its text and who wrote it."""
    if not hits:
        console.print("Nothing was found.")
    for hit in hits:
        document = snapshot.document(hit.passage.document_id)
        section = snapshot.section(hit.passage.section_id)
        heading = Text(f"{hit.rank}. ", "bold").append(_clean(document.title))
        _prose(console, heading)
        _prose(console, Text(_clean(hit.passage.text)), indent=3)
        facts = [
            section.author,
            str(section.published or ""),
            _votes(section.votes),
        ]
        facts += [f"score {hit.score:.4f}", hit.passage.id]
        _line(console, Text(_facts(*facts), "dim"), indent=3)
        console.print()


@contextmanager
def progress(console: Console, in_bytes: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """Gives a callback for (stage, done, total); total 0 is not known yet.

    In a terminal a bar with counts, rate and time left, once it takes longer than two seconds;
    elsewhere a line for every stage.
    """
    counts = (
        (DownloadColumn(), TransferSpeedColumn()) if in_bytes else (MofNCompleteColumn(), _Rate())
    )
    description, left = TextColumn("{task.description}"), TimeRemainingColumn()
    bar = Progress(description, BarColumn(), *counts, left, console=console)
    tasks: dict[str, TaskID] = {}

    def on_progress(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            for task in bar.tasks:
                bar.update(task.id, total=task.total or 1, completed=task.total or 1)
            tasks[stage] = bar.add_task(_clean(stage), total=None)
            if not console.is_terminal:
                _line(console, Text(f"{_clean(stage)} …"))
        bar.update(tasks[stage], completed=done, total=total or None)

    # A timer, since a stage may be silent for longer than that.
    timer = Timer(PATIENCE, bar.start)
    timer.daemon = True
    if console.is_terminal:
        timer.start()
    try:
        yield on_progress
    finally:
        timer.cancel()
        if console.is_terminal:
            timer.join()
        if bar.live.is_started:
            bar.stop()


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.{0 if speed >= 10 else 1}f}/s" if speed else "")


def _paragraph(sentence: Sentence) -> tuple[str, tuple[int, ...]]:
    """Quotes in a row of the same people are one paragraph, and so is all that is said in one voice
    by a language model."""
    if sentence.kind == "claim":
        return sentence.kind, ()
    return sentence.kind, tuple(citation.reference for citation in sentence.citations)


def _sentence(sentence: Sentence) -> Text:
    numbers = dict.fromkeys(citation.reference for citation in sentence.citations)
    text = Text(_clean(sentence.text), "italic" if sentence.kind == "frame" else "")
    for number in numbers:
        text.append(f" [{number}]", "cyan")
    if sentence.dated:
        text.append(f" (said in {sentence.dated})", "dim")
    return text


def _print_reference(console: Console, reference: Reference) -> None:
    year = str(reference.published.year) if reference.published else None
    said = SAID[reference.position] if reference.position else None
    facts = _facts(reference.author, said, year, _votes(reference.votes), reference.site)
    _prose(console, Text(f"[{reference.number}] ", "cyan").append(facts))
    _prose(console, Text(_clean(reference.title)), indent=4)
    if reference.url:
        _line(console, Text(_clean(reference.url), "dim"), indent=4)


def _votes(votes: int | None) -> str | None:
    # A corpus that nobody votes in says 0 or nothing.
    return None if not votes else f"{votes} vote{'' if votes == 1 else 's'}"


def _facts(*facts: str | None) -> str:
    return " · ".join(_clean(fact) for fact in facts if fact)


def _prose(console: Console, text: Text, indent: int = 0) -> None:
    for line in text.wrap(console, max(20, min(console.width, WIDTH) - indent)):
        line.rstrip()
        _line(console, line, indent)


def _line(console: Console, text: Text, indent: int = 0) -> None:
    """A line that is never broken: an address or an id must survive copying."""
    console.print(Text(" " * indent) + text if text else "", soft_wrap=True)


def _clean(text: str) -> str:
    return CONTROLS.sub("", text)
