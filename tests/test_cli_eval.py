"""``footnote eval`` as it is typed: what stands on stdout and in the files it writes."""

from __future__ import annotations

import json

import pytest
from conftest import run
from test_judgments import NUGGET, write

from index.runs import read_run
from server.cli import EXIT_CODES
from server.cli_eval import FELL


@pytest.fixture
def judged_set(tmp_path):
    folder = tmp_path / "judged"
    folder.mkdir()
    points = {"qid": "q1", "contested": True, "nuggets": [NUGGET]}
    return write(folder, unanswerable_tsv="x1\tWho yodels?\n", nuggets_jsonl=points)


@pytest.fixture
def evaluate(capsys, monkeypatch, toys, small_index, judged_set):
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *words: run(
        capsys, monkeypatch, "eval", judged_set, "--index", small_index, *words
    )


def test_figures_are_a_table(evaluate, judged_set):
    code, out, err = evaluate()
    assert code == 0
    assert str(judged_set) in out
    for name in ("nDCG@10", "vital", "AUROC", "false@95"):
        assert name in out
    assert "asking" in err


def test_the_run_is_written_in_trec_s_form(evaluate, tmp_path):
    code, _, _ = evaluate("--run", tmp_path / "a.run")
    assert code == 0
    assert set(read_run(tmp_path / "a.run").rankings) == {"q1", "q2"}


def test_json_holds_every_question_and_can_be_compared_with(evaluate, tmp_path):
    code, out, _ = evaluate("--json")
    found = json.loads(out)
    assert code == 0 and found["comparison"] is None
    assert [q["id"] for q in found["evaluation"]["questions"]] == ["q1", "q2", "x1"]
    (tmp_path / "before.json").write_text(out)
    code, out, _ = evaluate("--against", tmp_path / "before.json", "--json")
    assert code == 0
    assert json.loads(out)["comparison"]["measures"]["nDCG@10"]["p"] == 1
    code, out, _ = evaluate("--against", tmp_path / "before.json")
    assert code == 0 and "No question changed." in out


def test_a_snapshot_is_compared_with_another_by_its_id(evaluate, small_index):
    id = (small_index / "current").read_text().strip()
    code, out, _ = evaluate("--snapshot", id, "--against", id)
    assert code == 0 and f"Against {id}" in out


@pytest.mark.parametrize("option", ["--snapshot", "--against"])
def test_a_snapshot_that_is_not_there_is_named(evaluate, option):
    code, _, err = evaluate(option, "20200101T000000Z-nothing")
    assert code == 4 and "20200101T000000Z-nothing" in err


def test_a_set_that_is_not_there_is_told(capsys, monkeypatch, tmp_path):
    code, _, err = run(capsys, monkeypatch, "eval", tmp_path / "none")
    assert code == 3 and "queries.tsv" in err


def test_a_baseline_is_written_held_and_broken(evaluate, tmp_path):
    file = tmp_path / "baseline.json"
    code, _, err = evaluate("--check", file)
    assert code == 3 and "--update" in err
    code, _, _ = evaluate("--check", file, "--update")
    assert code == 0
    code, _, err = evaluate("--check", file)
    assert code == 0 and "Every figure holds" in err
    held = json.loads(file.read_text())
    held["figures"]["RR"]["value"] += 0.5
    held["questions"]["q1"]["RR"] += 1
    file.write_text(json.dumps(held))
    code, out, err = evaluate("--check", file, "--json")
    assert code == FELL and f"; {FELL} " in EXIT_CODES
    assert [drop["measure"] for drop in json.loads(out)["drops"]] == ["RR"]
    assert "RR fell from" in err and "q1" in err


def test_an_update_needs_a_file_to_write(evaluate):
    code, _, err = evaluate("--update")
    assert code == 2 and "--check" in err


@pytest.mark.parametrize(
    "words", [("--run", "a.run"), ("--report", "a.html"), ("--update", "--check", "a.json")]
)
def test_a_folder_that_is_not_there_is_told_before_the_work_begins(evaluate, tmp_path, words):
    code, _, err = evaluate(*words[:-1], tmp_path / "none" / words[-1])
    assert code == 2 and "none" in err and "asking" not in err


def test_a_report_is_one_page(evaluate, tmp_path):
    code, _, _ = evaluate("--report", tmp_path / "report.html")
    assert code == 0
    html = (tmp_path / "report.html").read_text("utf-8")
    assert html.startswith("<!doctype html>") and "<svg" in html and "Should prices" in html
