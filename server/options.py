"""What commands share: their options, the snapshot they open, and JSON on stdout.

Only the standard library and typer are imported at the top, so that ``--help`` answers at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from index.snapshot import Snapshot

Index = Annotated[
    Path | None,
    typer.Option("--index", help="The folder of the index; else FOOTNOTE_INDEX.", metavar="DIR"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print nothing but JSON on stdout.")]


@contextmanager
def opened(index: Path | None, id: str | None = None) -> Iterator[Snapshot]:
    """The current snapshot, or the one with this id, closed at the end."""
    from index.snapshot import load
    from server.settings import read_settings

    snapshot = load(read_settings(index=index).index, id=id)
    try:
        yield snapshot
    finally:
        snapshot.close()


def print_json(value: Any) -> None:
    """Print a dataclass, a model or plain data as JSON."""
    from pydantic_core import to_json

    typer.echo(to_json(value, indent=2).decode())
