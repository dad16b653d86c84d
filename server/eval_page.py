"""An evaluation as one page of HTML: figures, plots, every question, every answer; no script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from index.significance import Difference, interval
from rag.comparing import Comparison
from rag.evaluation import MEASURES, Evaluation, Measure
from server.eval_template import PAGE, STYLE
from server.plots import curve, differences, histogram, scores
from server.report_template import reports
from server.terminal_eval import EXPECTED, SURE, chance, shown, signed

HEADLINES = ("nDCG@10", "R@20", "vital", "positions", "AUROC", "false@95")
COLUMNS = ("nDCG@10", "R@20", "RR", "vital", "positions", "people", "words")
"""The measures shown for every question."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as it is written, and how it differs from another evaluation's."""

    measure: Measure
    figure: str
    spread: str
    n: str
    before: str = ""
    difference: str = ""
    difference_spread: str = ""
    p: str = ""
    better: str = ""
    worse: str = ""
    way: str = ""
    sure: bool = False


def eval_page(found: Evaluation, compared: Comparison | None) -> str:
    """The whole page; it asks for nothing but itself."""
    groups = {
        expected: [q for q in found.questions if q.expected == expected] for expected in EXPECTED
    }
    return reports.from_string(PAGE).render(
        found=found,
        compared=compared,
        rows=list(_rows(found, compared)),
        headlines=HEADLINES,
        columns=COLUMNS,
        measures=MEASURES,
        expectations=EXPECTED,
        statuses=("answered", "partial", "no evidence"),
        groups=[(expected, some) for expected, some in groups.items() if some],
        plots=list(_plots(found, compared)),
        brief=brief,
        signed=signed,
        way=_way,
        own_style=Markup(STYLE),
    )


def brief(name: str, value: float) -> str:
    """One question's value, short enough for a narrow column."""
    match MEASURES[name].kind:
        case "count":
            return f"{value:g}"
        case "whether":
            return "yes" if value else "no"
    return f"{value:.2f}"


def _rows(found: Evaluation, compared: Comparison | None) -> Iterator[Row]:
    for name, measure in MEASURES.items():
        if name not in found.figures:
            continue
        values = list(found.values(name).values())
        low, high = interval(values)
        whole = len(values) > 1 and name != "per person"
        spread = f"{shown(name, low)} – {shown(name, high)}" if whole else ""
        figure, n = shown(name, found.figures[name]), str(len(values))
        moved = compared.measures.get(name) if compared else None
        if not compared or not moved:
            yield Row(measure, figure, spread, n)
            continue
        better, worse = moved.better, moved.worse
        if measure.better < 0:
            better, worse = worse, better
        yield Row(
            measure,
            figure,
            spread,
            n,
            shown(name, compared.figures[name][0]),
            signed(name, moved.mean),
            f"{signed(name, moved.low)} – {signed(name, moved.high)}",
            chance(moved.p),
            str(better),
            str(worse),
            _way(name, moved.mean),
            _sure(moved),
        )


def _plots(found: Evaluation, compared: Comparison | None) -> Iterator[tuple[Markup, str]]:
    for name in ("nDCG@10", "R@20", "vital"):
        if values := found.values(name).values():
            caption = f"{name} of {len(values)} questions: {MEASURES[name].says}"
            yield histogram(list(values), caption), caption
    spoke = {
        expected: [
            (q.score, q.status != "no_evidence") for q in found.questions if q.expected == expected
        ]
        for expected in ("answer", "silence")
    }
    caption = (
        "Evidence of each question: above the line those that can be answered, below it those "
        "that cannot. A full dot was answered, a ring met with silence."
    )
    yield scores(spoke["answer"], spoke["silence"], caption), caption
    if found.curve:
        caption = (
            "Risk and coverage: if only the questions of the best evidence were answered, the "
            "share of answers given to questions that cannot be answered."
        )
        points = [(point.coverage, point.risk) for point in found.curve]
        yield curve(points, caption, "questions answered", "false answers among them"), caption
    for name in ("nDCG@10", "vital") if compared else ():
        if compared and name in compared.measures:
            caption = f"{name}: the difference of each question"
            yield differences(compared.differences[name], caption), caption


def _way(name: str, value: float) -> str:
    good = MEASURES[name].better * value
    return "better" if good > 0 else "worse" if good < 0 else ""


def _sure(moved: Difference) -> bool:
    return moved.p < SURE
