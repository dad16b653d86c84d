"""The real encoder: unit vectors in order, no text longer than it reads, no torch, no telemetry."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EncoderUnusable, SnapshotDamaged
from corpus.reading import Source
from index import encoder
from index.building import build
from index.encoder import BATCH, FILES, ExportedEncoder, use_precision
from index.encoder_export import OUTPUTS, WHEEL_SHA256
from index.snapshot import load
from server.settings import read_settings

pytestmark = pytest.mark.model

TEXTS = [
    "Cold e-mail works when it is short.",
    "",
    "A zebra eats grass. " * 40,
    "Interruption marketing annoys people.",
    "日本語の文章 and emoji 👩🏽‍🚀",
    "word " * 2000,
    *(f"Sentence number {n} is about pricing." for n in range(2 * BATCH)),
]
BF16 = 0.02
"""bf16 keeps 8 bits of a number: cosines of the same text in other company differ by less."""


@pytest.fixture(scope="module")
def vectors(real_encoder):
    return real_encoder.encode(TEXTS)


@pytest.fixture(scope="module")
def export(exports) -> Path:
    return exports / f"{WHEEL_SHA256[:16]}-{OUTPUTS}"


def test_the_card_is_of_the_model_of_the_wheel(real_encoder):
    card = real_encoder.card
    assert (card.name, card.weights_sha256) == ("all-MiniLM-L6-v2", WHEEL_SHA256)
    assert (card.dimension, card.max_tokens) == (384, 256)
    assert card.precision in ("bf16", "f32")


def test_vectors_are_of_length_one(vectors):
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=BF16)


def test_the_states_of_its_tokens_make_a_text_s_vector(real_encoder, vectors):
    as_well, tokens = real_encoder.encode_tokens(TEXTS)
    assert np.array_equal(as_well, vectors)
    states = [each.states for each in tokens]
    for text, each in zip(TEXTS, tokens, strict=True):
        assert len(each.starts) == len(each.states) and (np.diff(each.starts) >= 0).all()
        assert all(text[start].strip() for start in each.starts)
    counts = real_encoder.count_tokens(TEXTS)
    most = real_encoder.card.max_tokens - 2
    assert [len(each) for each in states] == [min(count, most) for count in counts]
    for vector, each in zip(vectors, states, strict=True):
        assert each.shape[1:] == (384,) and each.dtype == np.float32
        if len(each) > 5:  # the special tokens count less, the more others there are
            assert np.linalg.norm(each, axis=1) == pytest.approx(np.ones(len(each)), abs=BF16)
            mean = each.mean(axis=0)
            assert vector @ mean / np.linalg.norm(mean) > 0.9


def test_the_centre_is_where_states_lie_on_average(real_encoder):
    texts = ["Ask ten customers what they paid for last.", "Write the price on the door."]
    states = np.concatenate([each.states for each in real_encoder.encode_tokens(texts)[1]])
    centre = real_encoder.centre
    assert centre.shape == (384,) and 0.2 < np.linalg.norm(centre) < 0.4
    assert np.linalg.norm(states - centre, axis=1).mean() < 1


def test_a_text_has_its_vector_whatever_it_stands_beside(real_encoder, vectors):
    alone = np.array([real_encoder.encode([text])[0] for text in TEXTS[:8]])
    assert (alone * vectors[:8]).sum(axis=1) == pytest.approx(np.ones(8), abs=BF16)
    backwards = real_encoder.encode(TEXTS[::-1])[::-1]
    assert (backwards * vectors).sum(axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=BF16)
    assert abs(vectors[0] @ vectors[2]) < 0.5


def test_like_meanings_are_near(real_encoder):
    near, other, query = real_encoder.encode(
        ["Adverts that disturb people.", "Zebras eat grass.", "Is interruption marketing evil?"]
    )
    assert query @ near > query @ other + 0.1


def test_what_stands_beyond_256_tokens_is_not_read(real_encoder):
    full = "price " * 254
    assert real_encoder.count_tokens([full]) == [254]
    same, cut, within = real_encoder.encode([full, full + "zebra " * 50, "zebra " * 50 + full])
    assert same @ cut == pytest.approx(1, abs=BF16)
    assert same @ within < 0.9


def test_tokens_are_counted_without_the_special_ones(real_encoder):
    assert real_encoder.count_tokens(["", "price", "price of a zebra"]) == [0, 1, 4]
    assert real_encoder.count_tokens([]) == []


def test_no_text_gives_no_vector(real_encoder):
    assert real_encoder.encode([]).shape == (0, 384)


def test_progress_rises_to_the_number_of_texts(real_encoder):
    heard: list[int] = []
    real_encoder.encode(TEXTS, heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == len(TEXTS)
    assert len(heard) >= 3


def test_many_threads_encode_at_once(real_encoder, vectors):
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda text: real_encoder.encode([text])[0], TEXTS[:8]))
    assert (np.array(found) * vectors[:8]).sum(axis=1) == pytest.approx(np.ones(8), abs=BF16)


def test_a_listener_that_breaks_does_not_hang_or_harm(real_encoder, vectors):
    with pytest.raises(ZeroDivisionError):
        real_encoder.encode(TEXTS, lambda done: 1 // 0)
    assert real_encoder.encode(TEXTS[:1])[0] @ vectors[0] == pytest.approx(1, abs=BF16)


def test_a_saved_encoder_gives_the_same_vectors(real_encoder, vectors, tmp_path):
    real_encoder.save(tmp_path / "copy")
    assert {path.name for path in (tmp_path / "copy").iterdir()} == set(FILES)
    copy = ExportedEncoder(tmp_path / "copy")
    assert copy.card == real_encoder.card
    assert np.array_equal(copy.encode(TEXTS[:3]), real_encoder.encode(TEXTS[:3]))


def test_one_setting_says_in_what_it_computes(export, real_encoder, vectors, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_PRECISION", "f32")
    try:
        read_settings()
        plain = ExportedEncoder(export)
    finally:
        use_precision("auto")
    assert plain.card.precision == "f32"
    assert plain.card == replace(real_encoder.card, precision="f32")
    assert (plain.encode(TEXTS) * vectors).sum(axis=1) == pytest.approx(1, abs=BF16)


def test_units_that_are_not_there_are_not_asked_for(export, monkeypatch):
    openvino = pytest.importorskip("openvino")
    monkeypatch.setattr(openvino.Core, "get_property", lambda *_: ["FP32"])
    assert ExportedEncoder(export).card.precision == "f32"
    monkeypatch.setattr(encoder, "_wanted", "bf16")
    with pytest.raises(EncoderUnusable, match="no units for bf16") as caught:
        ExportedEncoder(export)
    assert "FOOTNOTE_PRECISION" in str(caught.value.mend)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_or_damaged_is_said(export, tmp_path, name):
    for each in FILES:
        (tmp_path / each).write_bytes((export / each).read_bytes())
    (tmp_path / name).write_bytes((export / name).read_bytes()[:100])
    with pytest.raises(EncoderUnusable, match="cannot be opened") as caught:
        ExportedEncoder(tmp_path)
    assert caught.value.where == str(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(EncoderUnusable, match="cannot be opened"):
        ExportedEncoder(tmp_path)


def test_a_snapshot_carries_its_encoder(small_corpus, real_encoder, tmp_path):
    built = build([Source("small", small_corpus)], tmp_path / "index", real_encoder)
    snapshot = load(tmp_path / "index")
    assert snapshot.encoder.card == real_encoder.card == snapshot.manifest.encoder
    query = snapshot.encoder.encode(["Should I publish my prices?"])[0]
    best = snapshot.store.passages(snapshot.vectors.search(query, 1)[0])[0]
    assert best.document_id == "small/1"
    graph = tmp_path / "index" / "snapshots" / built.snapshot_id / "encoder" / "graph.bin"
    graph.unlink()  # and not written into: it is shared with the export
    with pytest.raises(SnapshotDamaged, match="it is missing"):
        load(tmp_path / "index")


LEAN = """
import json, sys
from pathlib import Path
from index.encoder_export import load_encoder
encoder = load_encoder(None, Path(sys.argv[1]))
encoder.encode(["A text."])
print(json.dumps(sorted(sys.modules)))
"""


def test_an_export_runs_without_torch_and_without_telemetry(exports):
    done = subprocess.run(
        [sys.executable, "-c", LEAN, str(exports)],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert "openvino" in modules
    assert not modules & {
        "torch",
        "transformers",
        "sentence_transformers",
        "huggingface_hub",
        "openvino_telemetry",
    }
    assert done.stderr == ""
