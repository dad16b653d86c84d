"""The main door: a question goes in, a cited answer comes out, whole or sentence by sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from itertools import chain

from fastapi import APIRouter, Request, Response
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic_core import to_json
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool

from rag.answer import Answer, Done, Event, ReferencesFound, SentenceWritten
from rag.asking import ask
from server.headers import prefers
from server.problems import Problem, log, problem_of
from server.schemas import AskRequest, turns_of
from server.state import CurrentSnapshot

router = APIRouter(prefix="/v1", tags=["ask"])

EVENTS = {
    "description": "The answer, whole; or, where the client prefers `text/event-stream`, its "
    "events: `references` (its one field a list of Reference), a `sentence` for each Sentence, "
    "checked and final, and `done` (the Answer), or `error` (a Problem) where it breaks off.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}

MALFORMED = {"model": Problem, "description": "The body is not JSON."}
TOO_LARGE = {"model": Problem, "description": "The body is larger than the server reads."}

CLIENT_LEFT = 499
"""Read by nobody but the log; the number is nginx's."""


@router.post(
    "/ask",
    response_model=Answer,
    responses={200: EVENTS, 400: MALFORMED, 413: TOO_LARGE},
)
async def ask_question(asked: AskRequest, request: Request, snapshot: CurrentSnapshot) -> Response:
    """Answer a question in sentences that each cite a person's exact words.

    Where the corpus is silent the status is ``no_evidence``, with the nearest questions it answers.
    A turn that is no question for the corpus, such as a greeting, has another ``intent`` than
    ``question`` and gets a short reply.
    """

    def begin() -> tuple[Event, Iterator[Event]]:
        events = ask(asked.question, turns_of(asked.history), snapshot)
        return next(events), events

    # A refused question is refused here, while the status can still say so.
    first, rest = await run_in_threadpool(begin)
    events = _while_connected(request, first, rest)
    if prefers(request.scope, "text/event-stream"):
        return EventSourceResponse(
            _as_sse(request, events),
            headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
        )
    async for event in events:
        if isinstance(event, Done):
            return Response(to_json(event.answer), media_type="application/json")
    return Response(status_code=CLIENT_LEFT)


async def _while_connected(
    request: Request, first: Event, rest: Iterator[Event]
) -> AsyncIterator[Event]:
    """The events, made in a thread; when the client leaves, no further one is made."""
    try:
        async for event in iterate_in_threadpool(chain([first], rest)):
            if await request.is_disconnected():
                return
            yield event
    finally:
        close = getattr(rest, "close", None)
        if close is not None:
            close()


async def _as_sse(request: Request, events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    try:
        async for event in events:
            match event:
                case ReferencesFound():
                    yield _sse("references", event)
                case SentenceWritten():
                    yield _sse("sentence", event.sentence)
                case Done():
                    yield _sse("done", event.answer)
    except Exception as error:
        log.exception("the answer broke off")
        yield _sse("error", problem_of(request, error))


def _sse(name: str, data: object) -> bytes:
    return format_sse_event(event=name, data_str=to_json(data).decode())
