"""What a list of snapshots and a comparison look like."""

from __future__ import annotations

import io

from rich.console import Console

from index.releases import Changes, Release
from rag.differing import Changed, Side
from server.terminal_snapshots import MOST, print_diff, print_releases


def printed(show, *things) -> str:
    console = Console(file=io.StringIO(), width=160)
    show(console, *things)
    return console.file.getvalue()


def test_a_release_shows_what_is_special_about_it():
    one = Release(
        "[b]id", True, True, "2030-01-02T03:04:05+00:00", 1200, 5, "toy", {"R": 0.5}, ("bad",)
    )
    text = printed(print_releases, [one, Release("x", False, False, damaged="it is missing")])
    for part in ("[b]id", "2030-01-02 03:04", "1,200", "toy", "R 0.50", "current, pinned"):
        assert part in text
    assert "published by force" in text and "damaged: it is missing" in text
    assert "footnote build" in printed(print_releases, [])


def test_answers_stand_side_by_side():
    documents = Changes(tuple(f"a/{n}" for n in range(MOST + 3)), (), ("b/1",))
    sides = [Side("answered", ((text, ("a/1#2",)),)) for text in ("Show them.", "Hide [them].")]
    text = printed(print_diff, documents, [Changed("Show [prices]?", *sides)], 7)
    assert "23 added" in text and "… and 3 more" in text and "1 removed" in text
    assert "1 of 7 golden questions" in text and "Show [prices]?" in text
    (line,) = [line for line in text.splitlines() if "Show them." in line]
    assert "Hide [them]. [a/1#2]" in line
