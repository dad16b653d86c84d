"""A sentence → its words as they are compared: stems, numbers, names, and where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from index.lexical import stems
from rag.locating import shaped
from rag.vocabulary import (
    CURRENCIES,
    FUNCTION,
    JOINTS,
    LIGHT,
    LIMITS,
    NUMBERS,
    PHRASES,
    SCALES,
    SMALL,
    SUFFIXES,
    TENS,
    VERBS,
)

Kind = Literal["content", "light", "function", "number"]

_TOKEN = re.compile(
    r"(?P<money>[$€£¥])?(?P<number>\d+(?:[.,]\d+)*)(?P<unit>k\b|m\b|st\b|nd\b|rd\b|th\b)?"
    r"|[^\W\d_]+\.(?:com|org|net|io)\b|[^\W_]+(?:'[^\W\d_]+)?|%|[;:()\[\]!?]|,(?!\d)|--+|-(?=\s)",
    re.IGNORECASE,
)
"""Hyphens inside a word part it: "long-term" is two words, and so is "7-day"."""

_BREAKS = frozenset(";:()[]!?")

_PHRASE = re.compile(rf"\b(?:{'|'.join(map(re.escape, PHRASES))})\b", re.IGNORECASE)

WORDNET = Path(__file__).parent / "wordnet"


_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|vs)\.$")
"""What ends in a stop, but no sentence."""

_NAMES = ("May", "US", "IT")
"""Names that are other words in lower case."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence.

    ``text`` is in lower case. ``clause`` counts the stretches between signs, ``part`` those that
    could stand alone; ``value`` is the number it stands for. ``named`` is whether it is written as
    a name. ``place`` counts the sentence's words from 0.
    """

    place: int
    text: str
    stem: str
    kind: Kind
    clause: int
    part: int = 0
    value: float | None = None
    named: bool = False
    money: str = ""

    @property
    def told(self) -> bool:
        """Whether it says something by itself."""
        return self.kind in ("content", "number")


def read(text: str) -> tuple[Word, ...]:
    """The words of a sentence, in order."""
    plain = _PHRASE.sub(lambda found: PHRASES[found[0].lower()], shaped(text))
    found: list[tuple[re.Match[str], int, str]] = []
    clause, sign = 0, ""
    for match in _TOKEN.finditer(plain):
        token = match[0]
        if token in _BREAKS or token == "," or token.startswith("-"):
            clause += bool(found) and not sign
            sign = token
            continue
        found.append((match, clause, sign))
        sign = ""
    texts = [match[0].lower() for match, _, _ in found]
    bases = roots(texts)
    words = []
    for place, ((match, clause, _), text, stem) in enumerate(zip(found, texts, bases, strict=True)):
        value = _value(match, text)
        before = plain[: match.start()].rstrip()
        opens = not before or (before[-1] in '.!?:"(' and not _TITLE.search(before))
        shape = match[0]
        named = shape[0].isupper() and not opens and shape not in ("I", "I'm", "I've", "I'd")
        named = named or any(c.isupper() for c in shape[1:]) or bool(re.search(r"\.\w", shape))
        kind: Kind = "content"
        if value is not None:
            kind = "number"
        elif text == "%" or shape in _NAMES:
            kind = "content"
        elif (
            text in FUNCTION
            or (text in ("long", "much", "many") and texts[place - 1] == "how")
            or text.endswith(("n't", "'ll", "'ve", "'re", "'d"))
            or (len(text) == 1 and (opens or not shape.isupper() or text == "i"))
        ):
            kind = "function"
        elif text.removesuffix("'s") in LIGHT:
            kind = "light"
        money = match["money"] or ""
        words.append(Word(place, text, stem, kind, clause, 0, value, named, money))
    placed = [replace(word, place=place) for place, word in enumerate(_joined(words))]
    return tuple(_parted(list(_limited(placed))))


def _limited(words: Sequence[Word]) -> Iterator[Word]:
    """The words; those that only limit a number, as in "more than 5" or "5 or more", say little."""
    for n, word in enumerate(words):
        ahead, behind = words[n + 1 : n + 3], words[max(n - 2, 0) : n]
        before = len(ahead) == 2 and ahead[0].text == "than" and ahead[1].value is not None
        after = len(behind) == 2 and behind[1].text == "or" and behind[0].value is not None
        limits = word.text in LIMITS and (before or after)
        yield replace(word, kind="light") if limits else word


def _parted(words: list[Word]) -> Iterator[Word]:
    """The words with the parts they are in: a new one begins at a clause with a verb of its own."""
    part = 0
    for word in words:
        before = words[word.place - 1] if word.place else word
        joint = word.clause != before.clause or word.text in JOINTS
        if joint and word.place:
            here: list[Word] = []
            for other in words[word.place :]:
                if other.clause != word.clause or (here and other.text in JOINTS):
                    break
                here.append(other)
            there = [w for w in words if w.place < word.place and w.clause == before.clause]
            own = word.text in JOINTS or any(w.text in VERBS for w in here)
            if own and any(w.told for w in there):
                part += 1
        yield replace(word, part=part)


def lines(file: str) -> list[list[str]]:
    """The words of each line of one of WordNet's lists."""
    text = (WORDNET / file).read_text("utf-8")
    return [line.split() for line in text.split("\n") if line and not line.startswith("#")]


def roots(words: Sequence[str]) -> list[str]:
    """The stem of each word, irregular forms brought home: "heard" is "hear"."""
    bare = [re.sub(r"'s$|'$", "", word) for word in words]
    return stems([_irregular().get(word, word) for word in bare])


@cache
def _irregular() -> dict[str, str]:
    return {form: first for first, *forms in lines("irregular.txt") for form in forms}


def _value(match: re.Match[str], text: str) -> float | None:
    if match["number"]:
        digits = match["number"]
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
            digits = digits.replace(",", "")
        try:
            value = float(digits.replace(",", "."))
        except ValueError:
            return None
        return value * SUFFIXES.get((match["unit"] or "").lower(), 1)
    return NUMBERS.get(text)


def _joined(words: list[Word]) -> list[Word]:
    """Numbers of several words as one: "two hundred", "5 million", "5 dollars"."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        money = last.money if last else ""
        beside = last is not None and last.place == word.place - 1 and last.clause == word.clause
        if last and beside and last.value is not None and word.text in SCALES and word.value:
            value = last.value * word.value
        elif last and beside and last.text in ("a", "an") and word.text in SCALES and word.value:
            value = word.value
        elif last and beside and last.text in TENS and word.text in SMALL and word.value:
            value = (last.value or 0) + word.value
        elif last and beside and last.value is not None and word.text in CURRENCIES:
            value, money = last.value, CURRENCIES[word.text]
        else:
            joined.append(word)
            continue
        both = f"{last.text} {word.text}"
        joined[-1] = replace(
            last,
            place=word.place,
            text=both,
            stem=both,
            kind="number",
            value=value,
            named=False,
            money=money,
        )
    return joined
