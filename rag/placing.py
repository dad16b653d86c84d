"""A section → its sentences where they stand: in which paragraph, in which list, after what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.document import Block, Section
from corpus.sentences import sentences
from rag.manner import Setting

_MARKER = re.compile(r"(?:(?:\(?\d{1,2}[.)]|\(?[a-hA-H]\))\s+|[-–*•·▪●➢]\s*)(?=\S)")


@dataclass(frozen=True, slots=True)
class Placed:
    """One sentence ``[start, end)`` of a section's text, without the number or bullet of its item.

    ``block`` counts the section's blocks, ``opens`` is whether the sentence is its block's first.
    ``leads`` is what the list it is in stands under, "" where it is in none or that is unknown:
    the last sentence before the list, or the heading. ``lead`` is the place of that sentence.
    """

    start: int
    end: int
    block: int
    opens: bool
    quoted: bool
    setting: Setting
    lead: int | None
    leads: str


def placed(section: Section) -> list[Placed]:
    """Every sentence of a section, in order."""
    spans = sentences(section.text, section.blocks)
    items = [_is_item(section, block) for block in section.blocks]
    last: dict[int, int] = {span.block: place for place, span in enumerate(spans)}
    found: list[Placed] = []
    for place, span in enumerate(spans):
        block = section.blocks[span.block]
        marker = _MARKER.match(section.text, span.start, span.end)
        start = marker.end() if marker else span.start
        before = found[-1].setting.text if found else ""
        opens = not place or spans[place - 1].block != span.block
        above = _above(items, span.block) if items[span.block] else None
        lead = last.get(above) if above is not None else None
        leads = ""
        if lead is not None:
            leads = found[lead].setting.text
        elif above is not None:
            leads = section.text[section.blocks[above].start : section.blocks[above].end]
        text = section.text[start : span.end]
        setting = Setting(text, before, place, items[span.block])
        quoted = block.kind == "quote"
        found.append(Placed(start, span.end, span.block, opens, quoted, setting, lead, leads))
    return found


def _above(items: list[bool], block: int) -> int | None:
    """The last block before the list that a block is an item of."""
    return next((above for above in range(block - 1, -1, -1) if not items[above]), None)


def _is_item(section: Section, block: Block) -> bool:
    return block.kind == "item" or (
        block.kind == "paragraph" and bool(_MARKER.match(section.text, block.start, block.end))
    )
