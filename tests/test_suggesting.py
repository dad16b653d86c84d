"""What is suggested: questions somebody answered, by prefix first, then words, then meaning."""

from __future__ import annotations

import pytest
from conftest import write_thread
from test_offering import scaled

from corpus.reading import Source
from index.building import build
from index.snapshot import load
from rag.suggesting import good_to_ask, suggestions


@pytest.fixture
def many(tmp_path, toy):
    folder = tmp_path / "many"
    once, twice = [("Ann", "Ask them.")], [("Ann", "Ask them."), ("Bob", "Wait a week.")]
    write_thread(folder, 1, "How do I raise prices?", "Now.", once)
    write_thread(folder, 2, "Do higher prices sell?", "Do they?", twice)
    write_thread(folder, 3, "How do I raise money?", "Now.", twice)
    write_thread(folder, 4, "How do I raise bees?", "Now.", [])
    write_thread(folder, 5, "Prices", "What about them?", twice)
    build([Source("many", folder)], tmp_path / "of-many", toy)
    return scaled(load(tmp_path / "of-many", toy))


def asked(snapshot, typed, count=5):
    return [each.question for each in suggestions(snapshot, typed, count)]


def test_the_well_answered_come_first_and_the_unanswered_never(many):
    assert asked(many, "how do I ra", 2) == ["How do I raise money?", "How do I raise prices?"]
    assert asked(many, "How do I ra", 1) == ["How do I raise money?"]
    assert "How do I raise bees?" not in asked(many, "how do i raise bees", 20)


def test_a_prefix_comes_before_words_and_a_finished_word_may_end_otherwise(many):
    assert asked(many, "prices ra", 1) == asked(many, "pric raise", 1)
    assert asked(many, "price ra", 1) == ["How do I raise prices?"]
    assert asked(many, "pri") == ["Do higher prices sell?", "How do I raise prices?"]
    assert asked(many, "how do i raise p")[0] == "How do I raise prices?"


def test_a_like_meaning_is_found_where_no_word_is_shared(many):
    assert asked(many, "dull hens pick seeds", 1) == ["Do higher prices sell?"]
    assert asked(many, "zebras xylophones") == []


def test_the_thread_is_named(many):
    assert suggestions(many, "how do i raise money", 1)[0].document_id == "many/3"


@pytest.mark.parametrize("typed", ["", " \x00", "?!", "\U0010ffff", "a" * 9_999, "\ud800", "(*"])
def test_anything_may_be_typed(many, typed):
    assert isinstance(asked(many, typed), list)


@pytest.mark.parametrize(
    ("title", "good"),
    [
        ("How do I raise prices?", True),
        ("How to raise prices without losing people", True),
        ("Pricing for the first ten customers?", True),
        ("Pricing for the first ten customers", False),
        ("What now?", False),
        ("How do I raise prices? [closed]", False),
        ("How do I raise prices, " + "and " * 30 + "why?", False),
    ],
)
def test_a_title_must_read_as_a_question(title, good):
    assert good_to_ask(title) is good


def test_every_snapshot_has_its_own_catalogue(many, small):
    assert asked(many, "how do i get") == []
    assert asked(scaled(small), "how do i get") == ["How do I get a first customer?"]


def test_a_corpus_without_threads_suggests_nothing(tmp_path, toy):
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "one.md").write_text("Sell to one trade first. " * 10)
    build([Source("posts", tmp_path / "posts")], tmp_path / "of-posts", toy)
    snapshot = load(tmp_path / "of-posts", toy)
    assert asked(snapshot, "sell trade first") == asked(snapshot, "") == []
