"""Nothing leaves that what it cites does not bear out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.document import Block, Section
from rag.claims import Basis, Claim
from rag.gate import rule


def section(text: str, author: str = "Ann", number: int = 1) -> Section:
    id = f"s/{number}#{number}"
    block = Block("paragraph", 0, len(text))
    return Section(id, "answer", text, author, None, None, None, None, (block,))


TEXT = "Ask first. Never send mail nobody asked for. It works."
QUOTE = "Never send mail nobody asked for."
TRUE = Claim(QUOTE, (Basis(1, QUOTE, 11),))


def test_a_quote_passes_at_its_place():
    assert TEXT[11:44] == QUOTE
    ruling = rule(TRUE, {1: section(TEXT)})
    assert (ruling.verdict, ruling.verbatim) == ("supported", True)
    (citation,) = ruling.citations
    assert (citation.start, citation.end, citation.quote) == (11, 44, QUOTE)


@pytest.mark.parametrize(
    "false",
    [
        replace(TRUE, text="Always send mail nobody asked for."),
        replace(TRUE, bases=(Basis(1, QUOTE, 10),)),
        replace(TRUE, bases=(Basis(1, QUOTE[:-1], 11),)),
        replace(TRUE, bases=(Basis(2, QUOTE, 11),)),
        replace(TRUE, bases=(Basis(1, "", 11),)),
        replace(TRUE, bases=()),
        Claim("", ()),
    ],
)
def test_every_way_in_which_a_quote_is_untrue_is_withheld(false):
    assert not rule(false, {1: section(TEXT)}).citations


def test_a_sentence_of_its_source_needs_no_place():
    ruling = rule(Claim(QUOTE, (Basis(1, "mail nobody asked for"),)), {1: section(TEXT)})
    assert (ruling.verdict, ruling.citations[0].quote) == ("supported", QUOTE)


def test_a_sentence_of_one_other_source_is_cited_from_there():
    ruling = rule(Claim(QUOTE, (Basis(1, QUOTE),)), {1: section("Ask."), 2: section(TEXT)})
    assert (ruling.verdict, ruling.citations[0].reference) == ("misattributed", 2)
