"""Training pairs: what asks, what answers, and what is drawn into a batch."""

from __future__ import annotations

from math import log1p

import numpy as np
import pytest

from corpus.document import Document, Section
from index.pairs import ANSWERS, OPENING, Pair, batches, pairs_of, taught

ADVICE = "Show your prices, since small buyers leave a page that hides them. " * 2


def section(number, text, votes=0):
    role = "answer" if number else "question"
    return Section(f"t/1#{number}", role, text, "Ann", None, None, votes, None, ())


def thread(question, *answers, title="Prices?", kind="thread"):
    sections = (section(0, question), *(section(n, *a) for n, a in enumerate(answers, 1)))
    return Document("t/1", kind, title, None, None, None, None, "t", (), sections)


def pairs(*words):
    (found,) = taught([thread(*words)])
    return pairs_of(found, 4)


def test_the_title_asks_for_each_good_answer_weighed_by_votes():
    found = pairs("Short.", (ADVICE + "Yes.", None), ("Too short.", 9), (ADVICE, 7))
    assert [(p.thread, p.asked) for p in found] == [(4, "Prices?")] * 2
    assert [p.answer for p in found] == [ADVICE, ADVICE + "Yes."]
    assert [p.weight for p in found] == pytest.approx([(1 + log1p(7)) / 2, 0.5])


def test_the_questions_opening_asks_for_title_and_best_answer():
    question = "We sell software to dentists and wonder about our prices. " * 20
    *_, last = pairs(question, (ADVICE, 2))
    assert last.asked == question[:OPENING]
    assert last.answer == f"Prices?\n{ADVICE}"
    assert last.weight == pytest.approx((1 + log1p(2)) / 4)


def test_answers_voted_down_posts_and_silence_teach_nothing_and_few_teach_much():
    assert taught([thread("Why?", (ADVICE, -1)), thread("Why?")]) == []
    assert taught([thread("Why?", (ADVICE, 1), kind="post")]) == []
    assert len(pairs("Why?", *[(ADVICE, 1)] * 9)) == ANSWERS


def test_a_thread_is_known_by_all_that_it_teaches():
    keys = {
        found.key
        for found in taught(
            [
                thread("Why?", (ADVICE, 1)),
                thread("Why?", (ADVICE, 2)),
                thread("Why?", (ADVICE + "Yes.", 1)),
                thread("Why?" * 40, (ADVICE, 1)),
                thread("Why?", (ADVICE, 1), title="Fees?"),
            ]
        )
    }
    assert len(keys) == 5
    again = taught([thread("Why?", (ADVICE, 1))])
    assert again[0].key in keys


def many(count):
    return [Pair(n, f"question {n}", f"answer {n}", 1.0) for n in range(count)]


def test_batches_hold_every_pair_once_but_for_the_rest_and_are_always_the_same():
    titles = np.random.default_rng(1).normal(size=(70, 8)).astype(np.float32)
    heard = []
    found = batches(many(70), titles, 16, heard.append)
    assert [len(batch) for batch in found] == [16] * 4
    drawn = [pair.thread for batch in found for pair in batch]
    assert len(set(drawn)) == 64 and drawn != sorted(drawn)
    assert heard[-1] == 70 and heard == sorted(heard)
    assert batches(many(70), titles, 16, heard.append) == found


def test_like_questions_stand_together():
    titles = np.array([[1.0, 0.0] if n % 2 else [0.0, 1.0] for n in range(64)], np.float32)
    for batch in batches(many(64), titles, 16, lambda placed: None):
        assert len({pair.thread % 2 for pair in batch}) == 1


def test_pairs_of_one_thread_stand_in_different_clumps():
    pairs = [pair for pair in many(32) for _ in range(2)]
    titles = np.eye(32, dtype=np.float32)
    for batch in batches(pairs, titles, 16, lambda placed: None):
        assert len({pair.thread for pair in batch}) == 16
