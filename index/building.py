"""Documents → Snapshot: read, split, encode what is new, write, appraise, publish."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document
from corpus.errors import SnapshotDamaged, SnapshotRefused
from corpus.reading import Source
from corpus.report import ReadReport, report_from_json
from index.adaptation import Adaptation
from index.appraisal import Appraisal, Appraise
from index.content import Progress, size_of, take_in, uncollected
from index.drafting import manifest_of, write_draft
from index.encoder import Encoder, EncoderCard
from index.encoding import ENCODED, Encoded, encode, forget_published
from index.manifest import PAGE, REPORT, Manifest, read_manifest
from index.publishing import (
    KEEP,
    clear_refused,
    draft_in,
    keep_refused,
    kept,
    publish,
    seal,
    writing,
)
from index.reusing import code, inputs_of
from index.snapshot import current_id, open_snapshot, verified


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. ``unchanged`` means the current snapshot already held all of this.

    ``copies`` counts the passages that say nearly the same as another; ``page`` is the build as
    HTML, None where nobody wrote one.
    """

    snapshot_id: str
    report: ReadReport
    page: Path | None
    documents: int
    passages: int
    copies: int
    encoded: int
    reused: int
    unchanged: bool
    appraisal: Appraisal
    adaptation: Adaptation | None
    seconds: float


Adapt = Callable[[Sequence[Document], Progress], tuple[Encoder, Adaptation]]
"""Documents → the encoder to build with, and what came of adapting it to them."""


def build(
    sources: Sequence[Source],
    index: Path,
    encoder: Encoder,
    on_progress: Progress | None = None,
    *,
    adapt: Adapt | None = None,
    appraise: Appraise | None = None,
    asked: str = "",
    force: bool = False,
    keep: int = KEEP,
) -> Built:
    """Read the sources and make a snapshot of them current; ``keep`` so many of the latest.

    ``adapt`` may give another encoder once it has seen the documents: one that reads texts in the
    same tokens. It is not asked again while nothing has changed since it was.
    ``asked`` is a hash of what ``appraise`` asks. Other questions make a new snapshot, measured by
    them, of texts that may be the same, and so does another version of the code. Until the very
    last rename the snapshot that was current stays so, whatever happens.

    Raises CorpusError where there is nothing to read, SnapshotRefused where ``appraise`` objects
    and ``force`` is not given, BuildFailed where the index cannot be written.
    """
    started = time.monotonic()
    tell = on_progress or (lambda stage, done, total: None)
    with writing(index):
        old = _current(index)
        clear_refused(index)
        if adapt is None:  # otherwise it is not known yet by which encoder
            forget_published(index / ENCODED, old, encoder.card)
        tell("looking for changes", 0, 1)
        inputs = inputs_of(sources, encoder.card, asked)
        tell("looking for changes", 1, 1)
        manifest = _unchanged(old, inputs=inputs)
        if manifest and (adapt is None or manifest.adaptation):
            return _built(index, manifest, started)
        content = take_in(sources, encoder, old, tell)
        adaptation = _adaptation(old, encoder.card)
        if adapt:
            encoder, adaptation = adapt(content.documents, tell)
            content = content.encoded_by(encoder.card)
            inputs = inputs_of(sources, encoder.card, asked)
        same: dict[str, object] = {
            "fingerprint": content.fingerprint,
            "asked": asked,
            "code": code(),
            "adaptation": adaptation,
        }
        if manifest := _unchanged(old, **same):
            # What was left out may be something else than last time, and is told all the same.
            return replace(_built(index, manifest, started), report=content.report)
        before = [old, *(each for each in kept(index) if each != old)] if old else kept(index)
        needed = size_of(content, encoder.card)
        with (
            uncollected(),
            Encoded(index / ENCODED, encoder.card) as encoded,
            draft_in(index, needed) as draft,
        ):
            encodings = encode(content.texts, content.keys, encoder, before, encoded, tell)
            pairs = write_draft(draft, content, encodings, encoder, tell)
            manifest = manifest_of(
                index,
                content,
                encoder,
                pairs,
                inputs=inputs,
                asked=asked,
                adaptation=adaptation,
            )
            appraisal = appraise_draft(draft, manifest, encoder, content.report, appraise)
            if appraisal.objections and not force:
                raise _refused(index, appraisal)
            if appraisal.page:
                (draft / PAGE).write_text(appraisal.page, "utf-8")
            manifest = replace(
                manifest,
                thresholds=appraisal.thresholds,
                quality=appraisal.quality,
                objections=appraisal.objections,
                golden=appraisal.golden,
            )
            manifest = seal(draft, manifest)
            publish(draft, index, manifest.id, keep)
    return _built(index, manifest, started, encodings.new, unchanged=False)


def appraise_draft(
    draft: Path,
    manifest: Manifest,
    encoder: Encoder,
    report: ReadReport,
    appraise: Appraise | None,
) -> Appraisal:
    """What ``appraise`` finds in a draft, which must open whether anybody asks or not."""
    snapshot = open_snapshot(draft, manifest, encoder)
    try:
        return appraise(snapshot, report) if appraise else Appraisal()
    finally:
        snapshot.close()


def _current(index: Path) -> Path | None:
    """The current snapshot's folder, None also where the pointer to it is past reading."""
    try:
        id = current_id(index)
    except SnapshotDamaged:
        return None
    return index / "snapshots" / id if id else None


def _adaptation(snapshot: Path | None, card: EncoderCard) -> Adaptation | None:
    """What came of adapting, if a snapshot has it and its encoder is this one."""
    try:
        manifest = read_manifest(snapshot) if snapshot else None
    except SnapshotDamaged:
        return None
    return manifest.adaptation if manifest and manifest.encoder == card else None


def _unchanged(snapshot: Path | None, **values: object) -> Manifest | None:
    """The manifest of a snapshot that has these values in it and is undamaged."""
    if snapshot is None:
        return None
    try:
        manifest = read_manifest(snapshot)
        same = all(getattr(manifest, name) == value for name, value in values.items())
        return verified(snapshot) if same else None
    except SnapshotDamaged:
        return None


def _refused(index: Path, appraisal: Appraisal) -> SnapshotRefused:
    """Why a draft is not published; its page is kept, since the draft is not."""
    lines = ["the new snapshot is not published:", *appraisal.objections]
    if appraisal.page:
        lines.append(f"Report: {keep_refused(index, appraisal.page)}")
    return SnapshotRefused(
        "\n".join(lines),
        where=str(index),
        mend="Mend the texts, or publish it all the same: footnote build --force",
    )


def _built(
    index: Path, manifest: Manifest, started: float, encoded: int = 0, *, unchanged: bool = True
) -> Built:
    counts = manifest.counts
    folder = index / "snapshots" / manifest.id
    return Built(
        snapshot_id=manifest.id,
        report=report_from_json(json.loads((folder / REPORT).read_text("utf-8"))),
        page=folder / PAGE if PAGE in manifest.files else None,
        documents=counts["threads"] + counts["posts"],
        passages=counts["passages"],
        copies=counts["copies"],
        encoded=encoded,
        reused=counts["passages"] - encoded,
        unchanged=unchanged,
        appraisal=Appraisal(
            manifest.thresholds, manifest.quality, manifest.objections, manifest.golden
        ),
        adaptation=manifest.adaptation,
        seconds=time.monotonic() - started,
    )
