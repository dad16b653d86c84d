"""Sentences with known verdicts → how well the gate tells them apart, by kind.

    python -m rag.gate_measuring [--half HALF] [--show] CLAIMS NAME=PATH…

CLAIMS has a line a sentence, parted by tabs: half, kind, verdict, sections, bases, sentence. The
sections are the ids of those at hand, numbered from 1; the sources hold them. A basis is
``2:1@0-44~de8db4bb``: said to stand in reference 2, it is characters 0 to 44 of section 1, and the
last is the first eight digits of their sha256. So no text of a source is in the file. Whoever tunes
the gate looks at the half ``tuning`` alone. Prints a table of each half; sentences of sources that
are not given are counted and left out.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from corpus.document import Section
from corpus.errors import JudgmentsRefused
from corpus.reading import Source, parse_source, read
from rag.claims import Basis, Claim, Ruling, Verdict
from rag.gate import rule

HALVES = ("tuning", "test")
TRUE: Verdict = "supported"
_BASIS = re.compile(r"(\d+):(\d+)@(\d+)-(\d+)~([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Known:
    """A claim, what it was written to be, and its verdict.

    ``sections`` are those at hand by reference number, ``right`` the numbers of those in which the
    words really stand.
    """

    half: str
    kind: str
    verdict: Verdict
    claim: Claim
    sections: dict[int, Section]
    right: frozenset[int]

    def wrongly_said(self, ruling: Ruling) -> bool:
        """Whether the ruling lets out what is false, or cites what it does not rest on."""
        if not ruling.citations:
            return False
        cited = {citation.reference for citation in ruling.citations}
        return self.verdict not in (TRUE, "misattributed") or not cited <= self.right


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the sentences of one kind."""

    kind: str
    verdict: Verdict
    said: int
    wrongly: int
    verdicts: Counter[str]

    @property
    def sentences(self) -> int:
        return sum(self.verdicts.values())


def parse_known(
    lines: Iterable[str], place: str, section: Callable[[str], Section]
) -> Iterator[Known]:
    """The sentence of each line; raises JudgmentsRefused where the texts are not as they were."""
    for line in lines:
        where = f"{place}: {line}"
        try:
            half, kind, verdict, ids, bases, text = line.split("\t")
            sections = {n: section(id) for n, id in enumerate(ids.split(" "), 1)}
            found = [_BASIS.fullmatch(basis) for basis in bases.split(" ")]
            parts = [[int(match[n]) for n in range(1, 5)] for match in found if match]
            digests = [match[5] for match in found if match]
        except ValueError as error:
            raise JudgmentsRefused(
                "it is not: half, kind, verdict, sections, bases, sentence", where=where
            ) from error
        if half not in HALVES or verdict not in get_args(Verdict) or None in found:
            raise JudgmentsRefused("there is no such half, verdict or basis", where=where)
        named = []
        for (reference, of, start, end), digest in zip(parts, digests, strict=True):
            words = sections[of].text[start:end]
            if hashlib.sha256(words.encode()).hexdigest()[:8] != digest:
                raise JudgmentsRefused(
                    f"section {of} has other words at {start}-{end}",
                    where=where,
                    mend="The text is another than when the sentence was written: write it anew.",
                )
            named.append(Basis(reference, words))
        right = frozenset(of for _, of, _, _ in parts)
        known: Verdict = next(each for each in get_args(Verdict) if each == verdict)
        yield Known(half, kind, known, Claim(text, tuple(named)), sections, right)


def at_hand(file: Path, sources: Sequence[Source]) -> tuple[list[Known], int]:
    """The sentences of a file whose sections the sources hold, and how many others there are."""
    sections = {each.id: each for document in read(sources).documents for each in document.sections}
    lines = file.read_text("utf-8").splitlines()
    held = [line for line in lines if sections.keys() >= set(line.split("\t")[3].split(" "))]
    return list(parse_known(held, str(file), sections.__getitem__)), len(lines) - len(held)


def measure(known: Iterable[Known]) -> list[Tally]:
    """The tallies of each kind, true ones first."""
    found: dict[tuple[str, str], list[tuple[Known, Ruling]]] = {}
    for each in known:
        ruling = rule(each.claim, each.sections)
        found.setdefault((each.verdict, each.kind), []).append((each, ruling))
    tallies = []
    for (verdict, kind), pairs in found.items():
        said = sum(bool(ruling.citations) for _, ruling in pairs)
        wrongly = sum(each.wrongly_said(ruling) for each, ruling in pairs)
        verdicts = Counter(str(ruling.verdict) for _, ruling in pairs)
        expected: Verdict = next(each for each in get_args(Verdict) if each == verdict)
        tallies.append(Tally(kind, expected, said, wrongly, verdicts))
    order = get_args(Verdict)
    return sorted(tallies, key=lambda tally: (order.index(tally.verdict), tally.kind))


def rates(tallies: Sequence[Tally]) -> tuple[float, float]:
    """The share of false sentences that are said, and of true ones that are."""
    true = [tally for tally in tallies if tally.verdict == TRUE]
    false = [tally for tally in tallies if tally.verdict != TRUE]
    wrongly = sum(t.wrongly for t in false) / max(sum(t.sentences for t in false), 1)
    return wrongly, sum(t.said for t in true) / max(sum(t.sentences for t in true), 1)


def table(tallies: Sequence[Tally]) -> str:
    """What became of each kind, as Markdown."""
    order = get_args(Verdict)
    rows = [
        f"| kind | should be | sentences | said | wrongly said | {' | '.join(order)} |",
        f"|---|---|{'---|' * (3 + len(order))}",
    ]
    for t in tallies:
        counts = " | ".join(str(t.verdicts[verdict]) for verdict in order)
        rows.append(
            f"| {t.kind} | {t.verdict} | {t.sentences} | {t.said} | {t.wrongly} | {counts} |"
        )
    wrongly, said = rates(tallies)
    true = sum(t.sentences for t in tallies if t.verdict == TRUE)
    false = sum(t.sentences for t in tallies) - true
    rows.append(
        f"\nOf {true} true sentences {said:.1%} are said, of {false} others {wrongly:.1%} wrongly."
    )
    return "\n".join(rows)


def main() -> None:
    """Print the table of each half, or of one; with ``--show`` each sentence that was misjudged."""
    parser = argparse.ArgumentParser(prog="python -m rag.gate_measuring", description=__doc__)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("claims", type=Path)
    parser.add_argument("sources", nargs="+", type=parse_source)
    given = parser.parse_args()
    known, left_out = at_hand(given.claims, given.sources)
    if left_out:
        print(f"{left_out} sentences are of sources that were not given.\n")
    for half in HALVES:
        if given.half in (None, half):
            mine = [each for each in known if each.half == half]
            print(f"## {half}\n\n{table(measure(mine))}\n")
            for each in mine if given.show else ():
                ruling = rule(each.claim, each.sections)
                if each.wrongly_said(ruling) or (each.verdict == TRUE and not ruling.citations):
                    print(f"- {each.kind}: {each.claim.text}\n  {ruling.verdict}: {ruling.why}")
                    print(*(f"  > {basis.words}" for basis in each.claim.bases), sep="\n")


if __name__ == "__main__":
    main()
