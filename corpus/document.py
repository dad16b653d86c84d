"""What is known: documents, the sections people wrote, and the passages cut from them.

Ids are readable and permanent. A document is ``<source>/<number or slug>``, a section adds
``#question``, ``#<answer id>`` or ``#body``, a passage adds ``@<start>-<end>``. Offsets count
Unicode code points of ``Section.text``, from 0, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["thread", "post"]
Role = Literal["question", "answer", "body"]
BlockKind = Literal["paragraph", "heading", "item", "quote", "code"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, quotation or code listing of a section's text.

    The span leaves out a list's marker ("- ", "2. "). A ``quote`` block holds somebody else's
    words, so it must never be attributed to the section's author.
    """

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """What one person wrote in one go: a question, an answer, or the body of a post.

    ``text`` is plain text: blocks parted by a blank line, items of one list by a line break.
    ``blocks`` cover it in order without overlapping. ``votes`` is None where nobody votes.
    """

    id: str
    role: Role
    text: str
    author: str
    author_url: str | None
    published: date | None
    votes: int | None
    url: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A Q&A thread (a question section, then its answers) or a blog post (one body section)."""

    id: str
    kind: Kind
    title: str
    url: str | None
    published: date | None
    licence: str | None
    licence_url: str | None
    site: str
    tags: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences of one section, short enough for the encoder: the unit of retrieval.

    ``section.text[start:end] == text`` holds for every passage. ``heading`` is the heading the
    passage stands under, or "" where there is none.
    """

    id: str
    document_id: str
    section_id: str
    start: int
    end: int
    heading: str
    text: str
