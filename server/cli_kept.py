"""The commands for what is kept of people: delete it, and find the gaps that it shows.

Only the standard library and typer are imported at the top, so that ``--help`` answers at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from server.options import AsJson, Index, opened, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.gaps import Gap, Open
    from server.keeping import Kept


def purge(
    answer: Annotated[
        str | None,
        typer.Option(help="All that is kept of this answer, however new.", metavar="ID"),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All there is.")] = False,
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Delete what is kept of people: what has expired, or more."""
    from server.settings import read_settings
    from server.terminal import consoles

    settings = read_settings(index=index)
    gone = _kept(index).purge(answer, everything)
    if as_json:
        print_json(gone)
    else:
        rows = " and ".join(f"{count:,} of {name}" for name, count in gone.items())
        consoles()[0].print(f"Deleted {rows} in {settings.data}.", markup=False, soft_wrap=True)


def gaps(
    report: Annotated[
        Path | None, typer.Option(help="Write the report here, as Markdown.", metavar="FILE")
    ] = None,
    draft: Annotated[
        int | None,
        typer.Option(help="Write a draft of a thread for the gap of this number.", metavar="N"),
    ] = None,
    into: Annotated[
        Path | None, typer.Option(help="The folder of threads it goes to.", metavar="DIR")
    ] = None,
    golden: Annotated[
        Path | None,
        typer.Option(
            help="Make the gaps that are filled golden questions of this source.", metavar="DIR"
        ),
    ] = None,
    index: Index = None,
    as_json: AsJson = False,
) -> None:
    """Group the questions that were not answered, or not well, by what they mean."""
    from corpus.errors import FootnoteError
    from index.golden import add_golden
    from rag.gaps import gaps as find_gaps
    from server.terminal import consoles

    if (draft is None) != (into is None):
        raise typer.BadParameter("--draft N and --into DIR go together")
    with opened(index) as snapshot:
        found = find_gaps(snapshot, left_open(_kept(index)))
    console = consoles()[0]
    if report:
        try:
            report.write_text(as_markdown(found), "utf-8")
        except OSError as error:
            raise FootnoteError(f"it cannot be written ({error})", where=str(report)) from error
        console.print(f"The report is in {report}.", markup=False, soft_wrap=True)
    if draft is not None and into is not None:
        _draft(found, draft, into)
    if golden:
        filled = {gap.question: gap.answers for gap in found if gap.answers}
        added = add_golden(golden, filled)
        lines = [line.replace("\t", " → ") for line in added]
        console.print(f"Golden questions added: {len(added)}.", *lines, sep="\n", markup=False)
    if as_json:
        print_json({"gaps": found})
    elif not (report or draft or golden):
        console.print(as_markdown(found).rstrip(), markup=False, soft_wrap=True)


def left_open(kept: Kept) -> list[Open]:
    """What was not answered, and what somebody rated down and is known by its words."""
    from rag.gaps import Open

    asked = {each.answer_id: each.question for each in kept.questions()}
    rated = [
        Open(question, "badly rated", (*sent.reasons, *filter(None, [sent.comment])))
        for sent in kept.feedback()
        if sent.rating == "down" and (question := sent.question or asked.get(sent.answer_id))
    ]
    silent = [each for each in kept.questions() if each.status == "no_evidence"]
    return [*(Open(each.question, "unanswered") for each in silent), *rated]


def as_markdown(found: Sequence[Gap]) -> str:
    """The report: each gap with how often and how it was asked, and what is near it."""
    if not found:
        return (
            "No question is open. They are kept where FOOTNOTE_LOG_QUESTIONS is set, and where "
            "people send feedback.\n"
        )
    lines = ["# What was asked and not answered, or not well", ""]
    for number, gap in enumerate(found, 1):
        lines += [f"## {number}. {gap.question}", ""]
        lines.append(f"- {gap.unanswered} unanswered, {gap.badly_rated} badly rated")
        lines += [f"- said of it: {', '.join(gap.said)}"] if gap.said else []
        lines += [f"- filled by {', '.join(gap.answers)}"] if gap.answers else []
        lines += [f"- nearest that is answered: {gap.nearest}"] if gap.nearest else []
        lines += [f"- {count} × {text}" for text, count in gap.asked.items()]
        lines.append("")
    return "\n".join(lines)


def _draft(found: Sequence[Gap], number: int, into: Path) -> None:
    from datetime import date

    from corpus.thread_drafts import write_draft
    from server.terminal import consoles

    if not 1 <= number <= len(found):
        raise typer.BadParameter(f"there is no gap {number}; there are {len(found)}")
    gap = found[number - 1]
    also = [text for text in gap.asked if text != gap.question]
    file = write_draft(into, gap.question, also, date.today())
    consoles()[0].print(f"{file}\nFill it in, then build.", markup=False, soft_wrap=True)


def _kept(index: Path | None) -> Kept:
    from server.keeping import Kept
    from server.settings import read_settings

    settings = read_settings(index=index)
    return Kept(settings.data, settings.keep_days)


COMMANDS = (gaps, purge)
