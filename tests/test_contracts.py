"""The house: imports go down only, and each library has one room."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("corpus", "index", "rag", "server")
FILES = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
MODULES = [path.relative_to(ROOT).as_posix() for path in FILES]

ROOMS = {
    "anyio": ("server/",),
    "bm25s": (),
    "faiss": ("index/vectors.py",),
    "fastapi": ("server/",),
    "frontmatter": ("corpus/",),
    "huggingface_hub": ("index/encoder",),
    "ir_measures": ("index/measures.py",),
    "limits": ("server/rates.py",),
    "markdown_it": ("corpus/",),
    "gguf": (),
    "mcp": ("server/mcp_tools.py", "server/routes_mcp.py"),
    "openai": ("rag/model_server.py",),
    "opentelemetry": ("server/tracing.py",),
    "openvino": ("index/encoder",),
    "prometheus_client": ("server/metrics.py",),
    "pydantic": ("server/",),
    "pydantic_settings": ("server/",),
    "rich": ("server/",),
    "selectolax": ("corpus/",),
    "sentence_transformers": ("index/encoder",),
    "sentencex": ("corpus/sentences.py",),
    "sqlite3": ("index/store.py", "index/storing.py", "server/keeping.py"),
    "starlette": ("server/",),
    "Stemmer": ("index/lexical.py",),
    "tokenizers": ("index/encoder",),
    "torch": ("index/encoder", "rag/entailment.py", "rag/model_local.py"),
    "transformers": ("index/encoder", "rag/entailment.py", "rag/model_local.py"),
    "typer": ("server/",),
    "uvicorn": ("server/",),
}
"""Where a library may be imported: the beginnings of the paths."""


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def trespasses(module: str, source: str) -> list[str]:
    tree = ast.parse(source)
    found = []
    for name in imported(tree):
        library = name.partition(".")[0]
        if not module.startswith(ROOMS.get(library, ("",))):
            found.append(f"imports {library}")
    if any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(tree)):
        found.append("imports by a relative name")
    if reads_environment(tree) and not module.startswith("server/"):
        found.append("reads the environment")
    return found


def reads_environment(tree: ast.AST) -> bool:
    """``os.environ[name] = value`` sets it, which the libraries of the encoder ask for."""
    nodes = list(ast.walk(tree))
    targets = [target for node in nodes if isinstance(node, ast.Assign) for target in node.targets]
    written = [target.value for target in targets if isinstance(target, ast.Subscript)]
    names = [node.attr for node in nodes if isinstance(node, ast.Attribute) and node not in written]
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            names += [alias.name for alias in node.names]
    return not {"environ", "environb", "getenv"}.isdisjoint(names)


@pytest.mark.parametrize("module", MODULES)
def test_each_library_has_one_room(module):
    assert trespasses(module, (ROOT / module).read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source", "found"),
    [
        ("index/building.py", "import faiss", "imports faiss"),
        ("rag/asking.py", "def f():\n    from torch.nn import Module", "imports torch"),
        ("index/lexical.py", "import openvino.frontend as f", "imports openvino"),
        ("corpus/files.py", "import os\nx = os.environ['HOME']", "reads the environment"),
        ("rag/evaluating.py", "from ir_measures import nDCG", "imports ir_measures"),
        ("index/store.py", "import os\nx = os.getenv('HOME')", "reads the environment"),
        ("index/store.py", "from os import environ", "reads the environment"),
        ("rag/gate.py", "from . import quoting", "imports by a relative name"),
    ],
)
def test_a_trespass_is_seen(module, source, found):
    assert trespasses(module, source) == [found]


def test_setting_a_variable_for_a_library_is_not_reading():
    assert trespasses("index/encoder_export.py", "import os\nos.environ['X'] = '1'") == []


def test_module_names_are_unique_across_floors():
    names = [Path(module).stem for module in MODULES if not module.endswith("__init__.py")]
    assert len(names) == len(set(names))


def test_imports_go_down_only():
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout
