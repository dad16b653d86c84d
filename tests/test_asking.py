"""The pipeline, from a question to its events."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from conftest import STARTER

from corpus.errors import QuestionRefused
from corpus.reading import Source, read
from index.filters import Filters
from rag import extractive
from rag.answer import Answer, Done, ReferencesFound, Sentence, SentenceWritten
from rag.asking import age_notes, answer, ask, law_notes
from rag.question import Turn
from rag.refusing import Verdict

QUESTION = "Should we publish public prices?"


def test_events_come_in_order_and_add_up(small):
    events = list(ask(QUESTION, [], small))
    assert isinstance(events[0], ReferencesFound)
    assert all(isinstance(event, SentenceWritten) for event in events[1:-1])
    assert isinstance(events[-1], Done)
    said = events[-1].answer
    assert said.references == events[0].references
    assert said.sentences == tuple(event.sentence for event in events[1:-1])
    assert said.snapshot == small.id


def test_every_sentence_cites_a_listed_reference_verbatim(small):
    said = answer(QUESTION, [], small)
    assert said.status in ("answered", "partial")
    numbers = {reference.number: reference.section_id for reference in said.references}
    assert list(numbers) == list(range(1, len(numbers) + 1))
    cited = set()
    for sentence in said.sentences:
        (citation,) = sentence.citations
        text = small.section(numbers[citation.reference]).text
        assert text[citation.start : citation.end] == citation.quote == sentence.text
        cited.add(citation.reference)
    assert cited == set(numbers)


def test_a_reference_carries_its_whole_attribution(small):
    reference = answer(QUESTION, [], small).references[0]
    assert reference.title == "Should prices be public?"
    assert reference.author_url == f"https://example.org/users/{reference.author}"
    assert reference.published == date(2010, 3, 2)
    assert reference.votes in (3, 4)
    assert reference.licence == "CC BY-SA 3.0"
    assert reference.licence_url == "https://creativecommons.org/licenses/by-sa/3.0/"
    assert reference.source_url.startswith("/sources/small/1")


def test_filters_narrow_what_is_quoted_and_say_so_where_nothing_is_left(small):
    said = answer(QUESTION, [], small, Filters(author="Ann"))
    assert {reference.author for reference in said.references} == {"Ann"}
    nothing = answer(QUESTION, [], small, Filters(author="Nobody"))
    assert (nothing.status, nothing.sentences) == ("no_evidence", ())
    assert nothing.notes[0] == "No source here passes these filters."


def test_an_explanation_comes_only_if_it_is_asked_for(small):
    assert answer(QUESTION, [], small).explanation is None
    said = answer(QUESTION, [], small, explain=True)
    assert [choice.reference for choice in said.explanation.choices] == [
        reference.number for reference in said.references
    ]
    assert answer("Hello!", [], small, explain=True).explanation is None


def test_silence_about_strange_things_offers_nothing_silly(small):
    events = list(ask("quixotic quokkas quarrel", [], small))
    (done,) = events
    assert done.answer.status == "no_evidence"
    assert done.answer.sentences == done.answer.references == ()
    assert done.answer.nearest == ()
    assert done.answer.notes


def test_a_turn_that_asks_nothing_gets_a_short_reply(small, monkeypatch):
    monkeypatch.setattr("rag.asking.judge", lambda *_: pytest.fail("it was looked for"))
    *sentences, done = ask("Hello!", [], small)
    assert [event.sentence.kind for event in sentences] == ["frame"] * len(sentences)
    said = done.answer
    assert (said.intent, said.status, said.references) == ("greeting", "no_evidence", ())
    assert said.sentences == tuple(event.sentence for event in sentences)
    assert said.question == said.standalone_question == "Hello!"
    assert said.nearest


def test_a_greeting_is_taken_off_the_question(small):
    said = answer(f"Hi there! {QUESTION}", [], small)
    assert said.intent == "question"
    assert said.standalone_question == QUESTION
    assert said.sentences == answer(QUESTION, [], small).sentences


def test_courtesies_in_between_do_not_hide_the_question_that_is_followed(small):
    history = [
        Turn("user", "Hello"),
        Turn("user", "hi, should prices be public?"),
        Turn("user", "thanks!"),
    ]
    said = answer("Great. And for B2B?", history, small)
    assert said.standalone_question == "should prices be public? And for B2B?"


def test_an_answer_that_touches_on_the_law_says_that_it_is_no_advice(small):
    assert not any("legal" in note for note in answer(QUESTION, [], small).notes)
    said = answer("Should we publish public prices by law?", [], small)
    assert said.sentences
    assert any("not legal advice" in note for note in said.notes)
    quoted = [Sentence("Ask a lawyer first.", "quote", ())]
    assert law_notes("Should prices be public?", quoted)
    assert law_notes("Is it legal?", []) == []


def test_a_refused_question_raises_before_any_event(small):
    with pytest.raises(QuestionRefused):
        ask(" \n", [], small)


def test_a_follow_up_is_asked_whole(small):
    history = [Turn("user", "Should prices be public?"), Turn("assistant", "…")]
    said = answer("what about B2B?", history, small)
    assert said.question == "what about B2B?"
    assert said.standalone_question == "Should prices be public? what about B2B?"


def test_a_sentence_that_is_not_in_its_source_is_withheld(small, monkeypatch):
    honest = extractive.write

    class Lying(extractive.Quote):
        @property
        def text(self) -> str:
            return "Prices are public by law."

    def lying(*arguments):
        return [Lying(q.evidence, q.start, q.end) for q in honest(*arguments)]

    monkeypatch.setattr(extractive, "write", lying)
    said = answer(QUESTION, [], small)
    assert said.sentences == ()
    assert said.references == ()
    assert said.status == "no_evidence"
    assert said.withheld_sentences > 0


def test_withheld_sentences_leave_no_reference_behind(small, monkeypatch):
    honest = extractive.write

    class Lying(extractive.Quote):
        @property
        def text(self) -> str:
            return "Prices are public by law."

    def half(*arguments):
        first, *rest = honest(*arguments)
        return [Lying(first.evidence, first.start, first.end), *rest]

    monkeypatch.setattr(extractive, "write", half)
    said = answer(QUESTION, [], small)
    cited = {citation.reference for s in said.sentences for citation in s.citations}
    assert cited == {reference.number for reference in said.references}
    assert said.withheld_sentences == 1


def test_old_advice_wears_its_years(small):
    said = answer(QUESTION, [], small)
    assert any("2010" in note for note in said.notes)


def test_age_notes_count_what_is_old(small):
    references = list(answer(QUESTION, [], small).references)
    assert age_notes(references, date(2014, 1, 1)) == []
    (note,) = age_notes(references, date(2026, 1, 1))
    assert "2010" in note


def test_the_answer_has_the_fields_the_api_promises():
    assert {field.name for field in fields(Answer)} >= {
        "id",
        "question",
        "standalone_question",
        "status",
        "sentences",
        "references",
        "notes",
        "writer",
        "snapshot",
        "timings",
    }


def test_verdicts_below_the_line_are_silent(small, monkeypatch):
    monkeypatch.setattr(
        "rag.asking.judge", lambda *_: Verdict("no_evidence", ("Nothing here.",), 0.0, QUESTION)
    )
    said = answer(QUESTION, [], small)
    assert said.status == "no_evidence"
    assert said.notes == ("Nothing here.",)


def test_the_starter_corpus_reads_without_a_fault():
    report = read([Source("starter", STARTER)]).report
    assert [f for f in report.findings if f.kind in ("error", "duplicate", "thin")] == []
