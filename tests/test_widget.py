"""The widget in a real browser: against the real service, and a stand-in that can fail."""

from __future__ import annotations

import json
import threading
from datetime import date
from pathlib import Path

import pytest
from browsers import ask, opened, serving
from playwright.sync_api import Browser, Locator, Page, expect
from stage import Stage, quote, reference, spoken

from index.snapshot import load

pytestmark = pytest.mark.browser

OLD = f"{(date.today() - date(2014, 3, 9)).days * 4 // 1461} years old"


def said(node: Locator) -> str:
    """The text of a node without what is only drawn, such as a person's initials."""
    bare = "node => [...node.querySelectorAll('[aria-hidden]')].forEach(each => each.remove())"
    node.evaluate(bare)
    return " ".join(node.inner_text().split())


def test_the_real_service_is_one_click_from_question_to_source(
    browser: Browser, service: str
) -> None:
    with opened(browser, service) as page:
        ask(page, "Should prices be public?")
        expect(page.locator(".references")).to_be_visible()
        said = page.locator(".sentence").first.inner_text()
        page.locator(".mark").first.click()
        marked = page.get_by_role("complementary", name="Source").locator("mark")
        assert f"{marked.inner_text()}1" == said
        with page.context.expect_page() as opening:
            page.get_by_role("link", name="Open as a page").click()
        assert f"{opening.value.locator('#cite').inner_text()}1" == said


@pytest.mark.model
def test_the_starter_corpus_answers_shows_its_sources_and_keeps_silent(
    browser: Browser, starter_index: Path, tmp_path: Path
) -> None:
    snapshot = load(starter_index)
    with (
        serving(snapshot, data=tmp_path) as address,
        opened(browser, address) as page,
    ):
        page.locator(".welcome button").first.click()
        expect(page.locator(".references").first).to_be_visible()
        for mark in page.locator(".mark").all():
            mark.click()
            marked = page.locator(".reader mark").first
            expect(marked).to_be_in_viewport()
            shown = mark.evaluate("node => node.closest('.sentence').firstChild.data")
            assert shown.startswith(marked.inner_text())
            page.keyboard.press("Escape")
        page.get_by_label("Your question").press_sequentially("interruption")
        page.locator(".offered button").first.click()
        expect(page.locator(".references")).to_have_count(2)
        ask(page, "How do I train a parrot?")
        expect(page.locator(".refused")).to_contain_text("parrot")
        page.get_by_role("button", name="This helped").last.click()
        expect(page.get_by_text("Only your rating was sent.")).to_be_visible()
    snapshot.close()


def test_sentences_arrive_one_by_one_and_are_announced_once(page: Page, stage: Stage) -> None:
    first, second = threading.Event(), threading.Event()
    events = spoken(quote("Ask first."), quote("Then ask again.", 2))
    stage.scripts = [[events[0], first, events[1], second, *events[2:]]]
    ask(page, "Is interruption evil?")
    expect(page.locator(".progress")).to_have_text("Reading View 1 and View 2")
    log = page.get_by_role("log")
    log.evaluate(
        """log => {
            window.added = []
            new MutationObserver(changes => changes.forEach(change =>
                window.added.push(...[...change.addedNodes].map(node => node.textContent)))
            ).observe(log, {childList: true, subtree: true, characterData: true})
        }"""
    )
    first.set()
    expect(log).to_contain_text("Ask first.")
    expect(log).not_to_contain_text("Then ask again.")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    second.set()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    assert page.locator(".sentence").all_inner_texts() == ["Ask first.1", "Then ask again.2"]
    added = "".join(page.evaluate("window.added"))
    assert added.count("Ask first.") == added.count("Then ask again.") == 1
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    assert stage.asked[0] == {
        "path": "/v1/ask",
        "accept": "text/event-stream",
        "question": "Is interruption evil?",
        "history": [],
    }


