"""Adapting: kept only where better, taken again while it fits, gone on with after a kill."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from conftest import ToyEncoder
from test_pairs import ADVICE, thread

from index import adapting
from index.adapting import adapt
from index.held_out import Ranks


def documents(count, changed=0):
    return [
        thread(
            f"Question {n}. " * 10,
            (f"Advice {n}{' anew' if n < changed else ''}. {ADVICE}", n % 5),
            title=f"Title {n}",
        )
        for n in range(count)
    ]


class Script:
    """Stands for a training: counts its steps and can be made to fail."""

    steps = 0
    fails_at: int | None = None

    def __init__(self, model, steps, *, bf16):
        self.whole = steps

    def step(self, batch, alike):
        assert alike.shape == (len(batch), len(batch))
        assert not alike.diagonal().any()
        if Script.fails_at == Script.steps:
            raise KeyboardInterrupt
        Script.steps += 1

    def checkpoint(self, file, done):
        file.write_text(str(done))

    def resume(self, file):
        return int(file.read_text()) if file.exists() else 0

    def save(self, folder):
        folder.mkdir()


@pytest.fixture
def bench(monkeypatch, tmp_path):
    """Adapts in a folder with trainings that come out as told; says what it heard."""

    class Bench:
        gains = (0.5, 0.4)

        def __init__(self):
            self.heard = []
            self.index = tmp_path

        def adapt(self, known):
            self.heard.clear()
            return adapt(None, ToyEncoder(), tmp_path, known, lambda *each: self.heard.append(each))

    def adapted():
        encoder = ToyEncoder("better")
        encoder.card = replace(encoder.card, adapted_from=ToyEncoder().card.weights_sha256)
        return encoder

    def load_adapted(model, base, exports):
        assert model.is_dir()
        (exports / adapted().card.weights_sha256).mkdir(parents=True, exist_ok=True)
        return adapted()

    def export_of(weights, exports):
        return exports / weights if (exports / weights).is_dir() else None

    def ranks(encoder, held, others, on_done):
        on_done(2 * (len(held) + len(others)))
        adapted = bool(encoder.card.adapted_from)
        title, words = (np.full(len(held), 0.4 + adapted * gain) for gain in Bench.gains)
        return Ranks(title, words)

    for name, value in {
        "Training": Script,
        "load_adapted": load_adapted,
        "export_of": export_of,
        "ExportedEncoder": lambda folder, many: adapted(),
        "ranks": ranks,
        "FEWEST": 100,
        "HELD_OUT": 30,
        "SAVED_EVERY": 1,
        "BATCH": 16,
    }.items():
        monkeypatch.setattr(adapting, name, value)
    monkeypatch.setattr(Script, "steps", 0)
    monkeypatch.setattr(Script, "fails_at", None)
    made = Bench()
    monkeypatch.setattr(Bench, "gains", (0.5, 0.4))
    return made


def test_the_better_one_is_kept(bench):
    encoder, found = bench.adapt(documents(120))
    assert encoder.card.name == "better"
    assert found.kept and found.threads == 120
    # A title and an opening of every thread that is not held out, in whole batches.
    assert (Script.steps, found.pairs) == (11, 11 * 16)
    assert (found.title_before, found.title_after) == (pytest.approx(0.4), pytest.approx(0.9))
    assert (found.words_before, found.words_after) == (pytest.approx(0.4), pytest.approx(0.8))
    assert found.low == pytest.approx(0.4)
    left = sorted(path.name for path in (bench.index / "adapted").iterdir())
    assert left == ["result.json"]
    stages = list(dict.fromkeys(stage for stage, _, _ in bench.heard))
    assert stages == [
        "comparing titles",
        "making batches",
        "adapting the encoder",
        "judging both encoders",
    ]
    assert all(done <= total for _, done, total in bench.heard)
    assert bench.heard[-1][1] == bench.heard[-1][2]


@pytest.mark.parametrize("gains", [(-0.1, -0.1), (0.5, 0.0), (-0.1, 0.5)])
def test_what_is_not_better_in_both_ways_is_not_kept_and_not_tried_again(bench, gains):
    type(bench).gains = gains
    for _ in range(2):
        encoder, found = bench.adapt(documents(120))
        assert encoder.card.name == "toy" and not found.kept
        assert "not kept" in found.summary
        assert Script.steps == 11
    assert not list((bench.index / "encoders").iterdir())


def test_too_few_threads_teach_nothing(bench):
    encoder, found = bench.adapt(documents(99))
    assert (encoder.card.name, found.kept, found.pairs, Script.steps) == ("toy", False, 0, 0)
    assert not list(bench.index.iterdir())


def test_nearly_the_same_threads_are_not_learned_twice(bench):
    first = bench.adapt(documents(120))[1]
    encoder, again = bench.adapt(documents(120, changed=12))
    assert encoder.card.name == "better" and again == first and Script.steps == 11
    bench.adapt(documents(120, changed=60))
    assert Script.steps == 22


def test_a_lost_encoder_is_learned_again(bench):
    bench.adapt(documents(120))
    (bench.index / "encoders" / "weights of better").rmdir()
    assert bench.adapt(documents(120))[0].card.name == "better"
    assert Script.steps == 22


def test_a_killed_training_goes_on(bench, monkeypatch):
    monkeypatch.setattr(Script, "fails_at", 7)
    with pytest.raises(KeyboardInterrupt):
        bench.adapt(documents(120))
    monkeypatch.setattr(Script, "fails_at", None)
    _, found = bench.adapt(documents(120))
    assert found.kept and Script.steps == 11
    told = [(done, total) for stage, done, total in bench.heard if stage.startswith("adapting")]
    assert (told[0], told[-1]) == ((7, 11), (11, 11))


def test_a_training_on_other_threads_does_not_go_on(bench, monkeypatch):
    monkeypatch.setattr(Script, "fails_at", 7)
    with pytest.raises(KeyboardInterrupt):
        bench.adapt(documents(120))
    monkeypatch.setattr(Script, "fails_at", None)
    bench.adapt(documents(120, changed=1))
    assert Script.steps == 7 + 11


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"base": 1, "adaptation": {}})])
def test_a_damaged_result_is_made_again(bench, text):
    bench.adapt(documents(120))
    (bench.index / "adapted" / "result.json").write_text(text)
    assert bench.adapt(documents(120))[1].kept
    assert Script.steps == 22
