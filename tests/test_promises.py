"""What the README promises, held over the starter corpus with the real encoder."""

from __future__ import annotations

import csv
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import STARTER
from doors import client_of

from index.snapshot import Snapshot, load
from rag.answer import Answer
from rag.asking import answer

EVALUATION = STARTER / "evaluation"


def queries(name: str) -> dict[str, str]:
    with (EVALUATION / name).open(encoding="utf-8", newline="") as file:
        return dict(csv.reader(file, delimiter="\t"))


QUESTIONS = list(queries("queries.tsv").values())[::6]
FAR = [question for id, question in queries("unanswerable.tsv").items() if id <= "x007"]


@pytest.fixture(scope="module")
def starter(starter_index: Path) -> Iterator[Snapshot]:
    """The starter index; it is loaded and asked while every socket is out of reach."""

    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        snapshot = load(starter_index)
        yield snapshot
        snapshot.close()


@pytest.fixture(scope="module")
def answers(starter: Snapshot) -> list[Answer]:
    said = [answer(question, [], starter) for question in QUESTIONS]
    assert sum(bool(each.sentences) for each in said) > len(said) / 2
    return said


@pytest.mark.model
def test_a_quote_stands_in_its_source_word_for_word(answers, starter):
    for said in answers:
        sections = {each.number: starter.section(each.section_id) for each in said.references}
        for sentence in said.sentences:
            for cited in sentence.citations:
                assert sections[cited.reference].text[cited.start : cited.end] == cited.quote
            if sentence.kind == "quote":
                assert sentence.text == sentence.citations[0].quote


@pytest.mark.model
def test_every_sentence_about_the_matter_has_a_footnote(answers):
    sentences = [sentence for said in answers for sentence in said.sentences]
    assert all(sentence.citations for sentence in sentences if sentence.kind != "frame")


@pytest.mark.model
def test_every_footnote_leads_to_its_words_and_their_whole_attribution(answers, starter):
    said = next(each for each in answers if each.sentences)
    client = client_of(starter)
    sources = {each.number: each for each in said.references}
    for cited in (cited for sentence in said.sentences for cited in sentence.citations):
        source = sources[cited.reference]
        document, part = source.section_id.split("#")
        span = {"section": part, "start": cited.start, "end": cited.end}
        page = client.get(f"/sources/{document}", params=span)
        assert page.status_code == 200
        assert '<mark id="cite">' in page.text and "<script" not in page.text
        assert source.author and source.published and source.licence and source.licence_url
        for shown in (source.site, source.licence, source.licence_url, str(source.published.year)):
            assert shown in page.text


@pytest.mark.model
def test_where_several_people_answered_several_are_quoted(starter):
    with (EVALUATION / "nuggets.jsonl").open(encoding="utf-8") as file:
        judged = [json.loads(line) for line in file]
    questions = queries("queries.tsv")
    contested = [questions[each["qid"]] for each in judged if each["contested"]][::4]
    answered = [answer(question, [], starter) for question in contested]
    for said in answered:
        speakers = {source.author for source in said.references}
        assert said.status != "answered" or len(speakers) >= 2, said.question
    main = answer("Is interruption marketing evil?", [], starter)
    assert len({source.author for source in main.references}) >= 3


def test_old_advice_is_dated(small):
    said = answer("Should prices be public?", [], small)
    years = {str(source.published.year) for source in said.references}
    assert any(all(year in note for year in years) for note in said.notes)


@pytest.mark.model
@pytest.mark.parametrize("question", FAR)
def test_where_the_texts_are_silent_so_is_the_answer(starter, question):
    said = answer(question, [], starter)
    assert (said.status, said.sentences, said.references) == ("no_evidence", (), ())
    assert said.notes and not said.nearest
