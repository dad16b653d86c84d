"""The documentation is true: its commands run, and nothing that can be set or asked is left out."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer.main
from doors import client_of

from corpus.posts import MIN_WORDS
from corpus.sources import PUBLIC_ARCHIVES, About
from rag.answer import Answer, Citation, Reference, Sentence
from rag.asking import OLD
from rag.evaluation import MEASURES
from rag.question import LONGEST
from server.cli import EXIT_CODES, app
from server.problems import TITLES
from server.routes_widget import WIDGET
from server.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
NAMES = ("deploying", "design", "developers", "entrepreneurs", "maintainers", "measuring")
README = (ROOT / "README.md").read_text("utf-8")
DEPLOYING, DESIGN, DEVELOPERS, ENTREPRENEURS, MAINTAINERS, MEASURING = (
    (DOCS / f"{name}.md").read_text("utf-8") for name in NAMES
)

BLOCK = re.compile(
    r"^(?:`(?P<file>[^`\n]+)`:\n\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
SERVE = "footnote serve --host 127.0.0.1 --port 8000"
EXACT = {"status", "type", "question", "standalone_question", "instance"}
"""Values that are shown as they are; others depend on the texts and on how they are chosen."""


@pytest.fixture
def place(starter_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run commands in, with the starter index in its ``index``."""
    shutil.copytree(starter_index, tmp_path / "index")
    monkeypatch.setenv("FOOTNOTE_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("FOOTNOTE_PORT", "0")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path


@pytest.fixture
def service(place: Path) -> Iterator[str]:
    """The address of the service, started as the documentation says but for the port."""
    command = SERVE.replace("8000", "0").split()
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield server.stdout.readline().split()[-1]
        server.send_signal(signal.SIGINT)
        assert server.wait(30) == 130


def run(place: Path, command: list[str]) -> str:
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, f"{command[-1]}\n{done.stdout}{done.stderr}"
    return done.stdout


def knows_json() -> bool:
    if not shutil.which("curl"):
        return False
    said = subprocess.run(["curl", "--help", "all"], capture_output=True, text=True)
    return "--json" in said.stdout


def check_json(shown: Any, said: Any, at: str = "") -> None:
    """Every field shown is there, with a value of the same kind."""
    if shown is None or said is None:
        return
    assert type(shown) is type(said), at
    if isinstance(shown, dict):
        for name, value in shown.items():
            assert name in said, f"{at}.{name}"
            assert name not in EXACT or value == said[name], f"{at}.{name}"
            check_json(value, said[name], f"{at}.{name}")
    elif isinstance(shown, list) and shown:
        assert said, at
        check_json(shown[0], said[0], f"{at}[0]")


def check_text(shown: str, said: str) -> None:
    """Every line shown is there, in this order; “…” stands for anything."""
    lines = iter(said.splitlines())
    for line in shown.splitlines():
        pattern = ".*".join(map(re.escape, line.split("…")))
        assert any(re.fullmatch(pattern, each) for each in lines), f"{line}\nnot in\n{said}"


def check_blocks(text: str, place: Path, address: str = "") -> None:
    said = ""
    for block in BLOCK.finditer(text):
        content = block["text"].replace("http://127.0.0.1:8000", address)
        if block["file"]:
            file = place / block["file"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, "utf-8")
        elif block["kind"] == "sh":
            if content.strip() != SERVE:
                said = run(place, ["bash", "-euo", "pipefail", "-c", content])
        elif block["kind"] == "python":
            assert run(place, [sys.executable, "-c", content])
        elif block["kind"] == "html":
            assert "/widget.js" in content or "footnote" in content
        elif block["kind"] == "json":
            check_json(json.loads(content), json.loads(said))
        else:
            assert block["kind"] == "text"
            check_text(content, said)


@pytest.mark.model
def test_what_developers_are_shown_runs(place, request):
    if not knows_json():
        pytest.skip("needs curl 7.82 or later, which knows --json")
    assert SERVE in DEVELOPERS
    check_blocks(DEVELOPERS, place, request.getfixturevalue("service"))


@pytest.mark.model
def test_what_maintainers_are_shown_runs(place):
    check_blocks(MAINTAINERS, place)
    snapshots = sorted(each.name for each in (place / "index" / "snapshots").iterdir())
    assert (place / "index" / "current").read_text().strip() == snapshots[-2]


@pytest.mark.model
def test_what_is_shown_of_deploying_runs(place):
    check_blocks(DEPLOYING, place)


@pytest.mark.model
def test_what_is_shown_of_measuring_runs(place):
    check_blocks(MEASURING, place)
    assert "<svg" in (place / "report.html").read_text("utf-8")


def test_every_figure_is_documented(small):
    said = client_of(small).get("/metrics").text
    kinds = re.findall(r"^# TYPE (footnote_\w+) ", said, re.M)
    kinds = {name for name in kinds if not name.endswith("_created")}
    assert {name for name in names(DEPLOYING, "| figure |") if "…" not in name} == kinds


def test_every_measure_is_documented():
    table = {row[0].strip("`"): row[1] for row in rows(MEASURING, "| measure |")}
    assert table == {name: measure.of for name, measure in MEASURES.items()}


def test_other_pages_show_nothing_but_make():
    for page in PAGES:
        if page.stem not in ("answers", "deploying", "developers", "maintainers", "measuring"):
            for block in BLOCK.finditer(page.read_text("utf-8")):
                assert re.fullmatch(r"make [a-z]+\n", block["text"]), page.name


def test_every_target_named_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = {
        name
        for page in PAGES
        for name in re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text("utf-8"), re.M)
    }
    assert {"run", "test"} <= named <= targets


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.*)", BLOCK.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    text = page.read_text("utf-8")
    links = re.findall(r"\]\((?!https://)([^)\s]+)\)", BLOCK.sub("", text))
    for link in links:
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target.read_text("utf-8")), link


