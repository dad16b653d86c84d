"""The widget on pages of others: one line, other origins, strict policies, frames."""

from __future__ import annotations

from typing import Any

import pytest
from browsers import opened
from hosts import policy, show
from playwright.sync_api import Browser, Page, Route, expect
from stage import Stage, quote, spoken

pytestmark = pytest.mark.browser


def names(page: Page) -> list[str]:
    return [name for name, _ in page.evaluate("window.seen")]


def test_one_line_gives_a_launcher_under_the_strictest_policy(
    browser: Browser, host: Stage, stage: Stage
) -> None:
    stage.scripts = [spoken(quote("Ask first."))]
    address = show(
        host, stage, title="Ask us", greeting="Good day.", questions="Why? | How?", color="teal"
    )
    with opened(browser, address) as page:
        launcher = page.get_by_role("button", name="Open the chat")
        launcher.click()
        window = page.get_by_role("dialog", name="Ask us")
        expect(window.get_by_role("heading", name="Good day.")).to_be_visible()
        expect(page.get_by_label("Your question")).to_be_focused()
        window.get_by_role("button", name="How?").click()
        expect(window.locator(".references")).to_be_visible()
        colour = "node => getComputedStyle(node).backgroundColor"
        assert window.locator(".send").evaluate(colour) == "rgb(0, 115, 115)"
        page.get_by_role("button", name="This helped").click()
        window.locator(".mark").click()
        page.mouse.move(0, 0)  # a pointer on the number would show its card again
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(window).to_be_hidden()
        expect(launcher).to_be_focused()
        happened = ["ready", "open", "question", "answer", "feedback", "source", "close"]
        assert names(page) == happened
        details = dict(page.evaluate("window.seen"))
        assert details["question"] == {"question": "How?"}
        assert details["answer"]["answer"]["id"] == "a1"
        assert details["source"]["citation"]["quote"] == "Ask first."
        assert details["source"]["url"].startswith(f"{stage.address}/sources/starter/101?")
    assert stage.asked[0]["question"] == "How?"


def test_it_stands_inline_where_the_page_places_it(
    browser: Browser, host: Stage, stage: Stage
) -> None:
    stage.scripts = [spoken(quote("Ask first."))]
    address = show(host, stage, '<footnote-chat data-title="Here"></footnote-chat>')
    with opened(browser, address) as page:
        expect(page.get_by_role("region", name="Here")).to_be_visible()
        expect(page.get_by_role("button", name="Open the chat")).to_have_count(0)
        page.evaluate("document.querySelector('footnote-chat').ask('Is it?')")
        expect(page.locator(".sentence")).to_have_text("Ask first.1")
        page.evaluate("document.querySelector('footnote-chat').reset()")
        expect(page.locator(".sentence")).to_have_count(0)


def test_calls_made_before_it_is_loaded_are_kept(
    browser: Browser, host: Stage, stage: Stage
) -> None:
    host.pages["/early.js"] = (
        "window.footnote ??= (...call) => (footnote.queue ??= []).push(call);"
        "footnote('ask', 'Too early?'); footnote('constructor')"
    )
    stage.scripts = [spoken(quote("Ask first."))]
    address = show(host, stage, head='<script src="/early.js"></script>')
    with opened(browser, address) as page:
        expect(page.get_by_role("dialog")).to_be_visible()
        expect(page.locator(".sentence")).to_be_visible()
        assert stage.asked[0]["question"] == "Too early?"
        page.evaluate("footnote('close')")
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.evaluate("footnote('open')")
        expect(page.get_by_role("dialog")).to_be_visible()


def test_it_loads_once_however_often_it_is_included(
    browser: Browser, host: Stage, stage: Stage
) -> None:
    again = "".join(
        f'<script type="module" src="{stage.address}/widget.js{query}"></script>'
        for query in ("", "?v=2")
    )
    with opened(browser, show(host, stage, again)) as page:
        expect(page.get_by_role("button", name="Open the chat")).to_have_count(1)
        page.wait_for_load_state("networkidle")
        assert page.locator("footnote-chat").count() == 1
        assert names(page) == ["ready"]


