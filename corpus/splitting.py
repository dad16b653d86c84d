"""Document → passages: runs of whole sentences, short enough for the encoder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil

from corpus.document import Document, Passage, Section
from corpus.errors import CorpusError
from corpus.sentences import sentences

CountTokens = Callable[[Sequence[str]], Sequence[int]]

# At most so many tokens, counted generously, and at most so much of what the encoder reads.
_TITLE_COST, _TITLE_SHARE = 64.0, 0.26
_HEADING_COST, _HEADING_SHARE = 24.0, 0.1
_LEAST_COST = 4.0
_LEAST_ROOM = 8
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    tokens: int


@dataclass(frozen=True, slots=True)
class _Run:
    section: Section
    heading: str
    spans: list[tuple[int, int]]


def embedding_text(title: str, passage: Passage, budget: int) -> str:
    """What the encoder reads: ``title › heading``, a line break, the passage's whole text.

    ``budget`` is the one the passage was split for, in tokens. A title or heading that is long
    beside it is shortened here, at a word, or left out; the text never is.
    """
    return _prefix(title, passage.heading, budget) + passage.text


def split(document: Document, count_tokens: CountTokens, budget: int) -> list[Passage]:
    """Passages in order, never across two sections or two headings, none overlapping another.

    ``budget`` is in tokens of ``count_tokens`` and holds for the whole ``embedding_text``. Every
    sentence stands in exactly one passage; one too long for the budget is parted between words.
    Raises CorpusError where the budget has no room for text, title and heading cut short.
    """
    runs = [run for section in document.sections for run in _runs(section)]
    heads = [_prefix(document.title, run.heading, budget) for run in runs]
    texts = [run.section.text[start:end] for run in runs for start, end in _with_gaps(run.spans)]
    counts = iter(count_tokens([*heads, *texts]) if runs else ())
    rooms = [budget - next(counts) for _ in runs]
    measured = [[_Unit(*span, next(counts)) for span in run.spans] for run in runs]

    fitted: list[list[Passage]] = [[] for _ in runs]
    open_runs = list(range(len(runs)))
    while open_runs:
        for number in open_runs:
            run, room = runs[number], rooms[number]
            if room < _LEAST_ROOM:
                raise CorpusError(
                    f"{budget} tokens leave no room for text under the title and heading",
                    where=run.section.id,
                    mend="Use an encoder that reads longer texts.",
                )
            fitted[number] = [
                _passage(document, run, group)
                for group in _groups(run.section.text, measured[number], room, count_tokens)
            ]
        # Counts of parts need not add up to the count of the whole, so the whole is counted too.
        found = [(number, passage) for number in open_runs for passage in fitted[number]]
        sizes = count_tokens(
            [embedding_text(document.title, passage, budget) for _, passage in found]
        )
        over: dict[int, int] = {}
        for (number, _), size in zip(found, sizes, strict=True):
            if size > budget:
                over[number] = max(over.get(number, 0), size - budget)
        for number, excess in over.items():
            rooms[number] -= excess
        open_runs = list(over)
    return [passage for passages in fitted for passage in passages]


def _runs(section: Section) -> Iterator[_Run]:
    by_block: dict[int, list[tuple[int, int]]] = {}
    for span in sentences(section.text, section.blocks):
        by_block.setdefault(span.block, []).append((span.start, span.end))
    if not by_block:
        if spans := [(block.start, block.end) for block in section.blocks]:
            yield _Run(section, "", spans)
        return
    heading = ""
    spans = []
    for number, block in enumerate(section.blocks):
        if block.kind in ("heading", "code"):
            if spans:
                yield _Run(section, heading, spans)
            spans = []
        if block.kind == "heading":
            heading = section.text[block.start : block.end]
        spans += by_block.get(number, [])
    if spans:
        yield _Run(section, heading, spans)


def _with_gaps(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    before = spans[0][0] if spans else 0
    for _, end in spans:
        yield before, end
        before = end


def _groups(
    text: str, units: list[_Unit], room: int, count_tokens: CountTokens
) -> list[list[_Unit]]:
    short: list[_Unit] = []
    for unit in units:
        short += [unit] if unit.tokens <= room else _parts(text, unit, room, count_tokens)
    return _balanced(short, room)


def _parts(text: str, unit: _Unit, room: int, count_tokens: CountTokens) -> list[_Unit]:
    """A sentence longer than the room, parted between words; a longer word, anywhere."""
    words = [found.span() for found in _WORD.finditer(text, unit.start, unit.end)]
    counts = count_tokens([text[start:end] for start, end in words])
    pieces: list[_Unit] = []
    for (start, end), tokens in zip(words, counts, strict=True):
        share = 1 if tokens <= room else 1 + ceil(tokens / room)
        cuts = [*range(start, end, ceil((end - start) / share)), end]
        pieces += [_Unit(a, b, ceil(tokens / share)) for a, b in pairwise(cuts)]
    return [
        _Unit(group[0].start, group[-1].end, sum(piece.tokens for piece in group))
        for group in _balanced(pieces, room)
    ]


def _balanced(units: list[_Unit], room: int) -> list[list[_Unit]]:
    """As few groups as fit the room, the largest of them as small as can be."""
    groups = _greedy(units, room)
    few = len(groups)
    if few == 1:
        return groups
    low, high = max(unit.tokens for unit in units), room
    while low < high:
        middle = (low + high) // 2
        if len(_greedy(units, middle)) > few:
            low = middle + 1
        else:
            high = middle
    return _greedy(units, high)


def _greedy(units: list[_Unit], room: int) -> list[list[_Unit]]:
    groups: list[list[_Unit]] = []
    filled = room
    for unit in units:
        if not groups or filled + unit.tokens > room:
            groups.append([])
            filled = 0
        groups[-1].append(unit)
        filled += unit.tokens
    return groups


def _passage(document: Document, run: _Run, units: list[_Unit]) -> Passage:
    start, end = units[0].start, units[-1].end
    return Passage(
        id=f"{run.section.id}@{start}-{end}",
        document_id=document.id,
        section_id=run.section.id,
        start=start,
        end=end,
        heading=run.heading,
        text=run.section.text[start:end],
    )


@lru_cache(1_024)
def _prefix(title: str, heading: str, budget: int) -> str:
    parts = (
        _shortened(title, min(_TITLE_COST, _TITLE_SHARE * budget)),
        _shortened(heading, min(_HEADING_COST, _HEADING_SHARE * budget)),
    )
    head = " › ".join(part for part in parts if part)
    return f"{head}\n" if head else ""


def _shortened(text: str, limit: float) -> str:
    """Cut at a word where the text may take more tokens than the limit, counted generously.

    Emoji and the letters of East Asia count by their bytes: no encoder makes more tokens of them.
    """
    text = " ".join(text.split())
    if len(text.encode()) <= limit:
        return text
    if limit < _LEAST_COST:
        return ""
    cost = 0.0
    for place, letter in enumerate(text):
        if letter.isascii() and letter.isalnum():
            cost += 0.5
        elif letter != " ":
            cost += 1 if letter < "\u2e80" else len(letter.encode())
        if cost > limit:
            return (text[:place].rpartition(" ")[0] or text[:place]) + "…"
    return text
