"""The door for browsers without scripts: a plain form, and its answer as a page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from rag.asking import ask
from rag.question import Turn
from server.answer_page import answer_page
from server.answering import while_there, whole
from server.state import CurrentSnapshot, CurrentState

router = APIRouter(include_in_schema=False)


@router.get("/ask", response_class=HTMLResponse)
async def ask_by_form(
    request: Request,
    snapshot: CurrentSnapshot,
    state: CurrentState,
    q: Annotated[str, Query(description="The question.")] = "",
    after: Annotated[str, Query(description="The question before it, to follow on.")] = "",
) -> HTMLResponse:
    """The answer to a question, or the form where there is none yet."""
    if not q.strip():
        return answer_page(None).respond()
    before = [Turn("user", after)] if after.strip() else []
    events = await while_there(request, state.answering.begin(ask, q, before, snapshot))
    return answer_page(await while_there(request, whole(events))).respond()
