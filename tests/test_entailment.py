"""A model of entailment is really loaded and asked; here a tiny one, made for the purpose."""

from __future__ import annotations

import pytest

from rag.claims import Basis, Claim
from rag.entailment import Entailment
from rag.gate import rule
from rag.model import ModelFailed

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "ask", "first", "wait", "."]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """Makes a BERT of one layer that always answers with the same label."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    folder = tmp_path_factory.mktemp("models")

    def made(label: int, labels=("contradiction", "neutral", "entailment")) -> str:
        place = folder / f"{label}-{labels[-1]}"
        place.mkdir()
        (place / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
        transformers.BertTokenizer(str(place / "vocab.txt")).save_pretrained(place)
        config = transformers.BertConfig(
            vocab_size=len(WORDS),
            hidden_size=8,
            num_hidden_layers=1,
            num_attention_heads=1,
            intermediate_size=8,
            id2label=dict(enumerate(labels)),
        )
        model = transformers.BertForSequenceClassification(config)
        with torch.no_grad():
            model.classifier.weight.zero_()
            model.classifier.bias.zero_()
            model.classifier.bias[label] = 9.0
        model.save_pretrained(place)
        return str(place)

    return made


@pytest.mark.model
def test_what_a_model_denies_is_withheld(tiny):
    from test_gate import section

    sections = {1: section("Ask first. Then wait.")}
    claim = Claim("Ask them first.", (Basis(1, "Ask first."),))
    assert rule(claim, sections).citations
    yes, no = Entailment(tiny(2)), Entailment(tiny(0))
    assert yes("ask first", "ask") > 0.9 and no("ask first", "ask") < 0.1
    assert rule(claim, sections, entails=yes).citations
    assert rule(claim, sections, entails=no).why == "What it cites does not entail it."


@pytest.mark.model
def test_a_model_that_is_not_one_says_what_mends_it(tiny, tmp_path):
    for place in (str(tmp_path), tiny(0, ("good", "bad"))):
        with pytest.raises(ModelFailed, match=r"no label|cannot be loaded") as raised:
            Entailment(place)("a", "b")
        assert "FOOTNOTE_ENTAILMENT" in str(raised.value)
