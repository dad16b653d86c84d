"""The command line: what stands on stdout and stderr, and every documented exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import httpx
import pytest
from conftest import run
from doors import ANSWER
from typer.testing import CliRunner

from corpus.errors import BuildFailed, CorpusError, FetchFailed, NotInSnapshot, QuestionRefused
from server import cli
from server.cli import app, exit_code

FOOTNOTE = [sys.executable, "-c", "from server.cli import main; main()"]


def footnote(*words, **environ):
    """The real command in its own process."""
    return subprocess.run(
        [*FOOTNOTE, *words],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "COLUMNS": "100", **environ},
        check=False,
    )


def test_help_is_quick_and_loads_nothing_heavy():
    script = (
        "import sys; sys.argv = ['footnote', '--help']\n"
        "from server.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'torch', 'transformers', 'openvino', 'faiss', 'fastapi', 'numpy', 'pydantic'}\n"
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    for command in ("build", "ask", "search", "fetch", "serve", "eval", "doctor"):
        assert command in found.stdout


def test_every_exit_code_is_documented():
    help = " ".join(CliRunner().invoke(app, ["--help"]).stdout.split())
    assert " ".join(cli.EXIT_CODES.split()) in help
    for error, code in [
        (QuestionRefused("x"), 2),
        (CorpusError("x"), 3),
        (BuildFailed("x"), 4),
        (FetchFailed("x"), 5),
        (NotInSnapshot("x"), 1),
    ]:
        assert exit_code(error) == code
        assert f"{code} " in cli.EXIT_CODES


def test_build_prints_its_report_and_counts(capsys, monkeypatch, toys, small_corpus, tmp_path):
    words = ["build", small_corpus, "--index", tmp_path / "new"]
    code, out, err = run(capsys, monkeypatch, *words)
    assert code == 0
    assert "small: 3 threads" in out
    assert "Built: 3 documents" in out
    assert "reading small" in err
    code, out, _ = run(capsys, monkeypatch, *words)
    assert "Nothing has changed: 3 documents" in out


def test_build_takes_a_name_and_prints_json(capsys, monkeypatch, toys, small_corpus, tmp_path):
    words = ["build", f"mine={small_corpus}", "--index", tmp_path / "new", "--json"]
    code, out, _ = run(capsys, monkeypatch, *words)
    built = json.loads(out)
    assert code == 0
    assert built["documents"] == 3
    assert built["report"]["sources"][0]["name"] == "mine"
    assert (tmp_path / "new" / "snapshots" / built["snapshot_id"]).is_dir()


def test_build_without_a_path_reads_the_starter_corpus(capsys, monkeypatch, toys, tmp_path):
    code, out, _ = run(capsys, monkeypatch, "build", "--index", tmp_path / "new", "--json")
    source = json.loads(out)["report"]["sources"][0]
    assert code == 0
    assert source["name"] == "starter"
    assert Path(source["path"]) == Path(__file__).parent.parent / "corpus" / "data"


def test_ask_prints_the_answer_field_for_field(capsys, monkeypatch, toys, small_index):
    monkeypatch.setattr("rag.asking.answer", lambda *asked: ANSWER)
    code, out, err = run(capsys, monkeypatch, "ask", "Why?", "--index", small_index, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == json.loads(json.dumps(asdict(ANSWER), default=str))
    code, out, _ = run(capsys, monkeypatch, "ask", "Why?", "--index", small_index)
    assert code == 0
    assert "[1] Ann · 2010 · 4 votes" in out


def test_search_gives_what_the_service_gives(capsys, monkeypatch, toys, small_index):
    words = ["search", "public prices", "--index", small_index]
    code, out, err = run(capsys, monkeypatch, *words, "--json", "-k", "2", "--author", "ann")
    assert (code, err) == (0, "")
    hits = json.loads(out)["hits"]
    assert {hit["author"] for hit in hits} == {"Ann"}
    assert {"rank", "score", "section_id", "passage_id", "document_id", "title", "text"} <= set(
        hits[0]
    )
    code, out, _ = run(capsys, monkeypatch, *words, "--since", "2011-01-01", "-k", "1")
    assert code == 0
    assert "2012-05-06" in out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["frobnicate"], 2, "frobnicate"),
        (["ask"], 2, "QUESTION"),
        (["search", "x", "-k", "0"], 2, "-k"),
        (["search", "x", "--since", "soon"], 2, "--since"),
        (["ask", "why?", "--index", "{tmp}/none"], 4, "footnote build"),
        (["search", "why?", "--index", "{tmp}/none"], 4, "footnote build"),
        (["serve", "--index", "{tmp}/none", "--port", "0"], 4, "footnote build"),
        (["serve", "--port", "99999"], 2, "--port"),
        (["build", "{tmp}/none", "--index", "{tmp}/index"], 3, "{tmp}/none"),
        (["build", "{tmp}", "--index", "{tmp}/index"], 3, "{tmp}"),
        (["fetch", "nothing"], 3, "onstartups"),
    ],
)
def test_what_goes_wrong_is_said_on_stderr(capsys, monkeypatch, toys, tmp_path, words, code, said):
    words = [word.format(tmp=tmp_path) for word in words]
    found, out, err = run(capsys, monkeypatch, *words)
    assert (found, out) == (code, "")
    assert said.format(tmp=tmp_path) in err.replace("\n", "")
    assert "Traceback" not in err


def test_a_question_that_is_none_is_wrong_usage(capsys, monkeypatch, toys, small_index):
    for command in ("ask", "search"):
        code, out, err = run(capsys, monkeypatch, command, " ?", "--index", small_index)
        assert (code, out) == (2, "")
        assert "no question" in err


def test_a_setting_that_is_unknown_is_wrong_usage(capsys, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_INDX", "x")
    code, _, err = run(capsys, monkeypatch, "ask", "why?")
    assert code == 2
    assert "FOOTNOTE_INDEX" in err


def test_an_interruption_ends_with_130(capsys, monkeypatch, toys, small_index):
    def answer(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.asking.answer", answer)
    code, _, err = run(capsys, monkeypatch, "ask", "Why?", "--index", small_index)
    assert code == 130
    assert "Traceback" not in err


def test_the_unexpected_names_its_place_without_a_traceback(capsys, monkeypatch, toys, small_index):
    def answer(*_):
        raise RuntimeError("odd")

    monkeypatch.setattr("rag.asking.answer", answer)
    code, out, err = run(capsys, monkeypatch, "ask", "Why?", "--index", small_index)
    assert (code, out) == (1, "")
    assert "Unexpected RuntimeError: odd" in err
    assert "test_cli.py" in err
    assert "Traceback" not in err


def test_doctor_prints_its_checks_and_fails_where_one_does(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("FOOTNOTE_PORT", "0")
    code, out, _ = run(capsys, monkeypatch, "doctor", "--index", tmp_path / "none", "--json")
    checks = {check["name"]: check for check in json.loads(out)["checks"]}
    assert code == 4
    assert not checks["index"]["well"]
    assert "footnote build" in checks["index"]["mend"]


def test_the_real_command_starts_and_ends(tmp_path):
    assert footnote("--version").stdout.startswith("footnote ")
    missing = footnote("ask", "why?", FOOTNOTE_INDEX=str(tmp_path / "none"), NO_COLOR="1")
    assert missing.returncode == 4
    assert missing.stdout == ""
    assert missing.stderr.startswith(f"{tmp_path / 'none'}: ")


@pytest.mark.skipif(os.name != "posix", reason="needs a shell's >&-")
def test_a_closed_output_is_no_fault_of_the_command():
    found = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *FOOTNOTE, "fetch", "nosuch"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 3, found.stderr
    assert "Traceback" not in found.stderr


def test_a_fetch_without_a_network_is_exit_5(capsys, monkeypatch, tmp_path):
    def get(*_, **__):
        raise httpx.ConnectError("no route")

    monkeypatch.setattr(httpx, "stream", get)
    monkeypatch.setattr("corpus.fetching.time.sleep", lambda _: None)
    code, out, err = run(capsys, monkeypatch, "fetch", "onstartups", "--into", tmp_path)
    assert (code, out) == (5, "")
    assert "Traceback" not in err
