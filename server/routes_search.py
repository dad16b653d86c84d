"""The doors to what can be found: a search, and one passage by its id."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from index.filters import Filters
from index.searching import search
from rag.question import tidy
from server.problems import Problem
from server.schemas import PassageReply, SearchReply, passage_reply, search_reply
from server.state import CurrentSnapshot, Placed

router = APIRouter(prefix="/v1", tags=["search"])


@router.get("/search", dependencies=[Placed])
def search_passages(
    snapshot: CurrentSnapshot,
    q: Annotated[str, Query(description="What to look for.", examples=["free trial"])],
    k: Annotated[int, Query(ge=1, le=100, description="How many hits.")] = 10,
    site: Annotated[str | None, Query(description="Only from this site.")] = None,
    tag: Annotated[str | None, Query(description="Only documents with this tag.")] = None,
    author: Annotated[str | None, Query(description="Only what this person wrote.")] = None,
    since: Annotated[date | None, Query(description="Published on this day or later.")] = None,
    until: Annotated[date | None, Query(description="Published on this day or earlier.")] = None,
    min_votes: Annotated[int | None, Query(description="With at least these votes.")] = None,
) -> SearchReply:
    """The passages nearest to the query in meaning and in words, best first."""
    hits = search(snapshot, tidy(q), k, Filters(site, tag, author, since, until, min_votes))
    return search_reply(hits, snapshot)


@router.get(
    "/passages/{id:path}", responses={404: {"model": Problem, "description": "No such passage."}}
)
def show_passage(id: str, snapshot: CurrentSnapshot) -> PassageReply:
    """One passage by its id, percent-encoded: ``starter/101%232@0-120``."""
    return passage_reply(snapshot.passage(id), snapshot)
