"""What a question names: products, places, laws, years, by the shape of their words.

A name is a word with a capital inside a sentence or a digit among its letters; names that stand
side by side are one ("Digital Services Act").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.question import content_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ASKING = re.compile(
    r"^\W*(?:who|whom|whose|what|which|when|where|why|how|is|are|am|was|were|do|does|did|can|could"
    r"|should|shall|will|would|has|have|had|may|must|any|best|if)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\S)[^.!?\n]+)*[.!?]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUANTITY = re.compile(r"\d+(?:st|nd|rd|th|[a-z]|am|pm|gb|mb|hrs?|min|days?|px)", re.IGNORECASE)
_SMALL_CAPITALS = """
i i'm i've i'd i'll a ok okay tv am pm mr mrs ms dr etc monday tuesday wednesday thursday friday
saturday sunday january february march april may june july august september october november
december christmas english
"""
_NO_NAMES = frozenset(_SMALL_CAPITALS.split())
_INTRODUCED = re.compile(
    r"\b(?:(?:called|named)"
    r"|(?:[Mm]y|[Oo]ur) (?:company|startup|business|firm|product|app|site|website|shop|store|brand)"
    r"|(?:I'm|I am|[Ww]e're|[Ww]e are|based|located|live|living|work|working)"
    r"(?: [a-z]+){0,3} (?:in|at|from|near))(?= [A-Z])((?: [A-Z]\w*)+)"
)
"""Here stands somebody's own name for a thing of theirs, or the place they are in: nobody else need
know it."""

TITLE_CASE = 0.75
"""Where more of a sentence's words begin with a capital, capitals say nothing."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the question. ``asked``: in a sentence that asks, not around it."""

    words: tuple[str, ...]
    asked: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def year(self) -> int | None:
        return int(self.text) if _YEAR.fullmatch(self.text) else None


def impersonal(question: str) -> str:
    """The question without the names that it introduces itself."""
    return _INTRODUCED.sub(lambda found: found[0].removesuffix(found[1]), question)


def names(question: str) -> list[Name]:
    """The names in a question, in order, each once."""
    parts = [part for part in _SENTENCE.findall(question) if _WORD.search(part)]
    asking = [part for part in parts if part.rstrip().endswith("?") or _ASKING.match(part)]
    found: dict[str, Name] = {}
    for part in parts:
        asked = part in asking or not asking
        for words in _runs(part):
            name = Name(words, asked)
            if name.text not in found or name.asked:
                found[name.text] = name
    return list(found.values())


def _runs(sentence: str) -> Iterator[tuple[str, ...]]:
    """Names of one sentence: words of a name's shape that only a space or hyphen parts."""
    spoken = list(_WORD.finditer(sentence))
    later = [m[0] for m in spoken[1:] if m[0].isalpha() and content_words(m[0])]
    told = len(later) < 3 or sum(w[0].isupper() for w in later) <= TITLE_CASE * len(later)
    run: list[str] = []
    end = 0
    for n, match in enumerate(spoken):
        word = re.sub(r"['’]s$", "", match[0])
        year = _is_year(word, sentence[match.end() :])
        one_letter = len(word) == 1 and "/" in sentence[max(match.start() - 1, 0) : match.end() + 1]
        named = year or (_shaped(word, first=n == 0, told=told) and not one_letter)
        if run and (not named or year or sentence[end : match.start()] not in (" ", "-")):
            yield tuple(run)
            run = []
        if named:
            run.append(word)
        if year:
            yield tuple(run)
            run = []
        end = match.end()
    if run:
        yield tuple(run)


def _is_year(word: str, after: str) -> bool:
    """2021, but not the 2000 of "2000 contacts"."""
    counted = int(word) % 50 == 0 and re.match(r"\s+\w+s\b", after) if word.isdecimal() else None
    return bool(_YEAR.fullmatch(word)) and not counted


def _shaped(word: str, first: bool, told: bool) -> bool:
    """Whether a word is written as a name; unless ``told``, its first capital says nothing."""
    if word.lower() in _NO_NAMES or word.isdecimal() or _QUANTITY.fullmatch(word):
        return False
    if any(c.isdigit() for c in word):
        return True
    if any(c.isupper() for c in word[1:]):
        return told or not word.isupper()
    return told and not first and word[0].isupper()
