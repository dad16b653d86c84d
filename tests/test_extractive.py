"""Verbatim sentences: whole, on the point, at most two of a person."""

from __future__ import annotations

from conftest import ToyEncoder, write_thread

from corpus.reading import Source
from index.building import build
from index.searching import search
from index.snapshot import load
from rag.evidence import gather
from rag.extractive import PER_PERSON, WORDS, write


def quotes(tmp_path, question, answers, title="Should prices be public?"):
    write_thread(tmp_path / "t", 1, title, "Please advise us.", answers)
    toy = ToyEncoder(max_tokens=250)
    build([Source("t", tmp_path / "t")], tmp_path / "i", toy)
    snapshot = load(tmp_path / "i", toy)
    return write(question, gather(snapshot, search(snapshot, question, 10)), toy)


QUESTION = "should prices be public"


def test_every_quote_is_verbatim_at_its_span(tmp_path):
    body = "Public prices build trust. Secret prices breed suspicion among serious buyers."
    found = quotes(tmp_path, QUESTION, [("Ann", body)])
    assert found
    for quote in found:
        assert quote.evidence.section.text[quote.start : quote.end] == quote.text
        assert quote.text in body


def test_greetings_questions_and_links_are_never_quoted(tmp_path):
    body = (
        "Hi there, public prices people!\n\nShould public prices be secret?\n\n"
        "See https://prices.example/public for public prices.\n\n"
        "If you make prices public, people who cannot pay will not call you."
    )
    (quote,) = quotes(tmp_path, QUESTION, [("Ann", body)])
    assert quote.text == "If you make prices public, people who cannot pay will not call you."


def test_a_leaning_sentence_brings_the_one_before_or_stays_out(tmp_path):
    first = "If you work with dentists, you should know what a visit takes them."
    second = "This way public prices should be public, should prices be public for the trade."
    body = f"{first} {second}"
    texts = [quote.text for quote in quotes(tmp_path, QUESTION, [("Ann", body)])]
    assert texts == [first, second]
    assert quotes(tmp_path / "b", QUESTION, [("Ann", second)]) == []


def test_a_blockquote_is_somebody_elses(tmp_path):
    body = (
        "> If you can, keep public prices a public secret of your firm.\n\n"
        "If buyers ask for prices, you should publish them on a plain public page."
    )
    texts = [quote.text for quote in quotes(tmp_path, QUESTION, [("Ann", body)])]
    assert texts == ["If buyers ask for prices, you should publish them on a plain public page."]


def test_nobody_says_more_than_two_sentences_and_the_answer_stays_short(tmp_path):
    answers = [
        (
            name,
            " ".join(
                f"Public prices should bring {name} {n} better pages and peaceful sales."
                for n in range(30)
            ),
        )
        for name in ("Ann", "Bob", "Cyd", "Dee", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon")
    ]
    found = quotes(tmp_path, QUESTION, answers)
    people = [quote.evidence.section.author for quote in found]
    assert found
    assert max(map(people.count, people)) <= PER_PERSON
    assert sum(len(quote.text.split()) for quote in found) <= WORDS


def test_what_one_person_says_keeps_its_order(tmp_path):
    body = (
        "Public prices should be plain. Zebras quietly jump over voyaging queens.\n\n"
        "Prices should be public by summer."
    )
    found = quotes(tmp_path, QUESTION, [("Ann", body)])
    starts = [quote.start for quote in found]
    assert starts == sorted(starts)
    assert "Zebras quietly jump over voyaging queens." not in [quote.text for quote in found]


def test_no_evidence_no_words():
    assert write(QUESTION, [], ToyEncoder()) == []
