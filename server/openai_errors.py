"""Errors as OpenAI's clients expect them, at the addresses that are compatible with OpenAI's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from server.problems import Problem

PATHS = ("/v1/chat/", "/v1/models")

CODES = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded"}
"""Where OpenAI has a code of its own; elsewhere it is the last part of the problem's ``type``."""

MEANT = {"question": "messages"}
"""Fields that this door calls otherwise."""


def openai_status(status: int) -> int:
    """OpenAI has no 422."""
    return 400 if status == 422 else status


def openai_error(problem: Problem) -> dict[str, Any]:
    """A problem in OpenAI's shape; the field at fault is its ``param``."""
    fields = [fault.field for fault in problem.errors if fault.field]
    said = [f"{fault.field}: {fault.detail}" for fault in problem.errors if fault.field]
    kind = problem.type.partition("#")[2]
    return {
        "error": {
            "message": "; ".join(said) if kind == "invalid" and said else problem.detail,
            "type": "server_error" if problem.status >= 500 else "invalid_request_error",
            "param": MEANT.get(fields[0], fields[0]) if fields else None,
            "code": CODES.get(problem.status, kind.replace("-", "_")),
        }
    }
