"""The main door: a question goes in, a cited answer comes out, whole or sentence by sentence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic_core import to_json

from rag.answer import Answer, Done, Event, ReferencesFound, SentenceWritten
from rag.asking import ask
from server.answering import while_there, whole
from server.headers import prefers
from server.problems import MALFORMED, TOO_LARGE, problem_of
from server.schemas import AskRequest, filters_of, turns_of
from server.state import CurrentSnapshot, CurrentState

router = APIRouter(prefix="/v1", tags=["ask"])

EVENTS = {
    "description": "The answer, whole; or, where the client prefers `text/event-stream`, its "
    "events: `references` (its one field a list of Reference), a `sentence` for each Sentence, "
    "checked and final, and `done` (the Answer), or `error` (a Problem) where it breaks off.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}


@router.post(
    "/ask",
    response_model=Answer,
    responses={200: EVENTS, 400: MALFORMED, 413: TOO_LARGE},
)
async def ask_question(
    asked: AskRequest,
    request: Request,
    snapshot: CurrentSnapshot,
    state: CurrentState,
    explain: Annotated[bool, Query(description="The same as in the body.")] = False,
) -> Response:
    """Answer a question in sentences that each cite a person's exact words.

    Where the corpus is silent the status is ``no_evidence``, with the nearest questions it answers.
    A turn that is no question for the corpus, such as a greeting, has another ``intent`` than
    ``question`` and gets a short reply.
    """
    history, filters = turns_of(asked.history), filters_of(asked.filters)
    wanted = asked.explain or explain
    begun = state.answering.begin(ask, asked.question, history, snapshot, filters, wanted)
    # A refused question is refused here, while the status can still say so.
    events = await while_there(request, begun)
    if prefers(request.scope, "text/event-stream"):
        return EventSourceResponse(
            _as_sse(request, events),
            headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
        )
    answer = await while_there(request, whole(events))
    return Response(to_json(answer), media_type="application/json")


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
        yield _sse("error", problem_of(request, error))


def _sse(name: str, data: object) -> bytes:
    return format_sse_event(event=name, data_str=to_json(data).decode())
