"""What was found out about a snapshot before it is published: thresholds, quality, objections."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The thresholds fitted to a snapshot, its measured quality, and why not to publish it.

    All of it goes into the manifest. ``objections`` are sentences for people; with one or more of
    them a build refuses to publish, unless it is told to. ``golden`` are the maintainer's own
    questions, as they were asked.
    """

    thresholds: Mapping[str, float] = field(default_factory=dict)
    quality: Mapping[str, float] = field(default_factory=dict)
    objections: tuple[str, ...] = ()
    golden: tuple[str, ...] = ()


Appraise = Callable[["Snapshot"], Appraisal]
"""Gets a draft, open and whole but for its manifest's thresholds and quality."""
