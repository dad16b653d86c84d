"""The surface signals of a sentence."""

from __future__ import annotations

import pytest

from rag.manner import NAMES, POINTING, Setting, signals
from rag.quoting import WEIGHTS


def seen(text, before="", place=0, item=False):
    return signals(Setting(text, before, place, item))


def test_every_signal_has_a_name_and_a_weight():
    assert tuple(seen("Ask five customers.")) == NAMES == tuple(WEIGHTS)
    assert set(POINTING) <= set(NAMES)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("However, prices rise.", "opens with a connective"),
        ("For example, a baker sells bread.", "opens with an example"),
        ("In your case I would wait with the launch.", "to the asker"),
        ("I would ask five customers before that.", "gives an opinion"),
        ("If you sell to dentists, call before nine.", "names a condition"),
        ("and then you send the invoice.", "opens small"),
        ("They will not pay for that.", "opens with a pronoun"),
    ],
)
def test_a_signal_is_seen_where_it_is_and_only_there(text, name):
    assert seen(text)[name] == 1
    assert seen("Ask five customers what a good tool is worth.")[name] == 0


def test_where_a_sentence_stands_is_a_signal():
    found = seen("Because buyers compare.", before="Why show prices?", place=3, item=True)
    assert found["answers a question of its own"] == found["item"] == 1
    assert found["place"] == pytest.approx(1.386, abs=0.001)
