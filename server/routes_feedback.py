"""The door for what people think of an answer: kept as they send it, and nothing else of them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import ConfigDict, Field, StringConstraints

from rag.question import LONGEST
from server.keeping import Feedback, Kept
from server.problems import MALFORMED, TOO_LARGE
from server.schemas import Strict
from server.state import CurrentState

router = APIRouter(prefix="/v1", tags=["feedback"])

Reason = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class FeedbackRequest(Strict):
    """What somebody thinks of an answer. Send of the question and answer what they agree to."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "answer_id": "1e445935ccfb40628f30d230546da29b",
                    "rating": "down",
                    "reasons": ["not what I asked"],
                    "comment": "I asked about Europe.",
                }
            ]
        }
    )

    answer_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,64}$")] = Field(
        description="The answer's `id`."
    )
    rating: Literal["up", "down"]
    reasons: list[Reason] = Field(default_factory=list, max_length=10)
    comment: str = Field("", max_length=LONGEST)
    question: str | None = Field(None, max_length=LONGEST)
    answer: str | None = Field(None, max_length=20_000)


@router.post(
    "/feedback",
    status_code=204,
    response_class=Response,
    responses={400: MALFORMED, 413: TOO_LARGE},
)
def give_feedback(sent: FeedbackRequest, state: CurrentState) -> Response:
    """Keep what somebody thinks of an answer; a second one of the same answer replaces the first.

    Nothing is kept but what is sent, and the time, for as many days as the server is set to.
    """
    kept = Kept(state.settings.data, state.settings.keep_days)
    fields = sent.model_dump() | {"reasons": tuple(sent.reasons)}
    kept.add_feedback(Feedback(**fields))
    return Response(status_code=204)
