"""The door for Prometheus: figures of this server since its start."""

from __future__ import annotations

from fastapi import APIRouter, Response

from server.metrics import MEDIA_TYPE
from server.state import CurrentState

router = APIRouter(tags=["health"])

FIGURES = {
    "description": "The figures in Prometheus' text format.",
    "content": {"text/plain": {"schema": {"type": "string"}}},
}


@router.get("/metrics", response_class=Response, responses={200: FIGURES})
async def show_metrics(state: CurrentState) -> Response:
    """Requests, latency by stage, refusals, the queue, the snapshot, and the process itself."""
    return Response(state.metrics.text(), media_type=MEDIA_TYPE)
