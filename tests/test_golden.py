"""Golden questions are read from beside the texts; titles are chosen so that choices last."""

from __future__ import annotations

import shutil

import pytest
from conftest import ToyEncoder, write_thread

from corpus.errors import JudgmentsRefused
from corpus.reading import Source
from index.building import build
from index.golden import GOLDEN, add_golden, digest_of, golden_of, lost, titles_of
from index.snapshot import load


def test_a_line_is_a_question_and_the_sections_that_answer_it(small_corpus):
    (small_corpus / "golden.tsv").write_text(
        "Show prices?\tsmall/1#11 small/1#12\n\nWho won the cup?\t\nWho won the war?\n"
    )
    golden = golden_of([Source("small", small_corpus)])
    assert golden.queries == {"small/golden.tsv:1": "Show prices?"}
    assert golden.qrels == {"small/golden.tsv:1": {"small/1#11": 2, "small/1#12": 2}}
    assert list(golden.unanswerable.values()) == ["Who won the cup?", "Who won the war?"]


def test_an_archive_has_its_file_beside_it(small_corpus, tmp_path):
    archive = tmp_path / "a.zip"
    shutil.make_archive(str(tmp_path / "a"), "zip", small_corpus)
    (tmp_path / "a.zip.golden.tsv").write_text("Show prices?\ta/1#11\n")
    assert list(golden_of([Source("a", archive)]).queries.values()) == ["Show prices?"]


def test_a_judged_set_inside_counts_too(small_corpus):
    assert golden_of([Source("small", small_corpus)]).queries == {}
    (small_corpus / "evaluation").mkdir()
    (small_corpus / "evaluation" / "queries.tsv").write_text("q1\tShow prices?\n")
    (small_corpus / "evaluation" / "qrels.tsv").write_text("q1 0 small/1#11 3\n")
    assert golden_of([Source("small", small_corpus)]).qrels == {"small/q1": {"small/1#11": 3}}


def test_a_line_without_a_question_is_refused_with_its_place(small_corpus):
    (small_corpus / "golden.tsv").write_text("Why?\n\tsmall/1#11\n")
    with pytest.raises(JudgmentsRefused, match="no question") as caught:
        golden_of([Source("small", small_corpus)])
    assert caught.value.where.endswith("golden.tsv:2")


def test_titles_ask_for_their_own_answers(small):
    judged = titles_of(small)
    assert judged.queries["small/1"] == "Should prices be public?"
    assert judged.relevant("small/1") == {"small/1#11", "small/1#12"}
    assert set(judged.queries) == {"small/1", "small/2"}  # nobody answered the third
    assert len(titles_of(small, most=1).queries) == 1


def test_only_titles_that_both_have_are_compared(small, small_corpus, tmp_path):
    write_thread(small_corpus, 2, "Another title?", "Why?", [("Eve", "Because.")])
    write_thread(small_corpus, 4, "A new thread?", "Why?", [("Eve", "Because.")])
    build([Source("small", small_corpus)], tmp_path / "other", ToyEncoder())
    other = load(tmp_path / "other", ToyEncoder())
    assert set(titles_of(other).queries) == {"small/1", "small/2", "small/4"}
    assert set(titles_of(other, small).queries) == {"small/1"}


def test_questions_of_two_sources_do_not_overwrite_each_other(small_corpus, tmp_path):
    (small_corpus / "golden.tsv").write_text("Show prices?\tsmall/1#11\n")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "golden.tsv").write_text("Hide prices?\tother/1#11\n")
    sources = [Source("small", small_corpus), Source("other", tmp_path / "other")]
    golden = golden_of(sources)
    assert list(golden.queries.values()) == ["Show prices?", "Hide prices?"]
    assert digest_of(golden) == digest_of(golden_of(sources))
    assert digest_of(golden) != digest_of(golden_of(sources[:1]))


def test_questions_are_added_once_in_the_form_that_is_read(tmp_path):
    (tmp_path / GOLDEN).write_text("Old?\ta/1#2", "utf-8")
    assert add_golden(tmp_path, {"Old?": ["a/9#9"], "New?": ["a/3#4", "a/3#5"]}) == [
        "New?\ta/3#4 a/3#5"
    ]
    assert (tmp_path / GOLDEN).read_text("utf-8") == "Old?\ta/1#2\nNew?\ta/3#4 a/3#5\n"
    assert list(golden_of([Source("a", tmp_path)]).queries.values()) == ["Old?", "New?"]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(JudgmentsRefused, match="cannot be written"):
        add_golden(tmp_path / "nowhere", {"New?": ["a/3#4"]})


def test_answers_that_are_not_there_are_told(small, small_corpus):
    (small_corpus / "golden.tsv").write_text("Show prices?\tsmall/1#11 small/1#99 small/9#body\n")
    golden = golden_of([Source("small", small_corpus)])
    assert lost(golden, small) == [("Show prices?", "small/1#99"), ("Show prices?", "small/9")]
