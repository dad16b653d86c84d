"""Which word of a sentence answers to each word of a claim, and what of the claim is left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.meaning import same
from rag.wording import Word

PASSES = 3
"""Times that words which stand several times are moved towards the words beside them."""


@dataclass(frozen=True, slots=True)
class Covering:
    """A claim's words and a sentence's, and which place answers to which.

    ``to`` maps places of the claim to places of the sentence. ``open`` are the claim's words that
    say something and that nothing answers to.
    """

    claim: tuple[Word, ...]
    basis: tuple[Word, ...]
    to: dict[int, int]

    @property
    def open(self) -> tuple[Word, ...]:
        return tuple(word for word in self.claim if word.told and word.place not in self.to)

    @property
    def met(self) -> frozenset[int]:
        """Places of the sentence that the claim takes up."""
        return frozenset(self.to.values())

    def alike(self, word: Word) -> list[int]:
        """Places of the sentence whose words may stand for this one."""
        return [each.place for each in self.basis if same(word, each)]

    def share(self) -> float:
        """How much of what the claim says is met, from 0 to 1."""
        told = [word for word in self.claim if word.told]
        return sum(word.place in self.to for word in told) / max(len(told), 1)


def cover(claim: Sequence[Word], basis: Sequence[Word]) -> Covering:
    """Align a claim's words with a sentence's, words beside each other with words near each other.

    Function words are aligned only with themselves and count for nothing here.
    """
    choices: dict[int, list[int]] = {}
    taken: set[tuple[int, str]] = set()
    for word in claim:
        if word.kind == "function":
            continue
        exact = [b.place for b in basis if b.stem == word.stem and b.value == word.value]
        alike = [b.place for b in basis if b.kind != "function" and same(word, b)]
        if exact or alike:
            choices[word.place] = exact or alike
        taken |= {(exact[0], word.stem)} if len(exact) == 1 else set()
    # What answers to a word of its own does not answer to another one as well.
    for place, found in [*choices.items()]:
        stem = claim[place].stem
        free = [at for at in found if not any(at == b and stem != s for b, s in taken)]
        if free:
            choices[place] = free
        else:
            del choices[place]
    to = {place: found[0] for place, found in choices.items() if len(found) == 1}
    for _ in range(PASSES):
        for place, found in choices.items():
            if len(found) > 1:
                beside = [
                    (to[other], 1 / abs(other - place))
                    for other in to
                    if other != place and abs(other - place) <= 6
                ]
                # Where the words beside it stand, the nearest counting most.
                to[place] = min(found, key=lambda f: (sum(w * abs(f - b) for b, w in beside), f))
    return Covering(tuple(claim), tuple(basis), to)
