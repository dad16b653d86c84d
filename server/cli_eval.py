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


def evaluate(
    judged: Set = None,
    index: Index = None,
    snapshot: Id = None,
    against: Against = None,
    run: RunFile = None,
    as_json: AsJson = False,
) -> None:
    """Measure rankings, answers and silence on questions whose good answers are known."""
    import corpus
    from index.judgments import read_judgments
    from index.runs import run_text
    from rag.comparing import compare
    from rag.evaluating import evaluate as measure
    from server.results import read_results
    from server.terminal import consoles, progress
    from server.terminal_eval import print_comparison, print_evaluation

    out, err = consoles()
    starter = Path(corpus.__file__).parent / "data" / "evaluation"
    questions = read_judgments(judged or starter)
    earlier = read_results(Path(against)) if against and Path(against).is_file() else None
    with progress(err) as on_progress:
        on_progress("opening the index", 0, 0)
        with opened(index, snapshot) as opened_snapshot:
            found, ranked = measure(questions, opened_snapshot, on_progress)
        if against and not earlier:
            earlier = _other(questions, index, against, on_progress)
    if run:
        run.write_text(run_text(ranked), "utf-8")
    compared = compare(earlier, found) if earlier else None
    if as_json:
        print_json({"evaluation": found, "comparison": compared})
        return
    print_evaluation(out, found)
    if compared:
        print_comparison(out, compared)


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
