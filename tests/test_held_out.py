"""Whether threads find their own answers: ranks that can be worked out by hand."""

from __future__ import annotations

from conftest import ToyEncoder

from index.held_out import ranks
from index.pairs import Taught


def thread(title, asked, answer):
    return Taught(title, asked, ((answer, 1),), title)


def test_each_asks_for_its_own_answer_among_all():
    held = [
        thread("apples", "bees bees", "ants bring corn"),
        thread("cats", "", "dogs"),
    ]
    others = [thread("fish", "", "all apples"), thread("geese", "", "elks")]
    heard = []
    found = ranks(ToyEncoder(), held, others, heard.append)
    # By title "all apples" is nearer to apples than its own answer, and corn is nearer to cats.
    assert found.title.tolist() == [0.5, 0.5]
    # By words only the own answer has bees; without words a title asks, and finds itself.
    assert found.words.tolist() == [1, 1]
    assert heard == [4, 8]


def test_a_question_without_a_token_is_met_everywhere_alike():
    held = [thread("12", "", "ants")]
    found = ranks(ToyEncoder(), held, [thread("fish", "", "elks")], lambda done: None)
    assert found.title.tolist() == [1]
