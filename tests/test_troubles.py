"""What a person meets when an answer does not come as it should: calm words, and a way on."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from browsers import ask, opened
from playwright.sync_api import Browser, Page, expect
from stage import BEGUN, Stage, quote, spoken

pytestmark = pytest.mark.browser

FAILURES = {
    "refused": ({"status": 422, "detail": "There is no question here."}, "There is no question"),
    "fast": ({"status": 429, "wait": "7"}, "Try again in 7 seconds."),
    "no key": ({"status": 401, "detail": "A key is needed."}, "This page may not ask here."),
    "busy": ({"status": 503, "type": "/docs#busy", "wait": "2"}, "Try again in 2 seconds."),
    "not ready": ({"status": 503, "detail": "No index."}, "Footnote is not ready yet."),
    "unknown": ({"status": 500}, "Something went wrong on the server."),
    "error event": ([*BEGUN, ("error", {"detail": "The disk is full."})], "The disk is full."),
    "stopped": (
        [*BEGUN, ("error", {"type": "/docs#stopping"})],
        "The answer did not arrive whole.",
    ),
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
    stage.scripts = [spoken(quote("Ask first."))]
    page.context.set_offline(False)
    expect(page.locator(".references")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_label("Your question")).to_have_value("")


def test_a_question_asked_offline_is_asked_on_the_next_page(page: Page, stage: Stage) -> None:
    page.context.set_offline(True)
    ask(page, "Is interruption evil?")
    expect(page.get_by_role("alert")).to_contain_text("You are offline.")
    page.goto("about:blank")
    page.context.set_offline(False)
    stage.scripts = [spoken(quote("Ask first."))]
    page.goto(stage.address)
    expect(page.locator(".references")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_slow_answer_says_so(browser: Browser, stage: Stage) -> None:
    never = threading.Event()
    stage.scripts = [[never]]
    with opened(browser, stage.address) as page:
        page.clock.install()
        page.reload()
        ask(page, "q")
        expect(page.locator(".progress")).to_have_text("Looking for people who answered this")
        page.clock.fast_forward(9_000)
        expect(page.locator(".progress")).to_contain_text("takes longer than usual")
        expect(page.get_by_role("log")).to_contain_text("takes longer than usual")
        never.set()


def test_stopping_keeps_what_was_said(page: Page, stage: Stage) -> None:
    never = threading.Event()
    stage.scripts = [[*BEGUN, never], spoken(quote("Yes.", 2))]
    ask(page, "q")
    expect(page.locator(".sentence")).to_have_text("Ask first.1")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".stopline")).to_contain_text("The answer above is not complete.")
    expect(page.locator(".references li")).to_have_count(1)
    never.set()
    ask(page, "And then?")
    expect(page.locator(".sentence")).to_have_text(["Ask first.1", "Yes.2"])
