"""Fitting the ranker: what decides is found, and figures are of unseen questions."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from index.judgments import read_judgments
from index.ranker_training import GROUPS, Example, examples, fit, main, ranked, unseen
from index.ranking import WEIGHTS
from index.signals import NAMES

JUDGED = Path(__file__).parent / "judged" / "archives"


def made_up(count=40, decides=0):
    """Questions whose relevant section has the greatest value of one signal, others being noise."""
    rng = np.random.default_rng(3)
    found = []
    for number in range(count):
        signals = rng.normal(size=(12, len(NAMES)))
        gains = np.zeros(12)
        gains[signals[:, decides].argmax()] = 2.5
        found.append(Example(f"q{number}", tuple(map(str, range(12))), signals, gains))
    return found


def test_the_signal_that_decides_gets_the_weight():
    weights = fit(made_up(decides=2), range(len(NAMES)))
    assert np.abs(weights).argmax() == 2 and weights[2] > 0


def test_signals_left_out_weigh_nothing():
    weights = fit(made_up(decides=2), [0, 1])
    assert (weights[2:] == 0).all()


def test_unseen_questions_are_ranked_by_what_others_taught():
    known = made_up()
    run = unseen(known, range(len(NAMES)))
    assert set(run.rankings) == {example.query for example in known}
    first = [int(run.rankings[e.query][0]) == e.gains.argmax() for e in known]
    assert np.mean(first) > 0.8
    # The wrong signals know nothing of the answer: no question is ranked by its own judgments.
    blind = unseen(known, [4, 5])
    assert np.mean([int(blind.rankings[e.query][0]) == e.gains.argmax() for e in known]) < 0.35


def test_ranked_is_by_falling_score():
    example = made_up(1)[0]
    weights = np.zeros(len(NAMES))
    weights[0] = 1.0
    order = [int(section) for section in ranked(example, weights)]
    assert order == np.argsort(-example.signals[:, 0]).tolist()


def test_groups_part_the_signals():
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(NAMES)


def test_the_judged_questions_can_be_read():
    judged = read_judgments(JUDGED)
    assert len(judged.queries) >= 100 and len(judged.unanswerable) >= 80
    assert judged.qrels.keys() <= judged.queries.keys()
    assert judged.points.keys() == judged.queries.keys()


def test_the_command_prints_weights_and_what_each_group_gives(
    small_index, toy, tmp_path, monkeypatch, capsys
):
    (tmp_path / "queries.tsv").write_text("q1\tpublic prices\nq2\tfirst customer\n")
    (tmp_path / "qrels.tsv").write_text("q1 0 small/1#11 3\nq2 0 small/2#21 2\n")
    monkeypatch.setattr("index.ranker_training.load", lambda index: _loaded(index, toy))
    monkeypatch.setattr("index.ranker_training.FOLDS", 2)
    arguments = ["ranker_training", "--index", str(small_index), str(tmp_path)]
    monkeypatch.setattr(sys, "argv", arguments)
    main()
    printed = capsys.readouterr().out
    for name in WEIGHTS:
        assert f'"{name}":' in printed
    for group in GROUPS:
        assert f"| without {group} |" in printed


def _loaded(index, toy):
    from index.snapshot import load

    return load(index, toy)


def test_a_question_without_a_relevant_candidate_teaches_nothing(small, tmp_path):
    (tmp_path / "queries.tsv").write_text("q1\tpublic prices\nq2\tfirst customer\n")
    (tmp_path / "qrels.tsv").write_text("q1 0 small/1#11 3\nq2 0 small/2#21 1\n")
    found = list(examples(small, read_judgments(tmp_path)))
    assert [example.query for example in found] == ["q1"]
    assert found[0].gains.max() == pytest.approx(2.5)
