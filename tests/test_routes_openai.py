"""The doors compatible with OpenAI's, asked by OpenAI's own client over a real socket."""

from __future__ import annotations

import json
from datetime import date

import openai
import pytest
from doors import ANSWER, TEXTS, client_of, events_of, served
from openai import OpenAI

from corpus.errors import QuestionRefused
from index.filters import Filters
from rag.answer import ReferencesFound
from rag.question import Turn
from server import routes_openai

QUESTION = [{"role": "user", "content": "Should prices be public?"}]


@pytest.fixture
def client(small):
    with served(small) as address, OpenAI(base_url=f"{address}/v1", api_key="-") as client:
        yield client


@pytest.fixture
def scripted(monkeypatch):
    asked = []

    def ask(question, history, snapshot, filters, explain, writer):
        asked.append((question, list(history), filters))
        return events_of(ANSWER)

    monkeypatch.setattr(routes_openai, "ask", ask)
    return asked


def complete(client, messages=QUESTION, **more):
    return client.chat.completions.create(model="footnote", messages=messages, **more)


def test_an_answer_comes_with_its_citations(client, small):
    said = complete(client)
    (choice,) = said.choices
    assert (said.model, said.object, choice.finish_reason) == (
        "footnote",
        "chat.completion",
        "stop",
    )
    assert choice.message.annotations
    for each in choice.message.annotations:
        assert each.type == "url_citation"
        found = each.url_citation
        quote = choice.message.content[found.start_index : found.end_index]
        assert any(
            quote in section.text
            for document in ("small/1", "small/2")
            for section in small.document(document).sections
        )
        assert found.title in ("Should prices be public?", "How do I get a first customer?")
        assert found.url.startswith("http")
    assert said.footnote["references"][0]["licence"] in choice.message.content
    assert said.usage.total_tokens == said.usage.prompt_tokens + said.usage.completion_tokens > 20


def test_the_stream_says_the_same(client, scripted):
    whole = complete(client)
    chunks = list(complete(client, stream=True, stream_options={"include_usage": True}))
    *said, last = chunks
    assert (
        "".join(c.choices[0].delta.content or "" for c in said) == whole.choices[0].message.content
    )
    assert said[0].choices[0].delta.role == "assistant"
    assert [c.choices[0].finish_reason for c in said] == [None] * (len(said) - 1) + ["stop"]
    annotations = [a for c in said for a in getattr(c.choices[0].delta, "annotations", [])]
    plain = [each.model_dump() for each in whole.choices[0].message.annotations]
    assert annotations == plain and len(plain) == 2
    assert (last.choices, last.usage) == ([], whole.usage)
    assert len({chunk.id for chunk in chunks}) == 1
    assert said[-1].footnote["sentences"] == whole.footnote["sentences"]


def test_a_stream_without_usage_has_none(client, scripted):
    chunks = list(complete(client, stream=True))
    assert all(chunk.usage is None and len(chunk.choices) == 1 for chunk in chunks)


def test_the_conversation_is_taken_from_the_messages(client, scripted):
    messages = [
        {"role": "system", "content": "You are a pirate."},
        {"role": "user", "content": [{"type": "text", "text": "One?"}]},
        {"role": "assistant", "content": "First."},
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": "Two?"},
    ]
    complete(client, messages, extra_body={"filters": {"since": "2010-01-02"}})
    turns = [Turn("user", "One?"), Turn("assistant", "First.")]
    assert scripted == [("Two?", turns, Filters(since=date(2010, 1, 2)))]


def test_what_steers_a_language_model_changes_nothing(client, scripted):
    tools = [{"type": "function", "function": {"name": "f", "parameters": {}}}]
    said = complete(
        client,
        temperature=1.5,
        top_p=0.1,
        max_tokens=1,
        seed=4,
        stop=["."],
        n=1,
        tools=tools,
        tool_choice="auto",
        response_format={"type": "text"},
        user="u1",
        extra_body={"never_heard_of": 1},
    )
    assert all(text in said.choices[0].message.content for text in TEXTS)


