"""Which part of a section is near to a question, by the windows that stand in it."""

from __future__ import annotations

import pytest
from conftest import ToyEncoder, write_thread

from corpus.errors import NotInSnapshot
from corpus.reading import Source
from index.building import build
from index.encoder import Vectors
from index.snapshot import load
from rag.nearness import Windows

TITLE = "Fair public prices?"
TEXT = "Zebras graze quietly at noon. Keep public prices. Aim low."


@pytest.fixture
def windows(tmp_path) -> Windows:
    write_thread(tmp_path / "t", 1, TITLE, "Please advise us.", [("Ann", TEXT)])
    toy = ToyEncoder(max_tokens=250)
    build([Source("t", tmp_path / "t")], tmp_path / "i", toy)
    return Windows(load(tmp_path / "i", toy), "t/1#11", TITLE)


def asked(text: str) -> Vectors:
    return ToyEncoder().encode_tokens([text])[1][0].states


def span(text: str) -> tuple[int, int]:
    start = TEXT.index(text)
    return start, start + len(text)


def test_the_sentence_that_has_the_words_is_nearest(windows):
    parts = [[span(each)] for each in ("Zebras graze quietly at noon.", "Keep public prices.")]
    zebras, prices = windows.near(asked("public prices"), parts)
    assert prices > zebras


def test_the_title_is_no_part_of_what_somebody_wrote(windows):
    """Its words are those that were asked for, and would make any first sentence near."""
    (whole,) = windows.near(asked("xylophones"), [[(0, len(TEXT))]])
    (first,) = windows.near(asked("public"), [[span("Zebras graze quietly at noon.")]])
    assert first == whole  # neither has the word anywhere


def test_a_part_of_two_sentences_has_what_either_has(windows):
    both = [span("Zebras graze quietly at noon."), span("Keep public prices.")]
    parts = [[both[0]], [both[1]], both]
    one, other, together = windows.near(asked("zebras prices"), parts)
    assert together > max(one, other)


def test_a_sentence_shorter_than_a_window_has_the_one_before_its_end(windows):
    (short,) = windows.near(asked("low"), [[span("Aim low.")]])
    (whole,) = windows.near(asked("low"), [[(0, len(TEXT))]])
    assert short == whole


def test_a_question_without_words_is_near_to_nothing(windows):
    assert windows.near(asked("?"), [[(0, 9)], [(9, 12)]]).tolist() == [0, 0]


def test_a_section_that_is_not_there_is_said_to_be_so(small):
    with pytest.raises(NotInSnapshot):
        Windows(small, "t/nothing", TITLE)
