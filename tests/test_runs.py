"""Runs: TREC's form out and in again, and lines that are not in it."""

from __future__ import annotations

import pytest

from corpus.errors import JudgmentsRefused
from index.runs import Run, read_run, run_text


def test_a_run_survives_the_way_through_a_file(tmp_path):
    run = Run("footnote", {"q1": ("a#2", "a#1"), "q2": ("b",)})
    assert run_text(run).splitlines()[0] == "q1 Q0 a#2 1 2 footnote"
    (tmp_path / "a.run").write_text(run_text(run))
    assert read_run(tmp_path / "a.run") == run


def test_another_system_s_run_is_ordered_by_score_then_rank(tmp_path):
    file = tmp_path / "other.run"
    file.write_text("q Q0 low 1 0.1 x\nq Q0 tied 3 2.5 x\n\nq Q0 first 2 2.5 x\nq Q0 no 9 -1e3 x\n")
    assert read_run(file) == Run("x", {"q": ("first", "tied", "low", "no")})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("q Q0 a 1 0.5", "query Q0"),
        ("q Q0 a one 0.5 x", "query Q0"),
        ("q Q0 a 1 nan x", "no number"),
        ("q Q0 a 1 2 x\nq Q0 a 2 1 x", "twice"),
    ],
)
def test_a_broken_line_is_named(tmp_path, line, said):
    file = tmp_path / "b.run"
    file.write_text(f"q Q0 good 1 9 x\n{line}\n")
    with pytest.raises(JudgmentsRefused, match=said) as refused:
        read_run(file)
    assert str(refused.value.where).startswith(f"{file}:")


def test_a_run_that_is_not_there_is_said_to_be(tmp_path):
    with pytest.raises(JudgmentsRefused, match="cannot be read"):
        read_run(tmp_path / "none.run")
