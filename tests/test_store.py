"""The texts come back as they went in, by id, by row and by filter, to any thread."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest

from corpus.document import Block, Document, Passage, Section
from corpus.errors import NotInSnapshot
from index.filters import Filters
from index.store import Store
from index.storing import write_store


def section(id, role, text, author, day, votes):
    published = day and date.fromisoformat(day)
    blocks = (Block("paragraph", 0, len(text)),)
    return Section(id, role, text, author, f"https://example.org/{author}", published, votes,
                   None, blocks)  # fmt: skip


def document(id, kind, site, tags, *sections):
    return Document(id, kind, f"Title of {id}", None, date(2010, 1, 2), "CC0", None, site, tags,
                    sections)  # fmt: skip


ODD = "it's/50%_off?—naïve \"x\"'; DROP TABLE passages--#böse@1"
TEXT = "Ça coûte 5 €.\x00 An astronaut 👩🏽‍🚀 sells. e\u0301nd"
DOCUMENTS = (
    document(
        "a/1", "thread", "Answers OnStartups", ("pricing", "B2B"),
        section("a/1#question", "question", "How much?", "Ann", "2010-03-01", 3),
        section("a/1#11", "answer", "As much as it is worth.", "Łukasz", "2010-03-02", 5),
        section("a/1#12", "answer", "Half of it.", "Ann", "2011-01-01", -1),
    ),
    document(
        "b/post", "post", "A blog", ("Växt",),
        section("b/post#body", "body", "Grow slowly.", "Cyd", None, None),
    ),
    document(
        ODD, "post", "A blog", (),
        section(f"{ODD}#body", "body", TEXT, "Dee", "2020-02-29", 0),
    ),
)  # fmt: skip
PASSAGES = tuple(
    Passage(f"{s.id}@{start}-{end}", d.id, s.id, start, end, heading, s.text[start:end])
    for d in DOCUMENTS
    for s in d.sections
    for start, end, heading in ((0, len(s.text), ""), (2, len(s.text) - 1, "A › heading"))
)
KEYS = [f"key {row // 4}" for row in range(len(PASSAGES))]


@pytest.fixture
def store(tmp_path):
    file = tmp_path / "100% odd?name#here.sqlite"
    write_store(file, DOCUMENTS, PASSAGES, KEYS)
    store = Store(file)
    yield store
    store.close()


def test_everything_comes_back_equal(store):
    assert tuple(store.document(each.id) for each in DOCUMENTS) == DOCUMENTS
    for each in (s for d in DOCUMENTS for s in d.sections):
        assert store.section(each.id) == each
    assert tuple(store.passage(each.id) for each in PASSAGES) == PASSAGES


def test_rows_come_back_in_the_order_asked_for(store):
    rows = [9, 0, 4, 0]
    assert store.passages(rows) == [PASSAGES[row] for row in rows]
    assert store.passages([]) == []


def test_more_rows_than_one_statement_takes(store):
    rows = [row % len(PASSAGES) for row in range(40_000)]
    assert [each.id for each in store.passages(rows)] == [PASSAGES[row].id for row in rows]


@pytest.mark.parametrize(
    "id",
    ["", "a", "a/1#11", "a/1#11@", "a/1#11@0-", "a/1#11@0-22", "a/1#11@-0-23", "a/1#11@0-23-",
     "a/1#11@0-23.0", "a/1#11@0-99999999999999999999999", "@0-23", "a/1#11@²-³", "\x00", "\ud800",
     "%", "a/1#11@0-23' OR '1'='1", "a/1#11@" + "9" * 100_000 + "-1"],
)  # fmt: skip
def test_an_id_that_names_nothing_is_said_to(store, id):
    with pytest.raises(NotInSnapshot, match="there is no passage"):
        store.passage(id)
    for look in (store.document, store.section):
        if id != "a/1#11":
            with pytest.raises(NotInSnapshot):
                look(id)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(site="answers ONSTARTUPS"), {"a/1#question", "a/1#11", "a/1#12"}),
        (Filters(site="answers"), set()),
        (Filters(tag="b2b"), {"a/1#question", "a/1#11", "a/1#12"}),
        (Filters(tag="VÄXT"), {"b/post#body"}),
        (Filters(tag='pricing", "B2B'), set()),
        (Filters(author="łukasz"), {"a/1#11"}),
        (Filters(author="Ann"), {"a/1#question", "a/1#12"}),
        (Filters(author="A%"), set()),
        (Filters(since=date(2010, 3, 2)), {"a/1#11", "a/1#12", f"{ODD}#body"}),
        (Filters(until=date(2010, 3, 2)), {"a/1#question", "a/1#11"}),
        (Filters(since=date(2010, 3, 2), until=date(2010, 3, 2)), {"a/1#11"}),
        (Filters(min_votes=0), {"a/1#question", "a/1#11", f"{ODD}#body"}),
        (Filters(min_votes=-1), {"a/1#question", "a/1#11", "a/1#12", f"{ODD}#body"}),
        (Filters(min_votes=10**30), set()),
        (Filters(author="ann", min_votes=1), {"a/1#question"}),
        (Filters(author="", site=""), set()),
    ],
)
def test_filters(store, filters, found):
    rows = store.rows(filters)
    assert {PASSAGES[row].section_id for row in rows} == found
    assert len(rows) == 2 * len(found)
    assert sorted(rows) == rows.tolist()


def test_no_filter_is_not_a_filter_that_lets_all_pass(store):
    assert store.rows(Filters()) is None


def test_columns_are_shaped_for_search(store):
    assert store.passage_section.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert store.section_document.tolist() == [0, 0, 0, 1, 2]
    assert store.section_asks.tolist() == [True, False, False, False, False]
    assert store.question_rows.tolist() == [0, 1]


def test_only_a_thread_with_an_answer_has_an_answered_title(store):
    assert store.answered_title(0) == "Title of a/1"
    assert store.answered_title(1) is None
    assert store.answered_title(99) is None


def test_a_key_leads_to_its_first_row(store):
    assert store.keys() == {"key 0": 0, "key 1": 4, "key 2": 8}


def test_many_threads_read_at_once(store):
    def read(turn: int) -> bool:
        row = turn % len(PASSAGES)
        return (
            store.passages([row]) == [PASSAGES[row]]
            and store.document(DOCUMENTS[turn % 3].id) == DOCUMENTS[turn % 3]
            and store.rows(Filters(author="łukasz")).tolist() == [2, 3]
        )

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(read, range(400)))


CLOSING = """\
import sqlite3, sys, threading, time
from pathlib import Path
from index.store import Store

