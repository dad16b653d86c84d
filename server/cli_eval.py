"""``footnote eval``: a snapshot measured on a judged set.

Only the standard library and typer are imported at the top, so that ``--help`` answers at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from server.options import AsJson, Index, opened, print_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.judgments import JudgedSet
    from rag.evaluation import Evaluation

Set = Annotated[
    Path | None,
    typer.Argument(
        metavar="[SET]",
        help="A folder with queries.tsv and qrels.tsv, or FOLDER/PREFIX where they are "
        "PREFIX.queries.tsv and so on; none is the starter corpus' own set.",
    ),
]
Id = Annotated[str | None, typer.Option("--snapshot", help="Else the current one.", metavar="ID")]
Against = Annotated[
    str | None,
    typer.Option(
        help="Compare with another snapshot, or with what --json printed before.",
        metavar="ID|FILE",
    ),
]
RunFile = Annotated[
    Path | None,
    typer.Option("--run", help="Write the rankings here, as a TREC run.", metavar="FILE"),
]


Check = Annotated[
    Path | None,
    typer.Option(
        help="Hold the figures against this baseline; ends with 6 where one fell below it by more "
        "than its tolerance.",
        metavar="FILE",
    ),
]
Report = Annotated[
    Path | None,
    typer.Option(help="Write a report here: one page of HTML, complete in itself.", metavar="FILE"),
]
Update = Annotated[bool, typer.Option("--update", help="With --check: write the baseline anew.")]

FELL = 6
"""The exit code where a figure fell below its baseline."""


def evaluate(
    judged: Set = None,
    index: Index = None,
    snapshot: Id = None,
    against: Against = None,
    run: RunFile = None,
    report: Report = None,
    as_json: AsJson = False,
    check: Check = None,
    update: Update = False,
) -> None:
    """Measure rankings, answers and silence on questions whose good answers are known."""
    import corpus
    from index.judgments import read_judgments
    from index.runs import run_text
    from rag.baseline import baseline_of, drops
    from rag.comparing import compare
    from rag.evaluating import evaluate as measure
    from server.eval_page import eval_page
    from server.results import read_baseline, read_results, write_baseline
    from server.terminal import consoles, progress
    from server.terminal_eval import print_comparison, print_drops, print_evaluation

    if update and not check:
        raise typer.BadParameter("--update needs --check FILE, the baseline to write")
    for file in (run, report, check if update else None):
        if file and not file.parent.is_dir():
            raise typer.BadParameter(f"there is no folder {file.parent} to write {file.name} into")
    out, err = consoles()
    starter = Path(corpus.__file__).parent / "data" / "evaluation"
    # All files are read before the work begins: a slip in a name is told at once.
    questions = read_judgments(judged or starter)
    earlier = read_results(Path(against)) if against and Path(against).is_file() else None
    baseline = read_baseline(check) if check and not (update and not check.exists()) else None
    with progress(err) as on_progress:
        on_progress("opening the index", 0, 0)
        with opened(index, snapshot) as opened_snapshot:
            found, ranked = measure(questions, opened_snapshot, on_progress)
        if against and not earlier:
            earlier = _other(questions, index, against, on_progress)
    if run:
        run.write_text(run_text(ranked), "utf-8")
    compared = compare(earlier, found) if earlier else None
    if report:
        report.write_text(eval_page(found, compared), "utf-8")
    if check and update:
        write_baseline(check, baseline_of(found, baseline))
        baseline = None
    fallen = drops(baseline, found) if baseline else ()
    if as_json:
        print_json({"evaluation": found, "comparison": compared, "drops": fallen})
    else:
        print_evaluation(out, found)
        if compared:
            print_comparison(out, compared)
    if baseline:
        print_drops(err, fallen)
    if fallen:
        raise typer.Exit(FELL)


def _other(
    questions: JudgedSet,
    index: Path | None,
    id: str,
    on_progress: Callable[[str, int, int], None],
) -> Evaluation:
    from rag.evaluating import evaluate as measure

    def tell(stage: str, done: int, total: int) -> None:
        on_progress(f"{stage} the other snapshot", done, total)

    with opened(index, id) as snapshot:
        return measure(questions, snapshot, tell)[0]
