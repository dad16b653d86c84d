"""Around the widget's answers: thumbs, suggestions, memory, copies, languages, other pages."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest
from browsers import ask, opened
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, expect
from stage import BEGUN, DOCUMENT, Stage, quote, reference, section, spoken

pytestmark = pytest.mark.browser


def test_what_is_quoted_stands_in_its_discussion(page: Page, stage: Stage) -> None:
    text = "Don’t 🎧 shout.\n\n1. Ask first.\n2. Then wait.\n\nHe said\n\nx = 1"
    spans = [
        ("paragraph", "Don’t 🎧 shout.", None),
        ("item", "Ask first.", 1),
        ("item", "Then wait.", 2),
        ("quote", "He said", None),
        ("code", "x = 1", None),
    ]
    blocks = [
        {"kind": kind, "start": (at := text.index(words)), "end": at + len(words), "number": number}
        for kind, words, number in spans
    ]
    sections = [
        section("starter/101#question", "May I?", role="question", author="Asker", url=None),
        section("starter/101#1011", text, blocks, author_url="javascript:alert(1)"),
    ]
    stage.documents["starter/101"] = DOCUMENT | {"sections": sections}
    start = text.index("first")
    stage.scripts = [spoken(quote("first.\n2. Then", 1, start))]
    ask(page, "q")
    mark = page.locator(".mark")
    mark.click()
    source = page.get_by_role("complementary", name="Source")
    expect(source.locator("mark")).to_have_text(["first.", "Then"])
    expect(source.locator("mark").first).to_be_in_viewport()
    assert source.locator("ol li").all_inner_texts() == ["Ask first.", "Then wait."]
    assert source.locator("blockquote").inner_text() == "He said"
    assert source.locator("pre").inner_text() == "x = 1"
    assert "Question by Asker" in source.locator(".wrote").first.inner_text()
    assert source.get_by_role("link", name="View 1").count() == 0
    page.keyboard.press("Escape")
    expect(source).to_be_hidden()
    expect(mark).to_be_focused()


def test_a_source_that_cannot_be_had_still_shows_the_words(page: Page, stage: Stage) -> None:
    stage.scripts = [spoken(quote("Ask first."))]
    ask(page, "q")
    page.locator(".mark").click()
    source = page.get_by_role("complementary", name="Source")
    expect(source.get_by_role("alert")).to_have_text("The source could not be opened here.")
    expect(source.locator("blockquote")).to_have_text("Ask first.")
    expect(source.get_by_role("link", name="Open as a page")).to_be_visible()


def test_a_thumb_down_asks_why_and_says_what_is_sent(page: Page, stage: Stage) -> None:
    stage.scripts = [spoken(quote("Ask first."), quote("Then wait.", 2))]
    ask(page, "Is interruption evil?")
    page.get_by_role("button", name="This did not help").click()
    page.get_by_label("It is out of date").check()
    expect(page.get_by_text("Nothing else goes with it.")).to_be_visible()
    page.get_by_label("Send my question and this answer too").check()
    expect(page.get_by_text("your question and this answer.")).to_be_visible()
    page.get_by_label("Anything else").fill("Too old")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Thank you. It was sent.")).to_be_visible()
    assert stage.feedback == [
        {
            "answer_id": "a1",
            "rating": "down",
            "reasons": ["outdated"],
            "comment": "Too old",
            "question": "Is interruption evil?",
            "answer": "Ask first. Then wait.",
        }
    ]
    down = page.get_by_role("button", name="This did not help")
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(down).to_be_focused()


def test_a_thumb_up_sends_only_itself(page: Page, stage: Stage) -> None:
    stage.scripts = [spoken(quote("Ask first."))]
    ask(page, "q")
    page.get_by_role("button", name="This helped").click()
    expect(page.get_by_text("Only your rating was sent.")).to_be_visible()
    empty = {"reasons": [], "comment": "", "question": None, "answer": None}
    assert stage.feedback == [{"answer_id": "a1", "rating": "up", **empty}]


def test_a_service_without_feedback_has_no_thumbs(page: Page, stage: Stage) -> None:
    stage.feedback_status = 404
    stage.scripts = [spoken(quote("Ask first."))] * 2
    ask(page, "q")
    page.get_by_role("button", name="This helped").click()
    expect(page.get_by_role("button", name="This helped")).to_be_hidden()
    ask(page, "r")
    expect(page.locator(".references")).to_have_count(2)
    expect(page.get_by_role("button", name="This helped")).to_have_count(0)


def test_questions_are_suggested_before_and_while_typing(browser: Browser, stage: Stage) -> None:
    stage.suggested = ["Is cold e-mail legal?", "Does cold e-mail work?"]
    stage.scripts = [spoken(quote("Yes."))]
    with opened(browser, stage.address) as page:
        starters = page.locator(".welcome").get_by_role("button")
        expect(starters).to_have_text(stage.suggested)
        box = page.get_by_label("Your question")
        box.press_sequentially("cold")
        offered = page.get_by_role("list", name="Suggestions")
        expect(offered.get_by_role("button")).to_have_text(stage.suggested)
        expect(page.get_by_role("log")).to_contain_text("2 suggestions")
        for _ in range(2):
            page.keyboard.press("ArrowDown")
        expect(offered.get_by_role("button").last).to_be_focused()
        for _ in range(2):
            page.keyboard.press("ArrowUp")
        expect(box).to_be_focused()
        page.keyboard.press("Escape")
        expect(offered).to_be_hidden()
        box.press_sequentially(" e")
        offered.get_by_role("button").last.click()
        expect(page.locator(".sentence")).to_be_visible()
        assert stage.asked[0]["question"] == "Does cold e-mail work?"
        expect(offered).to_be_hidden()


def test_a_service_without_suggestions_is_asked_for_them_once(page: Page, stage: Stage) -> None:
    for word in ("cold", "colder"):
        page.get_by_label("Your question").fill(word)
        page.wait_for_timeout(400)  # longer than the pause it waits for
    assert len([path for path in stage.paths if path.startswith("/v1/suggest")]) == 1


def test_the_conversation_survives_a_page_change_and_nothing_longer(
    page: Page, stage: Stage, browser: Browser
) -> None:
    never = threading.Event()
    stage.scripts = [spoken(quote("Ask first.")), [*BEGUN, never]]
    ask(page, "Is interruption evil?")
    expect(page.locator(".references")).to_be_visible()
    ask(page, "Really?")
    expect(page.locator(".sentence")).to_have_count(2)
    page.get_by_label("Your question").fill("half a thou")
    page.reload()
    never.set()
    expect(page.locator(".asked")).to_contain_text(["Is interruption evil?", "Really?"])
    expect(page.locator(".sentence")).to_have_count(2)
    expect(page.get_by_label("Your question")).to_have_value("half a thou")
    # Which comes first, the end of the stream or of the page, is the browser's affair.
    told = re.compile("You left the page|The connection broke off")
    expect(page.get_by_role("alert")).to_contain_text(told)
    assert page.get_by_role("log").inner_text() == ""
    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []
    with opened(browser, stage.address) as other:
        expect(other.get_by_role("article")).to_have_count(0)


HOSTILE = "![x](https://evil.example/?a) <img src=x> [y](javascript:alert(1)) # `z`"


def test_what_is_downloaded_or_copied_cites_and_is_only_words(page: Page, stage: Stage) -> None:
    known = [reference(1, author=HOSTILE, title=HOSTILE, url="javascript:alert(1)")]
    old = quote(HOSTILE, dated=2011)
    stage.scripts = [spoken(old, references=known, notes=[HOSTILE])]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, HOSTILE)
    page.get_by_role("button", name="Copy with sources").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{HOSTILE} [1] (said in 2011)" in copied
    assert f"[1] {HOSTILE}" in copied
    with page.expect_download() as saving:
        page.get_by_role("button", name="Download as Markdown").click()
    markdown = saving.value.path().read_text("utf-8")
    html = MarkdownIt("commonmark").render(markdown)
    assert "[1] (said in 2011)" in html
    assert html.count(HOSTILE.replace("<", "&lt;").replace(">", "&gt;")) == 6
    for tag in ("<img", "<code", 'href="javascript', 'href="https://evil'):
        assert tag not in html
    assert f"{stage.address}/sources/starter/101?" in html


@pytest.mark.parametrize("lang", ["de", "fr", "es", "pt-BR", "it", "nl", "ar"])
def test_it_speaks_the_language_of_the_page(browser: Browser, stage: Stage, lang: str) -> None:
    stage.pages["/host"] = (
        f'<!doctype html><html lang="{lang}"><title>x</title>'
        '<script type="module" src="/widget.js"></script><footnote-chat></footnote-chat>'
    )
    stage.scripts = [spoken(quote("Ask first.")), {"status": 503}]
    with opened(browser, f"{stage.address}/host") as page:
        root = page.locator("footnote-chat .root")
        expect(root).to_have_attribute("lang", lang[:2])
        expect(root).to_have_attribute("dir", "rtl" if lang == "ar" else "ltr")
        box = page.locator("footnote-chat textarea")
        box.fill("q")
        box.press("Enter")
        expect(page.locator(".references")).to_be_visible()
        runs = "nodes => nodes.map(node => getComputedStyle(node).direction)"
        ours = page.locator(".asked, .roundup, .references .named")
        assert set(ours.evaluate_all(runs)) == {"rtl" if lang == "ar" else "ltr"}
        theirs = page.locator(".asked > :not(.unseen), .named span")
        assert set(theirs.evaluate_all(runs)) == {"ltr"}  # English keeps its marks where they were
        page.keyboard.type("r")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        seen = root.inner_text()
        for english in ("Read in context", "not ready", "Try again", "years old"):
            assert english not in seen


def test_the_words_of_a_source_are_read_out_in_their_own_language(
    browser: Browser, stage: Stage
) -> None:
    stage.pages["/host"] = (
        '<!doctype html><html lang="fr"><title>x</title>'
        '<script type="module" src="/widget.js"></script><footnote-chat></footnote-chat>'
    )
    stage.suggested = ["Is cold e-mail legal?"]
    nearest = ["What is a fair price?"]
    stage.scripts = [spoken(quote("Ask."), status="partial", notes=["Old."], nearest=nearest)]
    with opened(browser, f"{stage.address}/host") as page:
        spoken_in = "node => node.closest('[lang]').lang"

        def lang(of: str) -> str:
            return page.locator(of).first.evaluate(spoken_in)

        assert lang(".welcome .suggestion") == "en"
        box = page.locator("footnote-chat textarea")
        box.fill("Est-ce mal ?")
        box.press("Enter")
        page.locator(".mark").focus()
        for theirs in (".sentence", ".named span", ".offers .suggestion", ".card blockquote"):
            assert lang(theirs) == "en", theirs
        for ours in (".asked > :last-child", ".badge", ".notes li", ".context", ".byline"):
            assert lang(ours) == "fr", ours
        assert lang(".notes li:last-child") == "en"


def test_french_marks_never_begin_a_line(browser: Browser, stage: Stage) -> None:
    stage.pages["/host"] = (
        '<!doctype html><html lang="fr"><title>x</title>'
        '<script type="module" src="/widget.js"></script><footnote-chat></footnote-chat>'
    )
    with opened(browser, f"{stage.address}/host") as page:
        seen = page.locator(".welcome").inner_text()
        assert "clients\u00a0?" in seen
        assert "qu’ils" in seen
        assert "'" not in seen


def test_every_language_says_everything_in_its_own_words() -> None:
    from server.routes_widget import WIDGET

    def entries(file: Any) -> dict[str, str]:
        lines = file.read_text("utf-8").splitlines()
        found = [line.strip().rstrip(",").partition(": ") for line in lines]
        return {key: value for key, mid, value in found if mid and key.isidentifier()}

    files = sorted((WIDGET / "texts").glob("*.js"))
    english = entries(WIDGET / "texts" / "en.js")
    assert len(files) >= 6
    for file in files:
        said = entries(file)
        assert said.keys() == english.keys(), file
        for key, text in said.items():
            places = {each for each in ("{n}", "{names}", "{author}") if each in english[key]}
            assert all(each in text for each in places), f"{file.name}: {key}"


def test_the_demo_makes_the_line_to_copy(page: Page, stage: Stage) -> None:
    page.get_by_role("button", name="Put it on your site").click()
    page.get_by_label("Title").fill('Ask "us" <now>')
    page.get_by_label("Starter questions").fill("One?\nTwo?")
    page.get_by_label("Language").select_option("de")
    expect(page.get_by_role("heading", name='Ask "us" <now>')).to_be_visible()
    expect(page.get_by_role("button", name="Two?")).to_be_visible()
    expect(page.get_by_placeholder("Eine Frage stellen")).to_be_visible()
    snippet = page.get_by_label("The line to copy")
    line = (
        f'<script type="module" src="{stage.address}/widget.js" data-title="Ask &quot;us&quot; '
        '&lt;now>" data-questions="One? | Two?" data-lang="de"></script>'
    )
    expect(snippet).to_have_value(line)
    page.get_by_label("in its own place").check()
    expect(snippet).to_have_value(
        f'<script type="module" src="{stage.address}/widget.js"></script>\n<footnote-chat'
        f"{line.split('widget.js' + chr(34))[1].removesuffix('></script>')}></footnote-chat>"
    )


@pytest.mark.parametrize("place", ["behind a button", "in its own place"])
def test_the_copied_line_works_on_another_page(
    browser: Browser, page: Page, stage: Stage, place: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Put it on your site").click()
    page.get_by_label(place).check()
    page.get_by_label("Title").fill('Ask "us" & <now>')
    page.get_by_label("Greeting").fill("Good day.")
    page.get_by_label("Colour").fill("#7a3cff")
    page.get_by_label("Light or dark").select_option("dark")
    page.get_by_role("combobox", name="Corner").select_option("left")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    stage.pages["/shop"] = f"<!doctype html><title>Shop</title><body><h1>Shop</h1>{copied}"
    with opened(browser, f"{stage.address}/shop", reduced_motion="reduce") as shop:
        if place == "behind a button":
            shop.get_by_role("button", name="Open the chat").click()
            box = shop.locator(".launcher").bounding_box()
            assert box
            assert box["x"] < 100
        expect(shop.get_by_role("heading", name='Ask "us" & <now>')).to_be_visible()
        expect(shop.get_by_role("heading", name="Good day.")).to_be_visible()
        paper = shop.locator(".window").evaluate("node => getComputedStyle(node).backgroundColor")
        assert paper == "rgb(20, 24, 26)"


def test_without_scripts_a_plain_form_answers(browser: Browser, service: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(service)
    plain.get_by_label("Your question").fill("Should prices be public?")
    plain.get_by_role("button", name="Ask").click()
    expect(plain.get_by_role("heading", name="Should prices be public?")).to_be_visible()
    words = plain.locator(".said .words").first.inner_text().rpartition(" [")[0]
    plain.locator(".said a").first.click()
    assert plain.locator("#cite").inner_text() == words
    context.close()