def test_the_readme_leads_to_every_page():
    for page in (*PAGES[1:], *(DOCS / name for name in ("chat.png", "widget.png"))):
        assert f"](docs/{page.name})" in README


def test_the_design_names_every_room_as_it_names_itself():
    for floor in ("corpus", "index", "rag", "server"):
        for file in (ROOT / floor).glob("*.py"):
            docstring = ast.get_docstring(ast.parse(file.read_text("utf-8")))
            assert docstring, file
            says = " ".join(docstring.split("\n\n")[0].split())
            row = says if file.stem == "__init__" else f"| `{file.stem}` | {says} |"
            assert row in DESIGN, f"{file}: docs/design.md does not say “{says}”"


def test_pictures_are_small():
    pictures = list(DOCS.glob("*.png"))
    assert DOCS / "chat.png" in pictures
    for picture in pictures:
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size < 300_000


def rows(text: str, after: str) -> list[list[str]]:
    """The cells of the first table behind a text, without its head."""
    table = re.search(r"(?:^\|.*\n)+", text[text.index(after) :], re.M)
    assert table
    lines = [line.strip("| ") for line in table[0].splitlines()[2:]]
    return [line.split(" | ") for line in lines]


def names(text: str, after: str) -> list[str]:
    """What the first column of a table names."""
    return [name for row in rows(text, after) for name in re.findall(r"`([^`]+)`", row[0])]


def settings_table() -> str:
    lines = []
    for name, field in Settings.model_fields.items():
        default = "none" if field.default is None else f"`{field.default}`"
        if field.default_factory:
            default = "see above"
        lines.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |\n")
    return "| setting | default | meaning |\n|---|---|---|\n" + "".join(lines)


def test_the_settings_are_those_of_the_code():
    assert settings_table() in MAINTAINERS


def test_every_command_and_option_is_documented():
    commands = {}
    for name, command in typer.main.get_command(app).commands.items():
        parts = getattr(command, "commands", None)
        commands |= {f"{name} {p}": c for p, c in parts.items()} if parts else {name: command}
    documented = {}
    for command, options, _ in rows(MAINTAINERS, "## Commands"):
        name = re.match(r"`footnote ([a-z ]*[a-z])", command)[1]
        documented[name] = set(re.findall(r"`(-[^`]+)`", options))
    for name, command in commands.items():
        options = [o for o in command.params if o.param_type_name == "option"]
        given = {each for o in options for each in (o.opts[0], *o.secondary_opts)}
        assert documented.pop(name) == given - {"--help"}, name
    assert not documented


