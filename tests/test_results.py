"""Evaluations survive the way through a file, and other files are told what they are not."""

from __future__ import annotations

import pytest
from evaluations import evaluation, judged
from pydantic_core import to_json

from corpus.errors import JudgmentsRefused
from server.results import read_results


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
