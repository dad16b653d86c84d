"""How the widget looks on pages of others: their styles stay out, what they may set is set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from browsers import WAIT, opened
from hosts import show
from playwright.sync_api import Browser, expect
from stage import Stage, quote, spoken

pytestmark = pytest.mark.browser


def test_a_page_sets_its_own_look(browser: Browser, host: Stage, stage: Stage) -> None:
    css = """footnote-chat { --footnote-accent: rgb(1 2 3); --footnote-font: monospace;
        --footnote-serif: cursive; --footnote-radius: 3px; --footnote-border: 5px solid red;
        --footnote-height: 321px }
    footnote-chat::part(header) { background: rgb(4, 5, 6) }
    footnote-chat::part(question) { text-decoration: underline }"""
    host.policy = "style-src 'unsafe-inline'"
    stage.scripts = [spoken(quote("Ask first."))]
    body = '<footnote-chat data-theme="dark"></footnote-chat>'
    with opened(browser, show(host, stage, body, f"<style>{css}</style>")) as page:
        page.evaluate("document.querySelector('footnote-chat').ask('q')")
        expect(page.locator(".references")).to_be_visible()

        def style(of: str, name: str) -> str:
            return page.locator(of).first.evaluate(f"node => getComputedStyle(node).{name}")

        assert style(".send", "backgroundColor") == "rgb(1, 2, 3)"
        assert style(".speaker", "fontFamily") == "monospace"
        assert style(".sentence", "fontFamily") == "cursive"
        assert style(".window", "borderTopWidth") == "5px"
        assert style(".window", "borderRadius") == "3px"
        assert style("footnote-chat", "height") == "321px"
        assert style(".bar", "backgroundColor") == "rgb(4, 5, 6)"
        assert style(".asked", "textDecorationLine") == "underline"
        assert (
            style(".window", "backgroundColor") == "rgb(20, 24, 26)"
        )  # dark though the page is not
        named = page.locator("footnote-chat [part]").evaluate_all(
            "all => all.map(n => n.part.value)"
        )
        parts = ["window", "header", "title", "question", "answer", "composer", "ask", "source"]
        assert {each for names in named for each in names.split()} >= set(parts)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_may_have_it_always_light_or_always_dark(
    browser: Browser, host: Stage, stage: Stage, theme: str
) -> None:
    other = {"light": "dark", "dark": "light"}[theme]
    paper = {"light": "rgb(250, 249, 246)", "dark": "rgb(20, 24, 26)"}
    address = show(host, stage, f'<footnote-chat data-theme="{theme}"></footnote-chat>')
    with opened(browser, address, color_scheme=other) as page:
        window = page.locator(".window")
        colour = "node => getComputedStyle(node).backgroundColor"
        assert window.evaluate(colour) == paper[theme]
        page.evaluate("delete document.querySelector('footnote-chat').dataset.theme")
        assert window.evaluate(colour) == paper[other]


HOSTILE_CSS = """
html { font-size: 4px !important }
* { color: red !important; font: 40px "Comic Sans MS" !important; margin: 30px !important;
    letter-spacing: 1em !important; text-transform: uppercase !important; float: left !important;
    position: static !important; visibility: hidden; line-height: 5 !important;
    box-sizing: content-box !important; background: yellow !important; direction: rtl !important }
body { transform: scale(0.5) translateX(300px); filter: blur(2px); opacity: 0.2 }
button, textarea, dialog { display: none !important }
footnote-chat, footnote-chat * { width: 9px; z-index: -1 !important; overflow: hidden !important }
.over { position: fixed !important; inset: 0; z-index: 2147483647 !important;
    visibility: visible !important }
