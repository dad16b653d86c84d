"""Every sentence of every writer against the words it cites; what they do not bear out is withheld.

One door for all: a quote is a claim that rests on itself, at a named place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from corpus.document import Section
from index.encoder import Encoder
from rag.answer import Citation
from rag.claims import Basis, Claim, Ruling
from rag.locating import locate, plain
from rag.placing import placed

Entails = Callable[[str, str], float]
"""The chance that a premise entails a hypothesis, from 0 to 1."""


def rule(
    claim: Claim,
    sections: Mapping[int, Section],
    *,
    question: str = "",
    encoder: Encoder | None = None,
    entails: Entails | None = None,
) -> Ruling:
    """Rule on a claim; it may be said if the ruling has citations, and with no others than these.

    ``sections`` are all that were shown to the writer, by reference number: the words named are
    looked for in the others as well, and the authors' names are taken from them. ``question`` is
    what "yes" and "no" answer. ``encoder`` tells which words mean the same, ``entails`` has the
    last word where it is there: without either the gate is stricter, never laxer.
    """
    if not claim.bases or not claim.text.strip():
        return Ruling("unsupported", (), "It names no words that it rests on.")
    for basis in claim.bases:
        if basis.start is not None:
            return _quoted(claim, basis, sections)
    found = [_whole(claim.text, number, section) for number, section in sections.items()]
    citations = [citation for citation in found if citation]
    cited = {basis.reference for basis in claim.bases}
    right = [citation for citation in citations if citation.reference in cited]
    if right:
        return Ruling("supported", (right[0],), "It is a sentence of its source.", verbatim=True)
    if len(citations) == 1:
        why = f"It is a sentence of [{citations[0].reference}], not of what it cites."
        return Ruling("misattributed", (citations[0],), why, verbatim=True)
    return Ruling("unsupported", (), "It is not word for word a sentence of what it cites.")


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


def _whole(text: str, number: int, section: Section) -> Citation | None:
    """Where the text is a whole sentence of a section that its author says."""
    for start, end in locate(text, section.text):
        for sentence in placed(section):
            whole = section.text[sentence.start : sentence.end]
            inside = sentence.start <= start < end <= sentence.end
            if inside and not sentence.quoted and plain(whole).lower() == plain(text).lower():
                return Citation(number, sentence.start, sentence.end, whole)
    return None
