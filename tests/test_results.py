"""Evaluations and baselines survive a file, and other files are told what they are not."""

from __future__ import annotations

import pytest
from evaluations import evaluation, judged
from pydantic_core import to_json

from corpus.errors import JudgmentsRefused
from rag.baseline import baseline_of
from server.results import read_baseline, read_results, write_baseline


def test_an_evaluation_comes_back_as_it_was(tmp_path):
    file = tmp_path / "results.json"
    made = evaluation(judged("a", RR=0.5), judged("x", **{"false answers": 0.0}))
    file.write_bytes(to_json({"evaluation": made, "comparison": None}))
    assert read_results(file) == made


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"evaluation": {"format": 1}}', "\xff"])
def test_what_is_no_evaluation_is_refused(tmp_path, text):
    file = tmp_path / "results.json"
    file.write_text(text, "latin-1")
    with pytest.raises(JudgmentsRefused, match="not the results") as refused:
        read_results(file)
    assert refused.value.where == str(file) and "footnote eval --json" in refused.value.mend


def test_another_format_and_no_file_are_refused(tmp_path):
    file = tmp_path / "results.json"
    with pytest.raises(JudgmentsRefused, match="cannot be read"):
        read_results(file)
    made = to_json({"evaluation": evaluation(judged("a"))})
    file.write_bytes(made.replace(b'"format":1', b'"format":7'))
    with pytest.raises(JudgmentsRefused, match="of format"):
        read_results(file)


def test_a_baseline_comes_back_as_it_was_a_line_a_question(tmp_path):
    file = tmp_path / "baseline.json"
    held = baseline_of(evaluation(judged("a", RR=0.25), judged("b", RR=1.0)))
    write_baseline(file, held)
    assert read_baseline(file) == held
    assert '  "b": {"RR": 1.0}\n' in file.read_text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no JSON"),
        ("{}", "not a baseline"),
        ('{"format": 9, "figures": {}, "questions": {}}', "of format"),
        (
            '{"format": 1, "figures": {"NDCG": {"value": 1, "tolerance": 0}}, "questions": {}}',
            "NDCG",
        ),
        (
            '{"format": 1, "figures": {"words": {"value": 1, "tolerance": 0}}, "questions": {}}',
            "words",
        ),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path, text, said):
    file = tmp_path / "baseline.json"
    file.write_text(text)
    with pytest.raises(JudgmentsRefused, match=said) as refused:
        read_baseline(file)
    assert "--update" in refused.value.mend
