"""The words that a claim names → the sentences of a section that they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Section
from rag.answer import Citation
from rag.claims import Basis
from rag.locating import locate
from rag.placing import Placed, placed
from rag.units import DENIES
from rag.wording import Word, read


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a section, as its author says it.

    ``words`` has the words of the list's lead before those of an item, and ``lead`` is that lead
    if it is a sentence; ``alone`` is whether the item means the same without it.
    """

    reference: int
    author: str
    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    lead: Citation | None
    alone: bool


def cited(basis: Basis, sections: Mapping[int, Section]) -> list[Said]:
    """The sentences that the words named stand in: of their source, or of the only other one."""
    own = sections.get(basis.reference)
    found = _holding(basis.words, basis.reference, own) if own else []
    if found:
        return found
    others = [
        each
        for number, section in sections.items()
        if number != basis.reference and (each := _holding(basis.words, number, section))
    ]
    return others[0] if len(others) == 1 else []


def _holding(words: str, number: int, section: Section) -> list[Said]:
    spans = locate(words, section.text)
    return [
        sentence
        for sentence in said(number, section)
        if any(start < sentence.end and sentence.start < end for start, end in spans)
    ]


def _cite(number: int, section: Section, each: Placed) -> Citation:
    return Citation(number, each.start, each.end, section.text[each.start : each.end])


@lru_cache(512)
def said(number: int, section: Section) -> tuple[Said, ...]:
    """The sentences that a section's author says; what is quoted from others is left out."""
    found = placed(section)
    sentences = []
    for each in found:
        if each.quoted:
            continue
        text = section.text[each.start : each.end]
        # An item that is a sentence of its own is no part of the one that leads it in.
        sign = ":" if each.leads.endswith(":") and text[:1].isupper() else ""
        led = f"{each.leads.rstrip(':;,- ')}{sign} {text}" if each.leads else text
        lead = found[each.lead] if each.lead is not None else None
        sentences.append(
            Said(
                reference=number,
                author=section.author,
                start=each.start,
                end=each.end,
                text=text,
                words=read(led),
                lead=_cite(number, section, lead) if lead else None,
                alone=not DENIES.search(each.leads),
            )
        )
    return tuple(sentences)
