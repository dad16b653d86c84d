"""The encoder that a build goes on with: what was adapted to a corpus once stays so."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import EncoderUnusable, SnapshotDamaged
from index.encoder import Encoder, ExportedEncoder
from index.encoder_export import export_of
from index.manifest import ENCODER, read_manifest
from index.snapshot import current_id, verified


def in_use(base: Encoder, index: Path) -> Encoder:
    """The current snapshot's encoder where it was adapted from this one, else this one.

    Raises EncoderUnusable where it was and cannot be opened.
    """
    try:
        id = current_id(index)
        card = read_manifest(index / "snapshots" / id).encoder if id else None
    except SnapshotDamaged:
        return base
    if not id or not card or card.adapted_from != base.card.weights_sha256:
        return base
    if (export := export_of(card.weights_sha256, index / "encoders")) is not None:
        return ExportedEncoder(export, many=True)
    try:
        verified(index / "snapshots" / id)
    except SnapshotDamaged as error:
        raise EncoderUnusable(
            f"the adapted encoder is damaged ({error.what})",
            where=error.where,
            mend="Adapt it again with footnote build --adapt, or do without: --no-adapt.",
        ) from error
    return ExportedEncoder(index / "snapshots" / id / ENCODER, many=True)
