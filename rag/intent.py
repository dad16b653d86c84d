"""What kind of turn is this: a question for the sources, or one that gets a short reply?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.answer import Intent
from rag.chatter import chatter
from rag.courtesy import strip
from rag.errands import work
from rag.language import foreign
from rag.override import overrides
from rag.personal import matter
from rag.question import EARLIER, LONGEST, Turn, shown


@dataclass(frozen=True, slots=True)
class Heard:
    """What a turn is, and the question it holds once greetings and thanks are taken off."""

    intent: Intent
    question: str


def hear(turn: str, follows: bool = False) -> Heard:
    """What kind of turn this is. ``follows`` is whether a question was asked before it.

    Rules, not a model: each is read off what people type, and held to catch none of 9,925 real
    questions. What no rule catches is a question.
    """
    courtesy, question = strip(turn)
    if not question:
        return Heard(courtesy, "") if courtesy else Heard("question", turn)
    return Heard(_intent(question, follows), question)


def questions(history: Sequence[Turn]) -> list[Turn]:
    """What the user asked of the sources, oldest first, without the courtesies."""
    asked: list[Turn] = []
    for turn in history[-2 * EARLIER :]:
        if turn.role == "user":
            heard = hear(shown(turn.text[:LONGEST]), bool(asked))
            if heard.intent == "question" and heard.question:
                asked.append(replace(turn, text=heard.question))
    return asked


def _intent(question: str, follows: bool) -> Intent:
    if overrides(question):
        return "override"
    if foreign(question):
        return "foreign"
    return work(question) or chatter(question, follows) or matter(question) or "question"
