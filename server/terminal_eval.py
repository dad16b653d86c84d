"""How an evaluation reads in a terminal: its figures with their intervals, and what changed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.significance import interval
from rag.baseline import Drop
from rag.comparing import Comparison
from rag.evaluation import MEASURES, Evaluation

EXPECTED = {"answer": "can be answered", "silence": "cannot", "either": "nothing relevant judged"}
SURE = 0.05
"""A difference of a smaller p is set in colour."""


def print_evaluation(console: Console, found: Evaluation) -> None:
    """The figures, one a line, and what became of the questions."""
    console.print(f"{found.judgments} on snapshot {found.snapshot}", markup=False, soft_wrap=True)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("measure", no_wrap=True)
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
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("measure", no_wrap=True)
    for heading in ("before", "now", "change", "95 % interval", "p", "better", "worse"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, (before, now) in compared.figures.items():
        difference = compared.measures.get(name)
        cells = [name, shown(name, before), shown(name, now)]
        if difference is None:
            cells += [signed(name, now - before), "", "", "", ""]
        else:
            gone, come = difference.worse, difference.better
            if MEASURES[name].better < 0:
                gone, come = come, gone
            cells += [
                signed(name, difference.mean),
                f"{signed(name, difference.low)} – {signed(name, difference.high)}",
                chance(difference.p),
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
            f"{name} {signed(name, value)}"
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


def print_drops(console: Console, fallen: Sequence[Drop]) -> None:
    """What fell below its baseline, and the questions that lost most."""
    if not fallen:
        console.print("Every figure holds its baseline.")
    for drop in fallen:
        name = drop.measure
        console.print(
            Text(
                f"{name} fell from {shown(name, drop.before)} to {shown(name, drop.now)}; "
                f"{signed(name, -drop.tolerance * MEASURES[name].better)} is allowed.",
                "red",
            ),
            soft_wrap=True,
        )
        for id, question, before, now in drop.questions:
            console.print(
                f"  {id}  {shown(name, before)} → {shown(name, now)}  {question}",
                markup=False,
                soft_wrap=True,
            )


def shown(name: str, value: float) -> str:
    """A figure as it is written: counts with one digit, shares with three."""
    return f"{value:.1f}" if MEASURES[name].kind == "count" else f"{value:.3f}"


def chance(p: float) -> str:
    """A p as it is written: what 10,000 draws never met is not 0."""
    return f"{p:.3f}" if p >= 0.001 else "<0.001"


def signed(name: str, value: float) -> str:
    """A difference of two figures."""
    return f"+{shown(name, value)}" if value >= 0 else f"−{shown(name, -value)}"
