"""How snapshots read in a terminal: their list, and what changed between two."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from corpus.report import counted
from index.releases import Changes, Release
from rag.differing import Changed, Side

MOST = 20
"""Documents of a kind that are named."""


def print_releases(console: Console, releases: Sequence[Release]) -> None:
    """Each snapshot with what it is made of, its quality and what is special about it."""
    if not releases:
        console.print("There is no snapshot here yet. Build one: footnote build")
    for one in releases:
        marks = [m for m, on in (("current", one.current), ("pinned", one.pinned)) if on]
        marks += ["published by force"] if one.objections else []
        marks += [f"damaged: {one.damaged}"] if one.damaged else []
        lines = [f"{one.id}  {', '.join(marks)}".rstrip()]
        if not one.damaged:
            lines.append(
                f"  {one.created[:16].replace('T', ' ')} · {counted(one.documents, 'document')} · "
                f"{counted(one.passages, 'passage')} · encoder {one.encoder}"
            )
        lines += [f"  {name} {value:.2f}" for name, value in one.quality.items()]
        console.print("\n".join(lines), markup=False, soft_wrap=True)


def print_diff(
    console: Console, documents: Changes, answers: Sequence[Changed], questions: int
) -> None:
    """The documents that came, changed and went; then the answers side by side."""
    for name, ids in (
        ("added", documents.added),
        ("changed", documents.changed),
        ("removed", documents.removed),
    ):
        console.print(f"{len(ids):,} {name}")
        for id in ids[:MOST]:
            console.print(f"  {id}", markup=False, soft_wrap=True)
        if len(ids) > MOST:
            console.print(f"  … and {len(ids) - MOST:,} more")
    console.print(f"{len(answers)} of {questions} golden questions are answered differently")
    for changed in answers:
        table = Table(escape(changed.question), "", box=SIMPLE_HEAD, pad_edge=False, expand=True)
        table.add_row(changed.first.status, changed.second.status)
        table.add_row(_side(changed.first), _side(changed.second))
        console.print(table)


def _side(side: Side) -> Text:
    return Text("\n\n".join(f"{text} [{', '.join(of)}]" for text, of in side.sentences))
