"""The commands for the snapshots of an index: list, go back, pin, compare, verify.

Only the standard library and typer are imported at the top, so that ``--help`` answers at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from server.options import AsJson, Index, print_json

Id = Annotated[str, typer.Argument(help="A snapshot's id.", metavar="ID")]
PerhapsId = Annotated[str | None, typer.Argument(help="A snapshot's id.", metavar="[ID]")]


def snapshots(index: Index = None, as_json: AsJson = False) -> None:
    """List the snapshots that are there, the latest first."""
    from index.releases import releases
    from server.terminal import consoles
    from server.terminal_snapshots import print_releases

    found = releases(_folder(index))
    if as_json:
        print_json({"snapshots": found})
    else:
        print_releases(consoles()[0], found)


def rollback(id: PerhapsId = None, index: Index = None, as_json: AsJson = False) -> None:
    """Make an earlier snapshot current; without an ID the one before."""
    from index.releases import roll_back

    current = roll_back(_folder(index), id)
    _say({"current": current}, f"Current is {current}. A running server moves to it.", as_json)


def pin(id: Id, index: Index = None, as_json: AsJson = False) -> None:
    """Keep a snapshot, however many come after it."""
    from index.releases import set_pin

    set_pin(_folder(index), id, True)
    _say({"pinned": id}, f"{id} is kept until you unpin it.", as_json)


def unpin(id: Id, index: Index = None, as_json: AsJson = False) -> None:
    """Keep a snapshot no longer than others."""
    from index.releases import set_pin

    set_pin(_folder(index), id, False)
    _say({"unpinned": id}, f"{id} is kept as long as others.", as_json)


def verify(id: PerhapsId = None, index: Index = None, as_json: AsJson = False) -> None:
    """Check every file of a snapshot and its encoder; without an ID the current one."""
    from index.snapshot import load

    snapshot = load(_folder(index), id=id)
    snapshot.close()
    files = len(snapshot.manifest.files)
    _say(
        {"verified": snapshot.id, "files": files},
        f"{snapshot.id} is as it was written: {files} files and the encoder.",
        as_json,
    )


def diff(
    a: Annotated[str, typer.Argument(help="A snapshot's id.", metavar="A")],
    b: Annotated[str, typer.Argument(help="A later one's.", metavar="B")],
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Compare two snapshots: their documents, and what they answer to the golden questions."""
    from index.releases import changes
    from rag.differing import changed_answers
    from server.options import opened
    from server.terminal import consoles
    from server.terminal_snapshots import print_diff

    with opened(index, a) as first, opened(index, b) as second:
        documents = changes(first, second)
        questions = dict.fromkeys((*first.manifest.golden, *second.manifest.golden))
        answers = changed_answers(questions, first, second)
    if as_json:
        print_json({"documents": documents, "questions": len(questions), "answers": answers})
    else:
        print_diff(consoles()[0], documents, answers, len(questions))


def _folder(index: Path | None) -> Path:
    from server.settings import read_settings

    return read_settings(index=index).index


def _say(fields: dict[str, object], sentence: str, as_json: bool) -> None:
    if as_json:
        print_json(fields)
    else:
        typer.echo(sentence)


COMMANDS = (snapshots, rollback, pin, unpin, diff, verify)
