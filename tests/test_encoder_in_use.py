"""What was adapted stays adapted, until its base is another or somebody goes back."""

from __future__ import annotations

import shutil
from dataclasses import asdict, replace

import pytest
from conftest import ToyEncoder

from corpus.errors import EncoderUnusable
from corpus.reading import Source
from index import encoder_in_use
from index.building import build
from index.encoder_in_use import in_use


def adapted_toy():
    encoder = ToyEncoder("better")
    encoder.card = replace(encoder.card, adapted_from=ToyEncoder().card.weights_sha256)
    return encoder


@pytest.fixture
def opened(monkeypatch):
    """The folders that are opened as encoders."""
    folders = []

    def open_(folder, many):
        folders.append(folder)
        return adapted_toy()

    monkeypatch.setattr(encoder_in_use, "ExportedEncoder", open_)
    return folders


@pytest.fixture
def adapted_index(small_corpus, tmp_path):
    index = tmp_path / "adapted"
    build([Source("small", small_corpus)], index, adapted_toy())
    return index


def test_nothing_built_and_nothing_adapted_is_the_encoder_as_it_came(small_index, tmp_path):
    base = ToyEncoder()
    assert in_use(base, tmp_path / "none") is base
    assert in_use(base, small_index) is base


def test_the_export_of_the_adapted_is_opened_and_else_the_snapshot_s_own(
    adapted_index, opened, monkeypatch
):
    base = ToyEncoder()
    assert in_use(base, adapted_index).card.name == "better"
    (own,) = (adapted_index / "snapshots").iterdir()
    assert opened == [own / "encoder"]
    monkeypatch.setattr(encoder_in_use, "export_of", lambda digest, exports: exports / digest)
    assert in_use(base, adapted_index).card.name == "better"
    assert opened[1:] == [adapted_index / "encoders" / "weights of better"]


def test_another_base_is_not_answered_for_by_what_was_adapted_from_this_one(adapted_index, opened):
    other = ToyEncoder("other")
    assert in_use(other, adapted_index) is other
    assert opened == []


def test_a_damaged_one_is_not_left_out_in_silence(adapted_index, opened):
    (own,) = (adapted_index / "snapshots").iterdir()
    (own / "encoder" / "toy").write_text("something else")
    with pytest.raises(EncoderUnusable, match="damaged") as caught:
        in_use(ToyEncoder(), adapted_index)
    assert "--adapt" in str(caught.value.mend) and "--no-adapt" in str(caught.value.mend)
    shutil.rmtree(own)  # there is nothing any more that could have been adapted
    base = ToyEncoder()
    assert in_use(base, adapted_index) is base


def test_cards_of_before_say_nothing_of_adapting():
    fields = asdict(ToyEncoder().card)
    del fields["adapted_from"]
    assert type(ToyEncoder().card)(**fields).adapted_from == ""
