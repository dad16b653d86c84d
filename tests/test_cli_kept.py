"""From what people sent to a thread that answers it, by commands."""

from __future__ import annotations

import json

import pytest
from conftest import run

from corpus.reading import Source
from index.golden import golden_of
from rag.gaps import Open
from server.cli_kept import left_open
from server.keeping import Asked, Feedback, Kept


@pytest.fixture
def footnote(capsys, monkeypatch, toys, small_index, tmp_path):
    monkeypatch.setenv("FOOTNOTE_INDEX", str(small_index))
    monkeypatch.setenv("FOOTNOTE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *words: run(capsys, monkeypatch, *words)


@pytest.fixture
def kept(tmp_path):
    kept = Kept(tmp_path / "data", 90)
    kept.add_question(Asked("a1", "Fees for fairs?", "no_evidence", "s1"))
    kept.add_question(Asked("a2", "Should prices be public?", "answered", "s1"))
    kept.add_question(Asked("a3", "Fees for fairs?", "no_evidence", "s1"))
    kept.add_feedback(Feedback("a2", "down", ("too old",), "From 2010."))
    kept.add_feedback(Feedback("a1", "up"))
    kept.add_feedback(Feedback("a9", "down"))
    kept.add_feedback(Feedback("a8", "down", question="Fair fees?"))
    return kept


def test_open_is_what_was_not_answered_or_rated_down_and_is_known(kept):
    assert left_open(kept) == [
        Open("Fees for fairs?", "unanswered"),
        Open("Fees for fairs?", "unanswered"),
        Open("Should prices be public?", "badly rated", ("too old", "From 2010.")),
        Open("Fair fees?", "badly rated"),
    ]


def test_the_gaps_are_told_in_words_as_a_file_and_as_json(footnote, kept, tmp_path):
    code, out, _ = footnote("gaps")
    assert code == 0
    assert "## 1. Fees for fairs?\n\n- 2 unanswered, 1 badly rated\n" in out
    assert "- 2 × Fees for fairs?\n- 1 × Fair fees?" in out
    assert "- said of it: too old, From 2010." in out
    footnote("gaps", "--report", tmp_path / "gaps.md")
    assert (tmp_path / "gaps.md").read_text("utf-8") == out
    found = json.loads(footnote("gaps", "--json")[1])["gaps"]
    assert [gap["question"] for gap in found] == ["Fees for fairs?", "Should prices be public?"]


def test_a_gap_becomes_a_draft_and_once_answered_a_golden_question(
    footnote, kept, tmp_path, small_corpus
):
    code, out, _ = footnote("gaps", "--draft", "1", "--into", small_corpus)
    file = small_corpus / "4" / "fees-for-fairs.md"
    assert (code, out.splitlines()[0]) == (0, str(file))
    assert footnote("gaps", "--golden", small_corpus)[1].startswith("Golden questions added: 1.")
    text = file.read_text("utf-8").replace("[]()", "[Fay](https://example.org/fay)")
    file.write_text(text.replace("Write the answer here", "Fees for fairs are fair"), "utf-8")
    assert footnote("build", f"small={small_corpus}", "--force")[0] == 0
    _, out, _ = footnote("gaps", "--golden", small_corpus)
    assert "Golden questions added: 1.\nFees for fairs? → small/4#4" in out
    golden = golden_of([Source("small", small_corpus)])
    assert "Fees for fairs?" in golden.queries.values()
    assert footnote("gaps", "--golden", small_corpus)[1].startswith("Golden questions added: 0.")


@pytest.mark.parametrize(
    "options", [("--draft", "1"), ("--into", "x"), ("--draft", "9", "--into", "x")]
)
def test_half_a_wish_for_a_draft_is_wrong_usage(footnote, kept, options):
    assert footnote("gaps", *options)[0] == 2


def test_where_nothing_was_sent_there_is_no_gap(footnote):
    code, out, _ = footnote("gaps")
    assert code == 0
    assert "FOOTNOTE_LOG_QUESTIONS" in out


def test_what_is_kept_is_purged(footnote, kept):
    assert json.loads(footnote("purge", "--json")[1]) == {"feedback": 0, "questions": 0}
    assert json.loads(footnote("purge", "--answer", "a2", "--json")[1]) == {
        "feedback": 1,
        "questions": 1,
    }
    code, out, _ = footnote("purge", "--all")
    assert code == 0
    assert out.startswith("Deleted 3 of feedback and 2 of questions in ")
    assert kept.questions() == []
