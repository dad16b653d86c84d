"""Short replies: frames that say what Footnote does, and questions that are answered here."""

from __future__ import annotations

from typing import get_args

import pytest

import rag.replying
from rag.answer import Intent
from rag.intent import Heard
from rag.question import Turn
from rag.replying import reply

KINDS = [intent for intent in get_args(Intent) if intent != "question"]


@pytest.mark.parametrize("quoting", [True, False])
@pytest.mark.parametrize("intent", KINDS)
def test_every_kind_gets_a_few_short_frames(small, intent, quoting):
    said = reply(Heard(intent, "write me a poem"), [], small, 4, quoting)
    assert said is not None
    assert 1 <= len(said.sentences) <= 4
    for sentence in said.sentences:
        assert sentence.kind == "frame" and not sentence.citations
        assert len(sentence.text) < 120


def test_no_two_kinds_get_the_same_reply(small):
    replies = [reply(Heard(intent, "x"), [], small, 0) for intent in KINDS]
    assert len({said.sentences for said in replies if said}) == len(KINDS)


def test_a_question_gets_none(small):
    assert reply(Heard("question", "Should prices be public?"), [], small, 4) is None


def test_in_a_corpus_of_another_language_a_foreign_turn_is_a_question(small, monkeypatch):
    heard = Heard("foreign", "Was kostet Werbung?")
    assert reply(heard, [], small, 4) is not None
    monkeypatch.setattr(rag.replying, "english", lambda _: False)
    assert reply(heard, [], small, 4) is None


def test_well_answered_questions_are_offered_to_begin_with(small):
    said = reply(Heard("greeting", ""), [], small, 4)
    assert said and said.nearest == (
        "How do I get a first customer?",
    )  # the one with three answers
    assert said == reply(Heard("greeting", ""), [], small, 4)
    assert reply(Heard("greeting", ""), [], small, 0).nearest == ()


def test_after_thanks_what_is_near_to_the_last_question_is_offered(small):
    asked = [Turn("user", "first customer"), Turn("user", "public prices")]
    said = reply(Heard("thanks", ""), asked, small, 1)
    assert said and said.nearest == ("Should prices be public?",)


def test_a_text_one_wants_written_leads_to_those_who_wrote_about_it(small):
    said = reply(Heard("writing", "write me public prices"), [], small, 1)
    assert said and said.nearest == ("Should prices be public?",)
    far = reply(Heard("writing", "write me a quixotic quokka"), [], small, 1)
    assert far and far.nearest == ("How do I get a first customer?",)


def test_somebody_unwell_is_offered_nothing(small):
    said = reply(Heard("medical", "my back hurts"), [], small, 4)
    assert said and said.nearest == ()
    assert any("emergency" in sentence.text for sentence in said.sentences)


def test_where_a_language_model_writes_nothing_is_called_a_quote():
    for texts in rag.replying._REPLIES.values():
        said = [rag.replying._IN_ONE_VOICE.get(text, text) for text in texts]
        assert not any("word for word" in text or "quote" in text for text in said)
    every = {text for texts in rag.replying._REPLIES.values() for text in texts}
    assert rag.replying._IN_ONE_VOICE.keys() <= every
