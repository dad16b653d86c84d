"""The log as JSON, one line for each request and for each thing that went wrong."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

from server.observing import Noticed, current_request

_requests = logging.getLogger("footnote.requests")


def log_as_json() -> None:
    """From now on the server's log is lines of JSON on stderr, requests included."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Lines())
    for name in ("footnote", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
    logging.getLogger("footnote").setLevel(logging.INFO)


def log_request(noticed: Noticed) -> None:
    """A line for one request: no address, no query, no question."""
    fields: dict[str, object] = {
        "request_id": noticed.request_id,
        "method": noticed.method,
        "path": noticed.path,
        "status": noticed.status,
        "ms": round(1000 * noticed.seconds, 1),
    }
    if noticed.key:
        fields["key"] = noticed.key
    if (answer := noticed.answer) is not None:
        fields["answer"] = {
            "id": answer.id,
            "status": answer.status,
            "intent": answer.intent,
            "snapshot": answer.snapshot,
            "timings": answer.timings,
        }
    _requests.info("request", extra={"fields": fields})


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if (id := current_request()) is not None:
            line["request_id"] = id
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = "".join(traceback.format_exception(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)
