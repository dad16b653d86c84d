"""Figures for Prometheus. Nothing else in Footnote knows prometheus-client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from index.snapshot import Snapshot
from server.answering import Answering
from server.observing import Noticed

MEDIA_TYPE = CONTENT_TYPE_LATEST
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """What is counted and measured of one server, from its start."""

    def __init__(self, answering: Answering, snapshot: Callable[[], Snapshot | None]) -> None:
        self._answering = answering
        self._snapshot = snapshot
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "footnote_requests",
            "Requests that ended.",
            ("route", "method", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "footnote_request_seconds",
            "From a request's beginning to the end of its response.",
            ("route",),
            buckets=SECONDS,
            registry=registry,
        )
        self._answers = Counter(
            "footnote_answers",
            "Answers; no_evidence is a refusal where the intent is a question.",
            ("status", "intent", "writer"),
            registry=registry,
        )
        self._stages = Histogram(
            "footnote_stage_seconds",
            "What each stage of an answer took; cache is an answer given before.",
            ("stage",),
            buckets=SECONDS,
            registry=registry,
        )
        self._withheld = Counter(
            "footnote_withheld_sentences",
            "Sentences that did not pass the gate, by what it found.",
            ("verdict",),
            registry=registry,
        )
        registry.register(self)

    def notice(self, noticed: Noticed) -> None:
        """Count one request."""
        self._requests.labels(noticed.route, noticed.method, str(noticed.status)).inc()
        self._seconds.labels(noticed.route).observe(noticed.seconds)
        if (answer := noticed.answer) is not None:
            self._answers.labels(answer.status, answer.intent, answer.writer).inc()
            for verdict, count in answer.withheld_verdicts.items():
                self._withheld.labels(verdict).inc(count)
            for stage, milliseconds in answer.timings.items():
                self._stages.labels(stage).observe(milliseconds / 1000)

    def collect(self) -> Iterator[Metric]:
        """What is so at this moment."""
        now = self._answering
        at_work = now.threads.borrowed_tokens
        yield _gauge("footnote_answers_being_made", "Answers that threads are making.", at_work)
        yield _gauge("footnote_places_taken", "Requests at work and waiting.", now.inside)
        yield _gauge("footnote_places", "As many there may be.", now.running + now.waiting)
        yield CounterMetricFamily(
            "footnote_turned_away", "Requests past that, told to come later.", now.turned_away
        )
        yield _gauge("footnote_cache_bytes", "Answers kept for the same question.", now.cache.bytes)
        snapshot = self._snapshot()
        yield _gauge("footnote_ready", "1 with an index to answer from.", snapshot is not None)
        if snapshot is None:
            return
        manifest = snapshot.manifest
        about = {"id": snapshot.id, "encoder": manifest.encoder.name}
        yield InfoMetricFamily("footnote_snapshot", "The index in use.", about)
        created = datetime.fromisoformat(manifest.created).timestamp()
        yield _gauge("footnote_snapshot_created_seconds", "When it was built.", created)
        yield _gauge("footnote_passages", "Passages in it.", manifest.counts["passages"])

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self._registry)


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value)
