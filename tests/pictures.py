"""Pictures of the widget in every state: light and dark, on a desktop and a phone, and in Arabic.

Run by `make pictures`; whoever changes how the widget looks, looks at them. Languages named after
the folder are taken in every look instead: `python tests/pictures.py pictures es it nl`.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from browsers import BROWSER, FLAGS, staged
from playwright.sync_api import Browser, Page, sync_playwright
from stage import DOCUMENT, Stage, quote, reference, section, spoken

SAID = [
    (1, "Interruption is not evil; wasting someone's time is."),
    (2, "Advertising is interruption that people have agreed to tolerate, and it is fair as long "
     "as it pays its way with something useful, funny or beautiful."),
    (3, "Cold calls work when the buyer has a costly problem and is not looking for a solution."),
    (3, "Ask one question, then listen."),
]  # fmt: skip
KNOWN = [
    reference(1, author="The permission view", published="2026-03-02", position="against"),
    reference(2, author="The brand view", published="2011-05-04", votes=42, position="depends"),
    reference(3, author="The sales view", published="2014-03-09", votes=7, position="for"),
]
NOTES = ["2 of 3 sources are from 2011 to 2014: check what has changed since, above all products."]
NEAREST = ["How do I get a first customer?", "Is it worth it to advertise before launch?"]

LOOKS: dict[str, dict[str, Any]] = {
    "desktop-light": {"viewport": {"width": 1280, "height": 800}},
    "desktop-dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone-light": {"viewport": {"width": 390, "height": 780}, "has_touch": True},
    "phone-dark": {
        "viewport": {"width": 390, "height": 780},
        "has_touch": True,
        "color_scheme": "dark",
    },
}

HOST = """<!doctype html><html lang="{lang}"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root {{ color-scheme: light dark }} body {{ max-width: 44rem; margin: 3rem auto;
padding: 0 1.5rem; font: 1.1rem/1.6 system-ui }}</style>
<script type="module" src="/widget.js"></script>
<h1>A small shop</h1><p>Whatever the page is about stands here, and the chat waits in the corner
until somebody has a question.</p>"""


def prepared(stage: Stage) -> None:
    stage.policy = "img-src *"
    stage.suggested = [
        "Is interruption marketing evil?",
        "How do I get my first hundred users?",
        "Free trial or freemium?",
        "Does cold e-mail still work?",
    ]
    text = (
        "It depends on whom you interrupt.\n\n" + SAID[2][1] + " " + SAID[3][1] + "\n\n"
        "Everybody else has a reason to be annoyed, and will tell others."
    )
    starts = [0, *(at + 2 for at in range(len(text)) if text[at : at + 2] == "\n\n")]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    blocks = [
        {"kind": "paragraph", "start": start, "end": end, "number": None}
        for start, end in zip(starts, ends, strict=True)
    ]
    asked = "We sell to clinics. Is it wrong to call them?"
    stage.documents["starter/103"] = DOCUMENT | {
        "sections": [
            section("starter/103#question", asked, role="question", author="The asking view"),
            section("starter/103#1031", text, blocks, author="The sales view"),
        ]
    }


def answered() -> list[Any]:
    starts = {3: 35}
    said = [quote(text, number, starts.get(number, 0)) for number, text in SAID[:3]]
    said.append(quote(SAID[3][1], 3, 35 + len(SAID[2][1]) + 1))
    return spoken(*said, references=KNOWN, notes=NOTES)


def states(page: Page, stage: Stage) -> Iterator[str]:
    """Brings the widget into each of its states, one after the other."""

    def ask(question: str, until: str) -> None:
        box = page.locator(".composer textarea")
        box.fill(question)
        box.press("Enter")
        page.locator(until).last.wait_for()
        page.mouse.move(0, 0)

    page.locator(".welcome button").first.wait_for()
    yield "empty"
    page.locator(".composer textarea").press_sequentially("how do i")
    page.locator(".offered button").first.wait_for()
    yield "suggestions"
    known, told = threading.Event(), threading.Event()
    events = answered()
    stage.scripts = [[events[0], known, events[1], told, *events[2:]]]
    ask("Is interruption marketing evil?", ".roundup")
    yield "reading"
    known.set()
    page.locator(".sentence").wait_for()
    yield "writing"
    told.set()
    page.locator(".references").wait_for()
    yield "answer"
    page.locator(".mark").nth(1).hover()
    yield "card"
    page.mouse.move(0, 0)
    page.locator(".mark").last.click()
    page.locator(".reader mark").wait_for()
    yield "source"
    page.keyboard.press("Escape")
    page.locator(".references").scroll_into_view_if_needed()
    yield "references"
    page.locator(".thumbs button").last.click()
    page.locator(".why").scroll_into_view_if_needed()
    yield "feedback"
    notes = ["No source here mentions “parrot”."]
    stage.scripts = [
        spoken(references=[], status="no_evidence", nearest=NEAREST, notes=notes),
        {"status": 503},
    ]
    ask("How do I train a parrot?", ".offers")
    yield "refusal"
    ask("And what about cold e-mail?", ".trouble")
    yield "trouble"
    page.context.set_offline(True)
    ask("And by post?", ".trouble")
    yield "offline"
    never = threading.Event()
    stage.scripts = [[*events[:2], never]]
    page.context.set_offline(False)
    page.locator(".send.stops").wait_for()
    page.locator(".sentence").last.wait_for()
    page.locator(".send").click()
    page.locator(".stopline").wait_for()
    never.set()
    yield "stopped"


def series(languages: list[str]) -> Iterator[tuple[str, str, str]]:
    """Looks, places and languages."""
    if languages:
        yield from ((look, "launcher", lang) for lang in languages for look in LOOKS)
    else:
        yield from ((look, place, "en") for look in LOOKS for place in ("demo", "launcher"))
        yield "phone-light", "launcher", "ar"


def take(browser: Browser, folder: Path, languages: list[str]) -> None:
    for look, place, lang in series(languages):
        with staged() as stage:
            prepared(stage)
            stage.pages["/host"] = HOST.format(lang=lang)
            context = browser.new_context(locale="en-GB", reduced_motion="reduce", **LOOKS[look])
            page = context.new_page()
            page.goto(stage.address + ("/" if place == "demo" else "/host"))
            name = f"{look}-{place}" if lang == "en" else f"{look}-{lang}"
            if place == "launcher":
                launcher = page.locator(".launcher")
                launcher.wait_for()
                page.screenshot(path=folder / f"{name}-00-closed.png")
                launcher.click()
            for nth, state in enumerate(states(page, stage), 1):
                page.wait_for_timeout(250)
                page.screenshot(path=folder / f"{name}-{nth:02}-{state}.png")
            context.close()


if __name__ == "__main__":
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        take(opened, into, sys.argv[2:])
        opened.close()
    print(f"{len(list(into.glob('*.png')))} pictures in {into}")
