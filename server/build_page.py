"""A build as one page of HTML: what is in it, what was left out, how good it is; no script."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from corpus.report import HEADINGS, Finding, ReadReport
from index.appraisal import Appraisal
from index.manifest import Manifest
from index.releases import Changes
from index.snapshot import Snapshot
from server.build_template import PAGE, STYLE
from server.plots import bars, trend
from server.report_template import reports
from server.steps import Step

MOST = 200
"""Findings of a kind, changed documents of a kind, and pairs of copies that are named."""

BINS = 12
"""Bars of a distribution of lengths; what is longer than 99 of 100 stands in the last."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The findings of one kind: their reasons with how often each occurs, and which they are."""

    heading: str
    reasons: Sequence[tuple[str, int]]
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages that say nearly the same."""

    ids: tuple[str, str]
    texts: tuple[str, str]


def build_page(
    draft: Snapshot,
    report: ReadReport,
    appraisal: Appraisal,
    steps: Sequence[Step],
    *,
    earlier: Sequence[Manifest] = (),
    before: str = "",
    changed: Changes | None = None,
    lost: Sequence[tuple[str, str]] = (),
    published: bool = True,
) -> str:
    """The whole page, which asks for nothing but itself.

    ``earlier`` are the manifests of the snapshots that are kept, the latest first; ``before`` is
    the id of the current one and ``changed`` how the documents differ from its, None without one.
    ``lost`` are golden questions with the ids of answers that are not there.
    """
    manifest = draft.manifest
    findings = Counter(finding.kind for finding in report.findings)
    return reports.from_string(PAGE).render(
        manifest=manifest,
        report=report,
        appraisal=appraisal,
        published=published,
        documents=manifest.counts["threads"] + manifest.counts["posts"],
        encoded=next((step.count for step in steps if step.name == "encoding"), 0),
        unread=findings["error"] + findings["skipped"] + findings["thin"],
        left_out=list(_left_out(report)),
        changed=changed,
        lost=lost,
        plots=list(_plots(draft)),
        pairs=_pairs(draft),
        pair_count=len(draft.copies),
        trends=list(_trends(manifest, appraisal, earlier)),
        before=before,
        steps=sorted(steps, key=lambda step: -step.seconds),
        seconds=sum(step.seconds for step in steps),
        most=MOST,
        own_style=Markup(STYLE),
    )


def _left_out(report: ReadReport) -> Iterator[LeftOut]:
    for kind, heading in HEADINGS.items():
        some = [finding for finding in report.findings if finding.kind == kind]
        if some:
            # What differs from file to file only in a name or a number is one reason.
            alike = defaultdict[str, list[str]](list)
            for each in some:
                alike[re.sub(r"“[^”]*”|\S*[/\d]\S*", "…", each.reason)].append(each.reason)
            reasons = [
                (reason if len(same) > 1 else same[0], len(same)) for reason, same in alike.items()
            ]
            yield LeftOut(heading, sorted(reasons, key=lambda each: -each[1]), some)


def _plots(draft: Snapshot) -> Iterator[tuple[Markup, str]]:
    measured = draft.store.measured()
    advice = [(length, day) for role, length, day in measured if role != "question"]
    for values, of in (
        (draft.store.passage_length.tolist(), "passages"),
        ([length for length, _ in advice], "answers and posts"),
    ):
        caption = f"Length of {len(values):,} {of} in characters, half below {_median(values):,}."
        yield bars(_lengths(values), caption, of), caption
    years = Counter(day[:4] for _, day in advice if day)
    undated = len(advice) - years.total()
    caption = f"Answers and posts by year; {undated:,} have no date."
    if years:
        span = range(int(min(years)), int(max(years)) + 1)
        yield bars([(str(year), years[str(year)]) for year in span], caption, "written"), caption
    threads = Counter(role for role, _, _ in measured)
    if threads["question"]:
        answers = _answers(draft)
        caption = f"Threads by how many answers they have; {threads['answer']:,} answers in all."
        yield bars(answers, caption, "threads"), caption


def _lengths(values: Sequence[int]) -> list[tuple[str, int]]:
    """(from how many characters on, how many)."""
    top = float(np.quantile(values, 0.99)) if values else 1.0
    width = next(w for w in (10, 20, 50, 100, 200, 500, 1000, 2000, 10**9) if w * BINS >= top)
    places = Counter(min(value // width, BINS - 1) for value in values)
    last = max(places, default=0)
    return [(f"{place * width:,}", places[place]) for place in range(last + 1)]


def _answers(draft: Snapshot) -> list[tuple[str, int]]:
    """(answers of a thread, threads), ten and more together."""
    store = draft.store
    threads = np.unique(store.section_document[store.section_asks])
    answers = np.bincount(store.section_document[~store.section_asks], minlength=threads.max() + 1)
    counts = Counter(min(int(count), 10) for count in answers[threads])
    return [("10+" if n == 10 else str(n), counts[n]) for n in range(max(counts) + 1)]


def _median(values: Sequence[int]) -> int:
    return int(np.median(values)) if values else 0


def _pairs(draft: Snapshot) -> list[Pair]:
    """The pairs of copies, the longest first."""
    passages = draft.store.passages(draft.copies.ravel().tolist())
    both = list(zip(passages[::2], passages[1::2], strict=True))
    both.sort(key=lambda two: -min(len(two[0].text), len(two[1].text)))
    return [Pair((a.id, b.id), (a.text, b.text)) for a, b in both[:MOST]]


def _trends(
    manifest: Manifest, appraisal: Appraisal, earlier: Sequence[Manifest]
) -> Iterator[tuple[Markup, str]]:
    """Each measure on the snapshots before, the oldest first, and on this one."""
    for name, value in appraisal.quality.items():
        known = [m for m in reversed(earlier) if name in m.quality]
        points = [(m.created[:16].replace("T", " "), m.quality[name]) for m in known]
        caption = f"{name}: {value:.2f}"
        if known:
            moved = f"{value - points[-1][1]:+.2f}".replace("-", "−")
            caption += f", {moved} since the last"
            own = name.startswith("golden") and known[-1].asked != manifest.asked
            caption += ", which was asked others" if own else ""
        yield trend([*points, ("this build", value)], name), caption
