"""A model behind OpenAI's API, over a real socket: what it says, and everything that goes wrong."""

from __future__ import annotations

import logging
import socket
import threading

import pytest
from speaker import MODEL, Cut, Refused, in_pieces, speaking

from rag.model import Message, ModelFailed
from rag.model_server import ServerModel

KEY = "sk-very-secret-0123456789"
ASKED = [Message("system", "Be brief."), Message("user", "Why?")]


def said(speaker, **more) -> str:
    return "".join(ServerModel(MODEL, speaker.url, KEY, **more).reply(ASKED))


def test_what_is_said_comes_in_pieces_and_what_was_asked_arrives():
    with speaking(in_pieces("Because it pays.")) as speaker:
        assert said(speaker) == "Because it pays."
    (asked,) = speaker.asked
    assert asked["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Why?"},
    ]
    assert (asked["model"], asked["stream"], asked["temperature"]) == (MODEL, True, 0)
    assert asked["max_tokens"] > 100
    assert speaker.keys == [f"Bearer {KEY}"]


def test_the_first_piece_is_there_before_the_last_is_said():
    more = threading.Event()
    with speaking(["One", more, " two"]) as speaker:
        pieces = ServerModel(MODEL, speaker.url).reply(ASKED)
        assert next(piece for piece in pieces if piece) == "One"
        more.set()
        assert "".join(pieces) == " two"


def test_silence_gives_empty_pieces_so_that_who_listens_may_leave():
    with speaking([threading.Event()]) as speaker:
        pieces = ServerModel(MODEL, speaker.url).reply(ASKED)
        assert next(pieces) == ""
        while not speaker.begun.is_set():
            assert next(pieces) == ""
        pieces.close()
        assert speaker.left.wait(10)


def test_to_close_the_reply_closes_the_request():
    with speaking(["One", threading.Event()]) as speaker:
        pieces = ServerModel(MODEL, speaker.url).reply(ASKED)
        assert next(piece for piece in pieces if piece) == "One"
        assert not speaker.left.is_set()
        pieces.close()
        assert speaker.left.wait(10)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again_when_it_says(status):
    busy = Refused(status, headers={"Retry_After": "0.2"})
    with speaking(busy, busy, ["Yes."]) as speaker:
        assert said(speaker) == "Yes."
    first, second, third = speaker.times
    assert second - first >= 0.2 and third - second >= 0.2


@pytest.mark.parametrize("status", [400, 401, 404])
def test_what_will_not_get_better_is_not_asked_again(status):
    with speaking(Refused(status)) as speaker, pytest.raises(ModelFailed, match=f"{status}"):
        said(speaker)
    assert len(speaker.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Refused(500, headers={"Retry_After": "0"}),
        Refused(429, headers={"Retry_After": "0"}),
        Refused(401, f'{{"error": {{"message": "Bad key {KEY}"}}}}'.encode()),
        Refused(200, b"<html>not what you think</html>", media_type="text/html"),
        Refused(200, b'{"half": '),
        ["One ", b"data: {not json\n\n"],
        ["One ", b'data: {"error": {"message": "out of memory"}}\n\n'],
        ["One ", b'data: {"choices": 7}\n\n'],
        ["One ", b"data: [1, 2]\n\n"],
        ["One ", b"\xff\xfe\n\n"],
        ["One ", Cut],
        [Cut],
        ["One ", b"data: [DONE]\n\n", Cut],
    ],
    ids=lambda reply: str(reply)[:60],
)
def test_whatever_it_sends_the_fault_has_one_name_and_does_not_show_the_key(reply, caplog):
    caplog.set_level(logging.DEBUG)
    with speaking(reply) as speaker, pytest.raises(ModelFailed) as failed:
        said(speaker)
    assert failed.value.where == speaker.url
    shown = f"{failed.value!r} {failed.value} {failed.value.__cause__!r} {caplog.text}"
    assert KEY not in shown


def test_a_server_that_falls_silent_is_given_up():
    with (
        speaking(["One ", 20]) as speaker,
        pytest.raises(ModelFailed, match=r"in time|cannot be reached"),
    ):
        said(speaker, silence=0.3)


def test_nobody_at_home():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # not listening
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(ModelFailed, match="cannot be reached"):
            list(ServerModel(MODEL, url).reply(ASKED))


def test_a_check_asks_for_the_models_and_names_those_there_are():
    with speaking([]) as speaker:
        ServerModel(MODEL, speaker.url).check()
        with pytest.raises(ModelFailed, match=f"no model 'other'; it has {MODEL}"):
            ServerModel("other", speaker.url).check()


def test_the_key_is_in_nothing_that_prints_the_model():
    model = ServerModel(MODEL, "http://127.0.0.1:1/v1", KEY)
    assert KEY not in repr(model) + str(model)
