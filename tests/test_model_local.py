"""A language model in this process: the real small one is loaded, asked, and stopped."""

from __future__ import annotations

import pytest
from speaker import bundled

from rag.model import Message, ModelFailed
from rag.model_local import LocalModel

ASKED = [Message("system", "Be brief."), Message("user", "Count from one to one hundred.")]


@pytest.fixture(scope="module")
def real():
    return LocalModel(str(bundled()))


@pytest.mark.model
def test_a_gguf_file_is_loaded_and_speaks_in_pieces_until_it_is_stopped(real, capfd):
    assert real.name == "SmolLM2-135M-Instruct.Q4_1"
    pieces = real.reply(ASKED)
    said = []
    for piece in pieces:
        said += [piece] if piece else []
        if len(said) == 3:
            break
    pieces.close()
    assert "".join(said).strip()
    assert "<|im" not in "".join(said)
    assert capfd.readouterr() == ("", "")


@pytest.mark.model
def test_one_reply_at_a_time_and_who_waits_may_leave(real):
    first = real.reply(ASKED)
    assert next(piece for piece in first if piece)
    second = real.reply(ASKED)
    assert next(second) == ""
    second.close()
    first.close()


@pytest.mark.model
def test_what_is_longer_than_it_reads_is_refused_before_it_begins(real):
    with pytest.raises(ModelFailed, match="it reads 8192 tokens"):
        list(real.reply([Message("user", "word " * 9000)]))


@pytest.mark.parametrize("place", ["no/such-model", "nowhere.gguf", ""])
def test_what_is_no_model_is_named_with_what_mends_it(tmp_path, place):
    with pytest.raises(ModelFailed, match="no language model") as failed:
        LocalModel(str(tmp_path / place) if place != "no/such-model" else place).check()
    assert "FOOTNOTE_LLM_MODEL" in failed.value.mend


def test_a_name_is_the_file_s_the_folder_s_or_the_hub_s(tmp_path):
    assert LocalModel("models/some.Q4.gguf").name == "some.Q4"
    assert LocalModel(str(tmp_path)).name == tmp_path.name
    assert LocalModel("org/some-model").name == "org/some-model"
