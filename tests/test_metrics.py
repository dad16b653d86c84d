"""The figures are those of what happened, in the form that Prometheus reads."""

from __future__ import annotations

from dataclasses import replace

import pytest
from doors import ANSWER, client_of, events_of
from prometheus_client.parser import text_string_to_metric_families

from server import routes_ask
from server.observing import ELSEWHERE


def figures(client) -> dict[tuple[str, ...], float]:
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, *(f"{k}={v}" for k, v in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_answers_and_their_stages_are_counted(small, monkeypatch):
    monkeypatch.setattr(routes_ask, "ask", lambda *_, **__: events_of(ANSWER))
    client = client_of(small)
    for _ in range(2):
        client.post("/v1/ask", json={"question": "Why?"})
    seen = figures(client)
    requests = ("footnote_requests_total", "method=POST", "route=/v1/ask", "status=200")
    assert seen[requests] == 2
    assert seen["footnote_request_seconds_count", "route=/v1/ask"] == 2
    answers = ("footnote_answers_total", "intent=question", "status=answered", "writer=extractive")
    assert seen[answers] == 2
    assert seen["footnote_stage_seconds_count", "stage=search"] == 1
    assert seen["footnote_stage_seconds_sum", "stage=search"] == pytest.approx(0.0015)
    assert seen["footnote_stage_seconds_count", "stage=cache"] == 1
    assert seen["footnote_cache_bytes",] > 100


def test_withheld_sentences_are_counted(small, monkeypatch):
    said = replace(ANSWER, withheld_sentences=2, withheld_verdicts={"altered": 2})
    monkeypatch.setattr(routes_ask, "ask", lambda *_, **__: events_of(said))
    client = client_of(small)
    client.post("/v1/ask", json={"question": "Why?"})
    assert figures(client)["footnote_withheld_sentences_total", "verdict=altered"] == 2


def test_a_refusal_is_told_from_a_greeting(small):
    client = client_of(small)
    for question in ("Which zebra eats xylophones?", "Hello!"):
        client.post("/v1/ask", json={"question": question})
    seen = figures(client)
    for intent in ("question", "greeting"):
        name = ("footnote_answers_total", f"intent={intent}", "status=no_evidence")
        assert seen[(*name, "writer=extractive")] == 1


def test_the_queue_and_the_snapshot(small):
    client = client_of(small, running=3, waiting=2)
    seen = figures(client)
    assert seen["footnote_places",] == 5
    assert seen["footnote_places_taken",] == seen["footnote_answers_being_made",] == 0
    assert seen["footnote_turned_away_total",] == 0
    assert seen["footnote_ready",] == 1
    assert seen["footnote_passages",] == small.manifest.counts["passages"]
    assert seen["footnote_snapshot_info", "encoder=toy", f"id={small.id}"] == 1
    assert seen["process_resident_memory_bytes",] > 1 << 20


def test_without_an_index_it_says_so():
    seen = figures(client_of(None))
    assert seen["footnote_ready",] == 0
    assert ("footnote_passages",) not in seen


def test_strangers_add_no_series(small):
    client = client_of(small)
    for i in range(20):
        client.get(f"/nothing/{i}")
    routes = {part for name in figures(client) for part in name if part.startswith("route=")}
    assert routes <= {f"route={ELSEWHERE}", "route=/metrics"}
