"""The door for old citations: do the words still stand where they were cited?"""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from rag.citing import Found, find_citation
from server.problems import Problem
from server.schemas import words_url
from server.state import CurrentSnapshot

router = APIRouter(prefix="/v1", tags=["citations"])


class CitationReply(BaseModel):
    """What became of cited words, and where they stand now."""

    id: str
    status: Literal["verbatim", "moved", "changed", "removed"] = Field(
        description="`verbatim`: in their place. `moved`: word for word elsewhere in the document. "
        "`changed`: the section is there, the words are not. `removed`: both are gone."
    )
    section_id: str | None
    start: int | None
    end: int | None
    quote: str | None = Field(description="The words, where they still stand.")
    source_url: str | None = Field(description="Our page of it, relative to the server's root.")
    snapshot: str


@router.get(
    "/citations/{id:path}", responses={404: {"model": Problem, "description": "No citation's id."}}
)
def check_citation(
    id: Annotated[
        str,
        Path(description="The citation's id.", examples=["starter/101#1012@0-5~000000000000"]),
    ],
    snapshot: CurrentSnapshot,
) -> CitationReply:
    """What became of a citation, by its id, percent-encoded, however old it is."""
    found = find_citation(id, snapshot)
    return CitationReply(
        id=id,
        status=found.fate,
        section_id=found.section.id if found.section else None,
        start=found.start,
        end=found.end,
        quote=found.quote,
        source_url=_address(found),
        snapshot=snapshot.id,
    )


def _address(found: Found) -> str | None:
    if found.section is None:
        return None
    if found.start is None or found.end is None:
        document, _, part = found.section.id.partition("#")
        return f"/sources/{quote(document)}#{quote(part)}"
    return words_url(found.section.id, found.start, found.end)
