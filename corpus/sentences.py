"""Blocks → the exact spans of their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

from corpus.document import Block


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence: ``text[start:end]``, inside ``blocks[block]``, without space at its edges."""

    start: int
    end: int
    block: int


_OPEN_END = re.compile(r"(?:^|\s)\(?(?:\d{1,3}|[A-Za-z])[.)]$|^\W+$")
_CLOSED = re.compile(r"[.!?…:;]['\"”’)\]]*$")
_ITEM = re.compile(r"(?:[-*+•·–—>]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)])\s")


def sentences(text: str, blocks: Sequence[Block]) -> list[Span]:
    """Sentence spans in order; together they cover every word of the paragraphs, items and quotes.

    Headings and code give none.
    """
    return [
        Span(block.start + start, block.start + end, number)
        for number, block in enumerate(blocks)
        if block.kind not in ("heading", "code")
        for start, end in _spans(text[block.start : block.end])
    ]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    bounds = [found["end_index"] for found in get_sentence_boundaries("en", text)]
    for end in bounds:
        if end != bounds[-1] and not _ends(text, start, end):
            continue
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield start + lead, start + len(piece.rstrip())
        start = end


def _ends(text: str, start: int, end: int) -> bool:
    piece = text[start:end]
    if piece.endswith("\n"):
        return bool(_CLOSED.search(piece.rstrip()) or _ITEM.match(text, end))
    return not _OPEN_END.match(piece.strip())
