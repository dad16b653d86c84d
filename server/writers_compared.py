"""The same questions to the writer that is set and to the one that quotes, all withheld shown.

``FOOTNOTE_LLM_… python -m server.writers_compared --index DIR QUESTIONS.tsv [COUNT]`` prints
Markdown; the questions are the last column of a file as judged sets have them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

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
        by_model = model.writer == writer.name
        counts["answers"] += 1
        counts[f"answers by {model.writer}"] += 1
        counts["sentences of the model said"] += len(model.sentences) if by_model else 0
        for verdict, count in sorted(model.withheld_verdicts.items()):
            counts[f"sentences withheld: {verdict}"] += count
        yield "\n".join([f"## {number}. {question}", "", *_both(model, quoted, by_model), ""])
    yield "\n".join(["| what | how many |", "|---|---|"])
    yield "\n".join(f"| {name} | {count} |" for name, count in sorted(counts.items()))


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


def main(arguments: list[str]) -> None:
    _, index, file, *count = arguments
    lines = Path(file).read_text("utf-8").splitlines()
    questions = [line.split("\t")[-1] for line in lines if "\t" in line]
    wanted = int(count[0]) if count else 30
    settings = read_settings(index=Path(index))
    snapshot = load(settings.index)
    step = max(1, len(questions) // wanted)
    for part in compared(questions[::step][:wanted], writer_of(settings), snapshot):
        print(part, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
