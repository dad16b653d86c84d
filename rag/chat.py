"""Evidence → claims by a language model, which must name the words that each rests on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from index.snapshot import Snapshot
from rag.circuit import Circuit
from rag.claiming import claims
from rag.claims import Basis, Claim
from rag.evidence import Evidence
from rag.following import rewritten
from rag.gate import Entails
from rag.model import Message, Model, ModelFailed, within
from rag.prompt import Prompt, framed, tame
from rag.question import Turn, standalone

SOURCES = 6
"""Passages the model is shown: about 1,500 tokens, which small models still read to the end."""

TRIES = 16
"""Claims that are read of a reply, whatever becomes of them."""

LONGEST = 12_000
"""Characters that are read of a reply."""

ROUND = 400
"""Latest characters in which a model that says the same five times goes round in circles."""

log = logging.getLogger("footnote")


@dataclass(frozen=True, slots=True)
class Chat:
    """The writer that asks a language model; see ``rag.writing.Writer``.

    ``seconds`` is how long a reply may take. ``still_wanted`` is called at each piece of it and
    raises where nobody listens any longer.
    """

    model: Model
    answering: Prompt
    following: Prompt
    seconds: float
    still_wanted: Callable[[], None] = lambda: None
    circuit: Circuit = field(default_factory=Circuit)
    entails: Entails | None = None
    streams = True

    @property
    def name(self) -> str:
        return self.model.name

    @property
    def prompt(self) -> str:
        return self.answering.digest

    def standalone(self, question: str, asked: Sequence[Turn]) -> str:
        """The model's rewriting where it adds and loses no word of the conversation, else ours."""
        if not asked:
            return question
        before = "\n".join(f"- {tame(turn.text)}" for turn in asked)
        messages = self.following.messages(before=before, question=tame(question))
        try:
            said = "".join(self._pieces(messages))
        except ModelFailed:
            said = ""
        return rewritten(said, question, asked) or standalone(question, asked)

    def write(
        self, question: str, evidence: Sequence[Evidence], snapshot: Snapshot
    ) -> Iterator[Claim]:
        shown = evidence[:SOURCES]
        sources = framed((piece.document.title, piece.hit.passage.text) for piece in shown)
        messages = self.answering.messages(question=tame(question), sources=sources)
        said: set[str] = set()
        tries = 0
        with closing(self._pieces(messages)) as pieces:
            for claim in claims(pieces):
                if claim is None:
                    continue
                tries += 1
                if claim.text.lower() not in said:
                    said.add(claim.text.lower())
                    yield _as_written(claim, shown)
                if tries == TRIES:
                    return

    def _pieces(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The pieces of a reply, as long as they are wanted. Raises ModelFailed."""
        if not self.circuit.closed():
            raise ModelFailed("it failed several times, and is left alone for a while")
        said = ""
        try:
            with closing(self.model.reply(messages)) as pieces:
                for piece in within(pieces, self.seconds):
                    self.still_wanted()
                    yield piece
                    said += piece
                    if len(said) > LONGEST or _in_circles(said):
                        break
        except ModelFailed as error:
            self.circuit.failed()
            log.warning("the language model failed: %s", error)
            raise
        self.circuit.worked()


def _in_circles(said: str) -> bool:
    """Whether a model says the same again and again: it would not stop by itself."""
    latest = said[-ROUND:]
    return len(latest) == ROUND and latest.count(latest[-ROUND // 10 :]) >= 5


def _as_written(claim: Claim, shown: Sequence[Evidence]) -> Claim:
    """The claim, its words as they stand in the sources: the model saw them with other signs."""
    return Claim(claim.text, tuple(_basis(basis, shown) for basis in claim.bases))


def _basis(basis: Basis, shown: Sequence[Evidence]) -> Basis:
    if not 1 <= basis.reference <= len(shown) or not basis.words:
        return basis
    text = shown[basis.reference - 1].hit.passage.text
    start = tame(text).find(basis.words)
    if start < 0:
        return basis
    return Basis(basis.reference, text[start : start + len(basis.words)])
