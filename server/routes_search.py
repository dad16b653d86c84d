"""The doors to what can be found: a search, and one passage by its id."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Path, Query

from index.searching import search
from index.standing import places
from rag.question import tidy
from server.problems import Problem
from server.schemas import (
    NarrowedSearch,
    PassageReply,
    PlaceReply,
    SearchReply,
    filters_of,
    passage_reply,
    search_reply,
)
from server.state import CurrentSnapshot, Placed

router = APIRouter(prefix="/v1", tags=["search"])


@router.get("/search", dependencies=[Placed])
def search_passages(
    asked: Annotated[NarrowedSearch, Query()], snapshot: CurrentSnapshot
) -> SearchReply:
    """The passages nearest to the query in meaning and in words, best first."""
    query, filters = tidy(asked.q), filters_of(asked)
    hits = search(snapshot, query, asked.k, filters)
    reply = search_reply(hits, snapshot)
    if asked.explain:
        for hit, place in zip(reply.hits, places(snapshot, query, filters, hits)[0], strict=True):
            hit.place = PlaceReply(**asdict(place))
    return reply


@router.get(
    "/passages/{id:path}", responses={404: {"model": Problem, "description": "No such passage."}}
)
def show_passage(
    id: Annotated[str, Path(description="The passage's id.", examples=["starter/101#1012@0-943"])],
    snapshot: CurrentSnapshot,
) -> PassageReply:
    """One passage by its id, percent-encoded."""
    return passage_reply(snapshot.passage(id), snapshot)
