"""Verbatim sentences: whole, on the point, at most two of a person."""

from __future__ import annotations

import pytest
from conftest import ToyEncoder, write_thread

from corpus.reading import Source
from index.building import build
from index.searching import search
from index.snapshot import load
from rag.evidence import gather
from rag.extractive import EQUAL, PEOPLE, PER_PERSON, WORDS, write


def quotes(tmp_path, question, answers, title="Should prices be public?"):
    write_thread(tmp_path / "t", 1, title, "Please advise us.", answers)
    toy = ToyEncoder(max_tokens=250)
    build([Source("t", tmp_path / "t")], tmp_path / "i", toy)
    snapshot = load(tmp_path / "i", toy)
    return write(question, gather(question, search(snapshot, question, 10), snapshot), snapshot)


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
        "Public prices save people from pointless phone calls."
    )
    (quote,) = quotes(tmp_path, QUESTION, [("Ann", body)])
    assert quote.text == "Public prices save people from pointless phone calls."


def test_a_yes_or_no_is_quoted_only_if_the_same_was_asked(tmp_path):
    reason = "Public prices please people who prefer to buy from plain pages."
    same = quotes(tmp_path / "a", QUESTION, [("Ann", f"No. {reason}")])
    assert [quote.text for quote in same] == ["No.", reason]
    other = quotes(tmp_path / "b", QUESTION, [("Ann", f"No. {reason}")], title="Is Berlin poor?")
    assert [quote.text for quote in other] == [reason]


def test_an_item_is_quoted_with_what_leads_it_in(tmp_path):
    body = "Before printers make their prices public they need:\n\n- a plain public page of prices"
    texts = [quote.text for quote in quotes(tmp_path, QUESTION, [("Ann", body)])]
    assert texts == [
        "Before printers make their prices public they need:",
        "a plain public page of prices",
    ]


def test_dissent_comes_last(tmp_path):
    answers = [
        ("Ann", "However, a big market of people who only compare makes public prices a burden."),
        ("Bob", "Buyers should see every price before they speak to a seller by telephone."),
        ("Cyd", "If you sell paper, you should put prices on a plain public page for buyers."),
    ]
    authors = [quote.evidence.section.author for quote in quotes(tmp_path, QUESTION, answers)]
    assert authors[-1] == "Ann" and sorted(authors) == ["Ann", "Bob", "Cyd"]


@pytest.mark.parametrize(
    ("years", "first"), [((2010, 2012), "Bob"), ((2012, 2010), "Ann"), ((2010, 2010), "Ann")]
)
def test_of_two_as_good_who_wrote_later_is_quoted_first(tmp_path, years, first):
    texts = {
        "Ann": "Public prices build plain trust among serious buyers.",
        "Bob": "Plain public prices attract buyers trusting bigger sums.",
    }
    for number, (year, (name, text)) in enumerate(zip(years, texts.items(), strict=True), 1):
        day = f"{year}-03-02"
        title = "Should prices be public?"
        write_thread(tmp_path / "t", number, title, "Please advise us.", [(name, text)], day)
    toy = ToyEncoder(max_tokens=250)
    build([Source("t", tmp_path / "t")], tmp_path / "i", toy)
    snapshot = load(tmp_path / "i", toy)
    hits = search(snapshot, QUESTION, 10)
    assert abs(hits[0].score - hits[1].score) < EQUAL
    found = write(QUESTION, gather(QUESTION, hits, snapshot), snapshot)
    assert found[0].evidence.section.author == first


def test_no_sentence_is_said_twice(tmp_path):
    body = (
        "Public prices should please people who prefer to pay on a plain public page. "
        "This makes printers with public prices popular among people who pay for paper."
    )
    found = quotes(tmp_path, QUESTION, [("Ann", body)])
    assert len({quote.where for quote in found}) == len(found)


def test_a_leaning_sentence_brings_the_one_before_or_stays_out(tmp_path):
    body = (
        "Kings of the zoo in Zurich quietly jump over voyaging queens every winter. "
        "This proves public prices should please the people who pay printers best."
    )
    texts = [quote.text for quote in quotes(tmp_path, QUESTION, [("Ann", body)])]
    assert texts == [
        "Kings of the zoo in Zurich quietly jump over voyaging queens every winter.",
        "This proves public prices should please the people who pay printers best.",
    ]
    alone = "This proves public prices should please buyers best."
    assert quotes(tmp_path / "b", QUESTION, [("Ann", alone)]) == []


def test_a_blockquote_is_somebody_elses(tmp_path):
    body = (
        "> Public prices should be a public secret.\n\nPublish prices; buyers prefer plain pages."
    )
    texts = [quote.text for quote in quotes(tmp_path, QUESTION, [("Ann", body)])]
    assert texts == ["Publish prices; buyers prefer plain pages."]


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
    assert len(set(people)) <= PEOPLE
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


def test_no_evidence_no_words(small):
    assert write(QUESTION, [], small) == []
