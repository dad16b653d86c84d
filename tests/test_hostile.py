"""Hostile strings through every field, in a real browser: nothing runs, nothing leaves.

`make hostile` sends all of them; other runs send every twentieth, and the advisories whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from browsers import WAIT
from doors import ANSWER, REFERENCE
from hostile import ADVISORIES, strings
from playwright.sync_api import Browser, Page, expect
from stage import DOCUMENT, Stage, quote, reference, section, spoken

from corpus.document import Block, Document, Section
from rag.answer import Citation, Sentence
from server.answer_page import answer_page
from server.source_page import Span, source_page

pytestmark = pytest.mark.browser

FULL = os.environ.get("HOSTILE") == "full"
ALL = strings()
SENT = ALL if FULL else [*ADVISORIES, *ALL[::20]]
AT_ONCE = 100
"""Strings in one answer."""

# Whatever runs shows itself here, whether or not it also opens a dialog.
TRAP = """
window.ran = []
for (const name of ["alert", "confirm", "prompt", "print", "open"])
    window[name] = (...what) => { window.ran.push([name, String(what)]) }
"""
NODES = """root => {
    const shadow = root.shadowRoot
    const tags = new Set(), wrong = []
    for (const node of shadow.querySelectorAll("*")) {
        tags.add(node.localName)
        for (const { name, value } of node.attributes) {
            if (name.startsWith("on") || name === "srcdoc" || name === "style" && /url/.test(value))
                wrong.push([node.localName, name, value])
            if (name === "href" && !/^https?:/.test(node.href)) wrong.push(["a", name, value])
            if (name === "src") wrong.push([node.localName, name, value])
        }
    }
    return [[...tags], wrong]
}"""
CARDS = """chat => {
    const card = chat.shadowRoot.querySelector(".card"), tags = new Set()
    const quoted = [...chat.shadowRoot.querySelectorAll(".mark")].map(mark => {
        mark.dispatchEvent(new Event("mouseenter"))
        card.querySelectorAll("*").forEach(node => tags.add(node.localName))
        return card.querySelector("blockquote").textContent
    })
    return [quoted, [...tags]]
}"""
TAGS = {
    *("a", "article", "aside", "blockquote", "button", "div", "fieldset", "footer", "form"),
    *("h2", "h3", "h4", "header", "input", "label", "legend", "li", "mark", "ol", "p", "path"),
    *("section", "span", "strong", "sup", "svg", "textarea", "time", "ul"),
}


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 20_000


@contextmanager
def guarded(browser: Browser, stage: Stage, path: str = "/host") -> Iterator[Page]:
    """A page without any policy: what keeps it safe is the widget alone."""
    stage.policy = "img-src *"
    stage.pages["/host"] = (
        '<!doctype html><title>x</title><script type="module" src="/widget.js"></script>'
        "<footnote-chat></footnote-chat>"
    )
    context = browser.new_context()
    context.set_default_timeout(WAIT * 4)
    context.add_init_script(TRAP)
    left: list[str] = []
    wrong: list[str] = []
    context.on(
        "request",
        lambda sent: sent.url.startswith((stage.address, "data:")) or left.append(sent.url),
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{stage.address}{path}")
    yield page
    assert page.evaluate("window.ran") == []
    assert len(context.pages) == 1
    assert page.url.startswith(stage.address)
    context.close()
    assert left == []
    assert wrong == []
    asked = {each.partition("?")[0] for each in stage.paths} - {"/host", "/widget.js", "/page"}
    assert asked <= {"/v1/suggest", "/v1/documents/starter/101", "/favicon.ico"}


def hostile_reference(number: int, text: str) -> dict[str, Any]:
    texts = dict.fromkeys(("title", "author", "site", "licence", "published", "votes"), text)
    places = dict.fromkeys(("url", "author_url", "licence_url", "source_url"), text)
    return reference(number, **texts, **places, position=text)


def hostile_answer(texts: list[str]) -> list[Any]:
    known = [hostile_reference(number, text) for number, text in enumerate(texts, 1)]
    said = [quote(text, number) for number, text in enumerate(texts, 1)]
    said += [{"text": text, "kind": "frame", "citations": []} for text in texts]
    return spoken(*said, references=known, status="partial", notes=texts, nearest=texts)


def batches(texts: list[str]) -> list[list[str]]:
    return [texts[at : at + AT_ONCE] for at in range(0, len(texts), AT_ONCE)]


def check(page: Page) -> None:
    tags, wrong = page.locator("footnote-chat").evaluate(NODES)
    assert wrong == []
    assert set(tags) <= TAGS


def test_through_every_field_of_an_answer(browser: Browser, stage: Stage) -> None:
    with guarded(browser, stage) as page:
        chat = page.locator("footnote-chat")
        for texts in batches(SENT):
            stage.scripts = [hostile_answer(texts), spoken(quote("Calm."))]
            chat.evaluate("(chat, question) => chat.ask(question)", texts[0] or "?")
            expect(page.locator(".references li")).to_have_count(len(texts))
            shown = page.locator(".sentence").evaluate_all(
                "all => all.map(each => each.firstChild.data)"
            )
            assert shown == texts * 2
            check(page)
            quoted, tags = chat.evaluate(CARDS)
            assert quoted == texts
            assert set(tags) <= TAGS
            chat.evaluate("chat => chat.ask('And then?')")  # what was said goes with it as history
            expect(page.locator(".references")).to_have_count(2)
            assert stage.asked[-1]["history"][1]["content"] == " ".join(texts * 2)
            chat.evaluate("chat => chat.reset()")
        assert page.evaluate("window.ran") == []


QUESTIONS = f"""async ([texts, answer, atOnce]) => {{
    const nodes = {NODES}
    const heard = name => new Promise(done => {{
        document.addEventListener(`footnote:${{name}}`, done, {{ once: true }})
    }})
    const wrong = [], tags = new Set()
    let sent
    window.fetch = async (_, {{ body }}) => {{
        sent = body && JSON.parse(body).question
        return new Response(answer)
    }}
    let chat = document.querySelector("footnote-chat")
    const look = () => {{
        const found = nodes(chat)
        found[0].forEach(tag => tags.add(tag))
        wrong.push(...found[1])
        return [...chat.shadowRoot.querySelectorAll(".asked > :last-child")]
            .map(each => each.textContent)
    }}
    for (let at = 0; at < texts.length; at += atOnce) {{
        const asked = texts.slice(at, at + atOnce).map(text => text.trim())
        for (const text of asked) {{
            const over = heard("answer")
            chat.ask(text)
            await over
            if (sent !== text) wrong.push(["sent", text, sent])
        }}
        if (`${{look()}}` !== `${{asked}}`) wrong.push(["shown", asked, look()])
        const [before, ready] = [chat, heard("ready")]
        chat = document.createElement("footnote-chat")
        before.replaceWith(chat)
        await ready
        if (`${{look()}}` !== `${{asked}}`) wrong.push(["remembered", asked, look()])
        chat.reset()
    }}
    return [[...tags], wrong]
}}"""


def test_through_the_question_and_what_the_tab_remembers_of_it(
    browser: Browser, stage: Stage
) -> None:
    wire = "".join(
        f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in spoken(quote("Calm."))
    )
    with guarded(browser, stage) as page:
        for texts in batches([text for text in SENT if text.strip()]):
            tags, wrong = page.evaluate(QUESTIONS, [texts, wire, 20])
            assert wrong == []
            assert set(tags) <= TAGS


def test_from_what_the_tab_remembers(browser: Browser, stage: Stage) -> None:
    with guarded(browser, stage) as page:
        stage.scripts = [hostile_answer(ADVISORIES)]
        page.locator("footnote-chat").evaluate("chat => chat.ask('q')")
        expect(page.locator(".references")).to_be_visible()
        page.get_by_label("Your question").fill(ADVISORIES[-10])
        page.reload()
        expect(page.locator(".sentence")).to_have_count(2 * len(ADVISORIES))
        check(page)


def test_through_the_source_beside_the_chat(browser: Browser, stage: Stage) -> None:
    with guarded(browser, stage) as page:
        for texts in batches(SENT):
            fields = ("author", "author_url", "published", "votes", "url")
            sections = [
                section("starter/101#1011", text or " ", **dict.fromkeys(fields, text))
                for text in texts
            ]
            names = ("title", "url", "site", "licence", "licence_url")
            stage.documents["starter/101"] = DOCUMENT | dict.fromkeys(names, texts[0])
            stage.documents["starter/101"]["sections"] = sections
            stage.scripts = [spoken(quote("Ask."))]
            page.locator("footnote-chat").evaluate("chat => { chat.reset(); chat.ask('q') }")
            page.locator(".mark").click()
            expect(page.locator(".reader article")).to_have_count(len(texts))
            check(page)


def test_through_what_is_suggested(browser: Browser, stage: Stage) -> None:
    stage.suggested = ADVISORIES
    with guarded(browser, stage) as page:
        page.get_by_label("Your question").fill("<img src=x onerror=alert(1)>")
        expect(page.locator(".offered button").first).to_be_visible()
        check(page)


def test_streamed_byte_by_byte(browser: Browser, stage: Stage) -> None:
    with guarded(browser, stage) as page:
        for text in ADVISORIES if FULL else ADVISORIES[::6]:
            wire = "".join(
                f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
                for name, data in spoken(quote(text), references=[hostile_reference(1, text)])
            ).encode()
            stage.scripts = [[bytes([byte]) for byte in wire]]
            page.locator("footnote-chat").evaluate("chat => { chat.reset(); chat.ask('q') }")
            expect(page.locator(".references")).to_be_visible()
            assert page.locator(".sentence").evaluate("node => node.firstChild.data") == text
            check(page)


SPLIT = """async wire => {
    const { answerEvents } = await import("/stream.js")
    const bytes = new TextEncoder().encode(wire)
    const read = async parts => {
        window.fetch = async () => new Response(new ReadableStream({
            start(stream) { parts.forEach(part => stream.enqueue(part)); stream.close() }
        }))
        const events = []
        for await (const event of answerEvents("q", [], new AbortController().signal))
            events.push(event)
        return JSON.stringify(events)
    }
    const whole = await read([bytes]), differing = []
    for (let at = 1; at < bytes.length; at++)
        if (await read([bytes.slice(0, at), bytes.slice(at)]) !== whole) differing.push(at)
    return [bytes.length, differing, JSON.parse(whole).length]
}"""


def test_split_at_every_byte(browser: Browser, stage: Stage) -> None:
    events = spoken(*(quote(f"{text} 🎧é", 1) for text in ADVISORIES), references=[reference(1)])
    wire = "".join(
        f"event: {name}\r\ndata: {json.dumps(data, ensure_ascii=False)}\r\n\r\n: still here\n\n"
        for name, data in events
    )
    with guarded(browser, stage) as page:
        length, differing, count = page.evaluate(SPLIT, wire)
        assert differing == []
        assert count == len(events)
        assert length > 5_000
        stage.paths.remove("/stream.js")
        stage.paths.remove("/server.js")


def pages(texts: list[str]) -> Iterator[str]:
    known = tuple(
        replace(
            REFERENCE,
            number=number,
            **dict.fromkeys(("title", "author", "site", "licence"), text),
            **dict.fromkeys(("url", "author_url", "licence_url"), text),
        )
        for number, text in enumerate(texts, 1)
    )
    said = tuple(
        Sentence(text, "quote", (Citation(number, 0, 1, text),))
        for number, text in enumerate(texts, 1)
    )
    questions = {"question": texts[0], "standalone_question": texts[0]}
    lists = {"notes": tuple(texts), "nearest": tuple(texts)}
    yield answer_page(replace(ANSWER, references=known, sentences=said, **questions, **lists)).html
    sections = tuple(
        Section(f"s/1#{n}", "answer", text, text, text, None, 1, text, (block,))
        for n, text in enumerate(texts)
        for block in [Block("paragraph", 0, len(text))]
    )
    first = texts[0]
    document = Document(
        "s/1", "thread", first, first, None, first, first, first, tuple(texts[:20]), sections
    )
    yield source_page(document, Span("s/1#0", 0, 1)).html


def test_through_the_pages_without_scripts(browser: Browser, stage: Stage) -> None:
    with guarded(browser, stage, "/page?0") as page:
        for texts in batches([text for text in SENT if text]):
            for html in pages(texts):
                stage.pages["/page"] = html
                page.goto(f"{stage.address}/page")
                assert page.locator("img, script, iframe, svg, object, base, link").count() == 0
                hrefs = page.locator("a").evaluate_all("all => all.map(each => each.protocol)")
                assert set(hrefs) <= {"http:", "https:", ":"}  # the last is no address at all
                assert page.evaluate("window.ran") == []
