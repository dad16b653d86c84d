"""Every sentence of every writer against the words it cites; what they do not bear out is withheld.

One door for all: a quote is a claim that rests on itself, at a named place. A claim in other words
is parted where it joins two statements, and each part must rest on one sentence of one person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import Section
from rag.affirming import agrees, headless
from rag.amounts import miscounted, overstated
from rag.answer import Citation
from rag.assuring import believed, insisted, unconditional
from rag.citable import Said, cited, said
from rag.claims import Basis, Claim, Ruling, Verdict
from rag.covering import Covering, cover
from rag.crediting import REPORTS, credited, miscredited
from rag.locating import locate, misquoted, plain, shaped
from rag.meaning import opposite, same
from rag.ordering import disordered, exchanged, mispersoned, misplaced, parted
from rag.polarity import turned
from rag.wording import Word, read

Entails = Callable[[str, str], float]
"""The chance that a premise entails a hypothesis, from 0 to 1."""

ENTAILED = 0.5
"""Chance below which what the rules accept is withheld after all."""

_POINTS = "it its they them their this that these those he she him her"
POINTS = frozenset(_POINTS.split())
"""Words that stand for something said before."""

AVOIDS = frozenset(["avoid", "refrain"])
"""Stems of words that say no more than "not" does."""

MEANT = 2
"""Words of a claim that may be said in the sentences before, and only meant in the one cited."""

_LOOKS = (
    miscounted,
    overstated,
    insisted,
    turned,
    misplaced,
    disordered,
    exchanged,
    parted,
    mispersoned,
    believed,
    unconditional,
)
_JOINED = re.compile(r"[;:]\s+|,\s+(?:and|but|while|whereas|yet)\s+|\s+(?:but|whereas)\s+")
_ASKING = re.compile(
    r"(?:^|[,;:(] ?|- )(?:and |but |so |then )?(?:who|whom|whose|what(?! about)|which|when|where"
    r"|why(?! not)|how(?! about)|is|are|was|were|do|does|did|can|could|should|would|will"
    r"|has|have)\b",
    re.IGNORECASE,
)
_PART = 3
"""Words that say something, at least, in a part that stands for itself."""
_LEAST = 2
"""Words that say something, at least, in a claim that is not word for word a sentence."""


@dataclass(frozen=True, slots=True)
class _Finding:
    """A verdict, the reason, and the sentences that bear the claim out, none if it is false."""

    verdict: Verdict
    why: str
    used: tuple[Said, ...] = ()


def rule(
    claim: Claim,
    sections: Mapping[int, Section],
    *,
    question: str = "",
    entails: Entails | None = None,
) -> Ruling:
    """Rule on a claim; it may be said if the ruling has citations, and with no others than these.

    ``sections`` are all that were shown to the writer, by reference number: the words named are
    looked for in the others as well, and the authors' names are taken from them. ``question`` is
    what a "yes" or "no" at the beginning answers. ``entails`` may only say no, to what the rules
    would let out.
    """
    if not claim.bases or not claim.text.strip():
        return Ruling("unsupported", (), "It names no words that it rests on.")
    for basis in claim.bases:
        if basis.start is not None:
            return _quoted(claim, basis, sections)
    answer, text = headless(claim.text.strip())
    if answer and not agrees(answer, text, question):
        return Ruling("altered", (), f"“{answer}” is not what its own words answer.")
    named = {basis.reference for basis in claim.bases}
    sentences = [each for basis in claim.bases for each in cited(basis, sections)]
    authors = [section.author for section in sections.values()]
    found = _judge(text, list(dict.fromkeys(sentences)), authors)
    if not found.used:
        found = _elsewhere(text, sections, named, authors) or found
    if not found.used:
        return Ruling(found.verdict, (), found.why)
    if entails and entails(" ".join(each.text for each in found.used), text) < ENTAILED:
        return Ruling("unsupported", (), "What it cites does not entail it.")
    citations = _citations(found.used, verbatim=claim.text == found.used[0].text)
    verbatim = len(citations) == 1 and citations[0].quote == claim.text
    references = sorted({each.reference for each in found.used})
    if named.issuperset(references):
        return Ruling("supported", citations, found.why, verbatim)
    where = " and ".join(f"[{number}]" for number in references)
    return Ruling(
        "misattributed", citations, f"It is said in {where}, not in what it cites.", verbatim
    )


def _quoted(claim: Claim, basis: Basis, sections: Mapping[int, Section]) -> Ruling:
    """A quote at a named place: nothing but the words that stand there."""
    section, start = sections.get(basis.reference), basis.start or 0
    end = start + len(basis.words)
    if section is None or not basis.words or section.text[start:end] != basis.words:
        return Ruling("unsupported", (), "The words do not stand where they are cited.")
    if claim.text != basis.words or len(claim.bases) != 1:
        return Ruling("altered", (), "It is not word for word what it cites.")
    citation = Citation(basis.reference, start, end, basis.words)
    return Ruling("supported", (citation,), "It stands there word for word.", verbatim=True)


def _judge(text: str, sentences: Sequence[Said], authors: Sequence[str]) -> _Finding:
    """What a text comes to that may rest on each of the sentences."""
    if not sentences:
        return _Finding("unsupported", "The words it names stand in no source.")
    whole = _best(text, sentences, authors)
    if whole.used:
        return whole
    parts = [_best(part, sentences, authors) for part in _parts(text)]
    used = tuple(dict.fromkeys(each for part in parts for each in part.used))
    # Parts of one sentence were judged together, and not found there.
    if all(part.used for part in parts) and len(used) > 1:
        return _Finding("supported", "Each part of it is borne out by a sentence it cites.", used)
    if whole.verdict == "unsupported" and len(sentences) > 1:
        together = {word.stem for sentence in sentences for word in sentence.words}
        if all(word.stem in together for word in read(text) if word.told):
            return _Finding("stitched", "Its words stand in separate places, and none says this.")
    return whole


def _best(text: str, sentences: Sequence[Said], authors: Sequence[str]) -> _Finding:
    order: tuple[Verdict, ...] = ("supported", "altered", "unsupported")
    return min(
        (_against(text, each, authors) for each in sentences),
        key=lambda finding: order.index(finding.verdict),
    )


def _parts(text: str) -> list[str]:
    """The statements that a sentence joins; the text alone if it is one."""
    pieces: list[str] = []
    for piece in _JOINED.split(text):
        if pieces and sum(word.told for word in read(piece)) < _PART:
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    return pieces


def _against(text: str, sentence: Said, authors: Sequence[str], alone: bool = False) -> _Finding:
    """What a text comes to that rests on one sentence; ``alone``: without those before it."""
    if sentence.alone and plain(text).lower() == plain(sentence.text).lower():
        return _Finding("supported", "It is a sentence of its source.", (sentence,))
    if other := miscredited(text, sentence.author, authors, sentence.text):
        return _Finding("altered", f"It credits {other}, whose words these are not.")
    claim = _unframed(read(text), credited(text, sentence.author))
    covering = cover(claim, sentence.words)
    left = list(covering.open) if alone else _left(covering, sentence)
    for word in covering.open:
        if any(opposite(word, b) for b in sentence.words):
            return _Finding("altered", f"“{word.text}” says the opposite of the words cited.")
    for word in left:
        if word.named:
            return _Finding("altered", f"“{word.text}” is not in the words cited.")
    told = sum(word.told for word in claim)
    if (told < _LEAST and not locate(text, sentence.text)) or len(left) > told / 2:
        return _Finding("unsupported", "The words cited are about something else.")
    wrong = misquoted(text, sentence.text) or next(filter(None, _looks(covering)), "")
    if wrong:
        return _Finding("altered", f"{wrong[0].upper()}{wrong[1:]}.")
    if asks(text) != asks(sentence.text) and not _before_asking(covering):
        return _Finding("altered", "One of the two only asks.")
    if left:
        words = ", ".join(f"“{word.text}”" for word in left)
        return _Finding("unsupported", f"Nothing cited says {words}.")
    return _Finding("supported", "All that it says is in the words cited.", (sentence,))


def _looks(covering: Covering) -> Iterator[str]:
    """What each look at the words that answer to each other finds wrong, "" for nothing."""
    for look in _LOOKS:
        yield look(covering)


def _left(covering: Covering, sentence: Said) -> list[Word]:
    """The words that the sentence does not have, and does not mean by "it" or "they"."""
    # What denies is weighed as such: "avoid" may answer to "not".
    left = [word for word in covering.open if word.stem not in AVOIDS]
    claimed = [word for word in covering.claim if word.told]
    points = any(word.text in POINTS for word in sentence.words)
    ends = sentence.words[-1].text if sentence.words else ""
    if points or ends.endswith(("not", "n't")):
        meant = [w for w in left if _plain(w) and any(same(w, b) for b in sentence.before)]
        if len(meant) <= min(MEANT, covering.share() * len(claimed)):
            return [word for word in left if word not in meant]
    return left


def _plain(word: Word) -> bool:
    return word.kind == "content" and not word.named


def asks(text: str) -> bool:
    """Whether a sentence is a question, and not advice that is put as one ("How about …?")."""
    return text.rstrip("\"')] ").endswith("?") and bool(_ASKING.search(shaped(text)))


def _before_asking(covering: Covering) -> bool:
    """Whether what is taken up stands before the question that the sentence ends in."""
    last = covering.basis[-1].clause if covering.basis else 0
    met = [covering.basis[place] for place in covering.met if covering.basis[place].told]
    return sum(word.clause < last for word in met) > 0.7 * len(met)


def _unframed(words: Sequence[Word], names: set[str]) -> list[Word]:
    """The words without those that say whose they are, which then count for nothing."""
    framed = bool(names) or (bool(words) and words[0].text in ("he", "she", "they"))
    return [
        replace(word, kind="function")
        if word.text.removesuffix("'s") in names or (framed and word.text in REPORTS)
        else word
        for word in words
    ]


def _elsewhere(
    text: str, sections: Mapping[int, Section], named: Collection[int], authors: Sequence[str]
) -> _Finding | None:
    """What a text comes to where just one source bears it out, and that is none of those named."""
    found = [
        finding
        for number, section in sections.items()
        for sentence in said(number, section)
        if (finding := _against(text, sentence, authors, alone=True)).used
    ]
    references = {each.reference for finding in found for each in finding.used}
    return found[0] if len(references) == 1 and references.isdisjoint(named) else None


def _citations(sentences: Sequence[Said], verbatim: bool) -> tuple[Citation, ...]:
    """Each sentence, and the one that leads it in where the claim is in other words."""
    found = {Citation(each.reference, each.start, each.end, each.text) for each in sentences}
    found |= {each.lead for each in sentences if each.lead and not verbatim}
    return tuple(sorted(found, key=lambda citation: (citation.reference, citation.start)))
