"""The door to whole documents: a thread or a post with every section and who wrote it."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from corpus.document import BlockKind, Document, Kind, Role
from server.problems import Problem
from server.source_page import numbered
from server.state import CurrentSnapshot

router = APIRouter(prefix="/v1", tags=["documents"])


class BlockReply(BaseModel):
    """A paragraph, heading, list item, quotation or listing: its place in the section's text."""

    kind: BlockKind
    start: int
    end: int
    number: int | None = Field(description="Of an item in a numbered list.")


class SectionReply(BaseModel):
    """What one person wrote in one go. A question asks and is never quoted."""

    section_id: str
    role: Role
    text: str = Field(description="Plain text; every `start` and `end` counts in it.")
    blocks: list[BlockReply]
    author: str
    author_url: str | None
    published: date | None
    votes: int | None
    url: str | None = Field(description="The original's address.")


class DocumentReply(BaseModel):
    """A thread, whose question comes before its answers, or a post with its one body."""

    document_id: str
    kind: Kind
    title: str
    url: str | None = Field(description="The original's address.")
    published: date | None
    licence: str | None
    licence_url: str | None
    site: str
    tags: list[str]
    source_url: str = Field(description="Our page of it, relative to the server's root.")
    sections: list[SectionReply]
    snapshot: str


@router.get(
    "/documents/{id:path}", responses={404: {"model": Problem, "description": "No such document."}}
)
def show_document(
    id: Annotated[str, Path(description="The document's id.", examples=["starter/101"])],
    snapshot: CurrentSnapshot,
) -> DocumentReply:
    """One document by its id, with all its sections in their order."""
    return document_reply(snapshot.document(id), snapshot.id)


def document_reply(document: Document, snapshot: str) -> DocumentReply:
    """A document on the wire."""
    sections = [
        SectionReply(
            section_id=section.id,
            role=section.role,
            text=section.text,
            blocks=[
                BlockReply(kind=block.kind, start=block.start, end=block.end, number=number)
                for block, number in numbered(section)
            ],
            author=section.author,
            author_url=section.author_url,
            published=section.published,
            votes=section.votes,
            url=section.url,
        )
        for section in document.sections
    ]
    return DocumentReply(
        document_id=document.id,
        kind=document.kind,
        title=document.title,
        url=document.url,
        published=document.published,
        licence=document.licence,
        licence_url=document.licence_url,
        site=document.site,
        tags=list(document.tags),
        source_url=f"/sources/{quote(document.id)}",
        sections=sections,
        snapshot=snapshot,
    )
