"""A sentence before it is proved, the words it says it rests on, and what the gate rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.answer import Citation

Verdict = Literal["supported", "misattributed", "stitched", "altered", "unsupported"]
"""``misattributed``: the right words, another source than the one named. ``stitched``: words of
separate places joined so that they say what neither says. ``altered``: a number, a unit, a name, a
date, a negation or the position is another than in the words cited, or is not in them."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Words that a claim says it rests on, and the number of the reference they stand in.

    ``start`` is the character of the section's text at which they are said to begin, if that is
    said; they may be a part of a sentence, and "…" or "..." may stand for words left out.
    """

    reference: int
    words: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a writer, without markers such as "[1]", and every basis it names for it."""

    text: str
    bases: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What became of a claim.

    It may be said if, and only if, there are ``citations``: exact spans of the sections' texts, in
    reading order, with the reference they really stand in, and without ids. ``verbatim`` is
    whether the claim is nothing but the words of its one citation, so that it is a quote. ``why``
    is for people who ask for an explanation.
    """

    verdict: Verdict
    citations: tuple[Citation, ...]
    why: str
    verbatim: bool = False
