"""The short replies: what is said to a turn that asks nothing of the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from index.searching import nearest_questions, search
from index.snapshot import Snapshot
from rag.answer import Intent, Sentence
from rag.intent import Heard
from rag.language import english
from rag.question import Turn

_QUOTES = "I only quote what people wrote, word for word, with a footnote to each sentence."
_REPLIES: Mapping[Intent, tuple[str, ...]] = {
    "greeting": (
        "Hello. Ask me a question, and I will look for people who have answered it.",
        _QUOTES,
    ),
    "thanks": ("Glad to be of use. Ask on whenever you like.",),
    "about": (
        "I look for people who have answered your question, and quote them.",
        "Every sentence is theirs, word for word, with a footnote that says who wrote it, where and"
        " when.",
        "Where nobody in my sources has answered, I say so; I make nothing up.",
        "I keep no record of what you ask.",
    ),
    "foreign": (
        "Please ask in English: it is the language I search in.",
        "If this was English, a whole sentence helps me to see it.",
    ),
    "complaint": (
        "I am sorry that this was of no use to you.",
        "I can only choose among sentences that people wrote, and I may choose badly.",
        "Asking again in other words, or with more of the case, often finds better ones.",
    ),
    "legal": (
        "I cannot help with a legal matter of your own.",
        "Please ask a lawyer, or an advice service where you live.",
    ),
    "medical": (
        "I cannot help with questions of health.",
        "If you or somebody else is in danger, please call your local emergency number now.",
        "Otherwise a doctor or a pharmacist is the one to ask.",
    ),
    "financial": (
        "I cannot advise you on your own money.",
        "Please ask somebody who is licensed to, and who is not paid by what you buy.",
    ),
    "code": ("I cannot write or mend code.", _QUOTES),
    "writing": ("I cannot write, translate or design anything for you.", _QUOTES),
    "override": ("I cannot be told to work differently.", _QUOTES),
}
"""Frames: they say what Footnote does, and nothing about marketing."""

_IN_ONE_VOICE = {
    _QUOTES: "I only say what people wrote, with a footnote to the exact words of each sentence.",
    "I look for people who have answered your question, and quote them.": (
        "I look for people who have answered your question, and say what they wrote."
    ),
    "Every sentence is theirs, word for word, with a footnote that says who wrote it, where and"
    " when.": "A language model puts it in words, and each sentence has a footnote to theirs.",
    "Where nobody in my sources has answered, I say so; I make nothing up.": (
        "A sentence that their words do not prove is left out; where nobody answered, I say so."
    ),
}
"""What is said instead where a language model writes."""

FIRST_QUESTIONS = (
    "How do I get my first users without a budget?",
    "How should I set my price?",
    "Does cold calling work?",
    "Should a startup advertise?",
)
"""What beginners ask. For each, a question of the corpus that is near to it is offered."""

ENOUGH = 3
"""Answers from which a thread is well answered."""

LONGEST_OFFERED = 90
"""Characters of a title that reads as one question at a glance."""

NEAR = 0.45
"""Cosine from which a request has a subject that the corpus knows."""

_begun: WeakKeyDictionary[Snapshot, tuple[str, ...]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Reply:
    """A few frames, and questions the corpus answers."""

    sentences: tuple[Sentence, ...]
    nearest: tuple[str, ...]


def reply(
    heard: Heard, asked: Sequence[Turn], snapshot: Snapshot, count: int, quoting: bool = True
) -> Reply | None:
    """What to say to a turn, None where it is a question to be searched for.

    ``asked`` are the questions before it, ``count`` is how many are offered. In a corpus of another
    language than English a foreign turn is a question like any other. ``quoting`` is whether
    answers are quotes, not a language model's.
    """
    if heard.intent == "question" or (heard.intent == "foreign" and not english(snapshot)):
        return None
    texts = _REPLIES[heard.intent]
    if not quoting:
        texts = tuple(_IN_ONE_VOICE.get(text, text) for text in texts)
    sentences = tuple(Sentence(text, "frame", ()) for text in texts)
    return Reply(sentences, _offered(heard, asked, snapshot, count))


def _offered(
    heard: Heard, asked: Sequence[Turn], snapshot: Snapshot, count: int
) -> tuple[str, ...]:
    """Questions near to what was wanted, or to what was asked last, or else to begin with."""
    if heard.intent == "medical":
        return ()  # nobody who is unwell wants to be sold to
    if heard.intent == "writing":
        hits = search(snapshot, heard.question, 1)
        if hits and hits[0].cosine >= NEAR:
            return tuple(nearest_questions(snapshot, heard.question, count))
    if heard.intent in ("thanks", "complaint") and asked:
        return tuple(nearest_questions(snapshot, asked[-1].text, count))
    if snapshot not in _begun:
        _begun[snapshot] = first_questions(snapshot)
    return _begun[snapshot][:count]


def first_questions(snapshot: Snapshot) -> tuple[str, ...]:
    """Titles of well answered threads, one near to each of ``FIRST_QUESTIONS`` where there is."""
    titles: dict[str, None] = {}
    for question in FIRST_QUESTIONS:
        for hit in search(snapshot, question, 10):
            document = snapshot.document(hit.passage.document_id)
            answers = sum(section.role == "answer" for section in document.sections)
            asks = document.title.endswith("?") and len(document.title) <= LONGEST_OFFERED
            if answers >= ENOUGH and asks and document.title not in titles:
                titles[document.title] = None
                break
    return tuple(titles)
