"""The shapes of requests and of replies that are not an Answer (those are rag's own types)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from corpus.document import Passage
from index.filters import Filters
from index.searching import Hit
from index.snapshot import Snapshot
from rag.question import Turn


class Strict(BaseModel):
    """What is sent to us: a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Message(Strict):
    """One turn of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


class Exchange(Strict):
    """A question and the answer it got, as one entry."""

    question: str
    answer: str


def _kind(entry: object) -> str:
    paired = "question" in entry if isinstance(entry, dict) else isinstance(entry, Exchange)
    return "Exchange" if paired else "Message"


Entry = Annotated[
    Annotated[Message, Tag("Message")] | Annotated[Exchange, Tag("Exchange")],
    Discriminator(_kind),
]


class Narrowing(Strict):
    """What may be found: everything that is given must hold."""

    site: str | None = Field(None, description="Only from this site.")
    tag: str | None = Field(None, description="Only documents with this tag.")
    author: str | None = Field(None, description="Only what this person wrote.")
    since: date | None = Field(None, description="Published on this day or later.")
    until: date | None = Field(None, description="Published on this day or earlier.")
    min_votes: int | None = Field(None, description="With at least these votes.")


class SearchRequest(Strict):
    """What to look for, and how many."""

    q: str = Field(description="What to look for.", examples=["free trial"])
    k: int = Field(
        10, ge=1, le=100, description="How many hits at the most; some dozens are ranked."
    )
    explain: bool = Field(
        False, description="Whether to add to each hit its `place` by meaning and by words."
    )


class NarrowedSearch(Narrowing, SearchRequest):
    """A search; a parameter that is not known is refused."""


def filters_of(narrowing: Narrowing | None) -> Filters:
    """The filters a request names."""
    if narrowing is None:
        return Filters()
    return Filters(**{name: getattr(narrowing, name) for name in Narrowing.model_fields})


ASKED: list[Any] = [
    {"question": "Is interruption marketing evil?"},
    {
        "question": "What about B2B?",
        "history": [
            {"role": "user", "content": "Does cold e-mail still work?"},
            {"role": "assistant", "content": "Two people say that it does."},
        ],
    },
    {
        "question": "How do I set a price?",
        "filters": {"tag": "pricing", "since": "2020-01-01"},
        "explain": True,
    },
]


class AskRequest(Strict):
    """A question, and what was said before it, oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": ASKED})

    question: str
    history: list[Entry] = Field(default_factory=list)
    filters: Narrowing | None = Field(None, description="Narrows what may be quoted.")
    explain: bool = Field(
        False, description="Whether to add the `explanation`: why each reference was chosen."
    )


def turns_of(history: Sequence[Message | Exchange]) -> list[Turn]:
    """The history as turns; an exchange is two."""
    turns: list[Turn] = []
    for entry in history:
        if isinstance(entry, Message):
            turns.append(Turn(entry.role, entry.content))
        else:
            turns += [Turn("user", entry.question), Turn("assistant", entry.answer)]
    return turns


class PassageReply(BaseModel):
    """A passage with everything its attribution needs."""

    passage_id: str
    section_id: str
    document_id: str
    title: str
    heading: str
    text: str
    start: int
    end: int
    author: str
    author_url: str | None
    published: date | None
    votes: int | None
    site: str
    url: str | None = Field(description="The original's address.")
    licence: str | None
    licence_url: str | None
    source_url: str = Field(description="Our page of it, relative to the server's root.")


class PlaceReply(BaseModel):
    """Where a hit's section stands of all that the filters let through, ranks from 1."""

    dense_rank: int
    lexical_rank: int | None
    signals: dict[str, float]


class SearchHit(PassageReply):
    """A passage that was found. A higher score is better; scores compare within one search."""

    rank: int = Field(description="Counts from 1.")
    score: float
    source: Literal["dense", "lexical", "fused", "reranked"]
    place: PlaceReply | None = Field(None, description="If that was asked for; else null.")


class SearchReply(BaseModel):
    """What was found, best first, and the id of the snapshot that was searched."""

    hits: list[SearchHit]
    snapshot: str


class Health(BaseModel):
    """The server runs."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """The server can answer: what from."""

    status: Literal["ready"] = "ready"
    snapshot: str
    created: str
    encoder: str
    counts: dict[str, int]


def passage_reply(passage: Passage, snapshot: Snapshot) -> PassageReply:
    """A passage, with its section's author and its document's title, site and licence."""
    document = snapshot.document(passage.document_id)
    section = snapshot.section(passage.section_id)
    return PassageReply(
        passage_id=passage.id,
        section_id=section.id,
        document_id=document.id,
        title=document.title,
        heading=passage.heading,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        author=section.author,
        author_url=section.author_url,
        published=section.published,
        votes=section.votes,
        site=document.site,
        url=section.url or document.url,
        licence=document.licence,
        licence_url=document.licence_url,
        source_url=source_url(passage),
    )


def source_url(passage: Passage) -> str:
    """Our page of the passage's document, opened at its words."""
    return words_url(passage.section_id, passage.start, passage.end)


def words_url(section_id: str, start: int, end: int) -> str:
    """Our page of a section's document, opened at these words of it."""
    document, _, part = section_id.partition("#")
    span = urlencode({"section": part, "start": start, "end": end})
    return f"/sources/{quote(document)}?{span}#cite"


def search_hit(hit: Hit, snapshot: Snapshot) -> SearchHit:
    """A hit, with its passage's attribution."""
    found = passage_reply(hit.passage, snapshot).model_dump()
    return SearchHit(rank=hit.rank, score=hit.score, source=hit.source, **found)


def search_reply(hits: Sequence[Hit], snapshot: Snapshot) -> SearchReply:
    """What a search gives, over HTTP as in ``footnote search --json``."""
    return SearchReply(hits=[search_hit(hit, snapshot) for hit in hits], snapshot=snapshot.id)
