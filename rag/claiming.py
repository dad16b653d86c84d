"""A language model's reply → claims, each as soon as its line is whole.

A line is a sentence and, behind it, the words it rests on: ``It pays. [2: "it does pay"]``. What
keeps another form is a claim without words, which the gate withholds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rag.claims import Basis, Claim

LINE = 2_000
"""Characters of a line that are read; what is behind them is passed over."""

_CITE = r"\[\s*(?:source\s*)?(\d{1,3})\s*(?:[:,;]\s*([^\]\n]*))?\]"
_BASIS = re.compile(_CITE, re.IGNORECASE)
_CITED = re.compile(rf"(\s*{_CITE}(?:[ \t,;.]*{_CITE})*)[ \t.,;]*", re.IGNORECASE)
_GOES_ON = re.compile(rf"[^\n]*?{_CITE}[ \t.,;]*(?=[^\s.,;\[])", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–]\s+|#+\s+|\(?\d{1,2}[.)]\s+)")
_QUOTED = "\"“”„«»'‘’ "


def claims(pieces: Iterable[str]) -> Iterator[Claim | None]:
    """The claims of a reply that comes in pieces; None where a piece completes none."""
    rest, skipping = "", False
    for piece in pieces:
        rest += piece
        found = False
        while cut := _cut(rest):
            line, rest = rest[:cut], rest[cut:]
            for claim in () if skipping else _claims(line):
                found = True
                yield claim
            skipping = skipping and not line.endswith("\n")
        if len(rest) > LINE:
            if not skipping:
                yield Claim(" ".join(rest[:LINE].split()), ())
            rest, skipping = "", True
        if not found:
            yield None
    if not skipping:
        yield from _claims(rest)


def _cut(text: str) -> int:
    """Where the first whole line ends, or the first sentence that another follows; 0 if none."""
    if goes_on := _GOES_ON.match(text):
        return goes_on.end()
    return text.find("\n") + 1


def _claims(line: str) -> Iterator[Claim]:
    at = 0
    for cited in _CITED.finditer(line):
        text = _plain(line[at : cited.start()])
        at = cited.end()
        bases = tuple(
            Basis(int(number), words.strip(_QUOTED))
            for number, words in _BASIS.findall(cited.group())
        )
        yield Claim(text, bases)
    if rest := _plain(line[at:]):
        yield Claim(rest, ())


def _plain(text: str) -> str:
    """A sentence without the signs of a list, and without what makes it bold."""
    return " ".join(_BULLET.sub("", text).replace("**", "").split())
