"""Modules → one script: what is understood, and what is refused."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from server.bundling import NotBundled, bundle
from server.routes_widget import WIDGET


def write(folder, **modules):
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text)


def test_each_module_has_a_scope_of_its_own_and_comes_once(tmp_path):
    write(
        tmp_path,
        main='import { two } from "./b.js";\nimport one from "./a.js";\n\nshow(one + two());\n',
        b='// Two.\nimport one from "./a.js";\n\nexport function two() {\n  return one + 1;\n}\n',
        a="/* One,\n * as it is. */\nexport default 1;\n",
    )
    assert bundle(tmp_path / "main.js") == (
        "const $a = (() => {\nconst given = 1;\nreturn { default: given };\n})();\n"
        "const $b = (() => {\nconst { default: one } = $a;\n\n"
        "function two() {\n  return one + 1;\n}\nreturn { two };\n})();\n"
        "const { two } = $b;\nconst { default: one } = $a;\n\nshow(one + two());\n"
    )


def test_a_comment_beside_code_stays_and_hides_nothing(tmp_path):
    code = '  /** @type {A} */ (a).b();\n  c("// no comment");\n  /* gone */\n'
    write(tmp_path, main=code)
    assert bundle(tmp_path / "main.js") == code.replace("  /* gone */\n", "")


@pytest.mark.parametrize(
    ("modules", "complaint"),
    [
        ({"main": 'import { b } from "./b.js";\n', "b": "export { c };\n"}, "b.js: export { c };"),
        ({"main": 'import { b } from "./b.js";\n', "b": 'import * as a from "./a.js";\n'}, "b.js"),
        (
            {"main": 'import a from "./a.js";\n', "a": 'import m from "./main.js";\n'},
            "main → a → main import each other",
        ),
    ],
)
def test_other_forms_are_refused(tmp_path, modules, complaint):
    write(tmp_path, **modules)
    with pytest.raises(NotBundled, match=complaint):
        bundle(tmp_path / "main.js")


def test_the_widget_is_one_script_that_imports_nothing_more():
    script = bundle(WIDGET / "widget.js")
    assert "import " not in script.replace("import (", "")
    assert script.count("import.meta.url") == 2


@pytest.mark.skipif(not shutil.which("node"), reason="needs node")
def test_the_widget_parses(tmp_path):
    file = tmp_path / "widget.mjs"
    file.write_text(bundle(WIDGET / "widget.js"), "utf-8")
    assert subprocess.run(["node", "--check", file]).returncode == 0
