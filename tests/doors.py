"""What the tests of the server share: a client, and an answer to script."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import uvicorn
from starlette.testclient import TestClient

from index.snapshot import Snapshot
from rag.answer import (
    Answer,
    Citation,
    Done,
    Event,
    Reference,
    ReferencesFound,
    Sentence,
    SentenceWritten,
)
from server.app import create_app
from server.serving import address_of, listen
from server.settings import Settings
from server.state import State


def client_of(snapshot: Snapshot | None, **settings: object) -> TestClient:
    """A client of an application over a snapshot; a fault inside is a response, as outside."""
    given = {"index": Path("nowhere"), "address_rate": "off", **settings}
    return TestClient(create_app(State(Settings(**given), snapshot)), raise_server_exceptions=False)


@contextmanager
def served(snapshot: Snapshot | None, **settings: object) -> Iterator[str]:
    """The application behind a real socket; gives its address."""
    listening = listen("127.0.0.1", 0)
    app = create_app(State(Settings(index=Path("nowhere"), **settings), snapshot))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield address_of(listening)
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
        assert not thread.is_alive()


REFERENCE = Reference(
    number=1,
    section_id="small/1#11",
    title="Should prices be public?",
    author="Ann",
    author_url="https://example.org/users/Ann",
    published=date(2010, 3, 2),
    votes=4,
    site="small",
    url="https://example.org/1",
    licence="CC BY-SA 3.0",
    licence_url="https://creativecommons.org/licenses/by-sa/3.0/",
    source_url="/sources/small/1#11",
)
TEXTS = ("Public prices build trust with small buyers.", "Hidden prices cost you impatient ones.")
SENTENCES = tuple(Sentence(text, "quote", (Citation(1, 0, len(text), text),)) for text in TEXTS)
ANSWER = Answer(
    id="a1",
    question="Should prices be public?",
    standalone_question="Should prices be public?",
    status="answered",
    sentences=SENTENCES,
    references=(REFERENCE,),
    notes=("This advice is from 2010.",),
    nearest=(),
    writer="extractive",
    snapshot="s1",
    timings={"search": 1.5},
)


def events_of(answer: Answer) -> Iterator[Event]:
    yield ReferencesFound(answer.references)
    for sentence in answer.sentences:
        yield SentenceWritten(sentence)
    yield Done(answer)
