"""What was found out about a snapshot before it is published: thresholds, quality, objections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.report import ReadReport
    from index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The thresholds fitted to a snapshot, its measured quality, and why not to publish it.

    ``objections`` are sentences for people; with one or more of them a build refuses to publish,
    unless it is told to. ``golden`` are the maintainer's own questions, as they were asked. All of
    it goes into the manifest but ``page``: the whole build as HTML, a file of its own.
    """

    thresholds: Mapping[str, float] = field(default_factory=dict)
    quality: Mapping[str, float] = field(default_factory=dict)
    objections: tuple[str, ...] = ()
    golden: tuple[str, ...] = ()
    page: str = ""


Appraise = Callable[["Snapshot", "ReadReport"], Appraisal]
"""Gets a draft, open and whole but for its manifest's thresholds and quality, and what was left
out of it."""
