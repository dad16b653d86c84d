"""What every test may use: a toy encoder with exact scores, and a small index built with it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from browsers import browser, host, page, real, service, stage

from corpus.reading import Source
from index import encoder_export, snapshot
from index.building import Built, build
from index.encoder import Encoder, EncoderCard, Tokens, Vectors
from index.encoder_export import load_encoder
from index.snapshot import Snapshot, load
from server import cli

__all__ = ["browser", "host", "page", "real", "service", "stage"]

ARCHIVES = Path(__file__).parent.parent.parent / "shared" / "corpora"
STARTER = Path(__file__).parent.parent / "corpus" / "data"


FULL = os.environ.get("PROOF") == "full"
"""Whether proofs run whole, as ``make proof`` has them, or a part of each."""


class ToyEncoder:
    """A dimension a first letter: cosines can be worked out by hand."""

    def __init__(self, name: str = "toy", max_tokens: int = 60) -> None:
        self.card = EncoderCard(name, f"weights of {name}", 26, max_tokens, "f32")
        self.centre = np.full(26, 0.4, np.float32)  # a window has each of its words
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], on_done: Callable[[int], None] | None = None) -> Vectors:
        self.encoded += texts
        vectors = np.zeros((len(texts), 26), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"[a-z]+", text.lower()):
                vectors[row, ord(word[0]) - 97] += 1
        if on_done:
            on_done(len(texts))
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

    def encode_tokens(
        self, texts: Sequence[str], on_done: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Tokens]]:
        return self.encode(texts, on_done), [toy_tokens(text) for text in texts]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def save(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "toy").write_text(self.card.name)


def toy_tokens(text: str) -> Tokens:
    """A token a word, its state the axis of its first letter."""
    found = list(re.finditer(r"[a-z]+", text.lower()))
    letters = [ord(word[0][0]) - 97 for word in found]
    starts = np.array([word.start() for word in found], np.int64)
    return Tokens(np.eye(26, dtype=np.float32)[letters], starts)


THREAD = """\
## {title}

- posted by: [{asker}](https://example.org/users/{asker}) on 2010-03-02
- tagged: `pricing`, `b2b`
- score: 3

{question}

{answers}---

All content is licensed under the [CC BY-SA 3.0 license](https://creativecommons.org/licenses/by-sa/3.0/).
"""
ANSWER = """\
## Answer {number}

- posted by: [{name}](https://example.org/users/{name}) on {day}
- score: {votes}

{body}

"""


NEW_ANSWER = ("Eve", "Write the price on the door.")


def write_thread(
    folder: Path,
    number: int,
    title: str,
    question: str,
    answers: Sequence[tuple[str, str]],
    day: str = "2010-03-02",
) -> Path:
    """A thread file; ``answers`` are (name, body), the first with the most votes."""
    parts = [
        ANSWER.format(number=number * 10 + i, name=name, day=day, votes=5 - i, body=body)
        for i, (name, body) in enumerate(answers, 1)
    ]
    file = folder / str(number) / "a-thread.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        THREAD.format(title=title, asker="Asker", question=question, answers="".join(parts))
        if parts
        else THREAD.format(
            title=title,
            asker="Asker",
            question=question,
            answers="## No Answers\n\nThere were no answers to this question.\n\n",
        )
    )
    return file


@pytest.fixture
def toy() -> ToyEncoder:
    return ToyEncoder()


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """Three threads by five people, one of them without an answer."""
    folder = tmp_path / "small"
    write_thread(
        folder,
        1,
        "Should prices be public?",
        "Our competitors hide their prices. What do visitors expect from us?",
        [
            (
                "Ann",
                "Public prices build trust with small buyers. "
                "Hidden prices cost you the impatient ones.",
            ),
            (
                "Bob",
                "Never publish prices when every contract differs. Quote after a call instead.",
            ),
        ],
    )
    write_thread(
        folder,
        2,
        "How do I get a first customer?",
        "The product works but nobody knows it exists.",
        [
            ("Cyd", "Call twenty people you know and ask who has the problem today."),
            ("Dee", "Offer the first customer a discount in exchange for a public story."),
            ("Ann", "Sell to one narrow trade before you widen the market."),
        ],
        day="2012-05-06",
    )
    write_thread(folder, 3, "Which zebra eats xylophones?", "Zebra xylophone zebra.", [])
    return folder


@pytest.fixture
def small_index(small_corpus: Path, tmp_path: Path, toy: ToyEncoder) -> Path:
    index = tmp_path / "index"
    build([Source("small", small_corpus)], index, toy)
    return index


@pytest.fixture
def small(small_index: Path, toy: ToyEncoder) -> Iterator[Snapshot]:
    with closing(load(small_index, toy)) as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of the old corpus of the trials, and the new corpus beside it."""
    from trials import write_corpus

    folder = tmp_path_factory.mktemp("before")
    old = write_corpus(folder / "old", "yesterday")
    build([Source("small", old)], folder / "index", ToyEncoder())
    write_corpus(folder / "new", "today")
    return folder


@pytest.fixture
def rebuild(small_corpus: Path, small_index: Path) -> Callable[..., Built]:
    """Builds again into the small index, with the encoder given."""
    return lambda encoder=None: build(
        [Source("small", small_corpus)], small_index, encoder or ToyEncoder()
    )


def tree(index: Path) -> dict[str, bytes]:
    """Every file of an index, by its path."""
    files = (path for path in index.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(index).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the export of the real model, which takes ten seconds to make."""
    folder = tmp_path_factory.mktemp("encoders")
    load_encoder(None, folder)
    return folder


@pytest.fixture(scope="session")
def real_encoder(exports: Path) -> Encoder:
    return load_encoder(None, exports)


@pytest.fixture(scope="session")
def starter_index(
    exports: Path, real_encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The starter corpus, built with the real encoder; to be read, not changed."""
    index = tmp_path_factory.mktemp("starter") / "index"
    build([Source("starter", STARTER)], index, real_encoder)
    shutil.copytree(exports, index / "encoders")
    return index


@pytest.fixture
def archives() -> Path:
    if not ARCHIVES.is_dir():
        pytest.skip(f"the archives are not beside this checkout ({ARCHIVES})")
    return ARCHIVES


def run(capsys, monkeypatch, *words):
    """Run ``footnote`` in this process; gives exit code, stdout and stderr."""
    monkeypatch.setattr(sys, "argv", ["footnote", *map(str, words)])
    try:
        cli.main()
        code = 0
    except SystemExit as end:
        code = end.code or 0
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def toys(monkeypatch, toy):
    """Commands use the toy encoder, to build and to load."""
    monkeypatch.setattr(encoder_export, "load_encoder", lambda name, exports: toy)
    load = snapshot.load
    monkeypatch.setattr(snapshot, "load", lambda index, _=None, id=None: load(index, toy, id))