def test_a_tag_manager_may_add_it_while_the_page_is_still_read(
    browser: Browser, host: Stage, stage: Stage
) -> None:
    host.policy = policy(stage)
    host.pages["/"] = (
        f'<!doctype html><title>Host</title><script src="{stage.address}/widget.js" type="module" '
        'async></script><script src="/held.js"></script><body><footnote-chat></footnote-chat>'
    )
    with opened(browser, "about:blank") as page:
        held: list[Route] = []
        page.route("**/held.js", lambda route: held.append(route))
        page.goto(f"{host.address}/", wait_until="commit")
        page.wait_for_function("() => customElements.get('footnote-chat')", polling=50)
        assert page.evaluate("document.body") is None
        held[0].fulfill(body="")
        expect(page.get_by_label("Your question")).to_be_visible()
        assert page.locator("footnote-chat").count() == 1
        assert page.evaluate("typeof footnote") == "function"


def test_what_is_typed_is_no_shortcut_of_the_page(
    browser: Browser, host: Stage, stage: Stage
) -> None:
    host.pages["/keys.js"] = (
        'window.keys = []; for (const name of ["keydown", "keypress", "keyup"])'
        "addEventListener(name, event => keys.push(event.key))"
    )
    head = '<script src="/keys.js"></script>'
    with opened(browser, show(host, stage, "<footnote-chat></footnote-chat>", head)) as page:
        page.keyboard.press("j")
        before = page.evaluate("keys")
        assert set(before) == {"j"}
        page.get_by_label("Your question").press_sequentially("just?")
        page.keyboard.press("Escape")
        expect(page.get_by_label("Your question")).to_have_value("just?")
        assert page.evaluate("keys") == before


def test_a_page_hears_of_what_went_wrong(browser: Browser, host: Stage, stage: Stage) -> None:
    stage.scripts = [{"status": 429, "wait": "7"}]
    with opened(browser, show(host, stage, "<footnote-chat></footnote-chat>")) as page:
        page.evaluate("document.querySelector('footnote-chat').ask('q')")
        expect(page.get_by_role("alert")).to_be_visible()
        told = dict(page.evaluate("window.seen"))["error"]
        assert told == {"question": "q", "kind": "fast", "detail": "", "wait": 7}


def test_a_page_can_take_the_source_into_its_own_hands(
    browser: Browser, host: Stage, stage: Stage
) -> None:
    stage.scripts = [spoken(quote("Ask first."))]
    with opened(browser, show(host, stage, "<footnote-chat></footnote-chat>")) as page:
        page.evaluate(
            "document.addEventListener('footnote:source', event => event.preventDefault())"
        )
        page.evaluate("document.querySelector('footnote-chat').ask('q')")
        page.locator(".mark").click()
        expect(page.get_by_role("complementary", name="Source")).to_be_hidden()


def test_attributes_can_change_at_any_time(browser: Browser, host: Stage, stage: Stage) -> None:
    stage.scripts = [spoken(quote("Ask first."))]
    with opened(browser, show(host, stage, "<footnote-chat></footnote-chat>")) as page:
        page.evaluate("document.querySelector('footnote-chat').ask('q')")
        expect(page.locator(".references")).to_be_visible()
        page.evaluate("document.querySelector('footnote-chat').dataset.lang = 'fr'")
        expect(page.get_by_role("textbox", name="Votre question")).to_be_visible()
        expect(page.locator(".sentence")).to_have_text("Ask first.1")
        page.evaluate("document.querySelector('footnote-chat').dataset.mode = 'launcher'")
        expect(page.get_by_role("button", name="Ouvrir la discussion")).to_be_visible()


