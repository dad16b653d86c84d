"""The files in docs/deploy are well formed, and what they name exists."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import dockerfile
import pytest
from compose_spec import PyCompose
from hatchling.builders.wheel import WheelBuilder

from server.serving import FAREWELL, GRACE
from server.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "docs" / "deploy"
CONTAINERFILE = dockerfile.parse_file(str(DEPLOY / "Containerfile"))


@pytest.mark.parametrize("file", sorted(DEPLOY.iterdir()), ids=lambda file: file.name)
def test_every_setting_named_is_one(file):
    named = re.findall(rf"{PREFIX}([A-Z_]+)", file.read_text("utf-8"))
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_nobody_is_killed_before_the_open_answers_are_finished():
    for file, name in (
        (DEPLOY / "footnote.service", "TimeoutStopSec="),
        (DEPLOY / "compose.yaml", "stop_grace_period: "),
        (ROOT / "docs" / "deploying.md", "--stop-timeout "),
    ):
        (seconds,) = re.findall(rf"{name}(\d+)", file.read_text("utf-8"))
        assert int(seconds) >= GRACE + FAREWELL + 5


def test_every_file_is_shown():
    said = (ROOT / "docs" / "deploying.md").read_text("utf-8")
    for file in DEPLOY.iterdir():
        assert f"](deploy/{file.name})" in said


def wheel_of(root: Path, into: Path) -> set[str]:
    (built,) = WheelBuilder(str(root)).build(directory=str(into), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        return set(wheel.namelist())


def test_the_image_holds_all_of_the_package(tmp_path):
    """What is copied makes the very wheel that the checkout makes."""
    for step in CONTAINERFILE:
        if step.cmd != "COPY":
            continue
        *sources, target = step.value
        for source in sources:
            found = list(ROOT.glob(source))
            assert found, source
            for path in found:
                to = tmp_path / "image" / target
                if path.is_dir():
                    shutil.copytree(path, to)
                else:
                    to.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, to)
    image = wheel_of(tmp_path / "image", tmp_path / "one")
    assert image == wheel_of(ROOT, tmp_path / "two")


def test_the_image_runs_the_service_as_nobody_special():
    steps = {step.cmd: step.value for step in CONTAINERFILE}
    assert steps["CMD"] == ("footnote", "serve")
    assert steps["USER"] == ("footnote",)
    assert steps["EXPOSE"] == (str(Settings.model_fields["port"].default),)


def test_the_health_check_is_not_lost():
    """podman leaves it out of an image of its own default format."""
    assert "HEALTHCHECK" in {step.cmd for step in CONTAINERFILE}
    for file in (DEPLOY / "Containerfile", ROOT / "docs" / "deploying.md"):
        for command in re.findall(r"podman build .*", file.read_text("utf-8")):
            assert "--format docker" in command


def test_the_unit_is_one(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("needs systemd-analyze")
    text = (DEPLOY / "footnote.service").read_text("utf-8")
    command = re.search(r"ExecStart=(\S+) (.*)", text)
    assert command and command[2] == "serve"
    unit = tmp_path / "footnote.service"
    unit.write_text(text.replace(command[1], shutil.which("true")))
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_composition_is_one():
    found = PyCompose.from_yaml((DEPLOY / "compose.yaml").read_text("utf-8"))
    assert set(found.service_names()) == {"footnote", "proxy"}
    for path in re.findall(r"- (\./[^:\s]+):", (DEPLOY / "compose.yaml").read_text("utf-8")):
        assert (DEPLOY / path).is_file()
    with pytest.raises(ValueError, match="imagee"):
        PyCompose.from_yaml("services: {a: {imagee: b}}")


def test_the_proxy_understands_its_file():
    if not shutil.which("caddy"):
        pytest.skip("needs caddy (apt install caddy)")
    done = subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"],
        env={**os.environ, "SITE": "footnote.example.org"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
