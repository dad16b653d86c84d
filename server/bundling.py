"""The widget's modules → one script, so that a page asks once and never gets half of a new version.

No tool is needed for it, since the modules keep to few forms, and others are refused: an import
is one line, ``import { a, b } from "./other.js";`` or ``import a from "./other.js";``; an export
stands before a declaration; a comment has lines of its own; no two modules import each other.
"""

from __future__ import annotations

import re
from pathlib import Path

COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/)[ \t]*\n", re.MULTILINE | re.DOTALL)
IMPORT = re.compile(
    r'^import (?:(?P<all>\w+)|\{ (?P<some>[\w, ]+) \}) from "\./(?P<of>[\w/]+)\.js";\n',
    re.MULTILINE,
)
EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function\*?|const|class) (?P<name>\w+))", re.MULTILINE
)
DEFAULT = re.compile(r"^export default ", re.MULTILINE)
LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class NotBundled(ValueError):
    """A module has a form that is not understood; its text says which and where."""


def bundle(entry: Path) -> str:
    """The entry and all it imports as one module, each in a scope of its own.

    Raises NotBundled.
    """
    written: dict[str, str] = {}
    code = _imported(entry.parent, entry.stem, written, ())
    return "".join([*written.values(), code])


def _imported(folder: Path, name: str, written: dict[str, str], above: tuple[str, ...]) -> str:
    """A module's code, what it imports taken from scopes that are written by then."""
    if name in above:
        raise NotBundled(f"{' → '.join((*above, name))} import each other")
    code = COMMENT.sub("", (folder / f"{name}.js").read_text("utf-8"))
    for found in IMPORT.finditer(code):
        of = found["of"]
        if of not in written:
            written[of] = _scoped(of, _imported(folder, of, written, (*above, name)))
    return IMPORT.sub(_taken, code)


def _scoped(name: str, code: str) -> str:
    exported = [found["name"] for found in EXPORT.finditer(code)]
    code, defaults = DEFAULT.subn("const given = ", EXPORT.sub("", code))
    if left := LEFT.search(code):
        raise NotBundled(f"{name}.js: {left[0]}")
    exported += ["default: given"] * defaults
    return f"const {_scope(name)} = (() => {{\n{code}return {{ {', '.join(exported)} }};\n}})();\n"


def _taken(found: re.Match[str]) -> str:
    names = found["some"] or f"default: {found['all']}"
    return f"const {{ {names} }} = {_scope(found['of'])};\n"


def _scope(name: str) -> str:
    return f"${name.replace('/', '$')}"
