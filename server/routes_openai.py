"""The doors that OpenAI's clients know: chat completions and the list of models."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.sse import EventSourceResponse
from starlette.exceptions import HTTPException

from index.snapshot import Snapshot
from rag.asking import ask
from rag.question import Turn
from server.answering import while_there
from server.openai_completion import Completion
from server.openai_schemas import MODEL, ChatCompletion, ChatRequest, Model, Models, OpenAIError
from server.prose import Prose
from server.schemas import filters_of
from server.state import CurrentSnapshot, CurrentState


def _refused(description: str) -> dict[str, Any]:
    return {"model": OpenAIError, "description": description}


router = APIRouter(prefix="/v1", tags=["openai"])

STREAM = {
    "description": "The answer; with `stream`, its chunks as events, `[DONE]` the last.",
    "content": {"text/event-stream": {"schema": {"type": "string"}}},
}


@router.post(
    "/chat/completions",
    response_model=ChatCompletion,
    responses={
        200: STREAM,
        400: _refused("The request has the wrong shape, or asks for what cannot be given."),
        404: _refused("There is no such model."),
        413: _refused("The body is larger than the server reads."),
    },
)
async def complete_chat(
    asked: ChatRequest, request: Request, snapshot: CurrentSnapshot, state: CurrentState
) -> Response:
    """Answer the last message of a chat, for clients made for OpenAI's API.

    Citations are ``annotations`` of the type ``url_citation``. System messages are ignored, and so
    are parameters that steer a language model: sentences are quoted, not made. A refusal is a
    message like any other, with the nearest questions that have been answered.
    """
    _check(asked)
    *before, last = [m for m in asked.messages if m.role in ("user", "assistant")]
    history = [Turn("user" if m.role == "user" else "assistant", m.text()) for m in before]
    begun = state.answering.begin(ask, last.text(), history, snapshot, filters_of(asked.filters))
    events = await while_there(request, begun)
    completion = Completion(asked, snapshot, Prose(str(request.base_url)))
    if asked.stream:
        return EventSourceResponse(
            completion.chunks(request, events),
            headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
        )
    whole = await while_there(request, completion.whole(events))
    return Response(whole.model_dump_json(), media_type="application/json")


@router.get("/models")
async def list_models(state: CurrentState) -> Models:
    """The models, for clients made for OpenAI's API: there is one."""
    return Models(data=[_model(state.snapshot)])


@router.get("/models/{model}", responses={404: _refused("There is no such model.")})
async def show_model(
    model: Annotated[str, Path(description="The model's id.", examples=[MODEL])],
    state: CurrentState,
) -> Model:
    """One model, for clients made for OpenAI's API."""
    _know(model)
    return _model(state.snapshot)


def _model(snapshot: Snapshot | None) -> Model:
    created = snapshot.manifest.created if snapshot else "1970-01-01T00:00:00+00:00"
    return Model(created=int(datetime.fromisoformat(created).timestamp()))


def _know(model: str) -> None:
    if model != MODEL:
        raise HTTPException(404, f"There is no model {model!r}; there is {MODEL!r}.")


def _check(asked: ChatRequest) -> None:
    """Refuse what is asked for and cannot be given."""
    _know(asked.model)
    spoken = [m for m in asked.messages if m.role in ("user", "assistant")]
    if not spoken or spoken[-1].role != "user":
        raise _fault("messages", "the last message must be the user's question")
    if isinstance(spoken[-1].content, list):
        for part in spoken[-1].content:
            if part.type != "text":
                raise _fault("messages", f"only text can be read, not {part.type!r}")
    if asked.response_format and asked.response_format.get("type") != "text":
        raise _fault("response_format", "an answer is text; JSON is to be had at /v1/ask")
    if asked.tool_choice not in (None, "none", "auto"):
        raise _fault("tool_choice", "no tool is ever called")


def _fault(field: str, message: str) -> RequestValidationError:
    return RequestValidationError([{"type": "value_error", "loc": ("body", field), "msg": message}])
