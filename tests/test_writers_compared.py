"""Two writers side by side: all that the model said and all that was withheld can be read."""

from __future__ import annotations

import sys

import pytest
from test_writing import Scripted

from index.snapshot import load
from rag.claims import Basis, Claim
from rag.refusing import Verdict
from rag.writing import ALONE
from server import writers_compared
from server.writers_compared import compared, questions_of

QUESTION = "Should we publish public prices?"
PROVED = (
    "Public prices build trust with small buyers.",
    "Quote after a call instead.",
)


@pytest.fixture(autouse=True)
def spoken_to(monkeypatch):
    """The toy encoder knows nothing of nearness: all is worth answering here."""
    verdict = Verdict("answered", (), 1.0, QUESTION)
    monkeypatch.setattr("rag.asking.judge", lambda *_: verdict)


def claims(*texts):
    """Each resting on its own words, wherever they stand."""
    return [Claim(text, (Basis(1, text),)) for text in texts]


def last(parts):
    """The counts, by what they count."""
    rows = [line.strip("| ").rsplit(" | ", 1) for line in parts[-1].split("\n")]
    return {what: int(count) for what, count in rows}


def test_what_is_said_and_what_is_withheld_stand_beside_the_quotes(small):
    false = [Claim("I know best.", ()), *claims("Prices are secret by law."), *claims("It is.")]
    parts = list(compared([QUESTION], Scripted(*claims(*PROVED), *false), small))
    text = "\n".join(parts)
    assert text.startswith(f"# scripted, prompt d1, snapshot {small.id}\n")
    model, quoted = text.split("**Quoted**")
    for sentence in PROVED:
        assert f"\n- {sentence}" in model
    assert (
        "- withheld, unsupported: I know best. (no words) *It names no words that it rests on.*"
        in model
    )
    assert (
        "- withheld, unsupported: Prices are secret by law. (“Prices are secret by law.”)" in model
    )
    assert "**The model** (answered, " in model
    assert "I know best" not in quoted and f"- {PROVED[0]}" in quoted
    assert last(parts) == {
        "questions": 1,
        "questions answered by scripted": 1,
        "sentences of the model said": 2,
        "sentences of the model withheld, unsupported: It names no words that it rests on.": 1,
        "sentences of the model withheld, unsupported: The words it names stand in no source.": 2,
    }


def test_a_model_that_proves_too_little_has_said_nothing(small):
    parts = list(compared([QUESTION] * 2, Scripted(*claims(PROVED[0])), small))
    assert parts[1].startswith(f"## 1. {QUESTION}\n\n**The model**: nothing\n")
    assert f"{PROVED[0]} (“{PROVED[0]}”) *{ALONE}*" in parts[1]
    counts = last(parts)
    assert counts["questions answered by extractive"] == counts["questions"] == 2
    assert "sentences of the model said" not in counts


def test_questions_are_taken_evenly_from_all_of_a_file(tmp_path):
    file = tmp_path / "queries.tsv"
    file.write_text("# questions\n" + "".join(f"q{n}\tWhat is {n}?\n" for n in range(10)))
    assert questions_of(file, 3) == ["What is 0?", "What is 3?", "What is 6?"]
    assert len(questions_of(file, 30)) == 10


def told(monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["writers_compared", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        writers_compared.main()
    return str(ended.value)


def test_it_prints_for_the_model_that_is_set(small_index, toy, tmp_path, monkeypatch, capsys):
    file = tmp_path / "queries.tsv"
    file.write_text(f"q1\t{QUESTION}\n")
    monkeypatch.setattr(writers_compared, "load", lambda index: load(index, toy))
    words = ["--index", small_index, file]
    assert "No language model is set" in told(monkeypatch, *words)
    monkeypatch.setattr(writers_compared, "writer_of", lambda _: Scripted(*claims(*PROVED)))
    assert "No such file" in told(monkeypatch, "--index", small_index, tmp_path / "none.tsv")
    assert "footnote build" in told(monkeypatch, "--index", tmp_path / "none", file)
    monkeypatch.setattr(sys, "argv", ["writers_compared", *map(str, words)])
    writers_compared.main()
    assert "| sentences of the model said | 2 |" in capsys.readouterr().out
