"""Words in another order than in what is cited, where that may turn what they say.

The words that answer to each other must come in the same order, but that two stretches side by side
may change places where ``rag/moving`` knows that this leaves the sense.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.covering import Covering
from rag.moving import Met, Turn, floats, keeps_sense, named_doer
from rag.wording import Word


def disordered(covering: Covering) -> str:
    """Words that stand in another order for no reason that leaves their sense; "" if none do."""
    told = [w for w in covering.claim if w.told and w.place in covering.to and not floats(w)]
    path = _path([_choices(covering, word) for word in told])
    met = [Met(word, place) for word, place in zip(told, path, strict=True)]
    passive = named_doer(covering.claim) or named_doer(covering.basis)
    while ends := [n for n in range(1, len(met)) if met[n].there < met[n - 1].there]:
        for end in ends:
            found = _stretches([each.there for each in met], end, passive)
            if found and keeps_sense(Turn(covering, met, found[0], end, found[1])):
                met[found[0] : found[1]] = [*met[end : found[1]], *met[found[0] : end]]
                break
        else:
            one, two = met[ends[0] - 1].word.text, met[ends[0]].word.text
            return f"“{one}” and “{two}” stand in another order in what is cited"
    return ""


def _choices(covering: Covering, word: Word) -> list[int]:
    exact = [b.place for b in covering.basis if b.stem == word.stem and b.value == word.value]
    return exact or covering.alike(word) or [covering.to[word.place]]


def _path(choices: Sequence[Sequence[int]]) -> list[int]:
    """A place for each word, so that the fewest stand before the one before them."""
    if not choices:
        return []
    best: dict[int, tuple[int, int, list[int]]] = {place: (0, 0, [place]) for place in choices[0]}
    for places in choices[1:]:
        best = {
            place: min(
                (turns + (place < last), far + abs(place - last), [*path, place])
                for last, (turns, far, path) in best.items()
            )
            for place in places
        }
    return min(best.values())[2]


def _stretches(places: Sequence[int], end: int, passive: bool) -> tuple[int, int] | None:
    """Where the smallest two stretches that meet at ``end`` begin and end, which, changed, stand in
    order with what is beside them."""
    for first in range(end - 1, -1, -1):
        if first < end - 1 and places[first] > places[first + 1]:
            break
        for last in range(end + 1, len(places) + 1):
            falls = last > end + 1 and places[last - 1] < places[last - 2]
            if falls or places[last - 1] >= places[first]:
                break
            before = first == 0 or places[first - 1] <= places[end]
            after = last == len(places) or places[last] >= places[end - 1]
            # "A is done by B" for "B does A": behind the verb stands what has moved past both.
            if before and (after or (passive and places[last] < places[end])):
                return first, last
    return None
