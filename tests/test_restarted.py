"""A server killed in the middle of an answer, and started again, as whoever is chatting sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsers import ask, opened
from playwright.sync_api import Browser, expect

from corpus.reading import Source
from index.building import build
from index.encoder import Encoder

pytestmark = [pytest.mark.browser, pytest.mark.model]

SLOW = """
import time
from rag.answer import SentenceWritten
from server import cli, routes_ask

at_once = routes_ask.ask

def ask(*given):
    for event in at_once(*given):
        yield event
        if isinstance(event, SentenceWritten):
            time.sleep(60)

routes_ask.ask = ask
cli.main()
"""

Start = Callable[[str], tuple[subprocess.Popen[str], str]]


@pytest.fixture
def start(small_corpus: Path, real_encoder: Encoder, tmp_path: Path) -> Iterator[Start]:
    """Starts ``footnote serve`` on a port, its answers slow to write; gives process and address."""
    build([Source("small", small_corpus)], tmp_path / "index", real_encoder)
    command = [sys.executable, "-c", SLOW, "serve", "--index", str(tmp_path / "index"), "--port"]
    started: list[subprocess.Popen[str]] = []

    def served(port: str) -> tuple[subprocess.Popen[str], str]:
        env = {**os.environ, "COLUMNS": "200"}
        process = subprocess.Popen([*command, port], stdout=subprocess.PIPE, text=True, env=env)
        started.append(process)
        assert process.stdout
        return process, process.stdout.readline().split()[-1]

    yield served
    for process in started:
        process.kill()
        process.communicate()


def test_nothing_is_lost_when_the_server_is_killed_in_the_middle_of_an_answer(
    browser: Browser, start: Start
) -> None:
    process, address = start("0")
    with opened(browser, address) as page:
        ask(page, "Should prices be public?")
        expect(page.locator(".sentence")).to_have_count(1)
        page.keyboard.type("And in a pub")
        process.kill()
        trouble = page.get_by_role("alert")
        expect(trouble).to_contain_text("The connection broke off.")
        expect(page.locator(".sentence, .references li")).to_have_count(2)  # what was said stays
        trouble.get_by_role("button").click()
        expect(trouble).to_contain_text("Footnote could not be reached.")
        start(address.rpartition(":")[2])
        trouble.get_by_role("button").click()
        expect(page.locator(".sentence").first).to_be_visible()
        expect(page.get_by_role("article")).to_have_count(1)
        expect(trouble).to_have_count(0)
        expect(page.get_by_label("Your question")).to_have_value("And in a pub")
