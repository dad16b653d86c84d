"""Answers that changed stand side by side; those that did not are not shown."""

from __future__ import annotations

from doors import ANSWER

from rag import differing
from rag.differing import Side, changed_answers, side


def test_a_side_is_what_is_said_and_where_it_stands():
    said = side(ANSWER)
    assert said.status == "answered"
    assert said.sentences[0] == (
        "Public prices build trust with small buyers.",
        ("small/1#11",),
    )


def test_only_what_differs_is_shown(monkeypatch):
    sides = {("a", 1): "x", ("a", 2): "x", ("b", 1): "x", ("b", 2): "y"}
    monkeypatch.setattr(differing, "answer", lambda question, _, snapshot: (question, snapshot))
    monkeypatch.setattr(differing, "side", lambda said: Side("answered", ((sides[said], ("s",)),)))
    (changed,) = changed_answers(["a", "b"], 1, 2)
    assert changed.question == "b"
    assert (changed.first.sentences[0][0], changed.second.sentences[0][0]) == ("x", "y")