"""


BOOTSTRAP = Path(sys.prefix) / "node" / "node_modules" / "bootstrap/dist/css/bootstrap.css"


CLASSES = """
*, ::after, ::before { box-sizing: border-box }
body { margin: 0; font-family: system-ui; font-size: 1rem; line-height: 1.5; color: #212529 }
h1, h2, h3, h4 { margin-top: 0; margin-bottom: .5rem; font-weight: 500; line-height: 1.2 }
p { margin-top: 0; margin-bottom: 1rem } ol, ul { padding-left: 2rem; margin-bottom: 1rem }
a { color: #0d6efd; text-decoration: underline } label { display: inline-block }
button { border-radius: 0 } .card { display: flex; border: 9px solid red } .btn { color: red }
.answer, .question, .window, .root, .bar { display: none } [hidden] { display: none !important }
"""


LOOKS = """() => {
    const shadow = document.querySelector("footnote-chat").shadowRoot
    return ["launcher", "window", "asked", "words", "speaker", "send", "references"].map(name => {
        const node = shadow.querySelector(`.${name}`), style = getComputedStyle(node)
        const kept = ["color", "backgroundColor", "fontSize", "fontFamily", "letterSpacing",
            "textTransform", "lineHeight", "display", "visibility", "direction", "float", "margin"]
        const box = node.getBoundingClientRect()
        return [name, box.width, box.height, box.x, ...kept.map(key => style[key])]
    })
}"""


def looks(browser: Browser, host: Stage, stage: Stage, css: str) -> tuple[Any, str]:
    """How the widget looks on a page with these styles, and how the page's heading does."""
    stage.scripts = [spoken(quote("Ask first."), quote("Then wait.", 2))]
    head, body = f"<style>{css}</style>", '<div class="over"></div>' if "over" in css else ""
    with opened(browser, show(host, stage, body, head), reduced_motion="reduce") as page:
        before = page.locator("h1").evaluate("node => JSON.stringify(getComputedStyle(node))")
        page.get_by_role("button", name="Open the chat").click()
        page.get_by_label("Your question").fill("q")
        page.keyboard.press("Enter")
        expect(page.locator(".references")).to_be_visible()
        page.locator(".mark").first.hover()  # nothing lies above it
        expect(page.get_by_role("tooltip")).to_be_visible()
        after = page.locator("h1").evaluate("node => JSON.stringify(getComputedStyle(node))")
        assert before == after
        page.mouse.move(0, 0)
        return page.evaluate(LOOKS), after


@pytest.mark.parametrize("css", [HOSTILE_CSS, CLASSES, None], ids=["hostile", "classes", "real"])
def test_no_style_gets_in_or_out(
    browser: Browser, host: Stage, stage: Stage, css: str | None
) -> None:
    if css is None and not BOOTSTRAP.exists():
        pytest.skip("needs Bootstrap, which make test fetches where there is npm")
    host.policy = "style-src 'unsafe-inline'; img-src data:"
    css = BOOTSTRAP.read_text("utf-8") if css is None else css
    assert looks(browser, host, stage, css)[0] == looks(browser, host, stage, "")[0]


def test_a_phone_has_the_whole_screen(browser: Browser, host: Stage, stage: Stage) -> None:
    size = {"width": 360, "height": 640}
    still = {"has_touch": True, "reduced_motion": "reduce"}
    with opened(browser, show(host, stage), viewport=size, **still) as page:
        page.get_by_role("button", name="Open the chat").tap()
        assert page.get_by_role("dialog").bounding_box() == {"x": 0, "y": 0, **size}
        page.get_by_role("dialog").get_by_role("button", name="Close").tap()
        expect(page.get_by_role("dialog")).to_be_hidden(timeout=WAIT)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("corner", ["left", "right"])
def test_it_sits_in_the_corner_that_is_asked_for(
    browser: Browser, host: Stage, stage: Stage, corner: str, lang: str
) -> None:
    address = show(host, stage, position=corner, lang=lang)
    with opened(browser, address, reduced_motion="reduce") as page:
        for _ in range(2):  # closed, and open
            box = page.locator(".launcher").bounding_box()
            assert box
            beside = box["x"] if corner == "left" else 1280 - box["x"] - box["width"]
            assert beside == pytest.approx(20, abs=3)  # under the mouse it grows a little
            page.locator(".launcher").click()
