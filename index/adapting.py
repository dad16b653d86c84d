"""An encoder → one fine-tuned on the corpus's own questions and answers, kept only if better.

Nothing is labelled by hand: a thread's answers are what its title should find. Whether it is better
is asked of threads that were kept from it (``index/held_out``).
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from corpus.document import Document
from index.adaptation import FEWEST, Adaptation
from index.content import Progress
from index.encoder import Encoder, ExportedEncoder
from index.encoder_export import export_of, load_adapted, model_folder
from index.encoder_training import Training
from index.held_out import CROWD, HELD_OUT, Ranks, ranks
from index.pairs import Taught, batches, pairs_of, taught
from index.significance import paired

ADAPTED = "adapted"

RECIPE = 1
"""Counts up when the training changes, so that no older result is taken for this one's."""

BATCH = 64

MOST = 12_000
"""Threads that are learned from, of more of them a part: about three quarters of an hour."""

ALIKE = 0.75
"""Cosine of two titles from which the answers of one are no wrong answers to the other."""

STILL = 0.9
"""Share of today's threads that an earlier training must have known to be taken as it is."""

SAVED_EVERY = 20
"""Steps after which a killed training goes on from there."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a training left behind: of which threads, what came of it, and its weights' sha256."""

    base: str
    recipe: int
    learned: tuple[str, ...]
    weights: str
    adaptation: Adaptation

    def fits(self, base: str, threads: Sequence[Taught]) -> bool:
        """Whether it is of this encoder and of nearly the same threads."""
        keys = {thread.key for thread in threads}
        same = len(keys.intersection(self.learned)) >= STILL * len(keys)
        return same and (self.base, self.recipe) == (base, RECIPE)


def adapt(
    name: str | None, base: Encoder, index: Path, documents: Sequence[Document], tell: Progress
) -> tuple[Encoder, Adaptation]:
    """The encoder to build with, and what came of adapting it.

    ``name`` is the model's as for ``load_encoder``, ``base`` that model as it is. A training of
    nearly the same threads is not repeated, and one that was killed goes on. Raises
    EncoderUnusable or OSError where what it makes cannot be written.
    """
    threads = taught(documents)
    if len(threads) < FEWEST:
        return base, Adaptation(len(threads))
    folder, exports = index / ADAPTED, index / "encoders"
    before = _read(folder / "result.json")
    if before and before.fits(base.card.weights_sha256, threads):
        if not before.adaptation.kept:
            return base, before.adaptation
        if (export := export_of(before.weights, exports)) is not None:
            return ExportedEncoder(export, many=True), before.adaptation
    folder.mkdir(parents=True, exist_ok=True)
    order = np.random.default_rng(RECIPE).permutation(len(threads)).tolist()
    held = [threads[number] for number in order[:HELD_OUT]]
    learned = [threads[number] for number in order[HELD_OUT : HELD_OUT + MOST]]
    pairs = _train(model_folder(name), base, learned, folder, tell)
    encoder = load_adapted(folder / "model", base.card, exports)
    found = _judged(base, encoder, held, learned, len(threads), pairs, tell)
    weights = encoder.card.weights_sha256
    keys = tuple(sorted(thread.key for thread in threads))
    _write(folder / "result.json", Result(base.card.weights_sha256, RECIPE, keys, weights, found))
    # Snapshots have links to the files of the encoder they were built with.
    for other in {weights, before.weights if before else weights} - {weights if found.kept else ""}:
        if export := export_of(other, exports):
            shutil.rmtree(export)
    for left in [*folder.glob("*.pt"), folder / "model"]:
        left.unlink() if left.is_file() else shutil.rmtree(left, ignore_errors=True)
    return (encoder if found.kept else base), found


def _train(
    model: Path, base: Encoder, threads: Sequence[Taught], folder: Path, tell: Progress
) -> int:
    """Leave the trained model in ``folder``; returns how many pairs it learned from."""
    titles = base.encode(
        [thread.title for thread in threads],
        lambda done: tell("comparing titles", done, len(threads)),
    )
    pairs = [pair for number, thread in enumerate(threads) for pair in pairs_of(thread, number)]
    steps = batches(pairs, titles, BATCH, lambda done: tell("making batches", done, len(pairs)))
    key = hashlib.sha256(repr((base.card.weights_sha256, RECIPE, pairs)).encode()).hexdigest()[:16]
    checkpoint = folder / f"{key}.pt"
    for other in folder.glob("*.pt"):
        if other != checkpoint:
            other.unlink()
    training = Training(model, len(steps), bf16=base.card.precision == "bf16")
    first = training.resume(checkpoint)
    for number in range(first, len(steps)):
        tell("adapting the encoder", number, len(steps))
        rows = [pair.thread for pair in steps[number]]
        alike = titles[rows] @ titles[rows].T > ALIKE
        np.fill_diagonal(alike, False)
        training.step(steps[number], alike)
        if number % SAVED_EVERY == SAVED_EVERY - 1:
            training.checkpoint(checkpoint, number + 1)
    tell("adapting the encoder", len(steps), len(steps))
    training.checkpoint(checkpoint, len(steps))
    shutil.rmtree(folder / "model", ignore_errors=True)
    training.save(folder / "model")
    return sum(map(len, steps))


def _judged(
    base: Encoder,
    encoder: Encoder,
    held: Sequence[Taught],
    others: Sequence[Taught],
    threads: int,
    pairs: int,
    tell: Progress,
) -> Adaptation:
    crowd = others[: CROWD * len(held)]
    total = 4 * (len(held) + len(crowd))

    def judge(encoder: Encoder, begun: int) -> Ranks:
        return ranks(
            encoder, held, crowd, lambda done: tell("judging both encoders", begun + done, total)
        )

    tell("judging both encoders", 0, total)
    before, after = judge(base, 0), judge(encoder, total // 2)
    gains = [
        paired(one.tolist(), other.tolist())
        for one, other in ((before.title, after.title), (before.words, after.words))
    ]
    return Adaptation(
        threads,
        pairs,
        float(before.title.mean()),
        float(after.title.mean()),
        float(before.words.mean()),
        float(after.words.mean()),
        min(gain.low for gain in gains),
    )


def _read(file: Path) -> Result | None:
    try:
        fields = json.loads(file.read_text("utf-8"))
        fields["adaptation"] = Adaptation(**fields["adaptation"])
        return Result(**fields | {"learned": tuple(fields["learned"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(file: Path, result: Result) -> None:
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(asdict(result), indent=1) + "\n", "utf-8")
    draft.replace(file)
