"""A statement against the one sentence it is to rest on: all that it says must be said there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.amounts import miscounted, overstated
from rag.assuring import insisted, premature, unhedged
from rag.believing import believed, others_say
from rag.belonging import exchanged, mispersoned, parted, stranded
from rag.causing import drawn
from rag.citable import Said
from rag.claims import Verdict
from rag.covering import Covering, cover
from rag.crediting import REPORTS, SOMEBODY, credited, miscredited
from rag.doing import did, replaced
from rag.limiting import halved, supposed, unconditional, unlimited
from rag.locating import misquoted, plain, shaped
from rag.meaning import opposite
from rag.narrowing import ever, narrowed, related, subject_narrowed
from rag.ordering import disordered
from rag.polarity import turned
from rag.relating import misplaced
from rag.wording import Word, read

FRAMES = SOMEBODY | {"advice"}
"""What a frame may begin with: "the author says", "the advice is"."""

AVOIDS = frozenset(["avoid", "refrain"])
"""Stems of words that say no more than "not" does."""

LOOKS = (
    miscounted,
    overstated,
    insisted,
    turned,
    misplaced,
    drawn,
    disordered,
    exchanged,
    parted,
    mispersoned,
    replaced,
    stranded,
    believed,
    unconditional,
    supposed,
    halved,
    ever,
    related,
    subject_narrowed,
    narrowed,
    unhedged,
    unlimited,
    premature,
)
"""What looks at the words that answer to each other, and says what is wrong, "" for nothing."""

_ASKING = re.compile(
    r"(?:^|[,;:('\"] ?|- )(?:and |but |so |then )?(?:who|whom|whose|what(?! about)|which|when|where"
    r"|why(?! not)|how(?! about)|is|are|was|were|do|does|did|can|could|should|would|will"
    r"|has|have)\b",
    re.IGNORECASE,
)

_ASKING_WORDS = "who whom whose what which when where why how is are was were do does did have has"
ASKS = frozenset([*_ASKING_WORDS.split(), "can", "could", "should", "will", "would"])
"""Words that a clause which asks begins with."""

_LEAST = 2
"""Words that say something, at least, in a claim that is not word for word a sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict, the reason, and the sentences that bear the claim out, none if it is false."""

    verdict: Verdict
    why: str
    used: tuple[Said, ...] = ()


def against(text: str, sentence: Said, authors: Sequence[str]) -> Finding:
    """What a text comes to that rests on one sentence.

    What its "it" and "they" stand for is not asked: that is told by no rule for certain.
    """
    if sentence.alone and plain(text).lower() == plain(sentence.text).lower():
        return Finding("supported", "It is a sentence of its source.", (sentence,))
    if other := miscredited(text, sentence.author, authors, sentence.text):
        return Finding("altered", f"It credits {other}, whose words these are not.")
    names = credited(text, sentence.author)
    claim = _unframed(read(text), names)
    covering = cover(claim, sentence.words)
    if names and (other := did(covering, names)):
        return Finding("altered", f"It credits its author with what “{other}” did.")
    if others_say(claim, covering):
        return Finding("altered", "In the words cited others say so.")
    # What denies is weighed as such: "avoid" may answer to "not".
    left = [word for word in covering.open if word.stem not in AVOIDS]
    for word in covering.open:
        if any(opposite(word, b) for b in sentence.words if b.kind != "function"):
            return Finding("altered", f"“{word.text}” says the opposite of the words cited.")
    for word in left:
        if word.named:
            return Finding("altered", f"“{word.text}” is not in the words cited.")
    told = sum(word.told for word in claim)
    if told < _LEAST or len(left) > told / 2:
        return Finding("unsupported", "The words cited are about something else.")
    wrong = misquoted(text, sentence.text) or next(
        filter(None, (look(covering) for look in LOOKS)), ""
    )
    if wrong:
        return Finding("altered", f"{wrong[0].upper()}{wrong[1:]}.")
    if asks(text) != asks(sentence.text) and not _before_asking(covering):
        return Finding("altered", "One of the two only asks.")
    if left:
        words = ", ".join(f"“{word.text}”" for word in left)
        return Finding("unsupported", f"Nothing cited says {words}.")
    return Finding("supported", "All that it says is in the words cited.", (sentence,))


def asks(text: str) -> bool:
    """Whether a sentence is a question, and not advice that is put as one ("How about …?")."""
    return text.rstrip("\"')] ").endswith("?") and bool(_ASKING.search(shaped(text)))


def _before_asking(covering: Covering) -> bool:
    """Whether what is taken up stands before the question that the sentence ends in."""
    if covering.basis and covering.basis[0].text in ASKS:
        return False
    begins = [
        word.clause
        for word, before in zip(covering.basis[1:], covering.basis, strict=False)
        if word.clause != before.clause and word.text in ASKS
    ]
    last = min(begins, default=covering.basis[-1].clause if covering.basis else 0)
    met = [covering.basis[place] for place in covering.met if covering.basis[place].told]
    return sum(word.clause < last for word in met) > 0.7 * len(met)


def _unframed(words: Sequence[Word], names: set[str]) -> list[Word]:
    """The words without those that say whose they are, which then count for nothing."""
    opening = [word.text for word in words[:4]]
    if opening[:2] == ["according", "to"]:
        opening = opening[2:]
    somebody = set(opening[1:2]) & FRAMES if opening[:1] in (["the"], ["one"], ["this"]) else set()
    framed = bool(names or somebody) or opening[:1] in (["he"], ["she"], ["they"])
    names = names | somebody
    return [
        replace(word, kind="function")
        if word.text.removesuffix("'s") in names
        or (framed and word.text.removesuffix("'s") in REPORTS)
        else word
        for word in words
    ]
