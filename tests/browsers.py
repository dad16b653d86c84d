"""The system's Chromium for the tests of pages, and fixtures that open one."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from stage import DOCUMENT, Stage, quote, reference, section, spoken

from index.snapshot import Snapshot
from server.app import create_app
from server.settings import Settings
from server.state import State

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
WAIT = 15_000
"""Milliseconds; a loaded machine is slow, and nothing waits once it is there."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


HOST = (
    '<!doctype html><html lang="{lang}"><title>Host</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<script type="module" src="/widget.js" data-mode="inline"></script>'
    "<main><h1>Host</h1><footnote-chat {attributes}></footnote-chat></main>"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for longer than a module: while it is open, no other test can run an event loop."""
    if BROWSER is None:
        pytest.skip("needs a Chromium on the PATH, for example: apt-get install chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield opened
        opened.close()


@contextmanager
def staged() -> Iterator[Stage]:
    """A stand-in on a socket of its own."""
    server = Stage()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def stage() -> Iterator[Stage]:
    with staged() as server:
        yield server


def prepared(stage: Stage, lang: str = "en", attributes: str = "") -> str:
    """A page with the widget, and every door behind it."""
    stage.policy = "default-src 'self'; script-src 'self' 'unsafe-eval' 'unsafe-inline'"
    stage.pages["/host"] = HOST.format(lang=lang, attributes=attributes)
    stage.suggested = ["Is cold e-mail legal?", "Does cold e-mail work?"]
    text = "Ask first. Then wait."
    stage.documents["starter/101"] = DOCUMENT | {"sections": [section("starter/101#1011", text)]}
    known = [reference(1, position="for"), reference(2, position="against")]
    frame = {"text": "Two people answered.", "kind": "frame", "citations": []}
    whole = spoken(frame, quote("Ask first."), quote("Never.", 2), references=known, notes=["Old."])
    stage.scripts = [whole]
    return f"{stage.address}/host"


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """The open page; it may not throw, be refused anything by the policy, or open a dialog."""
    context = browser.new_context(**{"locale": "en-GB", **options})
    context.set_default_timeout(WAIT)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on(
        "console",
        lambda said: (
            said.type == "error"
            and "Failed to load resource" not in said.text
            and wrong.append(said.text)
        ),
    )
    page.goto(address)
    yield page
    context.close()
    assert wrong == []


@pytest.fixture
def page(browser: Browser, stage: Stage) -> Iterator[Page]:
    with opened(browser, stage.address) as page:
        yield page


@contextmanager
def serving(snapshot: Snapshot, **settings: Any) -> Iterator[str]:
    """The address of the real application over an index."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(State(Settings(index=Path("nowhere"), **settings), snapshot))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def service(small: Snapshot) -> Iterator[str]:
    with serving(small) as address:
        yield address


@pytest.fixture
def real(small: Snapshot, tmp_path: Path) -> Any:
    """Starts the real application with settings: ``with real(origins=…) as address``."""
    return partial(serving, small, data=tmp_path / "data")


def ask(page: Page, question: str) -> None:
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")


@pytest.fixture
def host() -> Iterator[Stage]:
    """A site of another origin, which holds nothing of Footnote."""
    with staged() as site:
        yield site
