"""The chat page in a real browser: against the real service, and a stand-in that can fail."""

from __future__ import annotations

import json
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright
from stage import Stage, quote, reference, spoken

from index.snapshot import Snapshot
from server.app import create_app
from server.settings import Settings
from server.state import State

pytestmark = pytest.mark.browser

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
WAIT = 15_000
"""Milliseconds; a loaded machine is slow, and nothing waits once it is there."""
expect.set_options(timeout=WAIT)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if BROWSER is None:
        pytest.skip("needs a Chromium on the PATH, for example: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def stage() -> Iterator[Stage]:
    server = Stage()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """The open page; it may not throw, be refused anything by the policy, or open a dialog."""
    context = browser.new_context(locale="en-GB")
    context.set_default_timeout(WAIT)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on(
        "console",
        lambda said: (
            said.type == "error"
            and "Failed to load resource" not in said.text
            and wrong.append(said.text)
        ),
    )
    page.goto(address)
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def page(browser: Browser, stage: Stage) -> Iterator[Page]:
    with opened(browser, stage.address) as page:
        yield page


@pytest.fixture
def service(small: Snapshot) -> Iterator[str]:
    """The address of the real application over a small index."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(State(Settings(), small))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def ask(page: Page, question: str) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")


def test_the_real_service_is_one_click_from_question_to_source(
    browser: Browser, service: str
) -> None:
    with opened(browser, service) as page:
        ask(page, "Should prices be public?")
        expect(page.locator(".references")).to_be_visible()
        said = page.locator(".sentence").first.inner_text()
        with page.context.expect_page() as opening:
            page.locator(".mark").first.click()
        source = opening.value
        assert f"{source.locator('#cite').inner_text()}[1]" == said


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
    assert page.locator(".sentence").all_inner_texts() == ["Ask first.[1]", "Then ask again.[2]"]
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
    assert page.locator(".sentence").inner_text() == "Écoute d’abord 🎧.[1]"


def test_a_footnote_opens_the_cited_span_and_shows_its_words(page: Page, stage: Stage) -> None:
    known = [reference(1, section_id="blog & co/50% über?#part 7", votes=1)]
    stage.scripts = [spoken(quote("Ask first.", start=120), references=known)]
    ask(page, "q")
    footnote = page.get_by_role("link", name="Footnote 1, View 1")
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
        ("View 1", f"{stage.address}/sources/starter/who-writes-here"),
        ("Is interrupting strangers a sin?", "https://example.org/questions/101"),
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
        "A.[1] B.[1] … C.[1]",
        "D.[2]",
        "Both ask.[1][2]",
    ]
    assert page.locator(".speaker").all_inner_texts() == [
        "View 1, 2014 · 12 votes",
        "View 2, 2014 · 12 votes",
        "Summed up from View 1, 2014 · 12 votes; View 2, 2014 · 12 votes",
    ]


def test_a_refusal_says_so_and_offers_what_is_answered(page: Page, stage: Stage) -> None:
    nearest = ["Does cold e-mail work?", "What is a fair price?"]
    stage.scripts = [
        spoken(references=[], status="no_evidence", nearest=nearest),
        spoken(quote("Start high.")),
    ]
    ask(page, "How do I train a parrot?")
    expect(page.get_by_role("log")).to_contain_text("Nobody here has answered that")
    expect(page.locator(".references")).to_have_count(0)
    page.get_by_role("button", name="What is a fair price?").click()
    expect(page.locator(".sentence")).to_have_text("Start high.[1]")
    assert stage.asked[1]["question"] == "What is a fair price?"
    assert stage.asked[1]["history"] == []


def test_a_short_reply_is_what_it_says_and_no_refusal(page: Page, stage: Stage) -> None:
    frames = [{"text": text, "kind": "frame", "citations": []} for text in ("Hello.", "Ask me.")]
    nearest = ["What is a fair price?"]
    fields = {"status": "no_evidence", "intent": "greeting", "nearest": nearest}
    stage.scripts = [spoken(*frames, references=[], **fields)[1:]]
    ask(page, "hi")
    expect(page.get_by_role("heading", name="Questions you could ask")).to_be_visible()
    assert page.get_by_role("log").inner_text().split() == ["Hello.", "Ask", "me."]
    expect(page.get_by_role("button", name="What is a fair price?")).to_be_visible()
    expect(page.locator(".references, .notes, .marks")).to_have_count(0)


def test_a_partial_answer_and_its_notes(page: Page, stage: Stage) -> None:
    stage.scripts = [spoken(quote("Ask."), status="partial", notes=["This advice is from 2014."])]
    ask(page, "q")
    notes = ["This is only part of an answer.", "This advice is from 2014."]
    expect(page.locator(".notes li")).to_have_text(notes)


BEGUN = spoken(quote("Ask first."))[:2]
FAILURES = {
    "refused": ({"status": 422, "detail": "the question is too long"}, "the question is too long"),
    "not ready": (
        {"status": 503, "title": "x", "detail": "No index."},
        "Footnote is not ready yet.",
    ),
    "unknown": ({"status": 500}, "Something went wrong on the server."),
    "error event": ([*BEGUN, ("error", {"detail": "The disk is full."})], "The disk is full."),
    "cut": (BEGUN, "The connection broke off."),
    "nothing": ([], "The connection broke off."),
}


@pytest.mark.parametrize(("failure", "words"), FAILURES.values(), ids=FAILURES)
def test_a_failure_keeps_what_was_typed(page: Page, stage: Stage, failure: Any, words: str) -> None:
    stage.scripts = [failure, spoken(quote("Ask first."))]
    ask(page, "Is interruption evil?")
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.get_by_label("Your question")).to_have_value("Is interruption evil?")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".references")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_label("Your question")).to_have_value("")
    assert stage.asked[1] == stage.asked[0]


def test_being_offline_is_said_calmly(page: Page, stage: Stage) -> None:
    page.context.set_offline(True)
    ask(page, "Is interruption evil?")
    expect(page.get_by_role("alert")).to_contain_text("You are offline.")
    expect(page.get_by_label("Your question")).to_have_value("Is interruption evil?")


def test_stopping_keeps_what_was_said(page: Page, stage: Stage) -> None:
    never = threading.Event()
    stage.scripts = [[*BEGUN, never], spoken(quote("Yes.", 2))]
    ask(page, "q")
    expect(page.locator(".sentence")).to_have_text("Ask first.[1]")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".trouble")).to_contain_text("The answer above is not complete.")
    expect(page.locator(".references li")).to_have_count(1)
    never.set()
    ask(page, "And then?")
    expect(page.locator(".sentence")).to_have_text(["Ask first.[1]", "Yes.[2]"])


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
    expect(page.get_by_role("log")).to_have_count(1)
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_label("Your question")).to_be_focused()
    ask(page, "Free trial?")
    expect(page.locator(".references")).to_have_count(1)
    assert stage.asked[2]["history"] == []


SCRIPTED = "<img src=x onerror=alert(1)><script>alert(2)</script>"
ADDRESSES = [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JAVASCRIPT:alert(1)//https://x",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "vbscript:x",
    "https:evil",
    "http://",
    "ftp://evil.example/x",
    "evil.example",
    "",
]


def test_hostile_fields_run_nothing_and_link_nowhere(page: Page, stage: Stage) -> None:
    fields = dict.fromkeys(("title", "author", "published", "votes", "site", "licence"), SCRIPTED)
    places = ("url", "author_url", "licence_url", "source_url")
    known = [
        reference(
            number, section_id=f"{SCRIPTED}#{SCRIPTED}", **fields, **dict.fromkeys(places, bad)
        )
        for number, bad in enumerate(ADDRESSES, 1)
    ]
    said = [quote(SCRIPTED, each["number"]) for each in known]
    said[0]["citations"][0] |= {"start": SCRIPTED, "end": SCRIPTED}
    stage.scripts = [
        spoken(*said, references=known, status="partial", notes=[SCRIPTED], nearest=[SCRIPTED])
    ]
    ask(page, SCRIPTED)
    expect(page.locator(".notes")).to_contain_text(SCRIPTED)
    page.locator(".mark").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text(SCRIPTED)
    conversation = page.locator("#conversation")
    assert conversation.locator("img, script").count() == 0
    links = conversation.locator("a")
    assert set(links.evaluate_all("all => all.map(link => link.origin)")) == {stage.address}
    numbers = [f"[{each['number']}]" for each in known]
    assert links.all_inner_texts() == numbers + ["Read in context"] * len(known)


def test_everything_is_within_reach_of_the_keyboard(page: Page, stage: Stage) -> None:
    stage.scripts = [spoken(quote("Ask first.")), spoken(quote("Yes.", 2))]
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Is interruption marketing evil?")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Is interruption marketing evil?")).to_be_focused()
    expect(page.locator(".references")).to_be_visible()
    page.keyboard.press("Tab")
    footnote = page.get_by_role("link", name="Footnote 1, View 1")
    expect(footnote).to_be_focused()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert footnote.get_attribute("aria-describedby") == "card"
    assert footnote.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    for _ in range(5):
        page.keyboard.press("Tab")
    box = page.get_by_label("Your question")
    expect(box).to_be_focused()
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.keyboard.type("What about")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("B2B?")
    expect(box).to_have_value("What about\nB2B?")
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_have_text(["Ask first.[1]", "Yes.[2]"])
    expect(box).to_be_focused()
    assert stage.asked[1]["question"] == "What about\nB2B?"


def test_an_empty_question_is_not_asked(page: Page, stage: Stage) -> None:
    ask(page, "  ")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("article")).to_have_count(0)
    assert stage.asked == []


def test_a_narrow_window_never_scrolls_sideways(page: Page, stage: Stage) -> None:
    page.set_viewport_size({"width": 320, "height": 560})
    long = "w" * 300
    known = [reference(1, title=long, author=long, site=long, licence=long)]
    stage.scripts = [spoken(quote(long), references=known, notes=[long], nearest=[long])]
    ask(page, long)
    expect(page.locator(".references")).to_be_visible()
    page.locator(".mark").focus()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_aa_contrast(page: Page, stage: Stage, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    frame = {"text": "One answered.", "kind": "frame", "citations": []}
    stage.scripts = [
        spoken(frame, quote("Ask."), notes=["Old."]),
        spoken(references=[], status="no_evidence", nearest=["Why?"]),
        {"status": 503},
    ]
    for count in (1, 2, 3):
        ask(page, f"q{count}")
        expect(page.locator(".progress")).to_have_count(0)
        expect(page.get_by_role("article")).to_have_count(count)
    page.locator(".mark").focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    pairs = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(node => node.checkVisibility({visibilityProperty: true}))
            .filter(node => [...node.childNodes].some(it => it.nodeType === 3 && it.data.trim()))
            .map(node => {
                let behind = node
                while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)")
                    behind = behind.parentElement
                return [getComputedStyle(node).color, getComputedStyle(behind).backgroundColor,
                    node.outerHTML.slice(0, 80)]
            })"""
    )
    assert len(pairs) > 20
    low = [(words, ratio) for *pair, words in pairs if (ratio := contrast(*pair)) < 4.5]
    assert low == []


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two ``rgb(r, g, b)``."""
    lighter, darker = sorted(map(luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_without_javascript_it_points_to_the_api(browser: Browser, stage: Stage) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(stage.address)
    expect(plain.get_by_role("link", name="HTTP API")).to_have_attribute("href", "/docs")
    expect(plain.get_by_role("textbox")).to_have_count(0)
    context.close()
