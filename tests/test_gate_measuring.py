"""Sentences with known verdicts: read back exactly, and told apart as the docs say."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from conftest import STARTER
from test_gate import section

from corpus.errors import JudgmentsRefused
from corpus.reading import Source, parse_source
from rag.claims import Basis
from rag.gate_measuring import at_hand, measure, parse_known, rates, table

SAID = 0.39
"""The share of true sentences that is said, less what chance may take."""

CLAIMS = Path(__file__).parent / "judged" / "claims.tsv"
SECTIONS = {"s/1#1": section("Wait ten days."), "s/2#2": section("Ask first.")}


def line(verdict="supported", text="Wait 10 days.", basis="1:1@0-14", digest=""):
    digest = digest or hashlib.sha256(b"Wait ten days.").hexdigest()[:8]
    return "\t".join(("test", "kind", verdict, "s/1#1 s/2#2", f"{basis}~{digest}", text))


def known(*lines):
    return list(parse_known(lines, "claims.tsv", SECTIONS.__getitem__))


def test_a_line_is_read_as_a_claim_with_its_words():
    (found,) = known(line())
    assert found.claim.bases == (Basis(1, "Wait ten days."),)
    assert found.right == {1}


@pytest.mark.parametrize("bad", [line(digest="00000000"), line("true"), "x", line(basis="1@0-14")])
def test_what_cannot_be_read_is_refused_with_its_line(bad):
    with pytest.raises(JudgmentsRefused, match=r"claims\.tsv"):
        known(line(), bad)


def test_what_is_false_and_said_counts_against_the_gate():
    rows = [
        line(),
        line("altered", "Wait 11 days."),
        line("altered", "Wait ten days."),  # labelled wrongly, so that something is said
        line("misattributed", basis="2:1@0-14"),
    ]
    tallies = measure(known(*rows))
    assert rates(tallies) == (1 / 3, 1.0)
    assert "Of 1 true sentences 100.0% are said, of 3 others 33.3% wrongly." in table(tallies)


def judged(sources):
    found, left_out = at_hand(CLAIMS, sources)
    return [each for each in found if each.half == "test"], left_out


def test_of_the_starter_corpus_what_is_false_is_not_said():
    test, left_out = judged([Source("starter", STARTER)])
    assert len(test) > 150 and left_out > 200
    wrongly, said = rates(measure(test))
    assert wrongly <= 0.02
    assert said >= SAID


@pytest.mark.archive
def test_the_figures_of_the_docs_hold(archives):
    files = sorted(archives.glob("*.tar.gz"))
    sources = [Source("starter", STARTER), *(parse_source(str(file)) for file in files)]
    test, left_out = judged(sources)
    assert left_out == 0
    wrongly, said = rates(measure(test))
    assert wrongly <= 0.02
    assert said >= SAID
