"""Every sentence of every writer against the words it cites; what they do not bear out is withheld.

One door for all: a quote is a claim that rests on itself, at a named place. A claim in other words
is parted where it joins two statements, and each part must rest on one sentence of one person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from corpus.document import Section
from rag.affirming import agrees, headless
from rag.answer import Citation
from rag.bearing import Finding, against
from rag.citable import Said, cited, said
from rag.claims import Basis, Claim, Ruling, Verdict
from rag.wording import read

Entails = Callable[[str, str], float]
"""The chance that a premise entails a hypothesis, from 0 to 1."""

ENTAILED = 0.5
"""Chance below which what the rules accept is withheld after all."""

_JOINED = re.compile(
    r"[;:]\s+|,\s+(?:and|but|while|whereas|yet|though|although)\s+"
    r"|\s+(?:but|whereas)\s+"
)
_PART = 3
"""Words that say something, at least, in a part that stands for itself."""


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


def _judge(text: str, sentences: Sequence[Said], authors: Sequence[str]) -> Finding:
    """What a text comes to that may rest on each of the sentences."""
    if not sentences:
        return Finding("unsupported", "The words it names stand in no source.")
    whole = _best(text, sentences, authors)
    if whole.used:
        return whole
    parts = [_best(part, sentences, authors) for part in _parts(text)]
    used = tuple(dict.fromkeys(each for part in parts for each in part.used))
    # Parts of one sentence were judged together, and not found there.
    if all(part.used for part in parts) and len(used) > 1:
        return Finding("supported", "Each part of it is borne out by a sentence it cites.", used)
    if whole.verdict == "unsupported" and len(sentences) > 1:
        together = {word.stem for sentence in sentences for word in sentence.words}
        if all(word.stem in together for word in read(text) if word.told):
            return Finding("stitched", "Its words stand in separate places, and none says this.")
    return whole


def _best(text: str, sentences: Sequence[Said], authors: Sequence[str]) -> Finding:
    order: tuple[Verdict, ...] = ("supported", "altered", "unsupported")
    return min(
        (against(text, each, authors) for each in sentences),
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


def _elsewhere(
    text: str, sections: Mapping[int, Section], named: Collection[int], authors: Sequence[str]
) -> Finding | None:
    """What a text comes to where just one source bears it out, and that is none of those named."""
    found = [
        finding
        for number, section in sections.items()
        for sentence in said(number, section)
        if (finding := against(text, sentence, authors)).used
    ]
    references = {each.reference for finding in found for each in finding.used}
    return found[0] if len(references) == 1 and references.isdisjoint(named) else None


def _citations(sentences: Sequence[Said], verbatim: bool) -> tuple[Citation, ...]:
    """Each sentence, and the one that leads it in where the claim is in other words."""
    found = {Citation(each.reference, each.start, each.end, each.text) for each in sentences}
    found |= {each.lead for each in sentences if each.lead and not verbatim}
    return tuple(sorted(found, key=lambda citation: (citation.reference, citation.start)))
