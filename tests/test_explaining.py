"""An explanation tells of each reference, and of what did not pass the gate."""

from __future__ import annotations

from index.filters import Filters
from index.searching import search
from rag.answer import Withheld
from rag.asking import cite
from rag.evidence import gather
from rag.explaining import explain
from rag.extractive import Quote

QUESTION = "Should prices be public?"


def written(snapshot):
    evidence = gather(QUESTION, search(snapshot, QUESTION, 10), snapshot)
    return [Quote(piece, 0, 20) for piece in evidence]


def test_every_reference_has_its_choice_in_the_same_order(small):
    quotes = written(small)
    found = explain(small, QUESTION, Filters(), 1.5, quotes, quotes)
    _, references = cite(quotes)
    assert [choice.section_id for choice in found.choices] == [r.section_id for r in references]
    assert [choice.reference for choice in found.choices] == [r.number for r in references]
    assert (found.score, found.sections, found.withheld) == (1.5, 5, ())
    first = found.choices[0]
    assert first.why == (
        f"Of 5 sections number {first.dense_rank} by meaning, {first.lexical_rank} by words; "
        "together number 1, the best of all."
    )


def test_what_did_not_pass_is_told_with_its_place_and_no_choice(small):
    quotes = written(small)
    found = explain(small, QUESTION, Filters(), 1.5, quotes, quotes[1:])
    section = quotes[0].evidence.section
    assert found.withheld == (Withheld(section.text[:20], section.id, 0, 20),)
    assert section.id not in [choice.section_id for choice in found.choices]
