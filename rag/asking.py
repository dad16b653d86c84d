"""The pipeline: a question goes in, the events of its answer come out."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from index.filters import Filters
from index.searching import search
from index.snapshot import Snapshot
from rag.answer import Answer, Done, Event, Reference, Sentence, SentenceWritten, Status
from rag.evidence import gather
from rag.explaining import explain as explained
from rag.extractive import Extractive
from rag.intent import hear, questions
from rag.offering import offers
from rag.personal import touches_law
from rag.question import Turn, tidy
from rag.refusing import judge
from rag.replying import reply
from rag.writing import Writer, Writing

HITS = 40
"""Sections looked at before the few worth quoting are chosen."""

OLD = 5
"""Years after which advice carries a note."""

NEAREST = 4
"""Questions offered when there is no answer."""

QUOTING = Extractive()

NOTHING_LEFT = "No source here passes these filters."


def ask(
    question: str,
    history: Sequence[Turn],
    snapshot: Snapshot,
    filters: Filters | None = None,
    explain: bool = False,
    writer: Writer = QUOTING,
) -> Iterator[Event]:
    """Answer a question: ReferencesFound, a SentenceWritten for each sentence, Done.

    With a ``writer`` that speaks while it writes ReferencesFound may come again, longer.
    ``filters`` narrow what is quoted, not what is offered instead.

    A refusal is a Done alone; to a turn that asks nothing of the sources the sentences are frames.
    Raises QuestionRefused before the first event.
    """
    return _events(tidy(question), history, snapshot, filters or Filters(), explain, writer)


def answer(
    question: str,
    history: Sequence[Turn],
    snapshot: Snapshot,
    filters: Filters | None = None,
    explain: bool = False,
    writer: Writer = QUOTING,
) -> Answer:
    """``ask`` collected. Raises QuestionRefused."""
    *_, last = ask(question, history, snapshot, filters, explain, writer)
    assert isinstance(last, Done)
    return last.answer


def _events(
    question: str,
    history: Sequence[Turn],
    snapshot: Snapshot,
    filters: Filters,
    explain: bool,
    writer: Writer,
) -> Iterator[Event]:
    clock = _Clock()
    asked = questions(history)
    heard = hear(question, follows=bool(asked))
    short = reply(heard, asked, snapshot, NEAREST, quoting=not writer.streams)
    clock.lap("hear")
    if short is not None:
        for sentence in short.sentences:
            yield SentenceWritten(sentence)
        yield Done(
            Answer(
                id=uuid.uuid4().hex,
                question=question,
                standalone_question=heard.question or question,
                status="no_evidence",
                sentences=short.sentences,
                references=(),
                notes=(),
                nearest=short.nearest,
                writer=QUOTING.name,
                snapshot=snapshot.id,
                timings=clock.laps,
                intent=heard.intent,
            )
        )
        return
    full = writer.standalone(heard.question, asked)
    clock.lap("follow")
    hits = search(snapshot, full, HITS, filters)
    clock.lap("search")
    verdict = judge(snapshot, full, hits)
    clock.lap("judge")
    silent = verdict.status == "no_evidence"
    writing = Writing(writer, full, [] if silent else gather(full, hits, snapshot), snapshot)
    clock.lap("evidence")
    yield from writing.events()
    clock.lap("write")
    said, references = tuple(writing.sentences), tuple(writing.references)
    notes = verdict.notes if hits or filters == Filters() else (NOTHING_LEFT,)
    status: Status = verdict.status
    if not said and not silent:
        status, notes = "no_evidence", (*notes, "No sentence of the sources is worth quoting here.")
    if len(said) == 1 and status == "answered":
        status, notes = "partial", (*notes, "Only one sentence of the sources answers this.")
    yield Done(
        Answer(
            id=uuid.uuid4().hex,
            question=question,
            standalone_question=full,
            status=status,
            sentences=said,
            references=references,
            notes=(
                *writing.notes,
                *notes,
                *law_notes(full, said),
                *age_notes(references, date.today()),
            ),
            nearest=tuple(offers(snapshot, verdict.familiar, NEAREST))
            if status != "answered"
            else (),
            writer=writing.writer.name,
            prompt=writing.writer.prompt,
            snapshot=snapshot.id,
            timings=clock.laps,
            explanation=explained(
                snapshot, full, filters, verdict.score, writing.cited, writing.withheld
            )
            if explain
            else None,
            withheld_sentences=len(writing.withheld),
            withheld_verdicts=dict(Counter(each.verdict for each in writing.withheld)),
        )
    )


def law_notes(question: str, sentences: Sequence[Sentence]) -> list[str]:
    """A note where an answer touches on the law, in its question or in its own words."""
    if sentences and any(map(touches_law, (question, *(s.text for s in sentences)))):
        return ["This is what people wrote, not legal advice: the law differs by place and time."]
    return []


def age_notes(references: Sequence[Reference], today: date) -> list[str]:
    """A note with the years of the advice that is older than ``OLD`` years, if any is."""
    years = sorted(
        {r.published.year for r in references if r.published and _aged(r.published, today)}
    )
    if not years:
        return []
    span = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    some = sum(1 for r in references if r.published and _aged(r.published, today))
    share = (
        "This advice is" if some == len(references) else f"{some} of {len(references)} sources are"
    )
    return [
        f"{share} from {span}: check what has changed since, above all products, prices and law."
    ]


def _aged(published: date, today: date) -> bool:
    return (today - published).days > OLD * 365.25


class _Clock:
    """Milliseconds by stage."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.laps[stage] = round(1000 * (now - self._last), 1)
        self._last = now
