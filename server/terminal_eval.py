"""How an evaluation reads in a terminal: its figures with their intervals, and what changed."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.significance import interval
from rag.comparing import Comparison
from rag.evaluation import MEASURES, Evaluation

EXPECTED = {"answer": "can be answered", "silence": "cannot", "either": "nothing relevant judged"}
SURE = 0.05
"""A difference of a smaller p is set in colour."""


def print_evaluation(console: Console, found: Evaluation) -> None:
    """The figures, one a line, and what became of the questions."""
    console.print(f"{found.judgments} on snapshot {found.snapshot}", markup=False, soft_wrap=True)
    table = Table("measure", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("figure", justify="right")
    table.add_column("95 % interval", justify="right")
    table.add_column("n", justify="right")
    table.add_column("what it says")
    of = ""
    for name, measure in MEASURES.items():
        if name not in found.figures:
            continue
        if of and of != measure.of:
            table.add_section()
        of = measure.of
        values = list(found.values(name).values())
        spread = ""
        if len(values) > 1 and name != "per person":
            low, high = interval(values)
            spread = f"{shown(name, low)} – {shown(name, high)}"
        count = str(len(values)) if values else ""
        table.add_row(name, shown(name, found.figures[name]), spread, count, measure.says)
    console.print(table)
    table = Table("questions that …", box=SIMPLE_HEAD, pad_edge=False)
    for status in ("answered", "partial", "no_evidence"):
        table.add_column(status.replace("_", " "), justify="right")
    for expected, counts in found.statuses.items():
        table.add_row(EXPECTED[expected], *(str(count) for count in counts.values()))
    console.print(table)
    times = ", ".join(f"{stage} {time:,.0f} ms" for stage, time in found.milliseconds.items())
    console.print(f"Median time: {times}.")
    for note in found.notes:
        console.print(Text(note, "yellow"), soft_wrap=True)


def print_comparison(console: Console, compared: Comparison) -> None:
    """Each measure's difference with its significance, then the questions that moved most."""
    console.print(
        f"\nAgainst {compared.first}, over the {compared.questions} questions of both:",
        markup=False,
        soft_wrap=True,
    )
    table = Table("measure", box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("before", "now", "difference", "95 % interval", "p", "better", "worse"):
        table.add_column(heading, justify="right")
    for name, (before, now) in compared.figures.items():
        difference = compared.measures.get(name)
        cells = [name, shown(name, before), shown(name, now)]
        if difference is None:
            cells += [_signed(name, now - before), "", "", "", ""]
        else:
            gone, come = difference.worse, difference.better
            if MEASURES[name].better < 0:
                gone, come = come, gone
            cells += [
                _signed(name, difference.mean),
                f"{_signed(name, difference.low)} – {_signed(name, difference.high)}",
                f"{difference.p:.3f}",
                str(come),
                str(gone),
            ]
        sure = difference is not None and difference.p < SURE
        table.add_row(*cells, style="bold" if sure else "")
    console.print(table)
    if not compared.changed:
        console.print("No question changed.")
        return
    console.print("Questions that changed most, the losses first:")
    for change in compared.changed:
        moves = [
            f"{name} {_signed(name, value)}"
            for name, value in change.differences.items()
            if MEASURES[name].better
        ]
        if change.statuses[0] != change.statuses[1]:
            moves.append(" → ".join(change.statuses))
        console.print(
            f"  {change.id}  {change.question}\n        {', '.join(moves)}",
            markup=False,
            soft_wrap=True,
        )


def shown(name: str, value: float) -> str:
    """A figure as it is written: counts with one digit, shares with three."""
    return f"{value:.1f}" if counts(name) else f"{value:.3f}"


def counts(name: str) -> bool:
    """Whether a measure counts things, rather than being a share of 1."""
    return name in ("people", "references", "words", "per person")


def _signed(name: str, value: float) -> str:
    return f"{value:+.1f}" if counts(name) else f"{value:+.3f}"
