"""How answers, hits and progress read in a terminal, a pipe and a narrow window."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import pytest
from doors import ANSWER, REFERENCE, SENTENCES, TEXTS
from rich.console import Console

from corpus.errors import SnapshotMissing
from index.searching import search
from rag.answer import Sentence
from server import terminal
from server.terminal import print_answer, print_error, print_hits, progress


def console(width=80, terminal=False):
    return Console(file=io.StringIO(), width=width, force_terminal=terminal, highlight=False)


def printed(answer, **options):
    out = console(**options)
    print_answer(out, answer)
    return out.file.getvalue()


def test_sentences_of_one_person_are_a_paragraph_with_markers_then_references():
    assert printed(ANSWER) == (
        f"{TEXTS[0]} [1] Hidden prices cost you\n"
        "impatient ones. [1]\n"
        "\n"
        "[1] Ann · 2010 · 4 votes · small\n"
        "    Should prices be public?\n"
        "    https://example.org/1\n"
        "\n"
        "This advice is from 2010.\n"
    )


def test_what_is_dated_by_its_subject_says_so():
    old = replace(ANSWER, sentences=(replace(SENTENCES[0], dated=2010), SENTENCES[1]))
    assert " ".join(printed(old).split()).startswith(
        f"{TEXTS[0]} [1] (said in 2010) {TEXTS[1]} [1]"
    )


def test_a_frame_stands_on_its_own():
    answer = replace(ANSWER, sentences=(Sentence("One answered.", "frame", ()), *ANSWER.sentences))
    assert printed(answer).startswith("One answered.\n\nPublic prices")


@pytest.mark.parametrize("width", [20, 33, 80, 200])
def test_words_survive_any_width_and_addresses_are_never_broken(width):
    url = "https://example.org/" + "long/" * 30
    answer = replace(ANSWER, references=(replace(REFERENCE, url=url),))
    text = printed(answer, width=width)
    assert " ".join(text.split()).startswith(f"{TEXTS[0]} [1] {TEXTS[1]} [1]")
    assert url in text
    lines = [line for line in text.splitlines() if url not in line]
    assert all(len(line) <= min(width, terminal.WIDTH) for line in lines)
    assert not any(line.endswith(" ") for line in lines)


def test_a_refusal_offers_the_nearest_questions():
    answer = replace(
        ANSWER,
        status="no_evidence",
        sentences=(),
        references=(),
        notes=("Nothing in the sources answers this.",),
        nearest=("How do I price?",),
    )
    assert printed(answer) == (
        "Nothing in the sources answers this.\n"
        "Questions that have been answered:\n"
        "  • How do I price?\n"
    )


def test_a_text_cannot_drive_the_terminal():
    evil = replace(ANSWER.sentences[0], text="Red \x1b[31mtext\x9b2J [bold]kept[/bold]")
    text = printed(replace(ANSWER, sentences=(evil,), notes=()))
    assert not set(text) & {"\x1b", "\x9b"}
    assert "[bold]kept[/bold]" in text


def test_colour_is_for_terminals_that_want_it(monkeypatch):
    cyan = "\x1b[36m"
    assert cyan in printed(ANSWER, terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert cyan not in printed(ANSWER, terminal=True)


def test_hits_show_who_wrote_what(small):
    out = console()
    print_hits(out, search(small, "public prices", 1), small)
    text = out.file.getvalue()
    assert text.startswith("1. Should prices be public?\n   Public prices build trust")
    assert "Ann · 2010-03-02" in text
    assert "small/1#11@0-" in text


def test_no_hits_are_said_to_be_none(small):
    out = console()
    print_hits(out, [], small)
    assert out.file.getvalue() == "Nothing was found.\n"


def test_an_error_says_what_where_and_what_mends_it():
    out = console()
    print_error(out, SnapshotMissing("nothing here", where="/x", mend="footnote build"))
    assert out.file.getvalue() == "/x: nothing here\nfootnote build\n"


def test_outside_a_terminal_progress_is_a_line_a_stage():
    out = console()
    with progress(out) as tell:
        for done in range(100):
            tell("encoding", done, 100)
        tell("writing", 0, 1)
    assert out.file.getvalue() == "encoding …\nwriting …\n"


def test_in_a_terminal_short_work_shows_nothing_and_long_work_its_counts(monkeypatch):
    short, long = console(terminal=True), console(width=120, terminal=True)
    with progress(short) as tell:
        tell("encoding", 1, 100)
    assert short.file.getvalue() == ""
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    with progress(long) as tell:
        tell("opening", 0, 0)
        tell("encoding", 40, 100)
        time.sleep(0.05)
        tell("encoding", 100, 100)
    assert "encoding" in long.file.getvalue()
    assert "100/100" in long.file.getvalue()
    assert "1/1" in long.file.getvalue()


def test_bytes_are_shown_in_their_units(monkeypatch):
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    out = console(width=120, terminal=True)
    with progress(out, in_bytes=True) as tell:
        tell("downloading", 5_000_000, 20_000_000)
        time.sleep(0.05)
    assert "5.0/20.0 MB" in out.file.getvalue()