def test_events_are_read_however_the_network_cuts_them(page: Page, stage: Stage) -> None:
    wire = "".join(
        f": still here\r\n\r\nevent: {name}\r\ndata: {json.dumps(data, ensure_ascii=False)}\r\n\r\n"
        for name, data in spoken(quote("Écoute d’abord 🎧."))
    )
    stage.scripts = [[*wire]]
    ask(page, "q")
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    assert page.locator(".sentence").inner_text() == "Écoute d’abord 🎧.1"


def test_a_footnote_opens_the_cited_span_and_shows_its_words(page: Page, stage: Stage) -> None:
    known = [reference(1, section_id="blog & co/50% über?#part 7", votes=1)]
    stage.scripts = [spoken(quote("Ask first.", start=120), references=known)]
    ask(page, "q")
    footnote = page.get_by_role("link", name="Footnote 1: View 1")
    assert footnote.get_attribute("href") == (
        f"{stage.address}/sources/blog%20%26%20co/50%25%20%C3%BCber%3F"
        "?section=part+7&start=120&end=130#cite"
    )
    assert footnote.get_attribute("target") == "_blank"
    assert footnote.get_attribute("rel") == "noopener"
    card = page.get_by_role("tooltip")
    expect(card).to_be_hidden()
    footnote.hover()
    expect(card).to_contain_text("View 1, 2014 · 1 vote")
    expect(card).to_contain_text("CC BY 4.0")
    expect(card.locator("blockquote")).to_have_text("Ask first.")
    card.hover()
    page.wait_for_timeout(300)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_sources_carry_their_whole_attribution(page: Page, stage: Stage) -> None:
    known = [
        reference(1, votes=0),
        reference(2, votes=None, published=None, url=None, author_url=None, licence_url=None),
        reference(3),
    ]
    sentences = [quote("One.", 1, 5), quote("Two.", 2, 7)]
    stage.scripts = [spoken(*sentences, references=known)]
    ask(page, "q")
    items = page.locator(".references li")
    expect(items).to_have_count(2)
    links = items.first.get_by_role("link")
    assert [(each.inner_text(), each.get_attribute("href")) for each in links.all()] == [
        ("Is interrupting strangers a sin?", "https://example.org/questions/101"),
        ("View 1", f"{stage.address}/sources/starter/who-writes-here"),
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("Read in context", f"{stage.address}/sources/starter/101?section=1011&start=5&end=9#cite"),
    ]
    assert items.first.locator("time").get_attribute("title") == "9 March 2014"
    assert items.first.locator(".byline").inner_text() == "View 1, 2014"
    assert items.last.locator(".byline").inner_text() == "View 2"
    assert items.last.get_by_role("link").all_inner_texts() == ["Read in context"]


def test_one_speaker_is_named_once_and_left_out_words_show(page: Page, stage: Stage) -> None:
    frame = {"text": "Two people answered.", "kind": "frame", "citations": []}
    claim = {"text": "Both ask.", "kind": "claim"}
    claim["citations"] = quote("x", 1)["citations"] + quote("y", 2)["citations"]
    stage.scripts = [
        spoken(
            frame, quote("A.", 1, 0), quote("B.", 1, 3), quote("C.", 1, 90), quote("D.", 2), claim
        )
    ]
    ask(page, "q")
    expect(page.locator(".references")).to_be_visible()
    assert page.locator(".frame").all_inner_texts() == ["Two people answered."]
    assert page.locator(".voice .words").all_inner_texts() == [
        "A.1 B.1 … C.1",
        "D.2",
        "Both ask.12",
    ]
    assert [said(each) for each in page.locator(".speaker").all()] == [
        f"View 1, 2014 · 12 votes {OLD}",
        f"View 2, 2014 · 12 votes {OLD}",
        f"Summed up View 1, 2014 · 12 votes {OLD} ; View 2, 2014 · 12 votes {OLD}",
    ]


