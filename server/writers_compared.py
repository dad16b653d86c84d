"""The same questions to the writer that is set and to the one that quotes, all withheld shown.

    FOOTNOTE_LLM_MODEL=… python -m server.writers_compared [--index DIR] [--count N] QUESTIONS

The questions are the last column of QUESTIONS, a file as judged sets have them; as many as asked
for are taken, evenly from all of it. Prints Markdown.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.errors import FootnoteError
from index.snapshot import Snapshot, load
from rag.answer import Answer
from rag.asking import answer
from rag.writing import Writer
from server.settings import read_settings
from server.writers import writer_of


def compared(questions: Sequence[str], writer: Writer, snapshot: Snapshot) -> Iterator[str]:
    """A section for each question as it is done, then the counts."""
    counts: Counter[str] = Counter()
    yield f"# {writer.name}, prompt {writer.prompt}, snapshot {snapshot.id}\n"
    for number, question in enumerate(questions, 1):
        model = answer(question, [], snapshot, explain=True, writer=writer)
        quoted = answer(question, [], snapshot)
        counts.update(_counted(model, writer.name))
        sides = _both(model, quoted, model.writer == writer.name)
        yield "\n".join([f"## {number}. {question}", "", *sides, ""])
    yield "\n".join(["| what | how many |", "|---|---|"])
    yield "\n".join(f"| {what} | {count} |" for what, count in sorted(counts.items()))


def _counted(model: Answer, name: str) -> Iterator[str]:
    """What one answer counts as, and each sentence of the model."""
    yield "questions"
    if not model.sentences:
        yield "questions kept silent on"
    else:
        yield f"questions answered by {model.writer}"
    if model.writer == name:
        yield from ["sentences of the model said"] * len(model.sentences)
    for held in model.explanation.withheld if model.explanation else ():
        why = re.sub("“[^”]*”", "“…”", held.why)
        yield f"sentences of the model withheld, {held.verdict}: {why}"


def _both(model: Answer, quoted: Answer, by_model: bool) -> Iterator[str]:
    seconds = sum(model.timings.values()) / 1000
    yield (
        f"**The model** ({model.status}, {seconds:.0f} s)" if by_model else "**The model**: nothing"
    )
    yield ""
    yield from _said(model) if by_model else ()
    for note in model.notes:
        yield f"- *{note}*"
    for held in model.explanation.withheld if model.explanation else ():
        words = "; ".join(f"“{words}”" for words in held.words) or "no words"
        yield f"- withheld, {held.verdict}: {held.text} ({words}) *{held.why}*"
    yield f"\n**Quoted** ({quoted.status})\n"
    yield from _said(quoted)


def _said(answer: Answer) -> Iterator[str]:
    for sentence in answer.sentences:
        cited = "; ".join(f"[{each.reference}: “{each.quote}”]" for each in sentence.citations)
        yield f"- {sentence.text} {cited if sentence.kind == 'claim' else ''}".rstrip()


def questions_of(file: Path, wanted: int) -> list[str]:
    """So many questions of a judged set, evenly from all of it."""
    lines = file.read_text("utf-8").splitlines()
    found = [line.split("\t")[-1] for line in lines if "\t" in line]
    return found[:: max(1, len(found) // wanted)][:wanted]


def main() -> None:
    """Print the comparison, each question as soon as it is answered."""
    parser = argparse.ArgumentParser(
        prog="python -m server.writers_compared",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--index", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("questions", type=Path)
    given = parser.parse_args()
    try:
        settings = read_settings(index=given.index)
        writer = writer_of(settings)
        if not writer.streams:
            sys.exit("No language model is set to be compared: see docs/language-models.md.")
        questions = questions_of(given.questions, given.count)
        for part in compared(questions, writer, load(settings.index)):
            print(part, flush=True)
    except (FootnoteError, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
