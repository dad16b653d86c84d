"""Names are known by the shape of their words, and told from what only looks like one."""

from __future__ import annotations

import pytest

from rag.naming import impersonal, names


def found(question):
    return [name.text for name in names(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("does the EU Digital Services Act apply to my forum", ["EU Digital Services Act"]),
        ("should we post on Threads or on Bluesky", ["Threads", "Bluesky"]),
        ("how do I move to GA4", ["GA4"]),
        ("what is the CPM on Netflix's ad tier", ["CPM", "Netflix"]),
        ("ChatGPT prompts for emails", ["ChatGPT"]),
        ("average churn of SaaS startups in 2023", ["SaaS", "2023"]),
        ("how much does a Super Bowl 2025 ad cost", ["Super Bowl", "2025"]),
        ("is the blue check on X worth it", ["X"]),
    ],
)
def test_names_are_found_and_those_side_by_side_are_one(question, expected):
    assert found(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Should prices be public?",
        "I think I'm too dear. Is it OK?",
        "what should I A/B test first",
        "14 or 30 days, 3rd try, 5k a month, 10,000 members?",
        "which is cheaper for 2000 contacts",
        "How Should I Price My First Product Online",
        "WHY DOES NOBODY BUY MY PRODUCT",
        "is a launch on Tuesday in May better",
    ],
)
def test_what_only_looks_like_a_name_is_none(question):
    assert found(question) == []


def test_a_name_in_the_story_around_a_question_is_not_asked_about():
    story = "My wife studied in Bonn. Should we have an address in Boston?"
    assert [(n.text, n.asked) for n in names(story)] == [("Bonn", False), ("Boston", True)]


def test_a_name_that_is_told_and_asked_about_is_asked_about_and_stands_once():
    story = "My husband set up a Shopnik shop. What does Shopnik charge?"
    assert [(n.text, n.asked) for n in names(story)] == [("Shopnik", True)]


def test_a_year_is_a_number():
    assert [name.year for name in names("what changed for Foo in 2021")] == [None, 2021]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("my app called Fooly Bar does not sell", "my app called does not sell"),
        ("our shop Zibbo sells socks", "our shop sells socks"),
        ("I'm a developer in Nairobi. Who buys?", "I'm a developer in. Who buys?"),
        ("can I advertise in Leeds on Threads", "can I advertise in Leeds on Threads"),
        ("is our app on Zibbo", "is our app on Zibbo"),
    ],
)
def test_what_somebody_calls_their_own_or_where_they_are_need_not_be_known(question, expected):
    assert impersonal(question) == expected