def test_a_refusal_says_so_and_offers_what_is_answered(page: Page, stage: Stage) -> None:
    nearest = ["Does cold e-mail work?", "What is a fair price?"]
    stage.scripts = [
        spoken(references=[], status="no_evidence", nearest=nearest),
        spoken(quote("Start high.")),
    ]
    ask(page, "How do I train a parrot?")
    expect(page.locator(".refused")).to_contain_text("Nobody here has answered that")
    expect(page.get_by_role("log")).to_contain_text("Nobody here has answered that")
    expect(page.locator(".references")).to_have_count(0)
    page.get_by_role("button", name="What is a fair price?").click()
    expect(page.locator(".sentence")).to_have_text("Start high.1")
    assert stage.asked[1]["question"] == "What is a fair price?"
    assert stage.asked[1]["history"] == []


def test_a_short_reply_is_what_it_says_and_no_refusal(page: Page, stage: Stage) -> None:
    frames = [{"text": text, "kind": "frame", "citations": []} for text in ("Hello.", "Ask me.")]
    nearest = ["What is a fair price?"]
    fields = {"status": "no_evidence", "intent": "greeting", "nearest": nearest}
    stage.scripts = [spoken(*frames, references=[], **fields)[1:]]
    ask(page, "hi")
    expect(page.get_by_role("heading", name="Questions you could ask")).to_be_visible()
    assert page.locator(".answer").inner_text().split() == ["Hello.", "Ask", "me."]
    expect(page.get_by_role("button", name="What is a fair price?")).to_be_visible()
    expect(page.locator(".references, .notes, .marks")).to_have_count(0)


def test_a_partial_answer_and_its_notes(page: Page, stage: Stage) -> None:
    stage.scripts = [spoken(quote("Ask."), status="partial", notes=["This advice is from 2014."])]
    ask(page, "q")
    notes = ["This is only part of an answer.", "This advice is from 2014."]
    expect(page.locator(".notes li")).to_have_text(notes)


def test_a_follow_up_sends_what_was_said_and_a_new_conversation_does_not(
    page: Page, stage: Stage
) -> None:
    stage.scripts = [
        spoken(quote("Ask first."), quote("Then wait.", 2)),
        *[spoken(quote("Yes."))] * 2,
    ]
    ask(page, "Is interruption evil?")
    expect(page.locator(".references")).to_have_count(1)
    ask(page, "What about B2B?")
    expect(page.locator(".references")).to_have_count(2)
    assert stage.asked[1]["history"] == [
        {"role": "user", "content": "Is interruption evil?"},
        {"role": "assistant", "content": "Ask first. Then wait."},
    ]
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_label("Your question")).to_be_focused()
    ask(page, "Free trial?")
    expect(page.locator(".references")).to_have_count(1)
    assert stage.asked[2]["history"] == []


def test_an_empty_question_is_not_asked(page: Page, stage: Stage) -> None:
    ask(page, "  ")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("article")).to_have_count(0)
    assert stage.asked == []


def test_what_is_dated_by_its_subject_says_so(page: Page, stage: Stage) -> None:
    stage.scripts = [spoken(quote("Buy ads.", dated=2011), quote("Wait.", start=99, dated=None))]
    ask(page, "q")
    expect(page.locator(".references")).to_be_visible()
    assert [said(each) for each in page.locator(".words .badge").all()] == ["said in 2011"]
    assert "said in 2011" in said(page.locator(".sentence").first)


def test_who_says_what_and_when_is_seen_at_a_glance(page: Page, stage: Stage) -> None:
    this_year = f"{date.today():%Y-%m-%d}"
    known = [
        reference(1, position="for"),
        reference(2, position="against", published=this_year),
        reference(3, position="<b>", published="nonsense"),
    ]
    stage.scripts = [spoken(*(quote("A.", n) for n in (1, 2, 3)), references=known)]
    ask(page, "q")
    expect(page.locator(".references")).to_be_visible()
    glance = f"3 people · 2014–{date.today().year} Says yes: 1 Says no: 1"
    assert said(page.locator(".roundup")) == glance
    assert [said(each) for each in page.locator(".speaker").all()] == [
        f"View 1, 2014 · 12 votes {OLD} Says yes",
        f"View 2, {date.today().year} · 12 votes Says no",
        "View 3 · 12 votes",
    ]
