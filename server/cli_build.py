"""``footnote build``: texts in, a snapshot out, measured against the one in use.

Only the standard library and typer are imported at the top, so that ``--help`` answers at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from server.options import AsJson, Index, print_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.reading import Source
    from index.appraisal import Appraise
    from index.building import Built
    from index.encoder import Encoder
    from server.settings import Settings

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Folders, files and archives, each PATH or NAME=PATH; none is the starter corpus.",
    ),
]
Force = Annotated[
    bool, typer.Option("--force", help="Publish even if answers got worse, and record it.")
]


def build(
    paths: Paths = None, force: Force = False, index: Index = None, as_json: AsJson = False
) -> None:
    """Read texts and build the index that answers come from."""
    import corpus
    from corpus.reading import parse_source
    from index.building import build as build_snapshot
    from index.encoder_export import load_encoder
    from server.settings import read_settings
    from server.terminal import consoles, progress

    settings = read_settings(index=index)
    starter = Path(corpus.__file__).parent / "data"
    sources = [parse_source(path) for path in paths or [f"starter={starter}"]]
    with progress(consoles()[1]) as on_progress:
        on_progress("opening the encoder", 0, 0)
        encoder = load_encoder(settings.encoder, settings.index / "encoders")
        built = build_snapshot(
            sources,
            settings.index,
            encoder,
            on_progress,
            appraise=_appraiser(sources, settings, encoder, on_progress),
            force=force,
            keep=settings.keep,
        )
    if as_json:
        print_json(built)
    else:
        _print(built, settings)


def _appraiser(
    sources: Sequence[Source],
    settings: Settings,
    encoder: Encoder,
    on_progress: Callable[[str, int, int], None],
) -> Appraise:
    """Measures a draft beside the current snapshot, where there is one that can be opened."""
    from corpus.errors import EncoderMismatch, SnapshotDamaged, SnapshotMissing
    from index.appraisal import Appraisal
    from index.golden import golden_of
    from index.snapshot import Snapshot, load
    from rag.appraising import appraise

    golden = golden_of(sources)

    def appraised(draft: Snapshot) -> Appraisal:
        try:
            current = load(settings.index, encoder)
        except EncoderMismatch:
            current = load(settings.index)
        except (SnapshotDamaged, SnapshotMissing):
            return appraise(draft, None, golden, settings.tolerance, on_progress)
        try:
            return appraise(draft, current, golden, settings.tolerance, on_progress)
        finally:
            current.close()

    return appraised


def _print(built: Built, settings: Settings) -> None:
    from corpus.report import counted
    from server.terminal import consoles

    done = "Nothing has changed" if built.unchanged else "Built"
    lines = [
        built.report.summary,
        f"{done}: {counted(built.documents, 'document')}, {counted(built.passages, 'passage')} "
        f"({built.encoded:,} encoded, {built.reused:,} reused) in {built.seconds:.1f} s.",
    ]
    if built.copies:
        lines.append(f"{counted(built.copies, 'passage')} nearly the same as another, linked.")
    lines += [f"{name} {value:.2f}" for name, value in built.appraisal.quality.items()]
    if built.appraisal.objections:
        lines += ["Published by force, although:", *built.appraisal.objections]
    lines.append(f"Snapshot {built.snapshot_id} in {settings.index}")
    consoles()[0].print("\n".join(lines), markup=False, soft_wrap=True)
