"""The wheel holds the four floors and nothing else, and asks for all that they import."""

from __future__ import annotations

import ast
import re
import shutil
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from test_contracts import FILES, FLOORS, ROOT, imported

OURS = "footnote-adviser"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> list[str]:
    """The names in the wheel of a checkout that has been built and used."""
    root = tmp_path_factory.mktemp("checkout")
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, root / floor, ignore=shutil.ignore_patterns("snapshots"))
    for name in ("pyproject.toml", "README.md", ".gitignore"):
        shutil.copy(ROOT / name, root / name)
    for used in ("snapshots/a/manifest.json", "encoders/b/graph.bin", "current", "lock"):
        file = root / "index" / used
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("used")
    (built,) = WheelBuilder(str(root)).build(directory=str(root / "dist"), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def test_the_wheel_holds_exactly_the_four_floors(wheel):
    tops = {name.partition("/")[0] for name in wheel}
    (described,) = [top for top in tops if top.endswith(".dist-info")]
    assert tops == {*FLOORS, described}
    assert f"{described}/entry_points.txt" in wheel


def test_every_module_and_data_file_is_in_the_wheel(wheel):
    assert {path.relative_to(ROOT).as_posix() for path in FILES} <= set(wheel)
    for folder in ("corpus/data", "server/widget"):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        assert len(files) > 3
        assert {path.relative_to(ROOT).as_posix() for path in files} <= set(wheel)


def test_the_prompts_are_in_the_wheel(wheel):
    assert {"rag/prompts/answer.md", "rag/prompts/follow_up.md"} <= set(wheel)


def test_what_a_build_makes_stays_out_of_the_wheel(wheel):
    inside = [name for name in wheel if name.startswith("index/")]
    assert all(re.fullmatch(r"index/\w+\.py", name) for name in inside)


def test_no_dependency_claims_a_floor_s_name():
    claims = packages_distributions()
    for floor in FLOORS:
        assert set(claims.get(floor, [])) <= {OURS}


def test_every_library_imported_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + [
        each for extra in ("llm", "traces") for each in project["optional-dependencies"][extra]
    ]
    asked = {canonicalize_name(Requirement(each).name) for each in wanted}
    sources = [ast.parse(path.read_text("utf-8")) for path in FILES]
    libraries = {name.partition(".")[0] for tree in sources for name in imported(tree)}
    libraries -= {*sys.stdlib_module_names, *FLOORS}
    claims = packages_distributions()
    unasked = {
        library
        for library in libraries
        if asked.isdisjoint(canonicalize_name(each) for each in claims[library])
    }
    assert not unasked, f"imported, but not among the dependencies: {sorted(unasked)}"


def test_the_command_leads_to_the_command_line():
    project = tomllib.loads(Path(ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"footnote": "server.cli:main"}
    from server.cli import main

    assert callable(main)
