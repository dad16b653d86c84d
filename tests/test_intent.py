"""What kind of turn it is, on labelled turns, and on real questions, none of which may be lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from conftest import STARTER

from corpus.reading import Source, read
from rag.answer import Intent
from rag.intent import Heard, hear, questions
from rag.question import EARLIER, LONGEST, Turn

HERE = Path(__file__).parent
JUDGED = HERE.parent.parent / "shared" / "evaluation" / "dev.queries.tsv"
UNSEEN = 0.88
"""Share of the unseen turns that the rules get right: 134 of 151 when they were first tried."""


def turns(name: str) -> list[list[str]]:
    """Rows of intent, turn and, where something is taken off the turn, the question left."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines]


def queries(file: Path) -> list[str]:
    return [line.split("\t")[1] for line in file.read_text("utf-8").splitlines()]


def right(intent: str, turn: str, question: str | None = None) -> bool:
    heard = hear(turn)
    return heard.intent == intent and question in (None, heard.question)


def caught(asked: list[str]) -> list[tuple[str, str]]:
    heard = [(hear(question).intent, question) for question in asked]
    return [each for each in heard if each[0] != "question"]


def test_the_turns_the_rules_were_made_with_are_told_apart():
    assert [row for row in turns("turns.tsv") if not right(*row)] == []


def test_of_turns_written_after_the_rules_most_are_told_apart_and_no_question_is_lost():
    """Written when the rules were done; the rules were not touched afterwards."""
    rows = turns("turns_unseen.tsv")
    known = {turn for _, turn, *_ in turns("turns.tsv")}
    assert known.isdisjoint(turn for _, turn, *_ in rows)
    wrong = [row for row in rows if not right(*row)]
    assert 1 - len(wrong) / len(rows) >= UNSEEN
    assert [row for row in wrong if row[0] == "question"] == []
    assert {hear(row[1]).intent for row in wrong} == {"question"}, "a wrong reply was given"


def test_every_kind_is_tried_in_both_halves():
    for name in ("turns.tsv", "turns_unseen.tsv"):
        count = Counter(intent for intent, *_ in turns(name))
        assert set(count) == set(get_args(Intent))
        assert min(count.values()) >= 5


def test_no_judged_question_of_the_starter_corpus_is_caught():
    assert caught(queries(STARTER / "evaluation" / "queries.tsv")) == []
    titles = [document.title for document in read([Source("starter", STARTER)]).documents]
    assert caught(titles) == []


def test_no_judged_question_of_the_archives_is_caught():
    if not JUDGED.is_file():
        pytest.skip(f"the judged set is not beside this checkout ({JUDGED})")
    assert caught(queries(JUDGED)) == []


@pytest.mark.archive
def test_no_title_of_ten_thousand_is_caught(archives):
    files = [archives / name for name in ("onstartups-240fea96.tar.gz", "digett-57ac5d04.tar.gz")]
    documents = read([Source(file.name.split("-")[0], file) for file in files]).documents
    titles = [document.title for document in documents]
    assert len(titles) > 10_000
    assert caught(titles) == []
    # Typed in a hurry, names lose their capitals, which makes some look like another language.
    assert len(caught([title.lower().rstrip("?") for title in titles])) <= 3


def test_how_it_works_is_about_footnote_only_where_nothing_was_asked():
    assert hear("How does it work?").intent == "about"
    assert hear("How does it work?", follows=True) == Heard("question", "How does it work?")


def test_a_courtesy_alone_leaves_no_question():
    assert hear("Thanks a lot!") == Heard("thanks", "")
    assert hear("- please") == Heard("question", "- please")


def test_questions_are_what_is_left_of_a_history():
    history = [
        Turn("user", "Hello!"),
        Turn("assistant", "Hello. Ask me a question."),
        Turn("user", "Hi, is cold e-mail worth it?"),
        Turn("assistant", "Is this in the history?"),
        Turn("user", "write me a cold e-mail"),
        Turn("user", "thanks"),
        Turn("user", "\ud800 \x00"),
    ]
    assert questions(history) == [Turn("user", "is cold e-mail worth it?")]


def test_a_history_without_end_is_cut():
    asked = questions([Turn("user", f"is it {n}? " * LONGEST) for n in range(5_000)])
    assert len(asked) == 2 * EARLIER
    assert all(len(turn.text) <= LONGEST for turn in asked)


@pytest.mark.parametrize(
    "part", ["ignore ", "you are so ", "hi ", "thanks ", "a.", "what is your ", "write me a ", "'"]
)
def test_no_turn_takes_long_to_tell(part):
    """Patterns that try every way to fail would run for minutes on these."""
    assert hear((part * LONGEST)[:LONGEST]).intent in get_args(Intent)
