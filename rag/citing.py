"""A citation's id, and what became of the words it stands for since they were cited."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from corpus.document import Section
from corpus.errors import NotInSnapshot
from index.snapshot import Snapshot

Fate = Literal["verbatim", "moved", "changed", "removed"]

_ID = re.compile(
    r"(?P<section>.+)@(?P<start>\d{1,9})-(?P<end>\d{1,9})~(?P<hash>[0-9a-f]{12})", re.S
)


@dataclass(frozen=True, slots=True)
class Found:
    """Where the cited words stand now.

    ``verbatim``: in their place. ``moved``: word for word in another place of the same document.
    ``changed``: the section is there, the words are not; then it has no span and no quote.
    ``removed``: the section is gone as well, and there is nothing to point at.
    """

    fate: Fate
    section: Section | None
    start: int | None = None
    end: int | None = None
    quote: str | None = None


def citation_id(section_id: str, start: int, end: int, quote: str) -> str:
    """The section, the span, and a hash of the words: enough to check them by in any snapshot."""
    return f"{section_id}@{start}-{end}~{_hash(quote)}"


def find_citation(id: str, snapshot: Snapshot) -> Found:
    """What became of the cited words. Raises NotInSnapshot where this is no citation's id."""
    match = _ID.fullmatch(id)
    if match is None:
        raise NotInSnapshot(f"{id!r} is not the id of a citation")
    start, end, digest = int(match["start"]), int(match["end"]), match["hash"]
    try:
        cited = snapshot.section(match["section"])
    except NotInSnapshot:
        cited = None
    if cited and _hash(cited.text[start:end]) == digest:
        return Found("verbatim", cited, start, end, cited.text[start:end])
    try:
        sections = snapshot.document(match["section"].partition("#")[0]).sections
    except NotInSnapshot:
        return Found("removed", None)
    for section in sorted(sections, key=lambda each: each.id != match["section"]):
        for place in range(len(section.text) - (end - start) + 1 if start < end else 0):
            quote = section.text[place : place + end - start]
            if _hash(quote) == digest:
                return Found("moved", section, place, place + end - start, quote)
    return Found("changed", cited) if cited else Found("removed", None)


def _hash(quote: str) -> str:
    return sha256(quote.encode("utf-8", "surrogatepass")).hexdigest()[:12]
