"""A claim that may not be said has no citations."""

from __future__ import annotations

from rag.claims import Basis, Claim, Ruling


def test_a_basis_need_not_say_where_it_begins():
    claim = Claim("Ask first.", (Basis(1, "Ask first."),))
    assert claim.bases[0].start is None


def test_a_ruling_is_no_quote_unless_it_says_so():
    assert not Ruling("unsupported", (), "why").verbatim
