"""The door for type-ahead: questions that the corpus answers, while somebody types."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from rag.question import LONGEST
from rag.suggesting import suggestions
from server.schemas import Strict
from server.state import CurrentSnapshot, Placed

router = APIRouter(prefix="/v1", tags=["suggest"])


class SuggestRequest(Strict):
    q: str = Field(
        "", max_length=LONGEST, description="What was typed so far.", examples=["how do i price"]
    )
    k: int = Field(5, ge=1, le=20, description="How many questions at the most.")


class SuggestedQuestion(BaseModel):
    """A question that the corpus answers."""

    question: str
    document_id: str = Field(description="The thread that answers it.")


class SuggestReply(BaseModel):
    """Questions that begin as typed, then those with its words, then those of like meaning."""

    questions: list[SuggestedQuestion]
    snapshot: str


@router.get("/suggest", dependencies=[Placed])
def suggest_questions(
    asked: Annotated[SuggestRequest, Query()], snapshot: CurrentSnapshot
) -> SuggestReply:
    """Questions that the corpus answers, for somebody who is typing one.

    Where nothing is typed yet, questions to begin with.
    """
    found = suggestions(snapshot, asked.q, asked.k)
    questions = [
        SuggestedQuestion(question=each.question, document_id=each.document_id) for each in found
    ]
    return SuggestReply(questions=questions, snapshot=snapshot.id)
