"""What is kept: exactly what was sent, for its time, where only its owner can read it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from corpus.errors import NotKept
from server import keeping
from server.keeping import FILE, Asked, Feedback, Kept

SENT = Feedback("a1", "down", ("wrong", "old"), "No.", "Why?", "Because.")
ASKED = Asked("a2", "Why?", "no_evidence", "s1")


def later(monkeypatch, days):
    class Later(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime.now(UTC) + timedelta(days=days)

    monkeypatch.setattr(keeping, "datetime", Later)


def test_what_is_sent_comes_back_and_a_second_thought_replaces_it(tmp_path):
    kept = Kept(tmp_path / "deep" / "data", 10)
    assert kept.feedback() == kept.questions() == []
    kept.add_feedback(SENT)
    kept.add_question(ASKED)
    assert (kept.feedback(), kept.questions()) == ([SENT], [ASKED])
    kept.add_feedback(Feedback("a1", "up"))
    assert kept.feedback() == [Feedback("a1", "up")]


def test_nobody_else_may_read_it(tmp_path):
    Kept(tmp_path / "data", 10).add_feedback(SENT)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / FILE).stat().st_mode & 0o777 == 0o600


def test_what_has_expired_is_not_read_and_goes_with_the_next_writing(tmp_path, monkeypatch):
    kept = Kept(tmp_path, 10)
    kept.add_feedback(SENT)
    kept.add_question(ASKED)
    later(monkeypatch, 9)
    assert kept.feedback() == [SENT]
    later(monkeypatch, 11)
    assert kept.feedback() == kept.questions() == []
    kept.add_feedback(Feedback("a3", "up"))
    assert b"Because." not in (tmp_path / FILE).read_bytes()
    assert b"Why?" not in (tmp_path / FILE).read_bytes()


def test_purging_deletes_the_expired_one_answer_or_everything(tmp_path, monkeypatch):
    kept = Kept(tmp_path, 10)
    assert kept.purge() == {"feedback": 0, "questions": 0}
    assert not list(tmp_path.iterdir())
    kept.add_feedback(SENT)
    kept.add_question(ASKED)
    assert kept.purge() == {"feedback": 0, "questions": 0}
    assert kept.purge(answer_id="a2") == {"feedback": 0, "questions": 1}
    kept.add_question(ASKED)
    assert kept.purge(everything=True) == {"feedback": 1, "questions": 1}
    assert b"Because." not in (tmp_path / FILE).read_bytes()
    kept.add_feedback(SENT)
    later(monkeypatch, 11)
    assert kept.purge() == {"feedback": 1, "questions": 0}


def test_many_may_write_at_once(tmp_path):
    kept = Kept(tmp_path, 10)

    def write(name):
        for number in range(5):
            kept.add_feedback(Feedback(f"{name}{number}", "up"))

    threads = [threading.Thread(target=write, args=[name]) for name in "abcdef"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(kept.feedback()) == 30


def test_nobody_can_fill_the_disk(tmp_path, monkeypatch):
    kept = Kept(tmp_path, 10)
    monkeypatch.setattr(keeping, "LARGEST", 50_000)
    long = Feedback("a3", "up", comment="a" * 50_000)
    kept.add_feedback(long)
    with pytest.raises(NotKept, match="as much is kept as may be"):
        kept.add_feedback(SENT)
    assert kept.feedback() == [long]
    kept.purge(everything=True)
    kept.add_feedback(SENT)
    assert kept.feedback() == [SENT]


def test_a_place_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotKept) as error:
        Kept(tmp_path / "file", 10).add_feedback(SENT)
    assert "FOOTNOTE_DATA" in str(error.value)
    (tmp_path / FILE).write_bytes(b"not a database" * 100)
    with pytest.raises(NotKept):
        Kept(tmp_path, 10).feedback()
