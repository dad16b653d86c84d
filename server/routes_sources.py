"""The door to the sources: a document as its authors wrote it, with the cited words marked."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse

from corpus.document import Document
from server.pages import error_page
from server.problems import Problem
from server.source_page import Span, source_page, touches
from server.state import CurrentSnapshot

router = APIRouter(tags=["sources"])


@router.get(
    "/sources/{document:path}",
    response_class=HTMLResponse,
    responses={404: {"model": Problem, "description": "No such document, or not these words."}},
)
def show_source(
    document: Annotated[
        str, PathParameter(description="The document's id.", examples=["starter/101"])
    ],
    snapshot: CurrentSnapshot,
    section: Annotated[str, Query(description="The section's id after its #.")] = "",
    start: Annotated[int | None, Query(description="Where the cited words begin.")] = None,
    end: Annotated[int | None, Query(description="Where they end, exclusive.")] = None,
) -> HTMLResponse:
    """A page of the whole document for people, with full attribution.

    With ``section``, ``start`` and ``end`` the cited words stand in ``<mark id="cite">``; end the
    address in ``#cite`` to arrive there, or in ``#`` and a section's part to arrive at the section.
    """
    found = snapshot.document(document)
    if start is None and end is None:
        return source_page(found).respond()
    span = _span(found, section, start, end)
    if span is None:
        return error_page(
            "These words are not here any more",
            f"The place that was cited in “{found.title}” does not exist: the words may have been "
            "edited or removed since.",
            link=f"/sources/{quote(found.id)}",
            link_text="Read the document as it is now",
        ).respond(404)
    return source_page(found, span).respond()


def _span(document: Document, part: str, start: int | None, end: int | None) -> Span | None:
    for section in document.sections:
        named = section.id == f"{document.id}#{part}" if part else len(document.sections) == 1
        if named and start is not None and end is not None and touches(section, start, end):
            return Span(section.id, start, end)
    return None
