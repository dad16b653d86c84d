"""One answer against what was judged of its question: the points it covers, and its form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations
from statistics import fmean

from index.judgments import JudgedSet, Points, judged_as
from index.snapshot import Snapshot
from rag.answer import Answer, Reference
from rag.evaluation import MEASURES, Expected, Judged, Said
from rag.evidence import person

SHOWN = 10
"""Sections of a ranking that an evaluation carries."""


def assess(
    judged: JudgedSet,
    id: str,
    score: float,
    said: Answer,
    snapshot: Snapshot,
    ranking: tuple[str, ...],
    measured: Mapping[str, float],
) -> Judged:
    """Measure one answer. ``measured`` are the values that are known of its question already,
    ``ranking`` the sections found for it, best first."""
    expected = expected_of(judged, id)
    sources = {reference.number: reference for reference in said.references}
    cited = {
        judged_as(sources[citation.reference].section_id): _person(sources[citation.reference])
        for sentence in said.sentences
        for citation in sentence.citations
    }
    values = dict(measured)
    points = judged.points.get(id)
    covered: list[str] = []
    missed: list[str] = []
    if points:
        for nugget in points.vital:
            (missed if nugget.sections.isdisjoint(cited) else covered).append(nugget.text)
        if points.vital:
            values["vital"] = len(covered) / len(points.vital)
        if points.contested and expected == "answer":
            shown = shows_positions(points, judged.stances.get(id, {}), cited)
            values["positions"] = float(shown)
    if cited:
        values |= _form(said, snapshot, cited)
    if expected != "either":
        name = "answered" if expected == "answer" else "false answers"
        values[name] = float(said.status != "no_evidence")
    return Judged(
        id=id,
        question=said.question,
        expected=expected,
        status=said.status,
        score=score,
        values={name: values[name] for name in MEASURES if name in values},
        ranking=ranking[:SHOWN],
        said=tuple(
            Said(
                sentence.text,
                tuple(judged_as(sources[c.reference].section_id) for c in sentence.citations),
                tuple(sources[c.reference].author for c in sentence.citations),
            )
            for sentence in said.sentences
        ),
        covered=tuple(covered),
        missed=tuple(missed),
        notes=said.notes,
    )


def expected_of(judged: JudgedSet, id: str) -> Expected:
    """What is right to do with a question."""
    if id in judged.unanswerable:
        return "silence"
    return "answer" if judged.relevant(id) else "either"


def shows_positions(points: Points, stances: Mapping[str, str], cited: Mapping[str, str]) -> bool:
    """Whether an answer to a contested question shows more than one position.

    ``cited`` maps each section cited to its person. With stances (section → side) it does if
    sections of two sides are cited. A set without them does not say which position a section
    takes; then two people must be cited of whom each makes a point that the other does not. That
    is needed for two positions and does not prove them: the figure is an upper bound.
    """
    if stances:
        return len({stances[section] for section in cited if section in stances}) > 1
    made = {
        section: {n for n, nugget in enumerate(points.nuggets) if section in nugget.sections}
        for section in cited
    }
    return any(
        cited[one] != cited[other] and made[one] - made[other] and made[other] - made[one]
        for one, other in combinations(cited, 2)
    )


def verbatim(said: Answer, snapshot: Snapshot) -> list[bool]:
    """For each sentence but frames, whether its citations stand in the store word for word.

    This does not rely on the gate, which it is there to check.
    """
    found = []
    for sentence in said.sentences:
        if sentence.kind == "frame":
            continue
        good = bool(sentence.citations)
        for cited in sentence.citations:
            (source,) = (r for r in said.references if r.number == cited.reference)
            text = snapshot.section(source.section_id).text
            good &= bool(cited.quote) and text[cited.start : cited.end] == cited.quote
        if sentence.kind == "quote":
            good &= sentence.text == " ".join(cited.quote for cited in sentence.citations)
        found.append(good)
    return found


def _form(said: Answer, snapshot: Snapshot, cited: Mapping[str, str]) -> dict[str, float]:
    """The measures of an answer that need no judgment."""
    people = {reference.number: _person(reference) for reference in said.references}
    spoken = Counter(
        one
        for sentence in said.sentences
        for one in {people[citation.reference] for citation in sentence.citations}
    )
    quotes = verbatim(said, snapshot)
    return {
        "verbatim": fmean(quotes) if quotes else 1.0,
        "people": len(set(cited.values())),
        "references": len(said.references),
        "words": sum(len(sentence.text.split()) for sentence in said.sentences),
        "per person": max(spoken.values(), default=0),
    }


def _person(reference: Reference) -> str:
    return person(reference.author, reference.author_url, reference.site)
