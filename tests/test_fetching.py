from __future__ import annotations

import io
import os
import re
import resource
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from corpus.errors import FetchFailed, SourceNotFound
from corpus.fetching import ATTEMPTS, fetch, fingerprint
from corpus.sources import ONSTARTUPS, About, PublicArchive

ARCHIVES = Path(__file__).parent.parent.parent / "shared" / "corpora"


@dataclass
class Host:
    """A server that may cut, refuse, or change what it serves; ``asked`` holds the ranges."""

    body: bytes
    address: str = ""
    cut_after: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    ranges: bool = True
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def host(packed: Path) -> Iterator[Host]:
    served = Host(packed.read_bytes())

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            served.asked.append(wanted)
            if served.statuses:
                self.send_error(served.statuses.pop(0))
                return
            start = int(m[1]) if served.ranges and (m := re.match(r"bytes=(\d+)-", wanted)) else 0
            if start and start >= len(served.body):
                self.send_error(416)
                return
            body = served.body[start:]
            self.send_response(206 if start else 200)
            if start:
                end = len(served.body)
                self.send_header("Content-Range", f"bytes {start}-{end - 1}/{end}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: served.cut_after.pop(0)] if served.cut_after else body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    served.address = f"http://127.0.0.1:{server.server_port}/tiny.tar.gz"
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "packed.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in ("top/q/1/a.md", "top/q/2/b.md", "top/README.md"):
            content = os.urandom(40_000)
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


@pytest.fixture
def tiny(packed: Path) -> dict[str, PublicArchive]:
    print_of_it = fingerprint(packed, "q/")
    about = PublicArchive("tiny", About(), "", "http://x", "tiny.tar.gz", "q/", print_of_it)
    return {"tiny": about}


def left(into: Path) -> list[str]:
    return sorted(path.name for path in into.iterdir())


def test_fetch_and_find_it_again(host: Host, tiny: dict[str, PublicArchive], tmp_path: Path):
    seen: list[tuple[str, int, int]] = []
    into = tmp_path / "into" / "it"
    path = fetch(
        "tiny", into, lambda *p: seen.append(p), address=host.address, archives=tiny, pause=0
    )
    assert path == into / "tiny.tar.gz"
    assert path.read_bytes() == host.body
    assert seen[-1] == ("fetching tiny", len(host.body), len(host.body))
    assert fetch("tiny", into, address=host.address, archives=tiny, pause=0) == path
    assert len(host.asked) == 1
    assert left(into) == ["tiny.tar.gz"]


def test_cut_connections_are_resumed(host: Host, tiny: dict[str, PublicArchive], tmp_path: Path):
    host.cut_after = [30_000, 20_000]
    path = fetch("tiny", tmp_path / "in", address=host.address, archives=tiny, pause=0)
    assert path.read_bytes() == host.body
    assert host.asked == ["", "bytes=30000-", "bytes=50000-"]


def test_an_earlier_part_is_resumed(host: Host, tiny: dict[str, PublicArchive], tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "tiny.tar.gz.part").write_bytes(host.body[:7_000])
    path = fetch("tiny", tmp_path / "in", address=host.address, archives=tiny, pause=0)
    assert path.read_bytes() == host.body
    assert host.asked == ["bytes=7000-"]


def test_a_host_without_ranges(host: Host, tiny: dict[str, PublicArchive], tmp_path: Path):
    host.ranges = False
    host.cut_after = [30_000]
    path = fetch("tiny", tmp_path / "in", address=host.address, archives=tiny, pause=0)
    assert path.read_bytes() == host.body


@pytest.mark.parametrize("length", [5_000, 10_000_000])
def test_a_part_of_something_else_is_thrown_away(
    length: int, host: Host, tiny: dict[str, PublicArchive], tmp_path: Path
):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "tiny.tar.gz.part").write_bytes(bytes(length))
    path = fetch("tiny", tmp_path / "in", address=host.address, archives=tiny, pause=0)
    assert path.read_bytes() == host.body
    assert left(tmp_path / "in") == ["tiny.tar.gz"]


def test_a_busy_server_is_asked_again(host: Host, tiny: dict[str, PublicArchive], tmp_path: Path):
    host.statuses = [503, 429]
    assert fetch("tiny", tmp_path / "in", address=host.address, archives=tiny, pause=0).exists()
    host.statuses = [503] * ATTEMPTS
    with pytest.raises(FetchFailed, match="busy"):
        fetch("tiny", tmp_path / "other", address=host.address, archives=tiny, pause=0)


def test_not_found(host: Host, tiny: dict[str, PublicArchive], tmp_path: Path):
    host.statuses = [404]
    with pytest.raises(FetchFailed, match="404") as error:
        fetch("tiny", tmp_path / "in", address=host.address, archives=tiny, pause=0)
    assert (error.value.where, left(tmp_path / "in")) == (host.address, [])
    assert len(host.asked) == 1


def test_something_else_is_not_kept(host: Host, tiny: dict[str, PublicArchive], tmp_path: Path):
    other = {"tiny": replace(tiny["tiny"], fingerprint="0" * 64)}
    with pytest.raises(FetchFailed, match="not the archive"):
        fetch("tiny", tmp_path / "in", address=host.address, archives=other, pause=0)
    host.body = b"<html>Sign in to this network</html>"
    with pytest.raises(FetchFailed, match="not the archive"):
        fetch("tiny", tmp_path / "in", address=host.address, archives=tiny, pause=0)
    assert left(tmp_path / "in") == []


def test_no_network(tiny: dict[str, PublicArchive], tmp_path: Path):
    with pytest.raises(FetchFailed, match="gave up") as error:
        fetch("tiny", tmp_path / "in", address="http://127.0.0.1:1/x", archives=tiny, pause=0)
    assert "network" in (error.value.mend or "")


def test_no_room(host: Host, tiny: dict[str, PublicArchive], tmp_path: Path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(FetchFailed, match="cannot be written") as error:
            fetch("tiny", tmp_path / "in", address=host.address, archives=tiny, pause=0)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "room" in (error.value.mend or "")
    assert left(tmp_path / "in") == ["tiny.tar.gz.part"]


def test_nobody_knows_the_name(tmp_path: Path):
    with pytest.raises(SourceNotFound, match="onstartups"):
        fetch("nothing", tmp_path)


@pytest.mark.archive
def test_the_fingerprint_of_the_real_archive():
    path = ARCHIVES / ONSTARTUPS.file
    if not path.exists():
        pytest.skip("needs ../shared/corpora, which is not in a checkout")
    assert fingerprint(path, ONSTARTUPS.folder) == ONSTARTUPS.fingerprint
