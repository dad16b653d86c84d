"""A request is a span, the stages of its answer are spans in it, and a caller's trace goes on."""

from __future__ import annotations

import builtins
from dataclasses import replace

import pytest
from doors import ANSWER, events_of
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind
from starlette.testclient import TestClient

from server import routes_ask
from server.app import create_app
from server.settings import Settings
from server.state import State
from server.tracing import TracingUnavailable, tracer

CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def exporter():
    return InMemorySpanExporter()


@pytest.fixture
def client(small, exporter, tmp_path):
    state = State(Settings(keys=tmp_path / "keys.json"), small)
    observers = [tracer(SimpleSpanProcessor(exporter))]
    return TestClient(create_app(state, observers), raise_server_exceptions=False)


def test_a_request_and_its_stages(client, exporter, monkeypatch):
    answer = replace(ANSWER, timings={"search": 2.0, "write": 3.0})
    monkeypatch.setattr(routes_ask, "ask", lambda *_, **__: events_of(answer))
    client.post("/v1/ask", json={"question": "SECRET?"}, headers={"traceparent": CALLER})
    write, search, whole = exporter.get_finished_spans()
    assert (whole.name, whole.kind) == ("POST /v1/ask", SpanKind.SERVER)
    assert format(whole.context.trace_id, "x").zfill(32) == CALLER.split("-")[1]
    assert format(whole.parent.span_id, "x").zfill(16) == CALLER.split("-")[2]
    assert (search.name, write.name) == ("search", "write")
    assert search.parent.span_id == write.parent.span_id == whole.context.span_id
    assert search.end_time == write.start_time and search.end_time - search.start_time == 2_000_000
    assert write.end_time <= whole.end_time
    assert whole.attributes["footnote.answer.status"] == "answered"
    assert whole.resource.attributes["service.name"] == "footnote"
    assert "SECRET" not in "".join(each.to_json() for each in (write, search, whole))


def test_a_fault_is_an_error(client, exporter, monkeypatch):
    monkeypatch.setattr(routes_ask, "ask", None)
    client.post("/v1/ask", json={"question": "Why?"})
    (whole,) = exporter.get_finished_spans()
    assert not whole.status.is_ok and whole.attributes["http.response.status_code"] == 500


def test_where_it_is_not_installed_it_says_what_to_do(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("opentelemetry"):
            raise ImportError(name=name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(TracingUnavailable) as refused:
        tracer()
    assert "footnote-adviser[traces]" in refused.value.mend
