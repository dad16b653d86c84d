"""The pipeline: a question goes in, the events of its answer come out."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote

from index.filters import Filters
from index.searching import search
from index.snapshot import Snapshot
from rag import extractive
from rag.answer import (
    Answer,
    Citation,
    Done,
    Event,
    Reference,
    ReferencesFound,
    Sentence,
    SentenceWritten,
    Status,
)
from rag.citing import citation_id
from rag.claims import Basis, Claim
from rag.evidence import Evidence, gather
from rag.explaining import explain as explained
from rag.extractive import Quote
from rag.gate import rule
from rag.intent import hear, questions
from rag.offering import offers
from rag.personal import touches_law
from rag.question import Turn, standalone, tidy
from rag.refusing import judge
from rag.replying import reply

HITS = 40
"""Sections looked at before the few worth quoting are chosen."""

OLD = 5
"""Years after which advice carries a note."""

NEAREST = 4
"""Questions offered when there is no answer."""


NOTHING_LEFT = "No source here passes these filters."


def ask(
    question: str,
    history: Sequence[Turn],
    snapshot: Snapshot,
    filters: Filters | None = None,
    explain: bool = False,
) -> Iterator[Event]:
    """Answer a question: ReferencesFound, a SentenceWritten for each sentence, Done.

    ``filters`` narrow what is quoted, not what is offered instead.

    A refusal is a Done alone; to a turn that asks nothing of the sources the sentences are frames.
    Raises QuestionRefused before the first event.
    """
    return _events(tidy(question), history, snapshot, filters or Filters(), explain)


def answer(
    question: str,
    history: Sequence[Turn],
    snapshot: Snapshot,
    filters: Filters | None = None,
    explain: bool = False,
) -> Answer:
    """``ask`` collected. Raises QuestionRefused."""
    *_, last = ask(question, history, snapshot, filters, explain)
    assert isinstance(last, Done)
    return last.answer


def _events(
    question: str, history: Sequence[Turn], snapshot: Snapshot, filters: Filters, explain: bool
) -> Iterator[Event]:
    clock = _Clock()
    asked = questions(history)
    heard = hear(question, follows=bool(asked))
    short = reply(heard, asked, snapshot, NEAREST)
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
                writer=extractive.NAME,
                snapshot=snapshot.id,
                timings=clock.laps,
                intent=heard.intent,
            )
        )
        return
    full = standalone(heard.question, asked)
    hits = search(snapshot, full, HITS, filters)
    clock.lap("search")
    verdict = judge(snapshot, full, hits)
    clock.lap("judge")
    notes = verdict.notes if hits or filters == Filters() else (NOTHING_LEFT,)
    quotes: list[Quote] = []
    sentences: list[Sentence] = []
    references: tuple[Reference, ...] = ()
    if verdict.status != "no_evidence":
        evidence = gather(full, hits, snapshot)
        clock.lap("evidence")
        quotes = extractive.write(full, evidence, snapshot)
        sentences, references = cite(passed(quotes))
        clock.lap("write")
    status: Status = verdict.status
    if not sentences and status != "no_evidence":
        status, notes = "no_evidence", (*notes, "No sentence of the sources is worth quoting here.")
    if len(sentences) == 1 and status == "answered":
        status, notes = "partial", (*notes, "Only one sentence of the sources answers this.")
    if sentences:
        yield ReferencesFound(references)
        for sentence in sentences:
            yield SentenceWritten(sentence)
    yield Done(
        Answer(
            id=uuid.uuid4().hex,
            question=question,
            standalone_question=full,
            status=status,
            sentences=tuple(sentences),
            references=references,
            notes=(*notes, *law_notes(full, sentences), *age_notes(references, date.today())),
            nearest=tuple(offers(snapshot, verdict.familiar, NEAREST))
            if status != "answered"
            else (),
            writer=extractive.NAME,
            snapshot=snapshot.id,
            timings=clock.laps,
            explanation=explained(snapshot, full, filters, verdict.score, quotes, passed(quotes))
            if explain
            else None,
            withheld_sentences=len(quotes) - len(sentences),
        )
    )


def passed(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes whose sentences pass the gate."""
    sections = dict(enumerate((q.evidence.section for q in quotes), 1))
    return [
        q
        for number, q in enumerate(quotes, 1)
        if rule(Claim(q.text, (Basis(number, q.text, q.start),)), sections).citations
    ]


def cite(quotes: Sequence[Quote]) -> tuple[list[Sentence], tuple[Reference, ...]]:
    """Sentences with their citations, and the references numbered in order of first citation."""
    cited = {quote.evidence.section.id: quote.evidence for quote in quotes}
    numbers = {section_id: number for number, section_id in enumerate(cited, 1)}
    sentences = []
    for q in quotes:
        section = q.evidence.section.id
        id = citation_id(section, q.start, q.end, q.text)
        citation = Citation(numbers[section], q.start, q.end, q.text, id)
        sentences.append(Sentence(q.text, "quote", (citation,)))
    return sentences, tuple(
        reference(number, piece) for number, piece in enumerate(cited.values(), 1)
    )


def reference(number: int, piece: Evidence) -> Reference:
    """The full attribution of one piece of evidence."""
    section, document = piece.section, piece.document
    part = section.id.removeprefix(f"{document.id}#")
    return Reference(
        number=number,
        section_id=section.id,
        title=document.title,
        author=section.author,
        author_url=section.author_url,
        published=section.published or document.published,
        votes=section.votes,
        site=document.site,
        url=section.url or document.url,
        licence=document.licence,
        licence_url=document.licence_url,
        source_url=f"/sources/{quote(document.id)}#{quote(part)}",
        position=piece.position,
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