def test_a_refusal_is_a_message_like_any_other(client):
    said = complete(client, [{"role": "user", "content": "quixotic quokkas quarrel"}])
    assert said.choices[0].finish_reason == "stop"
    assert said.choices[0].message.annotations == []
    assert said.choices[0].message.content == "\n\n".join(said.footnote["notes"])
    assert said.footnote["status"] == "no_evidence"


@pytest.mark.parametrize(
    ("more", "param"),
    [
        ({"n": 2}, "n"),
        ({"logprobs": True}, "logprobs"),
        ({"response_format": {"type": "json_object"}}, "response_format"),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"modalities": ["audio"]}, "modalities.0"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "system", "content": "Be brief."}]}, "messages"),
        ({"messages": [*QUESTION, {"role": "assistant", "content": "Yes"}]}, "messages"),
        ({"messages": [{"role": "user", "content": " "}]}, "messages"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages"),
        ({"messages": [{"role": "wizard", "content": "?"}]}, "messages.0.role"),
        ({"extra_body": {"filters": {"sites": "a"}}}, "filters.sites"),
    ],
)
def test_what_cannot_be_given_is_refused_by_the_name_of_its_parameter(client, more, param):
    with pytest.raises(openai.BadRequestError) as refused:
        complete(client, **more)
    assert refused.value.param == param
    assert refused.value.type == "invalid_request_error"
    assert refused.value.body["message"]


def test_there_is_one_model(client, small):
    (model,) = client.models.list().data
    assert model == client.models.retrieve("footnote")
    assert (model.id, model.object, model.owned_by) == ("footnote", "model", "footnote")
    assert model.created > 1_500_000_000
    with pytest.raises(openai.NotFoundError) as unknown:
        client.models.retrieve("gpt-4")
    assert unknown.value.code == "model_not_found"
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.create(model="gpt-4", messages=QUESTION)


def test_without_an_index_there_is_a_model_and_no_answer(small):
    with served(None) as address:
        client = OpenAI(base_url=f"{address}/v1", api_key="-", max_retries=0)
        with client:
            assert client.models.list().data[0].created == 0
            with pytest.raises(openai.InternalServerError) as refused:
                complete(client)
    assert (refused.value.code, refused.value.type) == ("not_ready", "server_error")


def test_a_fault_midway_ends_the_stream_with_an_error(client, monkeypatch):
    def ask(*_):
        yield ReferencesFound(ANSWER.references)
        raise RuntimeError("secret")

    monkeypatch.setattr(routes_openai, "ask", ask)
    with pytest.raises(openai.APIError) as broken:
        list(complete(client, stream=True))
    assert (broken.value.type, broken.value.code) == ("server_error", "internal")
    assert "secret" not in str(broken.value)


def test_a_refused_question_is_a_status_even_where_a_stream_was_wanted(client, monkeypatch):
    def ask(*_):
        raise QuestionRefused("there is no question here")

    monkeypatch.setattr(routes_openai, "ask", ask)
    with pytest.raises(openai.BadRequestError) as refused:
        complete(client, stream=True)
    assert (refused.value.code, refused.value.param) == ("question_refused", "messages")


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/v1/chat/completions", b"{", 400),
        ("POST", "/v1/chat/completions", b"[]", 400),
        ("GET", "/v1/chat/completions", b"", 405),
        ("POST", "/v1/models", b"", 405),
        ("POST", "/v1/chat/nothing", b"", 404),
        ("POST", "/v1/chat/completions", b"a" * 300_000, 413),
    ],
)
def test_every_error_has_the_shape_its_client_knows(small, method, path, body, status):
    headers = {"Content-Type": "application/json", "Accept": "text/html"}
    response = client_of(small).request(method, path, content=body, headers=headers)
    assert response.status_code == status
    assert set(json.loads(response.text)["error"]) == {"message", "type", "param", "code"}
    assert response.headers["x-request-id"]


def test_the_whole_answer_is_there_for_who_knows_it(client, scripted):
    footnote = complete(client).footnote
    assert (footnote["id"], footnote["status"]) == (ANSWER.id, ANSWER.status)
