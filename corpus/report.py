"""What a reading took in, and everything it left out, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

FindingKind = Literal["skipped", "error", "duplicate", "thin"]

HEADINGS: dict[FindingKind, str] = {
    "error": "could not be read",
    "skipped": "skipped",
    "thin": "too thin to quote",
    "duplicate": "duplicates, kept unless said otherwise",
}
"""What each kind is called, the worst first."""
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth telling about a file; ``line`` counts from 1, None where no line is meant."""

    kind: FindingKind
    path: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class SourceCount:
    """What one source held."""

    name: str
    path: str
    threads: int
    answers: int
    posts: int


@dataclass(frozen=True, slots=True)
class ReadReport:
    """The counts of every source and all findings, in the order they were met."""

    sources: tuple[SourceCount, ...]
    findings: tuple[Finding, ...]

    @property
    def summary(self) -> str:
        """Lines for a terminal: the counts, then the findings, at most ten of a kind."""
        lines = [
            f"{s.name}: {counted(s.threads, 'thread')}, {counted(s.answers, 'answer')}, "
            f"{counted(s.posts, 'post')}"
            for s in self.sources
        ]
        counts = Counter(finding.kind for finding in self.findings)
        for kind, heading in HEADINGS.items():
            if not counts[kind]:
                continue
            lines.append(f"{counts[kind]:,} {heading}:")
            some = [finding for finding in self.findings if finding.kind == kind][:_SHOWN]
            lines += [f"  {_place(finding)}: {finding.reason}" for finding in some]
            if counts[kind] > _SHOWN:
                lines.append(f"  … and {counts[kind] - _SHOWN:,} more")
        return "\n".join(lines)


def report_as_json(report: ReadReport) -> dict[str, object]:
    """The report as plain lists and maps, ready for ``json.dumps``."""
    return asdict(report)


def report_from_json(fields: Mapping[str, Any]) -> ReadReport:
    """The report that ``report_as_json`` wrote."""
    return ReadReport(
        tuple(SourceCount(**each) for each in fields["sources"]),
        tuple(Finding(**each) for each in fields["findings"]),
    )


def counted(number: int, thing: str) -> str:
    """``1 thread``, ``2,000 threads``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _place(finding: Finding) -> str:
    return finding.path if finding.line is None else f"{finding.path}:{finding.line}"
