"""Errors on the wire: RFC 9457 ``application/problem+json``, or a page for a person's browser."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from corpus.errors import (
    FootnoteError,
    IndexingError,
    NotInSnapshot,
    NotKept,
    QuestionRefused,
)
from server import openai_errors
from server.answering import Busy, ClientLeft, Stopping
from server.headers import DEFAULTS, prefers, request_id
from server.pages import error_page

log = logging.getLogger("footnote")


class Fault(BaseModel):
    """One part of a request that is at fault."""

    location: str = Field(description="Where it was sent: body, query, path or header.")
    field: str = Field(description="The field's name; parts of a path are joined by dots.")
    detail: str


class Problem(BaseModel):
    """An error as RFC 9457 shapes it. ``type`` is an address in the API's documentation."""

    type: str = Field(examples=["/docs#question-refused"])
    title: str = Field(examples=["The question cannot be asked"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["the question is empty"])
    instance: str = Field(description="The path that was asked for.")
    request_id: str = Field(description="The same as the X-Request-ID header; quote it to us.")
    errors: list[Fault] = Field(default_factory=list)


MALFORMED = {"model": Problem, "description": "The body is not JSON."}
TOO_LARGE = {"model": Problem, "description": "The body is larger than the server reads."}

TITLES = {
    "bad-request": "The request cannot be read",
    "no-key": "A key is needed",
    "not-allowed": "This page may not ask here",
    "not-found": "There is nothing at this address",
    "not-in-snapshot": "The index holds nothing by this id",
    "method-not-allowed": "This address does not answer to this method",
    "too-large": "The request is too large",
    "invalid": "The request has the wrong shape",
    "question-refused": "The question cannot be asked",
    "not-kept": "It could not be kept",
    "too-many": "Too many requests",
    "not-ready": "There is no index to answer from",
    "busy": "The server has too much to do",
    "stopping": "The server is being stopped",
    "internal": "Something went wrong on our side",
}
"""Every kind of problem, by the last part of its ``type``."""

DETAILS = {
    404: "The API is described at /docs.",
    405: "The Allow header names the methods that are answered.",
}
"""In place of a bare status phrase."""

UNREADABLE = "There was an error parsing the body"
"""FastAPI's words for a body that is JSON to nobody: not UTF-8, or nested past all measure."""

CLIENT_LEFT = 499
"""Read by nobody but the log; the number is nginx's."""

OBJECT = "A JSON object is expected, under the header Content-Type: application/json."

KINDS = {
    400: "bad-request",
    401: "no-key",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    429: "too-many",
}


def problem(request: Request, kind: str, status: int, detail: str, *faults: Fault) -> Problem:
    """A problem with this request."""
    return Problem(
        type=f"/docs#{kind}",
        title=TITLES.get(kind) or HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        request_id=request_id(request.scope),
        errors=list(faults),
    )


def problem_response(
    request: Request, found: Problem, headers: dict[str, str] | None = None
) -> Response:
    """The problem as OpenAI's clients or a browser expect it, else as it is."""
    headers = {**DEFAULTS, "X-Request-ID": found.request_id, **(headers or {})}
    if request.url.path.startswith(openai_errors.PATHS):
        return JSONResponse(
            openai_errors.openai_error(found), openai_errors.openai_status(found.status), headers
        )
    if request.url.path.startswith("/sources/") or prefers(request.scope, "text/html"):
        page = error_page(found.title, found.detail, found.request_id)
        return page.respond(found.status, headers)
    return Response(
        found.model_dump_json(), found.status, headers, media_type="application/problem+json"
    )


def problem_of(request: Request, error: Exception) -> Problem:
    """What an exception means on the wire. The unexpected says nothing of its cause."""
    match error:
        case QuestionRefused():
            location, field = ("body", "question") if request.method == "POST" else ("query", "q")
            fault = Fault(location=location, field=field, detail=error.what)
            return problem(request, "question-refused", 422, sentences_of(error), fault)
        case Busy():
            return problem(request, "busy", 503, sentences_of(error))
        case Stopping():
            return problem(request, "stopping", 503, sentences_of(error))
        case NotInSnapshot():
            return problem(request, "not-in-snapshot", 404, sentences_of(error))
        case IndexingError():
            # Its text holds paths of this machine; they are for the log.
            log.error("%s", error)
            return problem(request, "not-ready", 503, "The index is missing or cannot be used.")
        case NotKept():
            log.error("%s", error)
            return problem(request, "not-kept", 503, "It could not be written. Try again later.")
        case HTTPException():
            kind = KINDS.get(error.status_code, "bad-request")
            detail = str(error.detail)
            if detail == HTTPStatus(error.status_code).phrase:
                detail = DETAILS.get(error.status_code, detail)
            if detail == UNREADABLE:
                detail = "The body is not JSON in UTF-8, or it is nested too deep to be read."
            return problem(request, kind, error.status_code, detail)
        case RequestValidationError():
            return _validation(request, error)
        case _:
            about = {"fields": {"request_id": request_id(request.scope)}}
            log.error("%s %s", request.method, request.url.path, exc_info=error, extra=about)
            return problem(request, "internal", 500, "The error has been logged.")


def sentences_of(error: FootnoteError) -> str:
    """What is wrong and what mends it, as sentences."""
    what = f"{error.what[:1].upper()}{error.what[1:].rstrip('.')}."
    return f"{what} {error.mend}" if error.mend else what


def _validation(request: Request, error: RequestValidationError) -> Problem:
    parts = error.errors()
    if parts and parts[0]["type"] == "json_invalid":
        reason = f"{parts[0]['ctx']['error']} at character {parts[0]['loc'][-1]}"
        return problem(request, "bad-request", 400, f"The body is not valid JSON: {reason}.")
    faults = [_fault(part) for part in parts]
    named = dict.fromkeys(fault.field for fault in faults)
    detail = f"Look at: {', '.join(named)}." if any(named) else OBJECT
    return problem(request, "invalid", 422, detail, *faults)


def _fault(part: Any) -> Fault:
    location, *path = part["loc"]
    # Where one of several models fits, pydantic adds the model's name, which nobody sent.
    steps = [str(step) for step in path if not str(step)[:1].isupper()]
    return Fault(location=str(location), field=".".join(steps), detail=part["msg"])


def answer_with_problems(app: FastAPI) -> None:
    """Make every error of the app a problem."""

    async def respond(request: Request, error: Exception) -> Response:
        found = problem_of(request, error)
        return problem_response(request, found, getattr(error, "headers", None))

    async def say_nothing(request: Request, error: Exception) -> Response:
        return Response(status_code=CLIENT_LEFT)

    app.add_exception_handler(ClientLeft, say_nothing)
    for kind in (HTTPException, RequestValidationError, FootnoteError, Exception):
        app.add_exception_handler(kind, respond)
