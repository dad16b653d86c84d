"""Indexes of any size: real texts as far as they go, then threads of words drawn from them.

Built as any other, but with an encoder that knows the vectors of real texts and makes up those of
others from them, since encoding a million passages takes hours. The words of a made text stand in
no order that a real one has: recombined sentences would be copies of each other, and be linked.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.ground import Ground
from bench.subset import subset
from bench.texts import encoded_texts, folder_of
from corpus.errors import SnapshotDamaged
from corpus.reading import Source
from index.building import build
from index.encoder import Encoder, Tokens, Vectors
from index.encoder_export import load_encoder
from index.manifest import TEXTS, packed, read_manifest, write_manifest
from index.snapshot import open_snapshot
from index.store import Store
from index.vectors import VectorIndex, unit
from rag.calibrating import calibrate

STATES = 512
"""Real passages that lend the states of their tokens to all others."""

DRAWN = 10_000
"""Real passages that the words of made ones are drawn from."""

OWN, NOISE = 0.7, 0.3
"""What a made vector has of a real one, the rest being of a second, and of chance besides."""

SENTENCES = (4, 5, 6, 5)
"""Of the question of a made thread and of its answers."""

LONG = 16
"""Words of a sentence."""

LICENCE = "All content is licensed under the [CC0 1.0 license](https://example.org/cc0).\n"

PER_THREAD = 4
THREADS_A_FOLDER = 50_000


class Recombining:
    """An encoder that knows the vectors of an index, and makes up those of all other texts.

    What it says of a text is the same each time.
    """

    def __init__(self, real: Encoder, index: Path) -> None:
        folder = folder_of(index)
        self._vectors = VectorIndex.read(folder).matrix
        store = Store(folder / TEXTS)
        self._rows = store.keys()
        store.close()
        self._tokens = real.encode_tokens(encoded_texts(index, STATES))[1]
        self.card, self.centre = real.card, real.centre
        self.count_tokens, self.save = real.count_tokens, real.save

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        found = np.empty((len(texts), self.card.dimension), np.float32)
        for place, text in enumerate(texts):
            row = self._rows.get(hashlib.sha256(text.encode()).hexdigest())
            found[place] = self._made(text) if row is None else self._vectors[row]
        if on_done:
            on_done(len(texts))
        return unit(found)

    def _made(self, text: str) -> NDArray[np.float32]:
        chance = np.random.default_rng(_seed(text))
        one, other = self._vectors[chance.integers(0, len(self._vectors), 2)]
        noise = chance.standard_normal(len(one), np.float32) / np.float32(np.sqrt(len(one)))
        made: NDArray[np.float32] = OWN * one + (1 - OWN) * other + NOISE * noise
        return made

    def encode_tokens(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Tokens]]:
        return self.encode(texts, on_done), [self._tokens_of(text) for text in texts]

    def _tokens_of(self, text: str) -> Tokens:
        of = self._tokens[_seed(text) % len(self._tokens)]
        inside = of.starts < len(text)
        return Tokens(of.states[inside], of.starts[inside])


def grown(ground: Ground, passages: int) -> tuple[Path, float]:
    """An index of about so many passages, and how long its build took."""
    index = ground.work / "grown" / str(passages)
    told = index / "built.json"
    if not told.exists() or not _opens(index):
        assert ground.archive
        shutil.rmtree(index, ignore_errors=True)
        real = load_encoder(None, ground.work / "encoders")
        encoder = Recombining(real, ground.archive)
        sources = texts_of(ground, passages, index / "texts")
        began = time.perf_counter()
        build(sources, index, encoder, keep=1)
        seconds = time.perf_counter() - began
        _finish(folder_of(index), real)
        shutil.rmtree(index / "texts")
        told.write_text(json.dumps(seconds), "utf-8")
    return index, float(json.loads(told.read_text("utf-8")))


def _opens(index: Path) -> bool:
    """Whether it is of the form that the code at hand reads."""
    try:
        return bool(read_manifest(folder_of(index)))
    except SnapshotDamaged:
        return False


def texts_of(ground: Ground, passages: int, into: Path) -> list[Source]:
    """Sources of about so many passages."""
    assert ground.archive
    counts = read_manifest(folder_of(ground.archive)).counts
    share = min(passages / counts["passages"], 1.0)

    def wanted(number: int, file: object) -> bool:
        return int((number + 1) * share) > int(number * share)

    sources = subset(ground.sources, wanted, into / "real")
    made = passages - int(share * counts["passages"])
    return sources + (_made(ground, made, into / "made") if made > PER_THREAD else [])


def _made(ground: Ground, passages: int, into: Path) -> list[Source]:
    assert ground.archive
    text = "\n".join(encoded_texts(ground.archive, DRAWN))
    words = np.array(re.findall(r"[a-z]+", text.lower()))
    chance = np.random.default_rng(5)
    sources: dict[str, Source] = {}
    for number in range(passages // PER_THREAD):
        folder = into / f"made{number // THREADS_A_FOLDER}"
        sources.setdefault(folder.name, Source(folder.name, folder))
        place = folder / str(number) / "thread.md"
        place.parent.mkdir(parents=True)
        drawn = words[chance.integers(0, len(words), (1 + sum(SENTENCES), LONG))].tolist()
        place.write_text(_thread(number, [" ".join(each).capitalize() for each in drawn]), "utf-8")
    return list(sources.values())


def _thread(number: int, sentences: list[str]) -> str:
    title, *rest = sentences
    parts = []
    for count in SENTENCES:
        parts.append(". ".join(rest[:count]) + ".")
        rest = rest[count:]
    question, *answers = parts
    lines = [
        f"## {' '.join(title.split()[:8])}?\n",
        "- posted by: [Asker](https://example.org/users/1) on 2012-03-02",
        "- tagged: `made`",
        f"- score: {number % 7}\n",
        f"{question}\n",
    ]
    for place, answer in enumerate(answers, 1):
        lines += [
            f"## Answer {10 * number + place}\n",
            f"- posted by: [Person {number % 97 + place}](https://example.org/users/{place}) "
            "on 2012-03-03",
            f"- score: {place}\n",
            f"{answer}\n",
        ]
    return "\n".join([*lines, "---\n", LICENCE])


def _finish(folder: Path, real: Encoder) -> None:
    """What a build would have had of the real encoder: the vectors that a server compares before it
    trusts its own, and the scale on which it weighs questions."""
    manifest = read_manifest(folder)
    texts = list(manifest.canaries)
    vectors: NDArray[np.float32] = unit(real.encode(texts))
    snapshot = open_snapshot(folder, manifest, real)
    thresholds = calibrate(snapshot)
    snapshot.close()
    canaries = dict(zip(texts, packed(vectors), strict=True))
    write_manifest(folder, replace(manifest, canaries=canaries, thresholds=thresholds))


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest(), "little")
