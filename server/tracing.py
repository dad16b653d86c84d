"""Traces by OpenTelemetry: a span for each request, and in it one for each stage of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import FootnoteError
from server.observing import Noticed, Observer

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor


class TracingUnavailable(FootnoteError):
    """Traces are wanted, and what makes them is not installed."""


def tracer(processor: SpanProcessor | None = None) -> Observer:
    """An observer that makes spans of what it notices, and continues the trace of a caller.

    Without a ``processor`` they go where OpenTelemetry's own variables say, by OTLP over HTTP.
    Raises TracingUnavailable.
    """
    try:
        from opentelemetry.propagate import extract
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.trace import SpanKind, StatusCode, set_span_in_context

        processor = processor or _to_collector()
    except ImportError as error:
        raise TracingUnavailable(
            f"traces need OpenTelemetry, which is not installed ({error.name})",
            where="FOOTNOTE_TRACES",
            mend="pip install 'footnote-adviser[traces]'",
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": "footnote"}))
    provider.add_span_processor(processor)
    making = provider.get_tracer("footnote")

    def trace(noticed: Noticed) -> None:
        whole = making.start_span(
            f"{noticed.method} {noticed.route}",
            extract(dict(noticed.headers)),
            SpanKind.SERVER,
            {
                "http.request.method": noticed.method,
                "http.route": noticed.route,
                "http.response.status_code": noticed.status,
                "footnote.request_id": noticed.request_id,
            },
            start_time=noticed.began,
        )
        if noticed.status >= 500:
            whole.set_status(StatusCode.ERROR)
        if (answer := noticed.answer) is not None:
            whole.set_attribute("footnote.answer.status", answer.status)
            whole.set_attribute("footnote.answer.intent", answer.intent)
            whole.set_attribute("footnote.snapshot", answer.snapshot)
            end, within = noticed.answered, set_span_in_context(whole)
            # Stages follow one another up to the answer; what lies before them was waiting.
            for stage, milliseconds in reversed(answer.timings.items()):
                begin = end - round(milliseconds * 1e6)
                making.start_span(stage, within, start_time=begin).end(end)
                end = begin
        whole.end(noticed.ended)

    return trace


def _to_collector() -> SpanProcessor:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    return BatchSpanProcessor(OTLPSpanExporter())
