"""The tools of the Model Context Protocol, called by the official client."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sys
import threading
import time
from pathlib import Path

import anyio
import pytest
from doors import client_of, served
from mcp import Client, StdioServerParameters, stdio_client

from rag.answer import ReferencesFound
from rag.asking import answer
from server.mcp_tools import TOOLS, mcp_server
from server.settings import Settings
from server.state import State

QUESTION = "Should prices be public?"
ABOUT = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}
"""What a client of the newer kind says of itself in each request."""


def called(server, *calls):
    """The results of calls (tool, arguments), made by one client one after the other."""

    async def run():
        async with Client(server) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    return anyio.run(run)


@pytest.fixture
def server(small):
    return mcp_server(State(Settings(index=Path("nowhere")), small))


def text_of(result):
    (content,) = result.content
    return content.text


def test_the_tools_say_what_they_take_and_give(server):
    async def run():
        async with Client(server) as client:
            return await client.list_tools(), client.instructions

    listed, instructions = anyio.run(run)
    assert [tool.name for tool in listed.tools] == list(TOOLS) == ["ask", "search", "read_source"]
    for tool in listed.tools:
        assert tool.description and tool.input_schema["properties"] and tool.output_schema
        assert tool.annotations.read_only_hint
    assert "word for word" in instructions


def test_an_answer_is_text_with_its_sources_and_the_whole_as_data(server, small):
    (result,) = called(server, ("ask", {"question": QUESTION}))
    said = answer(QUESTION, [], small)
    assert not result.is_error
    data = result.structured_content
    assert [each["text"] for each in data["sentences"]] == [each.text for each in said.sentences]
    text = text_of(result)
    assert all(sentence.text in text for sentence in said.sentences)
    assert all(reference.url or reference.title in text for reference in said.references)


def test_history_and_filters_count(server):
    history = [{"role": "user", "content": QUESTION}]
    (follow, narrowed) = called(
        server,
        ("ask", {"question": "What about B2B?", "history": history}),
        ("ask", {"question": QUESTION, "author": "Nobody"}),
    )
    assert follow.structured_content["standalone_question"] == f"{QUESTION} What about B2B?"
    assert narrowed.structured_content["status"] == "no_evidence"
    assert "No source here passes these filters." in text_of(narrowed)


def test_what_is_found_can_be_read(server):
    (found,) = called(server, ("search", {"q": "public prices", "k": 2}))
    hits = found.structured_content["hits"]
    assert len(hits) == 2
    assert hits[0]["text"] in text_of(found)
    section, document = hits[0]["section_id"], hits[0]["document_id"]
    whole, part, page = called(
        server,
        ("read_source", {"id": document}),
        ("read_source", {"id": section}),
        ("read_source", {"id": f"/sources/{section}"}),
    )
    assert len(whole.structured_content["sections"]) > 1
    assert [each["section_id"] for each in part.structured_content["sections"]] == [section]
    assert page.structured_content == part.structured_content
    assert hits[0]["author"] in text_of(part)


@pytest.mark.parametrize(
    ("tool", "given", "says"),
    [
        ("ask", {"question": " "}, "There is no question here. Ask something in words."),
        ("ask", {}, "question: Field required"),
        ("search", {"q": "a", "limit": 3}, "limit: Extra inputs are not permitted"),
        ("read_source", {"id": "small/9"}, "There is no document 'small/9'"),
        ("read_source", {"id": "small/1#9"}, "There is no section 'small/1#9'"),
        ("write", {}, "There is no tool 'write'"),
    ],
)
def test_what_goes_wrong_is_told_to_the_model(server, tool, given, says):
    (result,) = called(server, (tool, given))
    assert result.is_error
    assert says in text_of(result)


def test_the_unexpected_is_logged_and_not_told(server, monkeypatch):
    monkeypatch.setattr("server.mcp_tools.search", lambda *_: 1 / 0)
    (result,) = called(server, ("search", {"q": "a"}))
    assert result.is_error
    assert text_of(result).startswith("Something went wrong on our side.")


def test_without_an_index_it_says_so():
    (result,) = called(
        mcp_server(State(Settings(index=Path("nowhere")), None)), ("ask", {"question": "Why?"})
    )
    assert result.is_error
    assert text_of(result) == "The index is missing or cannot be used."


def test_over_http_the_tools_are_the_same(small):
    with served(small) as address:
        asked, missing = called(
            f"{address}/mcp",
            ("ask", {"question": QUESTION}),
            ("read_source", {"id": "small/9"}),
        )
    assert asked.structured_content["status"] in ("answered", "partial")
    assert missing.is_error


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_nobody_holds_a_stream_on_which_nothing_will_come(small, method):
    """There are no sessions, so no messages that nobody asked for, and nothing to end."""
    with client_of(small) as client:
        reply = client.request(method, "/mcp", headers={"Accept": "text/event-stream"})
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
    assert reply.json()["type"] == "/docs#method-not-allowed"


@pytest.mark.parametrize("version", ["2025-06-18", "2026-07-28"])
def test_when_the_client_leaves_the_work_stops(small, monkeypatch, version):
    begun, closed = threading.Event(), threading.Event()

    def ask(*_):
        try:
            while True:
                yield ReferencesFound(())
                begun.set()
                time.sleep(0.01)
        finally:
            closed.set()

    monkeypatch.setattr("server.mcp_tools.ask", ask)
    call = {"name": "ask", "arguments": {"question": QUESTION}, "_meta": ABOUT}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}).encode()
    with served(small) as address:
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            connection.sendall(
                b"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                b"Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: %b\r\n"
                b"Mcp-Method: tools/call\r\nMcp-Name: ask\r\nContent-Length: %d\r\n\r\n%b"
                % (version.encode(), len(body), body)
            )
            assert begun.wait(10)
        assert closed.wait(5)


@pytest.mark.model
def test_over_stdin_and_stdout_the_tools_are_the_same(starter_index, tmp_path):
    shutil.copytree(starter_index, tmp_path / "index")
    command = StdioServerParameters(
        command=str(Path(sys.executable).parent / "footnote"),
        args=["mcp", "--index", str(tmp_path / "index")],
        env=dict(os.environ),
    )
    found, read = called(
        stdio_client(command),
        ("ask", {"question": "Is interruption marketing evil?"}),
        ("read_source", {"id": "starter/101"}),
    )
    assert found.structured_content["status"] == "answered"
    assert read.structured_content["document_id"] == "starter/101"
