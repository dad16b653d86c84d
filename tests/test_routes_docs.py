"""The page of the API in a real browser: its examples can be changed and tried."""

from __future__ import annotations

import pytest
from browsers import opened
from playwright.sync_api import Browser, expect


@pytest.mark.browser
def test_an_example_can_be_changed_and_tried(browser: Browser, service: str) -> None:
    with opened(browser, f"{service}/docs") as page:
        door = page.locator("#ask_question")
        body = door.get_by_label("Body of POST /v1/ask").first
        body.fill(body.input_value().replace("interruption marketing evil", "a price public"))
        door.get_by_role("button", name="Try it").first.click()
        reply = door.get_by_role("status").first
        expect(reply).to_contain_text('200 OK\n{\n "id"')
        expect(reply).to_contain_text('"question": "Is a price public?"')
        body.fill("{")
        door.get_by_role("button", name="Try it").first.click()
        expect(reply).to_contain_text("400 Bad Request")
        search = page.locator("#search_passages")
        search.get_by_role("button", name="Try it").click()
        expect(search.get_by_role("status")).to_contain_text('"hits"')
