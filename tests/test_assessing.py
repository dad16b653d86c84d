"""One answer measured: positions shown, quotes that stand in the store."""

from __future__ import annotations

from dataclasses import replace

import pytest
from doors import ANSWER
from test_evaluating import nugget

from index.judgments import Points
from rag.answer import Citation, Sentence
from rag.assessing import shows_positions, verbatim


@pytest.mark.parametrize(
    ("cited", "shows"),
    [
        ({"small/1#11": "Ann", "small/1#12": "Bob"}, True),
        ({"small/1#11": "Ann", "small/1#12": "Ann"}, False),
        ({"small/1#11": "Ann", "small/1#13": "Bob"}, False),
        ({"small/1#12": "Ann", "both": "Bob"}, False),
        ({}, False),
    ],
)
def test_two_positions_need_two_people_with_a_point_of_their_own(cited, shows):
    nuggets = (
        nugget("a", "small/1#11", "both"),
        nugget("b", "small/1#12", "both"),
    )
    assert shows_positions(Points(True, nuggets), {}, cited) is shows


def test_stances_decide_where_they_are_known():
    stances = {"s1": "for", "s2": "for", "s3": "against"}
    points = Points(True, (nugget("a", "s1"), nugget("b", "s2")))
    assert not shows_positions(points, stances, {"s1": "Ann", "s2": "Bob"})
    assert shows_positions(points, stances, {"s1": "Ann", "s3": "Bob"})
    assert not shows_positions(points, stances, {"s1": "Ann", "unknown": "Bob"})


def test_a_quote_is_checked_against_the_store_itself(small):
    text = small.section("small/1#11").text
    source = replace(ANSWER.references[0], number=1, section_id="small/1#11")

    def said(shown, start, end, quote):
        return Sentence(shown, "quote", (Citation(1, start, end, quote),))

    first = text[:12]
    answer = replace(
        ANSWER,
        references=(source,),
        sentences=(
            Sentence("One person answered.", "frame", ()),
            said(first, 0, 12, first),
            said(first, 1, 13, first),
            said(f"{first}!", 0, 12, first),
            said("", 0, 0, ""),
            Sentence("No source.", "claim", ()),
        ),
    )
    assert verbatim(answer, small) == [True, False, False, False, False]