def read(store):
    try:
        while True:
            list(store.documents())
    except sqlite3.ProgrammingError:  # it is closed
        pass

for _ in range(100):
    store = Store(Path(sys.argv[1]))
    threads = [threading.Thread(target=read, args=[store]) for _ in range(2)]
    [thread.start() for thread in threads]
    time.sleep(0.002)
    store.close()
    [thread.join() for thread in threads]
"""


def test_a_store_may_be_closed_while_others_read(tmp_path):
    """In a process of its own: where SQLite is closed under a query, it crashes."""
    write_store(tmp_path / "texts.sqlite", DOCUMENTS, PASSAGES, KEYS)
    command = [sys.executable, "-c", CLOSING, str(tmp_path / "texts.sqlite")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_can_be_written_through_a_store(store):
    with pytest.raises(Exception, match="readonly"):
        store._db.execute("DELETE FROM passages")


def test_section_ids_come_in_the_order_asked(small):
    rows = np.array([3, 0, 1])
    ids = small.store.section_ids(rows)
    assert ids[1] == "small/1#question"
    assert ids == [small.store.section_ids(np.array([row]))[0] for row in rows]
    assert small.store.section_ids(np.empty(0, np.int64)) == []


def test_titles_esteem_and_the_newest_day_are_of_what_is_advice(small):
    titled = dict(small.store.titles())
    assert set(titled.values()) == {"Should prices be public?", "How do I get a first customer?"}
    esteem = {title: small.store.esteem(row) for row, title in titled.items()}
    assert esteem["How do I get a first customer?"] == (3, 4)
    assert small.store.newest == date(2012, 5, 6)
