"""The widget for everybody: axe in every state, keyboard alone, what is heard, and what is seen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsers import ask, opened, prepared
from playwright.sync_api import Browser, Page, expect
from stage import BEGUN, Stage, quote, spoken

pytestmark = pytest.mark.browser


def states(page: Page, stage: Stage) -> Iterator[str]:
    """Brings the widget into each of its states, one after the other."""
    expect(page.locator(".welcome button")).to_have_count(2)
    yield "empty"
    page.locator(".composer textarea").press_sequentially("cold")
    expect(page.locator(".offered button")).to_have_count(2)
    yield "suggestions"
    ask_(page, "Is it evil?")
    expect(page.locator(".references")).to_be_visible()
    yield "answer"
    page.locator(".mark").first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    yield "card"
    page.locator(".mark").first.click()
    expect(page.locator(".reader mark")).to_be_visible()
    yield "source"
    page.keyboard.press("Escape")
    page.locator(".thumbs button").last.click()
    expect(page.locator(".why")).to_be_visible()
    yield "feedback"
    nearest = ["What is a fair price?"]
    notes = ["No source here mentions “parrot”."]
    stage.scripts = [
        spoken(references=[], status="no_evidence", nearest=nearest, notes=notes),
        {"status": 429, "wait": "7"},
    ]
    ask_(page, "How do I train a parrot?")
    expect(page.locator(".refused")).to_be_visible()
    yield "refusal"
    ask_(page, "Again?")
    expect(page.locator(".trouble")).to_be_visible()
    yield "trouble"
    known, never = threading.Event(), threading.Event()
    stage.scripts = [[BEGUN[0], known, BEGUN[1], never]]
    ask_(page, "Really?")
    expect(page.locator(".send.stops")).to_be_visible()
    expect(page.locator(".progress")).to_contain_text("View 1")
    yield "reading"
    known.set()
    expect(page.locator(".turn:last-child .sentence")).to_be_visible()
    yield "writing"
    page.locator(".send").click()
    never.set()
    expect(page.locator(".stopline")).to_be_visible()
    yield "stopped"


def ask_(page: Page, question: str) -> None:
    page.locator(".composer textarea").fill(question)
    page.locator(".composer textarea").press("Enter")


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


STATES = (
    *("empty", "suggestions", "answer", "card", "source", "feedback", "refusal", "trouble"),
    *("reading", "writing", "stopped"),
)
CLEAN: dict[str, list[str]] = {state: [] for state in STATES}

LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}, "has_touch": True},
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_any_state(browser: Browser, stage: Stage, look: str) -> None:
    options: dict[str, Any] = {"reduced_motion": "reduce", **LOOKS[look]}
    with opened(browser, prepared(stage), **options) as page:
        assert {state: faults(page) for state in states(page, stage)} == CLEAN


def test_axe_finds_nothing_from_right_to_left_or_in_a_colour_of_ones_own(
    browser: Browser, stage: Stage
) -> None:
    address = prepared(stage, "ar", 'data-color="#ffcc00" data-mode="launcher"')
    with opened(browser, address, reduced_motion="reduce") as page:
        assert faults(page) == []
        page.get_by_role("button", name="افتح المحادثة").click()
        assert {state: faults(page) for state in states(page, stage)} == CLEAN


def test_axe_finds_nothing_on_the_demo_page(page: Page, stage: Stage) -> None:
    stage.policy = "default-src 'self'; script-src 'self' 'unsafe-eval'"
    page.reload()
    page.get_by_role("button", name="Put it on your site").click()
    assert faults(page) == []


def test_axe_finds_nothing_on_the_pages_without_scripts(browser: Browser, service: str) -> None:
    context = browser.new_context(bypass_csp=True)  # axe is a script
    page = context.new_page()
    for address in ("/ask", "/ask?q=Should+prices+be+public?", "/ask?q=parrot", "/sources/nothing"):
        page.goto(f"{service}{address}")
        assert faults(page) == [], address
    page.goto(f"{service}/ask?q=Should+prices+be+public?")
    page.locator(".said a").first.click()
    expect(page.locator("#cite")).to_be_visible()
    assert faults(page) == []
    context.close()


def test_everything_is_within_reach_of_the_keyboard(browser: Browser, stage: Stage) -> None:
    address = prepared(stage, attributes='data-mode="launcher"')
    with opened(browser, address, reduced_motion="reduce") as page:
        launcher = page.get_by_role("button", name="Open the chat")
        expect(launcher).to_be_visible()
        page.keyboard.press("Tab")
        expect(launcher).to_be_focused()
        page.keyboard.press("Enter")
        box = page.get_by_label("Your question")
        expect(box).to_be_focused()
        page.keyboard.type("What about")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("B2B?")
        expect(box).to_have_value("What about\nB2B?")
        page.keyboard.press("Enter")
        expect(page.locator(".references")).to_be_visible()
        expect(box).to_be_focused()
        reached = []
        for _ in range(30):
            page.keyboard.press("Shift+Tab")
            reached.append(focused(page))
            if reached[-1] == "New conversation":
                break
        for name in ("This did not help", "This helped", "Try again", "Copy with sources"):
            assert name in reached
        assert any(name.startswith("Footnote 1") for name in reached)
        page.get_by_role("link", name="Footnote 1: View 1").focus()
        expect(page.get_by_role("tooltip")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator(".reader mark")).to_be_visible()
        assert focused(page) == "Source"
        page.keyboard.press("Escape")
        assert focused(page) == "Footnote 1: View 1"
        page.keyboard.press("Escape")
        expect(launcher).to_be_focused()


def focused(page: Page) -> str:
    return page.evaluate(
        """() => {
            let node = document.activeElement
            while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement
            return node.ariaLabel || node.textContent
        }"""
    )


def test_every_focus_is_seen(browser: Browser, stage: Stage) -> None:
    with opened(browser, prepared(stage), reduced_motion="reduce") as page:
        ask(page, "q")
        expect(page.locator(".references")).to_be_visible()
        unseen = page.evaluate(
            """() => [...document.querySelector("footnote-chat").shadowRoot.querySelectorAll(
                "a[href], button, textarea")].filter(node => {
                node.focus({ focusVisible: true })
                const style = getComputedStyle(node.localName === "textarea"
                    ? node.closest(".field") : node)
                return node.checkVisibility() && style.outlineStyle !== "solid"
            }).map(node => node.outerHTML)"""
        )
        assert unseen == []


HEARD = """() => {
    window.heard = []
    const root = document.querySelector("footnote-chat").shadowRoot
    const live = "[aria-live], [role=log], [role=status], [role=alert]"
    new MutationObserver(changes => {
        for (const { addedNodes } of changes)
            for (const node of addedNodes)
                if ((node.parentElement ?? node).closest(live) || node.matches?.(live))
                    window.heard.push(node.textContent)
    }).observe(root, { childList: true, subtree: true })
}"""


def test_each_answer_is_heard_once_and_the_history_never_again(
    browser: Browser, stage: Stage
) -> None:
    with opened(browser, prepared(stage)) as page:
        expect(page.get_by_label("Your question")).to_be_visible()
        page.evaluate(HEARD)
        ask(page, "q")
        expect(page.locator(".references")).to_be_visible()
        heard = [
            "Looking for people who answered this",
            "Two people answered.",
            "View 1: Ask first.",
            "View 2: Never.",
            "Answer complete, 2 sources.",
        ]
        assert page.evaluate("window.heard") == heard
        stage.scripts = [spoken(quote("Yes.", 2))]
        ask(page, "r")
        expect(page.locator(".references")).to_have_count(2)
        page.locator(".mark").first.click()
        expect(page.locator(".reader mark")).to_be_visible()
        more = page.evaluate("window.heard")[len(heard) :]
        assert more[:3] == [heard[0], "View 2: Yes.", "Answer complete, 1 source."]
        assert not any("Ask first." in each or "Never." in each for each in more)
