"""Words lead to the sentences they stand in, and to those of nobody else."""

from __future__ import annotations

from test_gate import section

from corpus.document import Block, Section
from rag.citable import cited, said
from rag.claims import Basis


def test_a_part_leads_to_its_sentence():
    (found,) = cited(
        Basis(1, "mail nobody asked"), {1: section("Ask. Never send mail nobody asked for.")}
    )
    assert found.text == "Never send mail nobody asked for."


def test_words_of_one_other_source_lead_there():
    at_hand = {1: section("Ask first."), 2: section("Wait a week.")}
    (found,) = cited(Basis(1, "Wait a week."), at_hand)
    assert found.reference == 2
    at_hand[3] = section("Wait a week.")
    assert cited(Basis(1, "Wait a week."), at_hand) == []


def test_what_is_quoted_from_others_is_not_the_authors():
    text = "Never pay.\n\nI disagree with that."
    blocks = (Block("quote", 0, 10), Block("paragraph", 12, len(text)))
    given = Section("s/1#1", "answer", text, "Ann", None, None, None, None, blocks)
    assert [each.text for each in said(1, given)] == ["I disagree with that."]


def test_an_item_has_the_words_that_lead_it_in():
    text = "Avoid these:\n\ncold calls to strangers"
    blocks = (Block("paragraph", 0, 12), Block("item", 14, len(text)))
    given = Section("s/1#1", "answer", text, "Ann", None, None, None, None, blocks)
    item = said(1, given)[1]
    assert [word.text for word in item.words][:2] == ["avoid", "these"]
    assert item.lead and item.lead.quote == "Avoid these:"
    assert not item.alone
