"""What becomes of a writer's claims: said, withheld, or people quoted instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from index.searching import search
from rag.answer import ReferencesFound, SentenceWritten
from rag.claims import Basis, Claim
from rag.evidence import gather
from rag.extractive import Extractive
from rag.model import ModelFailed
from rag.writing import ALONE, BROKEN_OFF, FAILED, LITTLE, MOST, Writing

QUESTION = "Should we publish public prices?"


class Scripted:
    """A writer that says what it is told to, and fails where an error is in the script."""

    name, prompt, streams, entails = "scripted", "d1", True, None

    def __init__(self, *script):
        self.script = script
        self.said = 0

    def standalone(self, question, asked):
        return question

    def write(self, question, evidence, snapshot):
        for each in self.script:
            if isinstance(each, Exception):
                raise each
            self.said += 1
            yield each


@pytest.fixture
def evidence(small):
    return [
        piece for hit in search(small, QUESTION, 10) for piece in gather(QUESTION, [hit], small)
    ]


@pytest.fixture
def true(evidence):
    """A claim for each piece of evidence, word for word a sentence of it."""
    texts = [piece.section.text.split(". ")[0].rstrip(".") + "." for piece in evidence]
    return [Claim(text, (Basis(n, text),)) for n, text in enumerate(texts, 1)]


FALSE = Claim("Prices are secret by law in 1999.", (Basis(1, "secret by law"),))


def written(small, evidence, *script):
    writing = Writing(Scripted(*script), QUESTION, evidence, small)
    return writing, list(writing.events())


def test_sentences_are_said_once_there_are_enough_and_then_one_by_one(small, evidence, true):
    writer = Scripted(*true[:4])
    events = Writing(writer, QUESTION, evidence, small).events()
    kinds = [(type(event), writer.said) for event in events]
    assert kinds == [
        (ReferencesFound, 2),
        (SentenceWritten, 2),
        (SentenceWritten, 2),
        (ReferencesFound, 3),
        (SentenceWritten, 3),
        (ReferencesFound, 4),
        (SentenceWritten, 4),
    ]


def test_references_grow_and_keep_their_numbers(small, evidence, true):
    writing, events = written(small, evidence, true[3], true[1], true[3], true[0])
    known = [event.references for event in events if isinstance(event, ReferencesFound)]
    for before, after in pairwise(known):
        assert after[: len(before)] == before
    assert known[-1] == tuple(writing.references)
    assert [r.number for r in writing.references] == list(range(1, len(writing.references) + 1))
    seen: set[int] = set()
    for event in events:
        if isinstance(event, ReferencesFound):
            seen = {reference.number for reference in event.references}
        else:
            assert {c.reference for c in event.sentence.citations} <= seen
    first = writing.sentences[0].citations[0]
    assert first.reference == 1
    assert writing.references[0].section_id == evidence[3].section.id
    assert first.id.startswith(evidence[3].section.id)


def test_what_fails_is_withheld_with_its_reason_and_the_rest_is_said(small, evidence, true):
    writing, events = written(small, evidence, FALSE, true[0], true[1], FALSE)
    assert [each.text for each in writing.withheld] == [FALSE.text] * 2
    held = writing.withheld[0]
    assert (held.verdict, held.words) == ("unsupported", ("secret by law",))
    assert held.why and held.section_id == evidence[0].section.id
    assert FALSE.text not in str(events)
    assert writing.writer.name == "scripted" and writing.notes == []


def test_a_claim_with_no_source_or_one_that_is_not_there_is_withheld(small, evidence, true):
    claims = [Claim("So.", ()), Claim("So.", (Basis(99, "So."),)), *true[:2]]
    writing, _ = written(small, evidence, *claims)
    assert [each.section_id for each in writing.withheld] == ["", ""]


def test_a_link_is_withheld_though_the_words_are_true(small, evidence, true):
    text = f"{true[0].text[:-1]} at www.evil.example."
    writing, _ = written(small, evidence, Claim(text, true[0].bases), *true[:2])
    assert [each.why for each in writing.withheld] == ["It holds a link or markup."]


@pytest.mark.parametrize(
    ("script", "note"),
    [
        ([], LITTLE),
        ([FALSE, FALSE], LITTLE),
        ([0, FALSE], LITTLE),
        ([ModelFailed("gone")], FAILED),
        ([0, ModelFailed("gone")], FAILED),
    ],
)
def test_with_too_little_people_are_quoted_and_it_says_so(small, evidence, true, script, note):
    writing, events = written(small, evidence, *(true[s] if s == 0 else s for s in script))
    quoting = Writing(Extractive(), QUESTION, evidence, small)
    assert events == list(quoting.events())
    assert writing.writer.name == "extractive" and writing.writer.prompt is None
    assert writing.notes == [note]
    kept = [each.why for each in writing.withheld if each.verdict == "supported"]
    assert kept == [ALONE] * script.count(0)
    assert len(writing.withheld) - len(kept) == script.count(FALSE)


def test_what_was_said_before_it_broke_off_stands_and_it_says_so(small, evidence, true):
    writing, events = written(small, evidence, *true[:2], FALSE, ModelFailed("gone"))
    assert [type(event) for event in events] == [ReferencesFound, SentenceWritten, SentenceWritten]
    assert writing.writer.name == "scripted"
    assert writing.notes == [BROKEN_OFF]


def test_a_sentence_is_said_once_and_no_answer_is_endless(small, evidence, true):
    writing, _ = written(small, evidence, *true[:2] * 3)
    assert len(writing.sentences) == 2
    text = evidence[0].section.text
    many = (Claim(text[:n], (Basis(1, text[:n], 0),)) for n in range(10, 40))
    writing, _ = written(small, evidence, *many)
    assert len(writing.sentences) == MOST


def test_a_sentence_that_names_a_price_of_long_ago_has_its_year(small, evidence, true):
    old = replace(evidence[0].section, published=date(2010, 3, 2), text="A list costs $8 a month.")
    dated = replace(evidence[0], section=old)
    price = Claim(old.text, (Basis(1, old.text),))
    writing, _ = written(small, [dated, *evidence[1:]], price, *true[1:])
    assert [sentence.dated for sentence in writing.sentences] == [2010] + [None] * len(true[1:])


def test_without_evidence_nobody_is_asked(small):
    writing, events = written(small, [], ModelFailed("asked"))
    assert (events, writing.notes, writing.writer.name) == ([], [], "scripted")


def test_quotes_come_all_at_once(small, evidence):
    events = list(Writing(Extractive(), QUESTION, evidence, small).events())
    assert [type(event) for event in events[:2]] == [ReferencesFound, SentenceWritten]
    assert sum(isinstance(event, ReferencesFound) for event in events) == 1
