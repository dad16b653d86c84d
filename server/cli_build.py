"""``footnote build``: texts in, a snapshot out, measured against the one in use.

Only the standard library and typer are imported at the top, so that ``--help`` answers at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from server.options import AsJson, Index, print_json

if TYPE_CHECKING:
    from corpus.document import Document
    from corpus.report import ReadReport
    from index.adaptation import Adaptation
    from index.appraisal import Appraisal, Appraise
    from index.building import Adapt, Built
    from index.encoder import Encoder
    from index.judgments import JudgedSet
    from index.snapshot import Snapshot
    from server.settings import Settings
    from server.steps import Steps

SHOWN = 10
"""Answers of golden questions that are not there, as many as are told; the report has them all."""

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
Adapted = Annotated[
    bool | None,
    typer.Option(
        "--adapt/--no-adapt",
        help="Fine-tune the encoder on these texts' own threads, or go back to it as it came.",
        show_default=False,
    ),
]


def build(
    paths: Paths = None,
    adapt: Adapted = None,
    force: Force = False,
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Read texts and build the index that answers come from."""
    import corpus
    from corpus.reading import parse_source
    from index.building import build as build_snapshot
    from index.encoder_export import load_encoder
    from index.encoder_in_use import in_use
    from index.golden import digest_of, golden_of
    from server.settings import read_settings
    from server.steps import Steps
    from server.terminal import consoles, progress

    settings = read_settings(index=index)
    starter = Path(corpus.__file__).parent / "data"
    sources = [parse_source(path) for path in paths or [f"starter={starter}"]]
    golden = golden_of(sources)
    missed: list[tuple[str, str]] = []
    with progress(consoles()[1]) as on_progress:
        steps = Steps(on_progress)
        steps("opening the encoder", 0, 0)
        base = load_encoder(settings.encoder, settings.index / "encoders")
        encoder = base if adapt is False else in_use(base, settings.index)
        built = build_snapshot(
            sources,
            settings.index,
            encoder,
            steps,
            adapt=_adapter(settings, base) if adapt else None,
            appraise=_appraiser(golden, settings, encoder, steps, force, missed),
            asked=digest_of(golden),
            force=force,
            keep=settings.keep,
        )
    if as_json:
        print_json(built)
    else:
        _print(built, settings, missed, asked=bool(adapt))


def _adapter(settings: Settings, base: Encoder) -> Adapt:
    """Fine-tunes the encoder on a build's documents."""

    def adapted(
        documents: Sequence[Document], tell: Callable[[str, int, int], None]
    ) -> tuple[Encoder, Adaptation]:
        from index.adapting import adapt  # half of what an unchanged build takes

        return adapt(settings.encoder, base, settings.index, documents, tell)

    return adapted


def _appraiser(
    golden: JudgedSet,
    settings: Settings,
    encoder: Encoder,
    steps: Steps,
    force: bool,
    missed: list[tuple[str, str]],
) -> Appraise:
    """Measures a draft beside the current snapshot, if that opens, and writes the build's page.

    ``missed`` gets the golden questions whose answers are not there, with the ids of these.
    """

    def appraised(draft: Snapshot, report: ReadReport) -> Appraisal:
        # Imported here: half of the time it takes to find that nothing has changed.
        from index.golden import lost
        from index.releases import changes, manifests
        from rag.appraising import appraise
        from server.build_page import build_page

        with _current(settings.index, encoder) as current:
            found = appraise(draft, current, golden, settings.tolerance, steps)
            missed.extend(lost(golden, draft))
            steps("reporting", 0, 1)
            page = build_page(
                draft,
                report,
                found,
                steps.so_far(),
                earlier=manifests(settings.index),
                before=current.id if current else "",
                changed=changes(current, draft) if current else None,
                lost=missed,
                published=force or not found.objections,
            )
            steps("reporting", 1, 1)
        return replace(found, page=page)

    return appraised


@contextmanager
def _current(index: Path, encoder: Encoder) -> Iterator[Snapshot | None]:
    """The snapshot in use, with the encoder at hand if it is its own; None if it does not open."""
    from corpus.errors import EncoderMismatch, SnapshotDamaged, SnapshotMissing
    from index.snapshot import load

    current = None
    try:
        current = load(index, encoder)
    except EncoderMismatch:
        current = load(index)
    except (SnapshotDamaged, SnapshotMissing):
        pass
    try:
        yield current
    finally:
        if current:
            current.close()


def _print(
    built: Built, settings: Settings, missed: Sequence[tuple[str, str]], *, asked: bool
) -> None:
    """``asked``: whether the encoder was to be adapted."""
    from corpus.report import counted
    from server.terminal import consoles

    done = "Nothing has changed" if built.unchanged else "Built"
    lines = [
        built.report.summary,
        f"{done}: {counted(built.documents, 'document')}, {counted(built.passages, 'passage')} "
        f"({built.encoded:,} encoded, {built.reused:,} reused) in {built.seconds:.1f} s.",
    ]
    if built.adaptation and (asked or built.adaptation.kept):
        lines.append(built.adaptation.summary)
    if built.copies:
        lines.append(f"{counted(built.copies, 'passage')} nearly the same as another, linked.")
    lines += [
        f"“{question}” is answered by {id}, which is not there." for question, id in missed[:SHOWN]
    ]
    if len(missed) > SHOWN:
        lines.append(
            f"… and {len(missed) - SHOWN:,} more answers of golden questions are not there."
        )
    lines += [f"{name} {value:.2f}" for name, value in built.appraisal.quality.items()]
    if built.appraisal.objections:
        lines += ["Published by force, although:", *built.appraisal.objections]
    lines.append(f"Snapshot {built.snapshot_id} in {settings.index}")
    if built.page:
        lines.append(f"Report: {built.page}")
    consoles()[0].print("\n".join(lines), markup=False, soft_wrap=True)
