"""Tokens counted by words: as many as the tokenizer finds in the whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from index import encoder_tokens
from index.encoder_export import bundled_model
from index.encoder_tokens import TokenCounts


@pytest.fixture(scope="module")
def bert() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(bundled_model() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=4))
def test_words_have_as_many_tokens_as_the_whole(bert, texts):
    counts = TokenCounts(bert)
    texts = [*texts, " ".join(texts)]
    assert counts.of(texts) == counts.of_whole(texts)


@pytest.mark.parametrize("sign", [chr(code) for code in range(0x3001) if chr(code).isspace()])
def test_whatever_parts_words_for_python(bert, sign):
    counts = TokenCounts(bert)
    texts = [f"price{sign}tag", f"{sign}price", sign]
    assert counts.of(texts) == counts.of_whole(texts)


def test_a_word_is_tokenized_once(bert):
    asked = []

    class Asked:
        pre_tokenizer = bert.pre_tokenizer

        def encode(self, word, add_special_tokens):
            asked.append(word)
            return bert.encode(word, add_special_tokens=add_special_tokens)

    counts = TokenCounts(Asked())
    counts.of(["one zebra", "zebra one"])
    assert counts.of(["two zebra"]) == TokenCounts(bert).of_whole(["two zebra"])
    assert asked == ["one", "zebra", "two"]


def test_words_are_forgotten_when_there_are_too_many(bert, monkeypatch):
    monkeypatch.setattr(encoder_tokens, "REMEMBERED", 3)
    counts = TokenCounts(bert)
    for texts in (["one two"], ["three four one"], ["one two three four five"], ["six"]):
        assert counts.of(texts) == counts.of_whole(texts)
    assert set(counts._words) == {"six"}


def test_what_one_thread_forgets_another_still_counts(bert, monkeypatch):
    monkeypatch.setattr(encoder_tokens, "REMEMBERED", 3)
    counts = TokenCounts(bert)

    class Text(str):
        def split(self):
            counts.of(["three four five six"])  # another thread, in the middle of this one's
            return super().split()

    counts.of(["one two"])
    assert counts.of([Text("one two three"), Text("one")]) == [3, 1]


def test_a_tokenizer_that_reads_over_spaces_is_given_the_whole():
    vocab = {"a": 0, "b": 1, "Ġ": 2, "aĠ": 3, "aĠb": 4}
    tokenizer = Tokenizer(models.BPE(vocab, [("a", "Ġ"), ("aĠ", "b")]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    assert TokenCounts(tokenizer).of(["a b", "a", "b a"]) == [1, 1, 3]
