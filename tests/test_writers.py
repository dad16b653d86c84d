"""From a setting to what the user gets: a stand-in model behind a socket, the service before it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
import time

import httpx
import pytest
from conftest import run
from doors import client_of, served
from speaker import MODEL, Cut, Refused, in_pieces, speaking

from rag.answer import Answer
from rag.extractive import Extractive
from rag.prompt import PromptRefused
from rag.writing import BROKEN_OFF, FAILED, LITTLE
from server.settings import Settings, SettingsRefused, read_settings
from server.writers import look_for, model_of, writer_of

QUESTION = "Should we publish public prices?"
KEY = "sk-very-secret-0123456789"
TRUE = (
    "Public prices build trust with small buyers. "
    '[2: "Public prices build trust with small buyers"]\n'
    "Never publish prices when every contract differs. "
    '[1: "Never publish prices when every contract differs"]\n'
)
FALSE = 'Prices are secret by law since 1999. [1: "Quote after a call instead"]\n'


def settings_of(speaker, **more):
    return {"llm_url": speaker.url, "llm_model": MODEL, **more}


def asked(client, **more):
    response = client.post("/v1/ask", json={"question": QUESTION, **more})
    assert response.status_code == 200
    return response.json()


def texts(answer):
    return [sentence["text"] for sentence in answer["sentences"]]


def test_without_a_setting_people_are_quoted():
    assert isinstance(writer_of(Settings()), Extractive)


def test_what_is_missing_is_named(tmp_path):
    with pytest.raises(SettingsRefused) as refused:
        writer_of(Settings(llm_url="http://127.0.0.1:1/v1"))
    assert refused.value.where == "FOOTNOTE_LLM_MODEL"
    with pytest.raises(PromptRefused, match="No such file"):
        writer_of(Settings(llm_model="x", llm_prompt=tmp_path / "none.md"))


@pytest.mark.parametrize(
    "url", ["ftp://x/v1", "http://me:secret@host/v1", "host", "http://h/v1?k=1"]
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused(monkeypatch, url):
    monkeypatch.setenv("FOOTNOTE_LLM_URL", url)
    with pytest.raises(SettingsRefused, match="FOOTNOTE_LLM_URL"):
        read_settings()


def test_a_key_is_never_shown_not_even_one_that_is_refused(monkeypatch):
    monkeypatch.setenv("FOOTNOTE_LLM_KEY", f" {KEY}\n")
    settings = read_settings(llm_url="http://127.0.0.1:1/v1", llm_model="m")
    assert model_of(settings).key == KEY
    assert KEY not in f"{settings!r} {settings} {model_of(settings)!r} {writer_of(settings)!r}"
    assert KEY not in settings.model_dump_json()
    monkeypatch.setenv("FOOTNOTE_LLM_KEY", f"{KEY}\té")
    with pytest.raises(SettingsRefused, match="FOOTNOTE_LLM_KEY") as refused:
        read_settings()
    assert KEY not in f"{refused.value!r} {refused.value} {refused.value.__cause__!r}"


def test_a_model_s_sentences_leave_proved_and_what_is_not_is_counted(small):
    with speaking(in_pieces(TRUE + FALSE)) as speaker:
        client = client_of(small, **settings_of(speaker, llm_key=KEY))
        answer = asked(client, explain=True)
        figures = client.get("/metrics").text
    assert speaker.keys == [f"Bearer {KEY}"]
    assert texts(answer) == [line.split(" [")[0] for line in TRUE.splitlines()]
    assert answer["writer"] == MODEL and len(answer["prompt"]) == 12
    assert [reference["number"] for reference in answer["references"]] == [1, 2]
    assert [r["author"] for r in answer["references"]] == ["Ann", "Bob"]
    (held,) = answer["explanation"]["withheld"]
    assert held["text"] == FALSE.split(" [")[0] and held["why"]
    assert answer["withheld_sentences"] == 1
    assert answer["withheld_verdicts"] == {held["verdict"]: 1}
    assert f'footnote_withheld_sentences_total{{verdict="{held["verdict"]}"}} 1.0' in figures
    assert f'writer="{MODEL}"' in figures and KEY not in figures + json.dumps(answer)


def test_another_prompt_is_another_provenance_and_no_old_answer(small, tmp_path):
    prompt = tmp_path / "mine.md"
    prompt.write_text("Be brief.\n---\n$sources $question\n")
    with speaking(in_pieces(TRUE)) as speaker:
        theirs = asked(client_of(small, **settings_of(speaker)))
        mine = asked(client_of(small, **settings_of(speaker, llm_prompt=prompt)))
    assert theirs["prompt"] != mine["prompt"]
    assert speaker.asked[1]["messages"][0]["content"] == "Be brief."


def test_sentences_stream_while_the_model_still_writes(small):
    more = threading.Event()
    with (
        speaking([TRUE, more, FALSE]) as speaker,
        served(small, **settings_of(speaker)) as address,
        httpx.stream(
            "POST",
            f"{address}/v1/ask",
            json={"question": QUESTION},
            headers={"Accept": "text/event-stream"},
            timeout=20,
        ) as response,
    ):
        lines = response.iter_lines()
        names = []
        while names.count("sentence") < 2:
            line = next(lines)
            names += [line.removeprefix("event: ")] if line.startswith("event: ") else []
        assert names == ["references", "sentence", "sentence"]
        more.set()
        assert "event: done" in list(lines)


def test_who_leaves_closes_the_request_to_the_model_though_it_is_silent(small):
    with (
        speaking(["Public", threading.Event()]) as speaker,
        served(small, **settings_of(speaker)) as address,
    ):
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{address}/v1/ask", json={"question": QUESTION}, timeout=1)
        assert speaker.left.wait(10)


def fails(note):
    def check(answer, quoted):
        assert texts(answer) == texts(quoted)
        assert answer["references"] == quoted["references"]
        assert answer["writer"] == "extractive" and answer["prompt"] is None
        assert answer["notes"] == [note, *quoted["notes"]]

    return check


def breaks(answer, quoted):
    assert texts(answer) == [line.split(" [")[0] for line in TRUE.splitlines()]
    assert answer["writer"] == MODEL
    assert answer["notes"][0] == BROKEN_OFF


def holds(answer, quoted):
    assert texts(answer) == [line.split(" [")[0] for line in TRUE.splitlines()]
    assert answer["writer"] == MODEL
    assert not {BROKEN_OFF, FAILED, LITTLE} & set(answer["notes"])


NOW = {"Retry_After": "0"}


@pytest.mark.parametrize(
    ("reply", "check"),
    [
        pytest.param([20], fails(FAILED), id="slow"),
        pytest.param([TRUE, 20], breaks, id="slow after it began"),
        pytest.param([Cut], fails(FAILED), id="broken"),
        pytest.param([TRUE, "Public pri", Cut], breaks, id="cut off in a sentence"),
        pytest.param([TRUE.splitlines()[0], Cut], fails(FAILED), id="cut off too early"),
        pytest.param([TRUE, "Public pri"], holds, id="ended in a sentence"),
        pytest.param([TRUE, *["and so on " * 100] * 50], holds, id="over-long"),
        pytest.param([TRUE] * 200, holds, id="repeating"),
        pytest.param([], fails(LITTLE), id="nothing"),
        pytest.param(["I cannot help with that."], fails(LITTLE), id="a refusal"),
        pytest.param([FALSE] * 3, fails(LITTLE), id="inventing"),
        pytest.param([TRUE, b"data: {not json\n\n"], breaks, id="wrong JSON in the stream"),
        pytest.param(Refused(200, b"<html>"), fails(FAILED), id="no JSON at all"),
        pytest.param(Refused(429, headers=NOW), fails(FAILED), id="429"),
        pytest.param(Refused(500, headers=NOW), fails(FAILED), id="500"),
        pytest.param(Refused(401), fails(FAILED), id="401"),
        pytest.param(
            ["<script>alert(1)</script> [1: x]\n![x](//evil.example)\n" + TRUE], holds, id="hostile"
        ),
    ],
)
def test_whatever_the_model_does_the_user_gets_an_answer(small, reply, check, caplog):
    caplog.set_level(logging.INFO)
    with speaking(reply) as speaker:
        settings = settings_of(speaker, llm_timeout=2, llm_key=KEY)
        answer = asked(client_of(small, **settings))
    check(answer, asked(client_of(small)))
    assert KEY not in caplog.text


def test_a_server_that_is_not_there_is_left_alone_after_a_few_questions(small):
    with speaking([]) as gone:
        settings = settings_of(gone)
    client = client_of(small, **settings)
    for number in range(5):
        began = time.monotonic()
        response = client.post("/v1/ask", json={"question": f"{QUESTION} {number}"})
        took = time.monotonic() - began
        assert FAILED in response.json()["notes"]
    assert took < 0.5  # the library would wait longer before it tries again


def test_what_was_a_fallback_is_not_kept_for_the_next(small):
    with speaking(Refused(401), in_pieces(TRUE)) as speaker:
        client = client_of(small, **settings_of(speaker))
        assert asked(client)["writer"] == "extractive"
        assert asked(client)["writer"] == MODEL
        assert asked(client)["timings"].keys() == {"cache"}
    assert len(speaker.asked) == 2


def test_a_follow_up_goes_by_the_model_s_words(small):
    history = [{"question": "Should prices be public?", "answer": "…"}]
    with speaking(["Should prices for B2B be public?"], in_pieces(TRUE)) as speaker:
        client = client_of(small, **settings_of(speaker))
        body = {"question": "and for B2B?", "history": history}
        answer = client.post("/v1/ask", json=body).json()
    assert answer["standalone_question"] == "Should prices for B2B be public?"


def test_a_greeting_asks_no_model(small):
    with speaking([TRUE]) as speaker:
        client = client_of(small, **settings_of(speaker))
        assert client.post("/v1/ask", json={"question": "Hello!"}).json()["intent"] == "greeting"
    assert speaker.asked == []


def test_the_command_line_asks_the_model_too_and_shows_what_was_withheld(
    small_index, toys, monkeypatch, capsys
):
    with speaking(in_pieces(TRUE + FALSE)) as speaker:
        for name, value in (("URL", speaker.url), ("MODEL", MODEL), ("KEY", KEY)):
            monkeypatch.setenv(f"FOOTNOTE_LLM_{name}", value)
        monkeypatch.setenv("COLUMNS", "200")
        words = ("ask", QUESTION, "--index", small_index)
        code, out, err = run(capsys, monkeypatch, *words, "--explain")
    assert code == 0
    assert "Public prices build trust with small buyers. [1]" in out
    assert "Withheld: Prices are secret by law since 1999." in out
    assert KEY not in out + err


def test_a_prompt_that_cannot_work_ends_a_command_before_it_begins(
    small_index, toys, monkeypatch, capsys, tmp_path
):
    prompt = tmp_path / "mine.md"
    prompt.write_text("Be brief.\n---\n$question\n")
    monkeypatch.setenv("FOOTNOTE_LLM_MODEL", "any")
    monkeypatch.setenv("FOOTNOTE_LLM_PROMPT", str(prompt))
    code, _, err = run(capsys, monkeypatch, "ask", QUESTION, "--index", small_index)
    assert code == 2
    assert f"{prompt}: $sources is missing" in " ".join(err.split())


def test_a_server_says_at_its_start_if_the_model_is_not_there(caplog):
    with speaking([]) as gone:
        pass
    look_for(writer_of(Settings(**settings_of(gone))))
    end = time.monotonic() + 20
    while "people are quoted until" not in caplog.text and time.monotonic() < end:
        time.sleep(0.02)
    assert "people are quoted until the language model can be used" in caplog.text


def test_serving_without_a_language_model_loads_none_of_its_libraries():
    code = (
        "import sys, server.app, server.serving, server.writers, server.settings\n"
        "server.writers.writer_of(server.settings.Settings())\n"
        "print(*sorted({'torch', 'transformers', 'openai', 'gguf'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_an_answer_says_what_wrote_it():
    assert {"writer", "prompt", "withheld_verdicts"} <= set(Answer.__dataclass_fields__)
