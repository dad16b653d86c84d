"""The widget as a reader has set up the screen: its size, its colours, and how much may move."""

from __future__ import annotations

import re
import threading

import pytest
from browsers import ask, opened, prepared
from playwright.sync_api import Browser, expect
from stage import BEGUN, Stage, quote, reference, spoken

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("mode", ["inline", "launcher"])
@pytest.mark.parametrize("size", [(320, 640), (320, 256), (640, 400)])
def test_nothing_is_lost_in_a_small_or_enlarged_window(
    browser: Browser, stage: Stage, size: tuple[int, int], mode: str
) -> None:
    """320 by 256 is a desktop at 400 %, 640 by 400 one at 200 %."""
    long = "w" * 300
    address = prepared(stage, attributes=f'data-mode="{mode}"')
    known = [reference(1, title=long, author=long, site=long, licence=long)]
    stage.scripts = [spoken(quote(long), references=known, notes=[long], nearest=[long])]
    viewport = {"width": size[0], "height": size[1]}
    with opened(browser, address, viewport=viewport, reduced_motion="reduce") as page:
        if mode == "launcher":
            page.get_by_role("button", name="Open the chat").click()
        ask(page, long)
        expect(page.locator(".references")).to_be_visible()
        page.locator(".mark").focus()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        sideways = page.evaluate(
            """() => [...document.querySelector("footnote-chat").shadowRoot.querySelectorAll(
                ".window *")].filter(node => node.checkVisibility() && !node.closest(".unseen"))
                .filter(node => node.getBoundingClientRect().right > innerWidth + 1)
                .map(node => node.className)"""
        )
        assert sideways == []
        box = page.get_by_label("Your question")
        box.scroll_into_view_if_needed()
        expect(box).to_be_in_viewport()


def test_targets_are_large_enough_for_a_finger(browser: Browser, stage: Stage) -> None:
    options = {"viewport": {"width": 390, "height": 800}, "has_touch": True}
    with opened(browser, prepared(stage), reduced_motion="reduce", **options) as page:
        ask(page, "q")
        expect(page.locator(".references")).to_be_visible()
        small = page.evaluate(
            """() => [...document.querySelector("footnote-chat").shadowRoot.querySelectorAll(
                "button, textarea, .mark")].filter(node => node.checkVisibility()).filter(node => {
                const { width, height } = node.getBoundingClientRect()
                return Math.min(width, height) < 24
            }).map(node => [node.className, node.ariaLabel, node.getBoundingClientRect().height])"""
        )
        assert [each for each in small if "mark" not in each[0]] == []


def test_forced_colours_keep_edges_and_marks(browser: Browser, stage: Stage) -> None:
    with opened(browser, prepared(stage), forced_colors="active") as page:
        ask(page, "q")
        expect(page.locator(".references")).to_be_visible()
        border = "node => getComputedStyle(node).borderTopWidth"
        for name in (".send", ".suggestion", ".field"):
            for node in page.locator(name).all():
                assert node.evaluate(border) == "1px"
        page.locator(".mark").first.click()
        mark = page.locator(".reader mark")
        plain = page.locator(".reader .block").evaluate("node => getComputedStyle(node).color")
        assert mark.evaluate("node => getComputedStyle(node).backgroundColor") != plain


def test_reduced_motion_is_still(browser: Browser, stage: Stage) -> None:
    never = threading.Event()
    with opened(browser, prepared(stage), reduced_motion="reduce") as page:
        stage.scripts = [[*BEGUN, never]]
        ask(page, "q")
        expect(page.locator(".sentence")).to_be_visible()
        running = page.evaluate(
            """() => document.querySelector("footnote-chat").shadowRoot.getAnimations().length"""
        )
        never.set()
        assert running == 0


@pytest.mark.parametrize("colour", ["#ffff00", "#00ff00", "black", "white", "hsl(200 90% 50%)"])
def test_any_colour_is_made_readable(browser: Browser, stage: Stage, colour: str) -> None:
    for scheme in ("light", "dark"):
        address = prepared(stage, attributes=f'data-color="{colour}"')
        with opened(browser, address, color_scheme=scheme) as page:
            ask(page, "q")
            expect(page.locator(".references")).to_be_visible()
            pairs = page.evaluate(
                """() => ["mark", "send"].map(name => {
                    const node = document.querySelector("footnote-chat").shadowRoot
                        .querySelector(`.${name}`)
                    return [getComputedStyle(node).color, getComputedStyle(node).backgroundColor]
                })"""
            )
            assert min(contrast(*pair) for pair in pairs) >= 4.5, pairs


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours as Chromium computes them."""
    lighter, darker = sorted(map(luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [float(part) for part in re.findall(r"[\d.]+", colour.removeprefix("color(srgb"))[:3]]
    if colour.startswith("rgb"):
        parts = [part / 255 for part in parts]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
