"""What a language model is told: a plain file that a maintainer can edit, and texts put into it.

A file has two parts, parted by a line ``---``: what is said as the system, and what as the user.
In the second ``$sources`` and ``$question`` stand for the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template

from corpus.errors import FootnoteError
from rag.model import Message

PROMPTS = Path(__file__).parent / "prompts"
ANSWER, FOLLOW_UP = PROMPTS / "answer.md", PROMPTS / "follow_up.md"

PARTED = re.compile(r"^---[ \t]*\n", re.MULTILINE)

_MARKS = str.maketrans("<>[]{}`", "‹›()()'")
_UNSEEN = re.compile(
    "[\x00-\x20\x7f-\xa0\xad\u0600-\u0605\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f"
    "\u3000\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


class PromptRefused(FootnoteError):
    """A prompt file that cannot be read, or that leaves out what must be put into it."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Two templates, and the digest by which an answer says which they were."""

    system: str
    user: Template
    digest: str

    def messages(self, **texts: str) -> list[Message]:
        """What is said to the model, the texts in the places of their names."""
        return [Message("system", self.system), Message("user", self.user.substitute(texts))]


def read_prompt(file: Path, *names: str) -> Prompt:
    """The prompt of a file, in which each of ``names`` stands once or more, and no others.

    Raises PromptRefused.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise PromptRefused(f"the prompt cannot be read ({why})", where=str(file)) from error
    parts = PARTED.split(text)
    if len(parts) != 2 or not all(map(str.strip, parts)):
        raise PromptRefused(
            f"a prompt has two parts, parted by one line ---; this has {len(parts)}",
            where=str(file),
            mend="What the system says comes first, what the user says second.",
        )
    system, user = parts[0].strip(), Template(parts[1].strip())
    places = ", ".join(f"${name}" for name in names)
    if not user.is_valid():
        raise PromptRefused(
            "a $ stands before something that is no name",
            where=str(file),
            mend=f"Write $$ for a dollar; the names are {places}.",
        )
    found = set(user.get_identifiers())
    for name in sorted(found.symmetric_difference(names)):
        fault = "is missing from the second part" if name in names else "is no name that is known"
        raise PromptRefused(f"${name} {fault}", where=str(file), mend=f"The names are {places}.")
    return Prompt(system, user, sha256(text.encode()).hexdigest()[:12])


def tame(text: str) -> str:
    """A text as data in a prompt, as many characters long as before.

    It is one line, so that it cannot look like a message of its own, and has none of the signs by
    which sources are parted, markers written, or messages framed in the formats of models.
    """
    return _UNSEEN.sub(" ", text.translate(_MARKS))


def framed(sources: Iterable[tuple[str, str]]) -> str:
    """Titles and texts, tamed and numbered from 1, in frames that no text can close."""
    return "\n\n".join(
        f"<source {number}>\n{tame(title)}\n{tame(text)}\n</source {number}>"
        for number, (title, text) in enumerate(sources, 1)
    )
