"""Who does what: "I", "you" and "they" in a claim are those of the words cited."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rag.covering import Covering
from rag.moving import BE, floats
from rag.wording import Word

SELVES = frozenset(["i", "we", "you"])
"""Who does something, in the words of whoever speaks."""

_PERSON = {"you": "you", "they": "they", "he": "they", "she": "they"}
"""Which of them may not stand for each other."""

FIRST = frozenset(["i", "we", "my", "me", "us", "i'm", "i've", "i'd", "we're", "we've"])
"""Words by which a sentence is told of its author."""

_HELPING = """
will would can could shall should may might must do does did have has had not never also just even
still already rather who
"""
HELPERS = frozenset(_HELPING.split())
"""What may stand between who does something and what is done."""


def replaced(covering: Covering) -> str:
    """What "I" or "you" do told of others, or of "you" for "them"; "" if nothing is."""
    claim, basis, to = covering.claim, covering.basis, covering.to
    if claim and claim[0].text.endswith("ing"):
        return ""
    for word in claim:
        if word.kind not in ("content", "light") or word.place not in to or floats(word):
            continue
        doer, other = doer_of(basis, to[word.place]), doer_of(claim, word.place)
        if doer is None or other is None:
            continue
        one, two = _PERSON.get(other.text), _PERSON.get(doer.text)
        told = other.told and not other.named and other.place in to
        if (doer.text in SELVES and told) or (one and two and one != two):
            return f"“{word.text}” is somebody else's doing in the words cited"
    return ""


def did(covering: Covering, names: Collection[str]) -> str:
    """Who does in the basis what the claim says that its author did, "" if that is left open."""
    basis, met = covering.basis, covering.met
    named = [word.text.removesuffix("'s") in names for word in covering.claim]
    behind = next((n for n in range(1, len(named)) if named[n - 1] and not named[n]), len(named))
    verbs = [word.stem for word in covering.claim[behind:] if not floats(word)][:1]
    own = FIRST & {word.text for word in basis}
    for word in basis:
        if word.stem not in verbs:
            continue
        # "Ann, our leader, gave": whoever a sentence without an "I" begins with.
        for doer in (doer_of(basis, word.place), None if own else basis[0]):
            if doer is None or not doer.told or doer.place in met or doer.place >= word.place:
                continue
            if not doer.place or basis[doer.place - 1].clause != doer.clause:
                return doer.text
    return ""


def doer_of(words: Sequence[Word], place: int) -> Word | None:
    """The word right before a verb's helpers; None where it is none that may do something."""
    for word in reversed(words[max(place - 5, 0) : place]):
        if word.clause != words[place].clause or word.text in BE:
            return None  # by "is done" it is not told who does it
        if word.text not in HELPERS and not word.text.endswith(("n't", "ly")):
            return word if word.told or word.text in SELVES | _PERSON.keys() else None
    return None
