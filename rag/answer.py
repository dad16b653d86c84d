"""What is said: an answer, its sentences, the words they rest on, and their events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Status = Literal["answered", "partial", "no_evidence"]
Position = Literal["for", "against", "depends"]
"""``for`` is yes to the question, whatever it asks."""

SentenceKind = Literal["quote", "claim", "frame"]
Intent = Literal[
    "question",
    "greeting",
    "thanks",
    "about",
    "foreign",
    "complaint",
    "legal",
    "medical",
    "financial",
    "code",
    "writing",
    "override",
]
"""What a turn of the conversation is."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A section the answer draws on, with everything its attribution needs.

    ``number`` counts from 1 in the order of first citation. ``url`` is the original's address,
    ``source_url`` our own page of the document, relative to the server's root. ``position`` is what
    its author says to a yes-or-no question, None where their words do not tell.
    """

    number: int
    section_id: str
    title: str
    author: str
    author_url: str | None
    published: date | None
    votes: int | None
    site: str
    url: str | None
    licence: str | None
    licence_url: str | None
    source_url: str
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A link from a sentence to the exact span ``[start, end)`` of a reference's section text.

    By its ``id`` it can be checked in later snapshots, which ``rag.citing`` does.
    """

    reference: int
    start: int
    end: int
    quote: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer.

    A ``quote`` is verbatim, a ``claim`` is a language model's and has passed the gate, a ``frame``
    states a fact of the evidence ("Three people answered") or of Footnote itself ("I cannot write
    code") and asserts nothing about marketing. ``dated`` is the year it was said in, where it names
    a price or a product of that time (``rag.dating``), else None.
    """

    text: str
    kind: SentenceKind
    citations: tuple[Citation, ...]
    dated: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Why one reference was chosen.

    ``rank`` is its section's place in the ranking, ``dense_rank`` its place by meaning alone and
    ``lexical_rank`` by words alone, None where no word is shared: each from 1, of all sections that
    a filter lets through. ``score`` is in log-odds and the sum of ``signals``; only differences
    mean something, and only within one question.
    """

    reference: int
    section_id: str
    passage_id: str
    rank: int
    dense_rank: int
    lexical_rank: int | None
    score: float
    cosine: float
    signals: dict[str, float]
    votes: int | None
    published: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that did not pass the gate, and the place it claimed to rest on.

    ``words`` are those it named, ``start`` and ``end`` where the first of them stand, both 0 where
    they stand nowhere; ``section_id`` is empty where it named no source. ``verdict`` and ``why``
    are the gate's.
    """

    text: str
    section_id: str
    start: int
    end: int
    verdict: str = "unsupported"
    why: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """How an answer came about, for whoever asks.

    ``score`` is the log-odds that the question can be answered here, ``sections`` how many there
    were to choose from.
    """

    score: float
    sections: int
    choices: tuple[Choice, ...]
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole answer. ``nearest`` holds questions the corpus answers, offered on a refusal.

    ``intent`` is what the turn was. All but a question get a short reply: a few frames, no
    references, and the status ``no_evidence``, since nothing was looked for.

    ``explanation`` is there only if it was asked for, and only of a question.
    ``withheld_sentences`` counts those that did not pass the gate, ``withheld_verdicts`` how many
    for which reason. ``writer`` names who wrote the sentences: ``extractive``, or a language model,
    and then ``prompt`` is the digest of what it was told.

    ``timings`` are milliseconds by stage; ``snapshot`` names the index that was searched.
    """

    id: str
    question: str
    standalone_question: str
    status: Status
    sentences: tuple[Sentence, ...]
    references: tuple[Reference, ...]
    notes: tuple[str, ...]
    nearest: tuple[str, ...]
    writer: str
    snapshot: str
    timings: dict[str, float]
    intent: Intent = "question"
    explanation: Explanation | None = None
    withheld_sentences: int = 0
    withheld_verdicts: dict[str, int] = field(default_factory=dict)
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class ReferencesFound:
    """First event of an answer: what it will draw on.

    Where sentences come while they are written it comes again, longer, before the first one that
    cites a reference which is not in it.
    """

    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class SentenceWritten:
    """One sentence, checked and final."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Done:
    """Last event: the whole answer."""

    answer: Answer


Event = ReferencesFound | SentenceWritten | Done
