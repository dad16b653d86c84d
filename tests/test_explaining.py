"""An explanation tells of each reference, and of what did not pass the gate."""

from __future__ import annotations

from index.filters import Filters
from index.searching import search
from rag.answer import Withheld
from rag.evidence import gather
from rag.explaining import explain

QUESTION = "Should prices be public?"


def test_every_reference_has_its_choice_in_the_same_order(small):
    cited = gather(QUESTION, search(small, QUESTION, 10), small)[::-1]
    found = explain(small, QUESTION, Filters(), 1.5, cited, [])
    assert [choice.section_id for choice in found.choices] == [each.section.id for each in cited]
    assert [choice.reference for choice in found.choices] == list(range(1, len(cited) + 1))
    assert (found.score, found.sections, found.withheld) == (1.5, 5, ())
    last = found.choices[-1]
    assert last.why == (
        f"Of 5 sections number {last.dense_rank} by meaning, {last.lexical_rank} by words; "
        "together number 1, the best of all."
    )


def test_what_did_not_pass_is_told_with_its_place_and_no_choice(small):
    cited = gather(QUESTION, search(small, QUESTION, 10), small)
    held = Withheld("Prices lie.", cited[0].section.id, 0, 20, "unsupported", "They do not.")
    found = explain(small, QUESTION, Filters(), 1.5, cited[1:], [held])
    assert found.withheld == (held,)
    assert held.section_id not in [choice.section_id for choice in found.choices]