def test_a_widget_that_is_moved_goes_on(browser: Browser, host: Stage, stage: Stage) -> None:
    with opened(browser, show(host, stage)) as page:
        expect(page.get_by_role("button", name="Open the chat")).to_be_visible()
        page.evaluate("document.body.append(document.querySelector('footnote-chat'))")
        page.get_by_role("button", name="Open the chat").click()
        expect(page.get_by_role("dialog")).to_be_visible()


def test_a_widget_that_is_taken_out_while_it_loads_comes_back(
    browser: Browser, host: Stage, stage: Stage
) -> None:
    with opened(browser, show(host, stage, mode="inline")) as page:
        page.wait_for_function("() => customElements.get('footnote-chat')")
        page.evaluate(
            """async () => {
                const chat = document.createElement("footnote-chat")
                document.body.append(chat)
                chat.remove()
                await new Promise(done => setTimeout(done))
                document.body.append(chat)
            }"""
        )
        expect(page.get_by_label("Your question")).to_be_visible()


@pytest.mark.parametrize("sandbox", ["allow-scripts", "allow-scripts allow-same-origin"])
def test_it_works_inside_a_frame(browser: Browser, host: Stage, stage: Stage, sandbox: str) -> None:
    show(host, stage, "<footnote-chat></footnote-chat>")
    host.policy += "; frame-src 'self'"
    frame = f'<iframe sandbox="{sandbox}" src="/" width="600" height="600"></iframe>'
    host.pages["/outer"] = f"<!doctype html><title>Outer</title>{frame}"
    stage.scripts = [spoken(quote("Ask first."))]
    with opened(browser, f"{host.address}/outer") as page:
        inside = page.frame_locator("iframe")
        box = inside.get_by_label("Your question")
        box.fill("q")
        box.press("Enter")
        expect(inside.locator(".sentence")).to_have_text("Ask first.1")
        inside.get_by_role("button", name="New conversation").click()
        expect(inside.locator(".sentence")).to_have_count(0)


def test_an_open_window_stays_open_when_the_page_changes(
    browser: Browser, host: Stage, stage: Stage
) -> None:
    with opened(browser, show(host, stage)) as page:
        page.get_by_role("button", name="Open the chat").click()
        page.reload()
        expect(page.get_by_role("dialog")).to_be_visible()
        page.get_by_role("button", name="Close").first.click()
        page.reload()
        expect(page.get_by_role("button", name="Open the chat")).to_be_visible()
        expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_real_service_lets_in_the_pages_it_is_told_to(
    browser: Browser, host: Stage, real: Any
) -> None:
    with real(origins=host.address) as address:
        host.policy = "img-src *"
        host.pages["/"] = (
            f'<!doctype html><title>Host</title><script type="module" src="{address}/widget.js">'
            "</script><body><footnote-chat></footnote-chat>"
        )
        with opened(browser, f"{host.address}/") as page:
            box = page.get_by_label("Your question")
            box.fill("Should prices be public?")
            box.press("Enter")
            expect(page.locator(".references")).to_be_visible()
            page.locator(".mark").first.click()
            expect(page.get_by_role("complementary").locator("mark").first).to_be_visible()
            page.get_by_role("button", name="This helped").click()
            expect(page.get_by_text("Only your rating was sent.")).to_be_visible()


def test_a_page_that_may_not_ask_is_told_so(browser: Browser, host: Stage, real: Any) -> None:
    with real(origins="https://shop.example") as address:
        host.policy = "img-src *"
        host.pages["/"] = (
            f'<!doctype html><title>Host</title><script type="module" src="{address}/widget.js">'
            "</script><body><footnote-chat></footnote-chat>"
        )
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{host.address}/")
        box = page.get_by_label("Your question")
        box.fill("Should prices be public?")
        box.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("could not be reached")
        expect(box).to_have_value("Should prices be public?")
        context.close()
