"""The tree that the docstring draws is the tree that the classes make."""

from __future__ import annotations

import inspect
import re

from corpus import errors
from corpus.errors import FootnoteError, MalformedFile, SnapshotDamaged

CLASSES = {
    name: found
    for name, found in vars(errors).items()
    if inspect.isclass(found) and found.__module__ == errors.__name__
}


def drawn() -> dict[str, str]:
    """Each error in the docstring's tree and the one above it."""
    above: dict[str, str] = {}
    stack: list[tuple[int, str]] = []
    for line in errors.__doc__.splitlines():
        if found := re.match(r"([ │├└─]*)([A-Z]\w+)(?:\s{2,}\S|$)", line):
            depth = len(found[1])
            while stack and stack[-1][0] >= depth:
                stack.pop()
            above[found[2]] = stack[-1][1] if stack else "Exception"
            stack.append((depth, found[2]))
    return above


def test_the_tree_is_drawn_as_it_is():
    assert drawn() == {name: found.__base__.__name__ for name, found in CLASSES.items()}


def test_each_error_says_in_its_docstring_what_it_means():
    assert all(found.__doc__ for found in CLASSES.values())


def test_an_error_reads_where_what_mend():
    error = SnapshotDamaged("it is missing", where="a/b", mend="Build again.")
    assert str(error) == "a/b: it is missing\nBuild again."
    assert (error.what, error.where, error.mend) == ("it is missing", "a/b", "Build again.")
    assert str(FootnoteError("no")) == "no"
    assert str(FootnoteError("no", mend="Yes.")) == "no\nYes."
    assert MalformedFile("no title", line=3).line == 3
