"""Fine-tuning for real: it learns what is searched by, and goes on from where it was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from conftest import write_thread

from corpus.reading import Source, read
from index import adapting
from index.encoder_export import bundled_model, load_adapted, load_encoder
from index.encoder_training import SHARE, Training
from index.held_out import ranks
from index.pairs import Pair, Taught
from index.snapshot import load

pytestmark = pytest.mark.model

TEXTS = [
    ("should we show our prices", "Buyers leave a page that hides what it costs."),
    ("how do I find a first customer", "Ask ten people you know who has the problem."),
    ("is a booth at a fair worth it", "Go as a visitor before you pay for a stand."),
]
BATCH = [Pair(n, asked, answer, 1.0 + n) for n, (asked, answer) in enumerate(TEXTS)]
APART = np.zeros((3, 3), bool)
THREADS = 330


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> Path:
    """A sentence-transformers model of one small layer, with weights drawn at random."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel

    folder = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(1)
    config = BertConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config).save_pretrained(folder / "bert")
    AutoTokenizer.from_pretrained(bundled_model()).save_pretrained(folder / "bert")
    words = Transformer(str(folder / "bert"), max_seq_length=64)
    pooling = Pooling(32)
    SentenceTransformer(modules=[words, pooling]).save(str(folder / "model"))
    return folder / "model"


@pytest.fixture
def training(tiny):
    return lambda: Training(tiny, 20, bf16=False)


def weights(training, folder):
    from safetensors.numpy import load_file

    training.save(folder)
    return load_file(next(folder.rglob("model.safetensors")))


def test_what_is_saved_lies_between_the_old_weights_and_the_trained(training, tiny, tmp_path):
    from safetensors.numpy import load_file

    learned = training()
    for _ in range(3):
        learned.step(BATCH, APART)
    trained = {name: each.numpy().copy() for name, each in learned._model.state_dict().items()}
    old, saved = load_file(next(tiny.rglob("model.safetensors"))), weights(learned, tmp_path)
    name = next(each for each in old if each.endswith("output.dense.weight"))
    (last,) = (each for full, each in trained.items() if full.endswith(name))
    assert not np.allclose(last, old[name])
    np.testing.assert_allclose(saved[name], old[name] + SHARE * (last - old[name]), atol=1e-6)


def test_the_loss_falls_and_words_keep_their_place(training, tiny, tmp_path):
    from safetensors.numpy import load_file

    learned = training()
    losses = [learned.step(BATCH, APART) for _ in range(12)]
    assert losses[-1] < losses[0]
    before, after = load_file(next(tiny.rglob("model.safetensors"))), weights(learned, tmp_path)
    assert before.keys() == after.keys()
    changed = {name for name in before if not np.array_equal(before[name], after[name])}
    assert changed and not [name for name in changed if "embeddings.word" in name]


def test_what_is_alike_is_no_wrong_answer(training):
    everything = ~np.eye(3, dtype=bool)
    assert training().step(BATCH, everything) == pytest.approx(0, abs=1e-5)
    assert training().step(BATCH, APART) > 0.01


def test_what_is_learned_is_what_a_search_computes(real_encoder):
    learned = Training(bundled_model(), 1, bf16=False)
    texts = [text for pair in TEXTS for text in pair]
    found = learned._vectors(texts, 128).detach().numpy()
    assert (found * real_encoder.encode(texts)).sum(axis=1).min() > 0.999


def test_a_killed_training_goes_on_as_if_it_had_not_been(training, tmp_path):
    whole = training()
    for _ in range(4):
        whole.step(BATCH, APART)
    first = training()
    for _ in range(2):
        first.step(BATCH, APART)
    first.checkpoint(tmp_path / "c.pt", 2)
    second = training()
    assert second.resume(tmp_path / "c.pt") == 2
    for _ in range(2):
        second.step(BATCH, APART)
    expected, found = weights(whole, tmp_path / "a"), weights(second, tmp_path / "b")
    for name in expected:
        np.testing.assert_allclose(found[name], expected[name], atol=1e-6)


@pytest.mark.parametrize("content", [None, b"", b"not a checkpoint"])
def test_a_checkpoint_that_cannot_be_read_costs_time_only(training, tmp_path, content):
    if content is not None:
        (tmp_path / "c.pt").write_bytes(content)
    assert training().resume(tmp_path / "c.pt") == 0


def test_what_is_saved_can_be_built_with(training, tiny, tmp_path):
    base = load_encoder(str(tiny), tmp_path / "encoders")
    learned = training()
    learned.step(BATCH, APART)
    learned.save(tmp_path / "model")
    encoder = load_adapted(tmp_path / "model", base.card, tmp_path / "encoders")
    assert encoder.card.name == f"{base.card.name}, adapted"
    assert encoder.card.adapted_from == base.card.weights_sha256 != encoder.card.weights_sha256
    threads = [Taught(asked, "", ((answer, 1),), asked) for asked, answer in TEXTS]
    assert len(ranks(encoder, threads, [], lambda done: None).title) == 3


def command(corpus, index, *options):
    code = (
        "import sys\n"
        "from index import adapting\n"
        "adapting.FEWEST, adapting.HELD_OUT, adapting.SAVED_EVERY = 300, 60, 1\n"
        "from server.cli import main\n"
        "main()\n"
    )
    return [sys.executable, "-c", code, "build", str(corpus), "--index", str(index), *options]


def test_a_build_killed_while_it_adapts_goes_on_and_stays_as_it_came_out(
    tiny, tmp_path, monkeypatch
):
    """Real processes, a real signal, a model of one layer."""
    corpus, index = tmp_path / "threads", tmp_path / "index"
    for number in range(1, THREADS + 1):
        topic = f"{number * 7919 % 9973} and {number * 104729 % 9967}"
        answer = f"Whoever asked about {topic} should try it with ten people first, and then ask."
        write_thread(corpus, number, f"What about {topic}?", "We want to know.", [("Ann", answer)])
    here = str(Path(adapting.__file__).parent.parent)
    env = {**os.environ, "FOOTNOTE_ENCODER": str(tiny), "PYTHONPATH": here}
    begun = subprocess.Popen(command(corpus, index, "--adapt"), env=env, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 120
    while not (kept := list(index.glob("adapted/*.pt"))) and time.monotonic() < until:
        time.sleep(0.01)
    begun.kill()
    begun.wait(30)
    assert kept and not (index / "current").exists()

    firsts = []
    step = Training.resume
    monkeypatch.setattr(
        Training, "resume", lambda self, file: firsts.append(step(self, file)) or firsts[-1]
    )
    for name, value in {"FEWEST": 300, "HELD_OUT": 60}.items():
        monkeypatch.setattr(adapting, name, value)
    documents = read([Source("threads", corpus)]).documents
    base = load_encoder(str(tiny), index / "encoders")
    encoder, found = adapting.adapt(str(tiny), base, index, documents, lambda *_: None)
    assert firsts[0] > 0
    assert found.threads == THREADS and found.pairs >= 240

    done = subprocess.run(
        command(corpus, index, "--adapt"), env=env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert found.summary in done.stdout and "adapting the encoder" not in done.stderr
    snapshot = load(index)
    assert snapshot.manifest.adaptation == found
    assert snapshot.manifest.encoder == encoder.card
