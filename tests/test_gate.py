"""Nothing leaves that is not word for word what it cites."""

from __future__ import annotations

from dataclasses import replace

from rag.answer import Citation, Sentence
from rag.gate import proved

TEXT = "Ask first. Never send mail nobody asked for. It works."
QUOTE = "Never send mail nobody asked for."
TRUE = Sentence(QUOTE, "quote", (Citation(1, 11, 44, QUOTE),))


def test_a_verbatim_quote_passes():
    assert TEXT[11:44] == QUOTE
    assert proved(TRUE, {1: TEXT})


def test_every_way_of_being_untrue_is_withheld():
    (citation,) = TRUE.citations
    altered = "Always send mail nobody asked for."
    for sentence in (
        replace(TRUE, text=altered),
        replace(TRUE, text=altered, citations=(replace(citation, quote=altered),)),
        replace(TRUE, citations=(replace(citation, start=10),)),
        replace(TRUE, citations=(replace(citation, end=45),)),
        replace(TRUE, citations=(replace(citation, reference=2),)),
        replace(TRUE, citations=(replace(citation, start=11, end=11, quote=""),)),
        replace(TRUE, citations=()),
        replace(TRUE, kind="claim", citations=()),
    ):
        assert not proved(sentence, {1: TEXT}), sentence


def test_a_frame_cites_nothing():
    assert proved(Sentence("Three people answered.", "frame", ()), {})
    assert not proved(replace(TRUE, kind="frame"), {1: TEXT})
