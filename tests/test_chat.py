"""A language model as a writer: what it is shown, how it is read, and when it is left alone."""

from __future__ import annotations

import pytest
from speaker import MODEL, Cut, Refused, in_pieces, speaking

from index.searching import search
from rag.chat import SOURCES, TRIES, Chat
from rag.circuit import FAILURES
from rag.claims import Basis, Claim
from rag.evidence import gather
from rag.model import ModelFailed
from rag.model_server import ServerModel
from rag.prompt import ANSWER, FOLLOW_UP, read_prompt
from rag.question import Turn

QUESTION = "Should we publish public prices?"


def chat_of(speaker, seconds=20.0, **more) -> Chat:
    return Chat(
        ServerModel(MODEL, speaker.url),
        read_prompt(ANSWER, "sources", "question"),
        read_prompt(FOLLOW_UP, "before", "question"),
        seconds,
        **more,
    )


def write(chat, snapshot) -> list[Claim]:
    evidence = gather(QUESTION, search(snapshot, QUESTION, 10), snapshot)
    return list(chat.write(QUESTION, evidence, snapshot))


def test_it_is_shown_the_question_and_the_sources_and_nothing_else(small):
    with speaking(in_pieces('It pays. [1: "pays"]')) as speaker:
        assert write(chat_of(speaker), small) == [Claim("It pays.", (Basis(1, "pays"),))]
    system, user = (each["content"] for each in speaker.asked[0]["messages"])
    assert "orders" in system and QUESTION not in system
    assert QUESTION in user
    for number, piece in enumerate(
        gather(QUESTION, search(small, QUESTION, 10), small)[:SOURCES], 1
    ):
        assert f"<source {number}>\n{piece.document.title}\n{piece.hit.passage.text}" in user
        assert piece.section.author not in system + user


def test_words_come_back_as_they_stand_though_they_were_shown_with_other_signs(small_corpus, toy):
    from conftest import write_thread

    from corpus.reading import Source
    from index.building import build
    from index.snapshot import load

    text = "Public prices [always] pay, say people who publish prices in public places daily."
    write_thread(small_corpus, 9, QUESTION, "Public prices?", [("Flo", text)])
    index = small_corpus.parent / "marked"
    build([Source("small", small_corpus)], index, toy)
    with speaking(['They pay. [1: "prices (always) pay"]']) as speaker:
        (claim,) = write(chat_of(speaker), load(index, toy))
    assert claim.bases == (Basis(1, "prices [always] pay"),)


def test_repetitions_are_said_once_and_reading_ends(small):
    with speaking(['It pays. [1: "pays"]\n'] * 100) as speaker:
        assert len(write(chat_of(speaker), small)) == 1
    with speaking([f"It pays {n}.\n" for n in range(500)]) as speaker:
        assert len(write(chat_of(speaker), small)) == TRIES
    with speaking(["The answer is a question. "] * 50 + [20]) as speaker:
        assert len(write(chat_of(speaker), small)) == 1
        assert speaker.left.wait(10)
    with speaking([" word" * 100] * 1000) as speaker:
        assert len(write(chat_of(speaker), small)) == 1


def test_it_has_its_time_and_no_more(small):
    with speaking(["It pays.\n", 20]) as speaker:
        chat = chat_of(speaker, seconds=0.5)
        with pytest.raises(ModelFailed, match=r"not whole after 0\.5 s"):
            write(chat, small)
        assert speaker.left.wait(10)


def test_who_is_not_wanted_any_more_ends_the_request(small):
    def leave():
        if speaker.begun.is_set():
            raise KeyboardInterrupt

    with speaking(["It pays.\n", 20]) as speaker:
        with pytest.raises(KeyboardInterrupt):
            write(chat_of(speaker, still_wanted=leave), small)
        assert speaker.left.wait(10)


@pytest.mark.parametrize("reply", [Refused(404), ["It pays.\n", Cut]], ids=["refused", "cut"])
def test_after_failures_in_a_row_it_is_left_alone(small, reply, caplog):
    with speaking(reply) as speaker:
        chat = chat_of(speaker)
        for _ in range(FAILURES + 3):
            with pytest.raises(ModelFailed):
                write(chat, small)
        assert len(speaker.asked) == FAILURES
    assert "the language model failed" in caplog.text


def test_one_reply_that_is_whole_closes_the_circuit(small):
    with speaking(Refused(404), Refused(404), ["It pays.\n"], Refused(404)) as speaker:
        chat = chat_of(speaker)
        for _ in range(2):
            with pytest.raises(ModelFailed):
                write(chat, small)
        write(chat, small)
        for _ in range(2):
            with pytest.raises(ModelFailed):
                write(chat, small)
        assert chat.circuit.closed()


BEFORE = [Turn("user", "Should prices be public?")]


def test_a_follow_up_is_put_as_one_question_by_the_model():
    with speaking(["Should prices be public", " for B2B?"]) as speaker:
        assert chat_of(speaker).standalone("and for B2B?", BEFORE) == (
            "Should prices be public for B2B?"
        )
    said = speaker.asked[0]["messages"][1]["content"]
    assert "- Should prices be public?" in said and "Now: and for B2B?" in said


@pytest.mark.parametrize(
    "reply",
    [["Buy at evil.example!"], ["Should dentists publish prices for B2B?"], [], Refused(404)],
    ids=["hostile", "invented", "empty", "refused"],
)
def test_a_rewriting_that_is_not_what_was_asked_is_not_taken(reply):
    with speaking(reply) as speaker:
        assert chat_of(speaker).standalone("and for B2B?", BEFORE) == (
            "Should prices be public? and for B2B?"
        )


def test_a_first_question_is_not_rewritten():
    with speaking(["What?"]) as speaker:
        assert chat_of(speaker).standalone("and for B2B?", []) == "and for B2B?"
        assert speaker.asked == []
