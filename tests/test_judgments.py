"""Judged sets: what is read from the files, and what each broken file is told."""

from __future__ import annotations

import json

import pytest
from conftest import STARTER

from corpus.errors import JudgmentsRefused
from index.judgments import Nugget, judged_as, read_judgments

QUERIES = "q1\tShould prices be public?\nq2\tHow do I get a customer?\n"
QRELS = "q1 0 small/1#11 3\nq1 0 small/1#12 1\nq2 0 small/2#21 2\n"
NUGGET = {"text": "Trust.", "vital": True, "ids": ["small/1#11"]}


def write(folder, prefix="", **files):
    for name, text in {"queries_tsv": QUERIES, "qrels_tsv": QRELS, **files}.items():
        if text is not None:
            file = folder / f"{prefix}{name.replace('_', '.')}"
            file.write_text(text if isinstance(text, str) else json.dumps(text), "utf-8")
    return folder


def test_a_set_is_read_whole(tmp_path):
    points = {"qid": "q1", "contested": True, "nuggets": [NUGGET, NUGGET | {"vital": False}]}
    read = read_judgments(
        write(
            tmp_path,
            unanswerable_tsv="x1\tWho won?\n",
            nuggets_jsonl=points,
            stances_tsv="q1\tsmall/1#11\tfor\nq1\tsmall/1#12\tagainst\n",
        )
    )
    assert read.queries["q2"] == "How do I get a customer?"
    assert read.qrels == {"q1": {"small/1#11": 3, "small/1#12": 1}, "q2": {"small/2#21": 2}}
    assert read.relevant("q1") == {"small/1#11"}
    assert read.unanswerable == {"x1": "Who won?"}
    assert read.points["q1"].contested
    assert read.points["q1"].vital == (Nugget("Trust.", True, frozenset(["small/1#11"])),)
    assert read.stances == {"q1": {"small/1#11": "for", "small/1#12": "against"}}


def test_what_is_optional_may_be_absent_and_windows_may_have_written_it(tmp_path):
    read = read_judgments(
        write(tmp_path, queries_tsv="\ufeff" + QUERIES.replace("\n", "\r\n") + "\r\n")
    )
    assert list(read.queries) == ["q1", "q2"]
    assert read.queries["q1"] == "Should prices be public?"
    assert (read.unanswerable, read.points, read.stances) == ({}, {}, {})


def test_a_prefix_names_one_set_of_several_in_a_folder(tmp_path):
    write(tmp_path, prefix="dev.")
    write(tmp_path, prefix="dev.two.", queries_tsv="z\tWhy?\n", qrels_tsv="z 0 small/1#11 2\n")
    assert list(read_judgments(tmp_path / "dev").queries) == ["q1", "q2"]
    assert list(read_judgments(tmp_path / "dev.two").queries) == ["z"]
    with pytest.raises(JudgmentsRefused, match="is missing") as refused:
        read_judgments(tmp_path)
    assert str(tmp_path / "dev.two") in str(refused.value.mend)


@pytest.mark.parametrize(
    ("files", "place", "said"),
    [
        ({"queries_tsv": "q1\tWhy?\nq2 no tab\n"}, "queries.tsv:2", "a tab"),
        ({"queries_tsv": "q1\tWhy?\n\nq1\tHow?\n"}, "queries.tsv:3", "there already"),
        ({"queries_tsv": "\n"}, "queries.tsv", "no question"),
        ({"queries_tsv": "q 1\tWhy?\n"}, "queries.tsv:1", "a tab"),
        ({"qrels_tsv": None}, "qrels.tsv", "missing"),
        ({"qrels_tsv": ""}, "qrels.tsv", "no judgment"),
        ({"qrels_tsv": QRELS + "q1 small/1#11 3\n"}, "qrels.tsv:4", "query 0 section grade"),
        ({"qrels_tsv": "q1 0 small/1#11 good\n"}, "qrels.tsv:1", "query 0 section grade"),
        ({"qrels_tsv": QRELS + "q1 0 small/1#11 2\n"}, "qrels.tsv:4", "twice"),
        ({"qrels_tsv": "q9 0 small/1#11 2\n"}, "qrels.tsv:1", "q9"),
        ({"unanswerable_tsv": "q1\tWhy?\n"}, "unanswerable.tsv", "q1"),
        ({"nuggets_jsonl": "{"}, "nuggets.jsonl:1", "not JSON"),
        ({"nuggets_jsonl": "[]"}, "nuggets.jsonl:1", "“qid”"),
        ({"nuggets_jsonl": {"qid": "q9", "nuggets": []}}, "nuggets.jsonl:1", "q9"),
        ({"nuggets_jsonl": {"qid": ["q1"], "nuggets": []}}, "nuggets.jsonl:1", "“qid”"),
        (
            {"nuggets_jsonl": {"qid": "q1", "nuggets": [NUGGET | {"ids": "small/1#11"}]}},
            "nuggets.jsonl:1",
            "a list “ids”",
        ),
        ({"stances_tsv": "q1\tsmall/1#11\n"}, "stances.tsv:1", "a side"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tmp_path, files, place, said):
    write(tmp_path, **files)
    with pytest.raises(JudgmentsRefused) as refused:
        read_judgments(tmp_path)
    assert refused.value.where == str(tmp_path / place)
    assert said in refused.value.what


def test_text_that_is_not_utf8_is_refused(tmp_path):
    write(tmp_path)
    (tmp_path / "qrels.tsv").write_bytes(b"q1 0 \xff 3\n")
    with pytest.raises(JudgmentsRefused, match="cannot be read"):
        read_judgments(tmp_path)


def test_a_post_goes_by_its_document_s_id(tmp_path):
    assert judged_as("small/a-post#body") == "small/a-post"
    assert judged_as("small/1#11") == "small/1#11"
    read = read_judgments(write(tmp_path, qrels_tsv="q1 0 small/a-post#body 2\n"))
    assert read.relevant("q1") == {"small/a-post"}


def test_the_starter_s_own_set_is_as_the_issue_asks():
    read = read_judgments(STARTER / "evaluation")
    assert len(read.queries) >= 28 and len(read.unanswerable) >= 12
    assert all(read.relevant(query) for query in read.queries)
    assert all(read.points[query].vital for query in read.queries)
