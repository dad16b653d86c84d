"""Has the corpus heard of it? Names and words, looked for near the question, then everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from string import ascii_lowercase
from typing import Literal

import numpy as np

from index.lexical import words
from index.snapshot import Snapshot
from rag.naming import Name

Heard = Literal["near", "elsewhere", "nowhere"]

READ = 200
"""Passages that are read for a name whose words they hold."""


MISSPELT = 50
"""How many times as common a word must be for another to be its misspelling."""


def heard(snapshot: Snapshot, name: Name, near: Sequence[str]) -> Heard:
    """Where a name is mentioned: in the texts ``near`` the question, elsewhere, or nowhere.

    A year later than the newest text is nowhere, whatever was foretold.
    """
    if name.year is not None and name.year > newest_year(snapshot):
        return "nowhere"
    if all(any(mentioned(part, text) for text in near) for part in _parts(name.words)):
        return "near"
    if all(_anywhere(snapshot, part) for part in _parts(name.words)):
        return "elsewhere"
    return "nowhere"


def mentioned(name: Sequence[str], text: str) -> bool:
    """Whether a name stands in a text: its words side by side, with a capital if it has one."""
    spelt = r"[\s\-/&.]{1,3}".join(re.escape(_singular(word)) + r"(?:s|'s|’s)?" for word in name)
    capital = any(c.isupper() for c in "".join(name))
    return any(
        not capital or any(c.isupper() for c in match[0])
        for match in re.finditer(rf"(?<!\w){spelt}(?!\w)", text, re.IGNORECASE)
    )


def newest_year(snapshot: Snapshot) -> int:
    """The year of the newest text; 9999 where none has a date."""
    return snapshot.store.newest.year if snapshot.store.newest else 9999


def unheard(snapshot: Snapshot, word: str) -> bool:
    """Whether no passage has this word, nor one it may be a misspelling of."""
    stems = words(word)
    return bool(stems) and not any(map(snapshot.lexical.knows, stems)) and not meant(snapshot, word)


def meant(snapshot: Snapshot, word: str) -> str | None:
    """The stem of a much more common word that this one is a misspelling of, if there is one."""
    if len(word) < 5 or not word.isalpha() or not word.islower():
        return None
    count = snapshot.lexical.count
    likely = sorted(set(words(" ".join(_spellings(word)))))
    best = max(likely, key=count, default="")
    least = MISSPELT * max([1, *map(count, words(word))])
    return best if count(best) >= least else None


def _spellings(word: str) -> set[str]:
    """What may have been meant: two letters swapped, or one doubled or not; from six letters on
    also one left out, from eight on one too many or another vowel. The first is seldom wrong."""
    parts = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    found = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    found |= {a + a[-1] + b for a, b in parts}
    found |= {a + b[1:] for a, b in parts if b and a[-1] == b[0]}
    if len(word) >= 6:
        found |= {a + c + b for a, b in parts for c in ascii_lowercase if b}
    if len(word) >= 8:
        found |= {a + b[1:] for a, b in parts if b}
        found |= {a + c + b[1:] for a, b in parts for c in "aeiou" if b and b[0] in "aeiou"}
    return found - {word}


def _parts(name: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """A long name may never be written out: it is heard of where each two of its words are."""
    return (name[i : i + 2] for i in range(max(len(name) - 1, 1)))


def _anywhere(snapshot: Snapshot, part: tuple[str, ...]) -> bool:
    stems = [stem for word in part for stem in words(word)]
    if not stems:
        return True  # one letter: no index holds it
    rows = reduce(np.intersect1d, [snapshot.lexical.rows(stem) for stem in stems])
    if len(rows) > READ:
        scores = snapshot.lexical.scores(" ".join(part))[rows]
        rows = rows[np.argsort(-scores, kind="stable")[:READ]]
    return any(
        mentioned(part, f"{passage.text}\n{passage.heading}")
        for passage in snapshot.store.passages(rows.tolist())
    )


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
