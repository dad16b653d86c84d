"""Listening, telling the address, and ending gracefully: real sockets, real signals."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import uvicorn

from corpus.reading import Source
from index.building import build
from index.encoder_export import load_encoder
from server.keys import add_key
from server.serving import AddressRefused, address_of, configured, listen, say_if_open
from server.settings import Settings, default_index
from server.state import State

FOOTNOTE = "from server.cli import main; main()"
SERVE = ("serve", "--port", "0", "--index")


def test_a_port_that_is_taken_is_refused_and_another_is_named():
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(AddressRefused, match=f"127.0.0.1:{port}") as refused:
            listen("127.0.0.1", port)
    assert refused.value.mend == f"Choose another port: footnote serve --port {port + 1}"


@pytest.mark.parametrize("host", ["host.invalid", "203.0.113.1"])
def test_a_host_that_is_not_ours_is_refused(host):
    with pytest.raises(AddressRefused, match=host) as refused:
        listen(host, 0)
    assert "--host 127.0.0.1" in str(refused.value)


def test_the_address_can_be_opened_by_a_browser():
    with listen("127.0.0.1", 0) as listening:
        assert address_of(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}"
    with listen("0.0.0.0", 0) as listening:
        assert address_of(listening) == f"http://localhost:{listening.getsockname()[1]}"


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_an_ipv6_address_stands_in_brackets():
    try:
        listening = listen("::1", 0)
    except AddressRefused:
        pytest.skip("this machine has no IPv6 loopback")
    with listening:
        assert address_of(listening).startswith("http://[::1]:")


@pytest.mark.parametrize(
    ("host", "settings", "said"),
    [
        ("127.0.0.1", {}, False),
        ("0.0.0.0", {}, True),
        ("0.0.0.0", {"origins": "https://example.org"}, False),
        ("0.0.0.0", {"origins": "*"}, False),
    ],
)
def test_what_is_open_beyond_this_machine_says_so(small, tmp_path, caplog, host, settings, said):
    state = State(Settings(keys=tmp_path / "keys.json", **settings), small)
    with listen(host, 0) as listening:
        say_if_open(state, listening)
    assert ("footnote keys add" in caplog.text) == said


def test_with_a_key_it_is_not_open(small, tmp_path, caplog):
    add_key(tmp_path / "keys.json", "Ana")
    with listen("0.0.0.0", 0) as listening:
        say_if_open(State(Settings(keys=tmp_path / "keys.json"), small), listening)
    assert not caplog.text


@pytest.mark.parametrize("trusted", ["127.0.0.0/8", None])
def test_only_a_trusted_proxy_says_who_asks(small, tmp_path, trusted):
    state = State(
        Settings(keys=tmp_path / "k", address_rate="1/minute", trusted_proxies=trusted), small
    )
    server = uvicorn.Server(configured(state))
    with listen("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            codes = []
            for client in ("192.0.2.1", "192.0.2.2", "192.0.2.2"):
                request = urllib.request.Request(
                    f"{address_of(listening)}/v1/search?q=price",
                    headers={"X-Forwarded-For": client},
                )
                try:
                    with urllib.request.urlopen(request, timeout=20) as response:
                        codes.append(response.status)
                except urllib.error.HTTPError as error:
                    with error:
                        codes.append(error.code)
        finally:
            server.should_exit = True
            thread.join(20)
    assert codes == ([200, 200, 429] if trusted else [200, 429, 429])


@pytest.fixture
def served(
    small_corpus: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``footnote serve`` in its own process, and its address."""
    index = tmp_path / "index"
    build([Source("small", small_corpus)], index, load_encoder(None, default_index() / "encoders"))
    process = subprocess.Popen(
        [sys.executable, "-c", getattr(request, "param", FOOTNOTE), *SERVE, str(index)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    assert process.stdout
    line = process.stdout.readline()
    yield process, line.split()[-1]
    process.kill()
    process.communicate()


@pytest.mark.model
def test_it_answers_once_it_says_so_and_ends_with_0_on_sigterm(served):
    process, address = served
    request = urllib.request.Request(
        f"{address}/v1/ask",
        json.dumps({"question": "Should prices be public?"}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        assert json.load(response)["question"] == "Should prices be public?"
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")


ENDLESS = """
import time
from rag.answer import ReferencesFound
from server import cli, routes_ask, serving

def ask(*_):
    while True:
        yield ReferencesFound(())
        time.sleep(0.01)

routes_ask.ask, serving.GRACE = ask, 1
cli.main()
"""


def said(address: str, accept: str) -> tuple[int, str]:
    request = urllib.request.Request(
        f"{address}/v1/ask",
        json.dumps({"question": accept}).encode(),
        {"Content-Type": "application/json", "Accept": accept},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.mark.model
@pytest.mark.parametrize("served", [ENDLESS], indirect=True)
def test_an_answer_that_outlasts_the_grace_ends_with_a_problem(served):
    process, address = served
    with ThreadPoolExecutor(2) as threads:
        streamed = threads.submit(said, address, "text/event-stream")
        whole = threads.submit(said, address, "application/json")
        while taken(address) != 2:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        status, text = streamed.result(30)
        *_, name, data = text.strip().splitlines()
        assert (status, name) == (200, "event: error")
        assert json.loads(data.removeprefix("data: "))["type"] == "/docs#stopping"
        status, text = whole.result(30)
        assert (status, json.loads(text)["type"]) == (503, "/docs#stopping")
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, "")
    assert err == "stopping: answers broken off: 2\n"


def taken(address: str) -> float:
    with urllib.request.urlopen(f"{address}/metrics", timeout=10) as response:
        return float(re.search(r"^footnote_places_taken (.+)$", response.read().decode(), re.M)[1])


@pytest.mark.model
def test_it_ends_with_130_on_ctrl_c(served):
    process, _ = served
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "")


@pytest.mark.model
def test_a_taken_port_ends_with_5(served):
    _, address = served
    port = address.rpartition(":")[2]
    second = subprocess.run(
        [sys.executable, "-c", FOOTNOTE, "serve", "--port", port],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (second.returncode, second.stdout) == (5, "")
    assert "another program listens there" in second.stderr