def test_every_exit_code_is_documented():
    codes = [row[0] for row in rows(MAINTAINERS, "### Exit codes")]
    assert codes == re.findall(r"(?:: |; )(\d+) ", EXIT_CODES)


def test_every_key_of_a_source_is_documented():
    keys = names(MAINTAINERS, "### What holds for the whole source")
    assert sorted(keys) == sorted(field.name for field in fields(About))


def test_the_limits_named_are_those_of_the_code():
    assert f"up to {LONGEST:,} characters" in ENTREPRENEURS
    assert OLD == 5 and "more than five years old" in ENTREPRENEURS
    assert f"fewer than {MIN_WORDS} words" in MAINTAINERS


def test_every_archive_named_is_known():
    assert set(re.findall(r"footnote fetch ([a-z]+)", MAINTAINERS)) == set(PUBLIC_ARCHIVES)


def test_every_door_is_documented():
    api = client_of(None).get("/openapi.json").json()
    doors = {f"{m.upper()} {path}" for path, methods in api["paths"].items() for m in methods}
    assert set(re.findall(r"^### `(.*)`$", DEVELOPERS, re.M)) == doors
    parameters = api["paths"]["/v1/search"]["get"]["parameters"]
    assert names(DEVELOPERS, "| parameter |") == [each["name"] for each in parameters]
    hit = json.loads(DEVELOPERS.split("### `GET /v1/search`")[1].split("```")[3][5:])["hits"][0]
    assert set(hit) == set(api["components"]["schemas"]["SearchHit"]["properties"])


def test_every_door_is_in_the_changelog():
    changes = (DOCS / "changelog.md").read_text("utf-8")
    for path in client_of(None).get("/openapi.json").json()["paths"]:
        assert f"{path.partition('{')[0]}" in changes, path
    for kind in re.findall(r"`([a-z]+(?:-[a-z]+)*)`", changes.split("New kinds of problem")[1]):
        assert kind in TITLES or kind == "retry-after", kind


@pytest.mark.parametrize(
    ("after", "shape"),
    [
        ("\nThe answer:\n", Answer),
        ("\nA sentence:\n", Sentence),
        ("\nA citation:\n", Citation),
        ("\nA reference:\n", Reference),
    ],
)
def test_every_field_of_an_answer_is_documented(after, shape):
    assert set(names(DEVELOPERS, after)) == {field.name for field in fields(shape)}


def test_every_kind_of_problem_is_documented():
    table = {kind.strip("`"): title for kind, _, title in rows(DEVELOPERS, "| `type`")}
    assert table == {f"/docs#{kind}": title for kind, title in TITLES.items()}


def test_all_that_a_page_can_say_to_the_widget_is_documented():
    element = (WIDGET / "element.js").read_text("utf-8")
    observed = re.search(r"observedAttributes = \[(.*?)\]", element, re.DOTALL)
    assert names(DEVELOPERS, "| attribute |") == [
        f"data-{name}" for name in re.findall(r'"(\w+)"', observed[1])
    ]
    emitted = set(re.findall(r'emit\("(\w+)"', element + (WIDGET / "chat.js").read_text("utf-8")))
    events = {name for name in names(DEVELOPERS, "| event | `detail` |") if ":" in name}
    assert events == {f"footnote:{name}" for name in emitted}
    styles = "".join(file.read_text("utf-8") for file in (WIDGET / "styles").glob("*.js"))
    used = set(re.findall(r"--footnote-[a-z]+", styles))
    assert used == set(re.findall(r"--footnote-[a-z]+", DEVELOPERS))
    for language in (WIDGET / "texts").glob("*.js"):
        assert f"`{language.stem}`" in DEVELOPERS


@pytest.mark.model
def test_the_answers_shown_are_those_given(place):
    """Nearly: another precision of the encoder may choose another sentence here or there."""
    page = (DOCS / "answers.md").read_text("utf-8")
    shown = re.findall(r"^### ([^\n]+)\n\n```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(shown) == 10
    same = []
    for question, answer in shown:
        given = run(place, ["env", "COLUMNS=100", "footnote", "ask", question])
        said, now = (text.strip().split("\n\n") for text in (answer, given))
        same += [each in now for each in said if not each.startswith("[1] ")]
    assert sum(same) >= 0.9 * len(same)
